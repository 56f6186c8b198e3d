package analyzer.verdict;

import analyzer.metrics.InterpolatedPercentile;
import analyzer.metrics.Metric;
import analyzer.verdict.Reason.Code;
import java.util.List;
import java.util.Optional;

/**
 * Compares two figures without an interval, because there are no samples. A change above the threshold is a regression unless
 * the clock resolution explains it.
 */
final class PointRule {

    /** Tolerance for binary fractions: a change of just the threshold, 100 ms to 105 ms at 5 %, must not count as above it. */
    private static final double ROUNDING = 1e-9;

    private PointRule() {}

    /** Comparison of a metric that cannot be judged, because a figure is unknown or below the clock resolution. */
    static Comparison unknown(Metric metric, double before, double now, boolean gated, Reason why) {
        return new Comparison(
                metric, before, now, Optional.empty(), 0, false, gated, Outcome.CANNOT_JUDGE, List.of(why));
    }

    static Comparison compare(Metric metric, double before, double now, int keptRuns, boolean gated, Policy policy) {
        double worse = metric.isBetterWhenHigher() ? 1 - now / before : now / before - 1;
        boolean above = worse > policy.threshold() + ROUNDING;
        Comparison open = new Comparison(
                metric, before, now, Optional.empty(), keptRuns, above, gated, Outcome.CANNOT_JUDGE, List.of());
        if (!(before > 0) || Double.isInfinite(before)) {
            return open.judged(
                    Outcome.CANNOT_JUDGE, new Reason.OfMetric(unusable(metric, before, keptRuns), metric, before));
        }
        if (!(now >= 0) || Double.isInfinite(now)) {
            return open.judged(Outcome.CANNOT_JUDGE, new Reason.OfMetric(Code.RESULT_LACKS_METRIC, metric, before));
        }
        if (!above) {
            return open.judged(Outcome.PASS, open.figures(Code.WITHIN_THRESHOLD, policy.threshold()));
        }
        return !metric.isBetterWhenHigher() && now - before <= InterpolatedPercentile.CLOCK_RESOLUTION_MILLIS
                ? open.judged(Outcome.PASS, open.figures(Code.WITHIN_CLOCK, policy.threshold()))
                : open.judged(Outcome.REGRESSION, open.figures(Code.ABOVE_THRESHOLD, policy.threshold()));
    }

    private static Code unusable(Metric metric, double figure, int keptRuns) {
        if (Double.isNaN(figure)) {
            return Code.BASELINE_LACKS_METRIC;
        }
        return figure == 0 && keptRuns > 0 && !metric.isBetterWhenHigher()
                ? Code.BASELINE_BELOW_CLOCK
                : Code.BASELINE_UNUSABLE;
    }
}
