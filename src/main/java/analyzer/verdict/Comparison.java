package analyzer.verdict;

import analyzer.metrics.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One metric of a result, compared with its baseline.
 *
 * @param baseline the baseline's figure, milliseconds or responses per second; NaN when there is none
 * @param candidate the result's figure in the same unit; NaN when there is none
 * @param interval 95 % interval of the relative change; empty if there are no samples
 * @param keptRuns number of kept runs that the baseline's figure rests on; 0 in a paired run
 * @param aboveThreshold whether the estimated change is above the threshold, significant or not
 * @param gated whether the metric decides
 * @param outcome outcome of this metric alone
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
        List<Reason> reasons) {

    public Comparison {
        reasons = List.copyOf(reasons);
    }

    /** Relative change, 0.2 for 20 % more; NaN when there is nothing to compare. */
    public double change() {
        return candidate / baseline - 1;
    }

    /** A reason with the figures of this comparison. */
    Reason figures(Reason.Code code, double bound) {
        return new Reason.OfChange(code, metric, baseline, candidate, interval, keptRuns, bound);
    }

    /** This comparison with another outcome for other reasons. */
    Comparison judged(Outcome nowOutcome, Reason... nowReasons) {
        return with(gated, nowOutcome, List.of(nowReasons));
    }

    /** This comparison with another outcome for one more reason. */
    Comparison and(Outcome nowOutcome, Reason more) {
        return with(
                gated,
                nowOutcome,
                Stream.concat(reasons.stream(), Stream.of(more)).toList());
    }

    /** This comparison only shown, because the mean decides in the metric's place. */
    Comparison replacedByTheMean(Reason why) {
        return with(false, outcome, List.of(why, Reason.Code.MEAN_DECIDES));
    }

    private Comparison with(boolean nowGated, Outcome nowOutcome, List<Reason> nowReasons) {
        return new Comparison(
                metric, baseline, candidate, interval, keptRuns, aboveThreshold, nowGated, nowOutcome, nowReasons);
    }
}
