package analyzer.trend;

import analyzer.baseline.PastRun;
import analyzer.metrics.Metric;
import java.time.Instant;
import java.util.Optional;

/**
 * One run in a history.
 *
 * @param started when it started
 * @param commit version of the code under test, empty when unknown
 * @param value the metric's figure: milliseconds, for throughput responses per second
 * @param margin half width of the 95 % interval within the run, in the same unit; NaN if unknown
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
