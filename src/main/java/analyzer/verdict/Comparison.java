package analyzer.verdict;

import analyzer.metrics.Metric;
import java.util.Optional;

/**
 * One metric of a result, compared with its baseline.
 *
 * @param metric the metric
 * @param baseline the baseline's figure, milliseconds or responses per second; NaN when there is none
 * @param candidate the result's figure in the same unit; NaN when there is none
 * @param interval 95 % interval of the relative change; empty if there are no samples
 * @param keptRuns number of kept runs that the baseline's figure rests on; 0 in a paired run
 * @param aboveThreshold whether the estimated change is above the threshold, significant or not
 * @param gated whether the metric decides
 * @param outcome outcome of this metric alone
 * @param reason reason of that outcome
 */
public record Comparison(
        Metric metric,
        double baseline,
        double candidate,
        Optional<Interval> interval,
        int keptRuns,
        boolean aboveThreshold,
        boolean gated,
        Outcome outcome,
        String reason) {

    /** Relative change, 0.2 for 20 % more; NaN when there is nothing to compare. */
    public double change() {
        return candidate / baseline - 1;
    }

    /** Whether the whole interval is better than no change. */
    public boolean isImproved() {
        return interval.filter(range -> metric.isBetterWhenHigher() ? range.low() > 0 : range.high() < 0)
                .isPresent();
    }

    Comparison with(boolean nowGated, Outcome nowOutcome, String nowReason) {
        return new Comparison(
                metric, baseline, candidate, interval, keptRuns, aboveThreshold, nowGated, nowOutcome, nowReason);
    }
}
