package analyzer.report.html;

import analyzer.metrics.Metric;
import analyzer.report.WorstFirst;
import analyzer.verdict.Comparison;
import analyzer.verdict.Interval;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a forest plot: a change and its interval between better (left) and worse (right), on one scale for all endpoints of
 * the page. Positions are x coordinates in a drawing {@value #WIDTH} wide.
 *
 * @param low left end of the interval
 * @param high right end of the interval
 * @param point the change itself
 * @param zero no change
 * @param limit the threshold
 * @param words text alternative
 */
public record Forest(String low, String high, String point, String zero, String limit, String words) {

    private static final int WIDTH = 200;
    private static final int MARGIN = 8;

    /** A change larger than this is drawn at the edge. */
    private static final double MOST_SHOWN = 2;

    private static final double LEAST_SHOWN = 0.05;

    /**
     * The scale of a page.
     *
     * @param better improvement at the left edge, as a share
     * @param worse worsening at the right edge, as a share
     */
    record Scale(double better, double worse, double threshold) {

        static Scale of(List<Verdict> verdicts, Policy policy) {
            double better = Math.max(LEAST_SHOWN, policy.threshold() / 2);
            double worse = Math.max(LEAST_SHOWN, policy.threshold() * 2);
            for (Verdict verdict : verdicts) {
                Optional<Interval> range = WorstFirst.decisive(verdict)
                        .map(Forest::worsening)
                        .filter(worsening -> !Double.isNaN(worsening.low() + worsening.high()));
                better = Math.max(better, range.map(Interval::low).orElse(0.0) * -1);
                worse = Math.max(worse, range.map(Interval::high).orElse(0.0));
            }
            return new Scale(Math.min(better, 1), Math.min(worse, MOST_SHOWN), policy.threshold());
        }

        /** The same scale with the threshold of an endpoint's policy. */
        Scale of(Policy policy) {
            return new Scale(better, worse, policy.threshold());
        }

        private String at(double change) {
            double bounded = Math.max(-better, Math.min(worse, change));
            double x = MARGIN + (WIDTH - 2 * MARGIN) * (bounded + better) / (better + worse);
            return String.format(Locale.ROOT, "%.1f", x);
        }
    }

    /** The line of a comparison; empty if there is no change to draw. */
    static Optional<Forest> of(Comparison comparison, Scale scale, String words) {
        Interval range = worsening(comparison);
        double change = (range.low() + range.high()) / 2;
        if (Double.isNaN(change) || Double.isInfinite(change)) {
            return Optional.empty();
        }
        double point = comparison.metric() == Metric.THROUGHPUT ? -comparison.change() : comparison.change();
        return Optional.of(new Forest(
                scale.at(range.low()),
                scale.at(range.high()),
                scale.at(point),
                scale.at(0),
                scale.at(scale.threshold),
                words));
    }

    /** The interval, with positive values for worse; without an interval the change alone. */
    private static Interval worsening(Comparison comparison) {
        Interval range = comparison.interval().orElse(new Interval(comparison.change(), comparison.change()));
        return comparison.metric().isBetterWhenHigher() ? new Interval(-range.high(), -range.low()) : range;
    }
}
