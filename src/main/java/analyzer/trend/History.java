package analyzer.trend;

import analyzer.baseline.Baseline;
import analyzer.baseline.PastRun;
import analyzer.metrics.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A metric of an endpoint over its runs.
 *
 * @param points the runs, oldest first; runs without the metric are left out
 * @param changes indexes of the points at which a new level begins
 */
public record History(String endpoint, Metric metric, List<Point> points, List<Integer> changes) {

    /** Histories with a change come first, the largest worsening first. */
    public static final Comparator<History> WORST_FIRST = Comparator.comparing(
                    (History history) -> history.changes().isEmpty())
            .thenComparing(history -> history.changes().isEmpty() ? 0 : history.worse(), Comparator.reverseOrder())
            .thenComparing(History::endpoint);

    public History {
        points = List.copyOf(points);
        changes = List.copyOf(changes);
    }

    /**
     * The runs between two changes.
     *
     * @param level geometric mean of its figures
     */
    public record Level(Point first, int runs, double level) {}

    /** The history of an endpoint over its kept runs and those kept before. */
    public static History of(Baseline baseline, Metric metric) {
        List<Point> points = baseline.history().stream()
                .flatMap(run -> Point.of(run, metric).stream())
                .toList();
        // Noise is relative to the figure, so levels are compared by ratio.
        double[] logs =
                points.stream().mapToDouble(point -> Math.log(point.value())).toArray();
        return new History(baseline.endpoint(), metric, points, EDivisive.changePoints(logs));
    }

    /** Whether there are enough runs to find a change at all. */
    public boolean canShowChange() {
        return points.size() >= EDivisive.MIN_VALUES;
    }

    /** The levels between the changes, oldest first; empty if there are no runs. */
    public List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= points.size(); i++) {
            if (i == points.size() || changes.contains(i)) {
                double log = points.subList(from, i).stream()
                        .mapToDouble(point -> Math.log(point.value()))
                        .average()
                        .orElseThrow();
                levels.add(new Level(points.get(from), i - from, Math.exp(log)));
                from = i;
            }
        }
        return levels;
    }

    /** Relative change from the first level to the last, or from the first run to the last if there is one level. */
    public double change() {
        List<Level> levels = levels();
        if (levels.size() > 1) {
            return levels.get(levels.size() - 1).level() / levels.get(0).level() - 1;
        }
        return points.isEmpty()
                ? Double.NaN
                : points.get(points.size() - 1).value() / points.get(0).value() - 1;
    }

    /** How much worse the last level is than the first, as a logarithm; negative if it is better. */
    private double worse() {
        double log = Math.log1p(change());
        return metric.isBetterWhenHigher() ? -log : log;
    }

    /**
     * One run in a history.
     *
     * @param commit version of the code under test, empty when unknown
     * @param value the metric's figure: milliseconds, for throughput responses per second
     * @param margin half-width of the 95 % interval within the run, in the same unit; NaN if unknown
     */
    public record Point(Instant started, String commit, double value, double margin) {

        /** 97.5th percentile of the standard normal distribution. */
        private static final double QUANTILE = 1.96;

        /** The metric of a run, with its interval if that is known; empty if the run lacks the metric. */
        public static Optional<Point> of(PastRun run, Metric metric) {
            return Optional.ofNullable(run.figures().get(metric))
                    .map(figure -> new Point(
                            run.started(),
                            run.commit(),
                            figure.value(),
                            QUANTILE * figure.standardError() + figure.resolution()));
        }
    }
}
