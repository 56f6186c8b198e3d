package analyzer.verdict;

import analyzer.metrics.Metric;
import analyzer.verdict.Reason.Code;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Judges a change by its interval.
 *
 * <p>A regression meets three conditions of its own; the fourth is the joint decision over all comparisons. The estimate is
 * above the threshold. A change this large occurs by chance in at most 1 % of comparisons, so one comparison errs at most that
 * often, however noisy the target is; the 95 % interval, with 2.5 % on either side, then also excludes 0. If the true change
 * were exactly the threshold, differences between run levels alone would make it look this large in at most one of eight
 * comparisons.
 *
 * <p>A pass meets two conditions. The estimate is within the threshold, and the interval excludes a slowdown of
 * {@link Policy#EXCLUDED_BY_A_PASS} times the threshold. Any other change cannot be judged.
 */
final class IntervalRule {

    /** Largest allowed share of false positives among comparisons without a change. */
    static final double FALSE_POSITIVE_RATE = 0.01;

    /**
     * Largest allowed probability that run levels make the change this large if the true change is exactly the threshold. A
     * run is sometimes much slower than the others and rarely faster, so its level is less certain than a normal
     * distribution implies.
     */
    private static final double AT_THE_THRESHOLD = 1.0 / 8;

    /** Probability of a verdict at or below which a run is stopped for futility. */
    private static final double HOPE = 0.05;

    /** A percentile cannot decide if chance moves it within a run by more than this share of the threshold. */
    private static final double TOO_STEEP = 0.75;

    private static final int RUNS_WORTH_KEEPING = 7;

    /** A longer run is not suggested if more than this share of the standard error would remain. */
    private static final double LITTLE_LESS = 0.9;

    private final Policy policy;

    IntervalRule(Policy policy) {
        this.policy = policy;
    }

    /** Whether the clock is too coarse for the threshold: its resolution alone exceeds half of it. */
    boolean isBelowTheClock(Change change) {
        return change.resolution() > Math.log1p(policy.threshold()) / 2;
    }

    /**
     * Whether a percentile is at a cliff and cannot decide: in any run its range contains a gap wider than the threshold, or in
     * most runs chance moves it by almost the threshold.
     */
    boolean isCliff(Change.Cliff steep) {
        double threshold = Math.log1p(policy.threshold());
        return steep.whole().gap() > threshold || steep.reach() > TOO_STEEP * threshold;
    }

    /** The change, with a wider interval if the percentile can be on either side of a gap. */
    Change steep(Change change, Optional<Change.Cliff> cliff) {
        return cliff.filter(this::isCliff).map(change::at).orElse(change);
    }

    /** Whether the change is a regression on its own, before the joint decision over all comparisons. */
    boolean isRegression(Metric metric, Change change) {
        return isAboveThreshold(metric, change)
                && change.probability() <= FALSE_POSITIVE_RATE
                && change.probabilityOfLevelBeyond(worse(metric, policy.threshold())) <= AT_THE_THRESHOLD;
    }

    /**
     * Factor by which the measured time must grow to decide, if the figures stay the same: the candidate's own error falls with
     * the square root of the time. Infinity if no time is enough.
     *
     * @param change change of a run that is looked at
     */
    double timesNeeded(Metric metric, Change change) {
        if (!isAboveThreshold(metric, change)) {
            return change.timesUntil(Change.TAIL, excluded(metric) - change.worse() - change.resolution());
        }
        return Math.max(
                change.timesUntil(FALSE_POSITIVE_RATE, change.worse() - change.resolution()),
                change.timesUntilOfLevel(AT_THE_THRESHOLD, change.worse() - worse(metric, policy.threshold())));
    }

    /**
     * Whether more measured time is unlikely to decide: the probability of a verdict, given only the change so far, is at most
     * {@value #HOPE} (predictive power: Spiegelhalter, Freedman and Blackburn, Controlled Clinical Trials 7, 1986). More time
     * moves the estimate only by what it takes off the candidate's own error.
     *
     * @param change change of a run that is looked at
     * @param stretch longest possible measured time divided by that so far
     */
    boolean isHopeless(Metric metric, Change change, double stretch) {
        if (stretch <= 1) {
            return false;
        }
        Change longest = change.after(stretch);
        double threshold = worse(metric, policy.threshold());
        double passes = Math.min(threshold, excluded(metric) - change.resolution() - longest.reach(Change.TAIL));
        double regresses = Math.max(
                threshold + longest.reachOfLevel(AT_THE_THRESHOLD),
                change.resolution() + longest.reach(FALSE_POSITIVE_RATE));
        double moves = change.spread().ownError() * Math.sqrt(1 - 1 / stretch);
        if (moves == 0) {
            return passes < change.worse() && change.worse() < regresses;
        }
        NormalDistribution then = new NormalDistribution(null, change.worse(), moves);
        return then.cumulativeProbability(regresses) - then.cumulativeProbability(passes) >= 1 - HOPE;
    }

    /**
     * Judges one metric.
     *
     * @param criticalPValue largest p-value of a finding that stands among all comparisons of the analysis
     * @param comparisons number of these comparisons
     */
    Comparison compare(Metric metric, Change change, boolean gated, double criticalPValue, int comparisons) {
        double threshold = policy.threshold();
        Comparison open = new Comparison(
                metric,
                change.baseline(),
                change.candidate(),
                Optional.of(change.interval(metric)),
                change.keptRuns(),
                isAboveThreshold(metric, change),
                gated,
                Outcome.CANNOT_JUDGE,
                List.of());
        Reason above = open.figures(Code.ABOVE_THRESHOLD, threshold);
        if (isRegression(metric, change)) {
            return change.probability() <= criticalPValue || !gated
                    ? open.judged(Outcome.REGRESSION, above)
                    : open.judged(
                            Outcome.CANNOT_JUDGE,
                            above,
                            new Reason.Count(Code.CHANCE_AMONG_MANY, comparisons),
                            remedy(change));
        }
        if (open.aboveThreshold()) {
            return open.judged(Outcome.CANNOT_JUDGE, above, Code.CHANCE, remedy(change));
        }
        // Negated, so that an interval that overflowed to NaN never passes.
        if (!(change.atMost() < excluded(metric))) {
            return open.judged(
                    Outcome.CANNOT_JUDGE,
                    open.figures(Code.TOO_UNCERTAIN, threshold * Policy.EXCLUDED_BY_A_PASS),
                    remedy(change));
        }
        return open.judged(
                Outcome.PASS, open.figures(change.atMost() < 0 ? Code.IMPROVED : Code.WITHIN_THRESHOLD, threshold));
    }

    private boolean isAboveThreshold(Metric metric, Change change) {
        return change.worse() > worse(metric, policy.threshold());
    }

    private double excluded(Metric metric) {
        return worse(metric, policy.threshold() * Policy.EXCLUDED_BY_A_PASS);
    }

    /** Converts a relative rise of a time, or fall of the throughput, to a logarithm; a loss of 100 % or more is infinite. */
    private static double worse(Metric metric, double share) {
        if (!metric.isBetterWhenHigher()) {
            return Math.log1p(share);
        }
        return -Math.log1p(-Math.min(share, 1));
    }

    private static Reason remedy(Change change) {
        boolean fewRuns = change.keptRuns() < RUNS_WORTH_KEEPING && !change.isOfSameRun();
        boolean littleLess = change.spread().after(Double.POSITIVE_INFINITY).standardError()
                > LITTLE_LESS * change.spread().standardError();
        if (fewRuns) {
            return new Reason.Count(littleLess ? Code.FEW_KEPT_RUNS : Code.FEW_KEPT_RUNS_OR_TIME, change.keptRuns());
        }
        return littleLess ? Code.KEPT_RUNS_DIFFER : Code.LOAD_LONGER;
    }
}
