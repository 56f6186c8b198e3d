package analyzer.verdict;

import analyzer.metrics.Metric;
import java.util.Optional;

/**
 * One metric of a result beside its baseline.
 *
 * @param metric the metric
 * @param baseline the baseline's figure, milliseconds or responses per second; NaN when there is none
 * @param candidate the result's figure in the same unit; NaN when there is none
 * @param interval of the relative change; empty where there are no samples to take it from
 * @param keptRuns number of kept runs that the baseline's figure rests on; 0 for a base in the same run
 * @param aboveThreshold whether the figures themselves differ by more than the threshold, be it certain or not
 * @param gated whether the metric decides
 * @param outcome what the metric says
 * @param reason why
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

    /** Whether the metric is better than the baseline's beyond doubt. */
    public boolean isImproved() {
        return interval.filter(range -> metric.isBetterWhenHigher() ? range.low() > 0 : range.high() < 0)
                .isPresent();
    }

    Comparison with(boolean nowGated, Outcome nowOutcome, String nowReason) {
        return new Comparison(
                metric, baseline, candidate, interval, keptRuns, aboveThreshold, nowGated, nowOutcome, nowReason);
    }
}
