package analyzer.verdict;

import analyzer.metrics.Metric;
import java.util.Optional;

/**
 * Compares two figures without an interval, because there are no samples. A change above the threshold is a regression unless
 * the clock resolution explains it.
 */
final class PointRule {

    /** Tolerance for binary fractions: a change of just the threshold, 100 ms to 105 ms at 5 %, must not count as above it. */
    private static final double ROUNDING = 1e-9;

    private static final String NOTHING_SHOWN =
            ", of which the clock of 1 ms shows nothing; load an endpoint or an environment that takes longer";

    private PointRule() {}

    /** Comparison of a metric whose figure at the base of a paired run is below the clock resolution. */
    static Comparison unseen(Metric metric, double now, boolean gated) {
        return new Comparison(
                metric,
                0,
                now,
                Optional.empty(),
                0,
                false,
                gated,
                Outcome.CANNOT_JUDGE,
                "the base has " + metric + " " + Words.figure(metric, 0) + NOTHING_SHOWN);
    }

    /** Comparison of a gated metric that is not known for both sides. */
    static Comparison untold(Metric metric, double before, double now, String why) {
        return new Comparison(metric, before, now, Optional.empty(), 0, false, true, Outcome.CANNOT_JUDGE, why);
    }

    static Comparison compare(Metric metric, double before, double now, int keptRuns, boolean gated, Policy policy) {
        double worse = metric.isBetterWhenHigher() ? 1 - now / before : now / before - 1;
        boolean above = worse > policy.threshold() + ROUNDING;
        Comparison open =
                new Comparison(metric, before, now, Optional.empty(), keptRuns, above, gated, Outcome.CANNOT_JUDGE, "");
        if (!(before > 0) || Double.isInfinite(before)) {
            return open.with(gated, Outcome.CANNOT_JUDGE, "the baseline " + unusable(metric, before, keptRuns));
        }
        if (!(now >= 0) || Double.isInfinite(now)) {
            return open.with(gated, Outcome.CANNOT_JUDGE, "the result has no " + metric);
        }
        String numbers = Words.change(metric, before, now) + ")";
        String threshold = Words.threshold(metric, policy.threshold());
        if (!above) {
            return open.with(gated, Outcome.PASS, numbers + ", within " + threshold);
        }
        if (!metric.isBetterWhenHigher() && now - before <= Policy.CLOCK_RESOLUTION_MILLIS) {
            return open.with(gated, Outcome.PASS, numbers + ", no more than the clock's 1 ms can explain");
        }
        return open.with(gated, Outcome.REGRESSION, numbers + ", above " + threshold);
    }

    private static String unusable(Metric metric, double figure, int keptRuns) {
        if (Double.isNaN(figure)) {
            return "has no " + metric + "; save a new one";
        }
        String says = "says " + metric + " " + Words.figure(metric, figure);
        return figure == 0 && keptRuns > 0 && !metric.isBetterWhenHigher()
                ? says + NOTHING_SHOWN
                : says + "; save a new one";
    }
}
