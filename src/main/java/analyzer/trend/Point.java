package analyzer.trend;

import analyzer.baseline.KeptRun;
import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import java.time.Instant;

/**
 * One run in a history.
 *
 * @param started when it started
 * @param commit version of the code under test, empty when unknown
 * @param value the metric's figure: milliseconds, for throughput responses per second
 * @param margin how far the 95 % interval from within the run reaches to both sides, in the same unit; NaN when unknown
 */
public record Point(Instant started, String commit, double value, double margin) {

    /** 97.5th percentile of the standard normal distribution. */
    private static final double QUANTILE = 1.96;

    /** The metric of a run, with its interval where the run's samples tell. */
    public static Point of(KeptRun run, Metric metric) {
        Estimate estimate = run.estimate(metric).orElse(new Estimate(run.figure(metric), Double.NaN, 0));
        return new Point(
                run.started(),
                run.commit(),
                estimate.value(),
                QUANTILE * estimate.standardError() + estimate.resolution());
    }
}
