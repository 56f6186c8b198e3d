package analyzer.verdict;

import analyzer.metrics.PerRequest;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A figure of both sides, and the interval of their difference.
 *
 * @param base the baseline's figure
 * @param candidate the result's figure, in the same unit
 * @param low lower end of the 95 % interval of the difference, in that unit
 * @param high upper end
 */
public record Difference(double base, double candidate, double low, double high) {

    /** Difference of a comparison, which must have an interval. */
    static Difference of(Comparison comparison) {
        Interval relative = comparison.interval().orElseThrow();
        return new Difference(
                comparison.baseline(),
                comparison.candidate(),
                comparison.baseline() * relative.low(),
                comparison.baseline() * relative.high());
    }

    /**
     * Difference of what requests used.
     *
     * @param more use of {@code mine} minus use of {@code theirs}
     */
    static Difference of(PerRequest mine, PerRequest theirs, PerRequest.MeanDifference more) {
        double halfWidth =
                new TDistribution(null, more.degreesOfFreedom()).inverseCumulativeProbability(1 - Change.TAIL)
                        * more.standardError();
        return new Difference(
                theirs.value(), mine.value(), more.difference() - halfWidth, more.difference() + halfWidth);
    }

    /** The result's figure minus the baseline's. */
    public double added() {
        return candidate - base;
    }

    /** Whether the result's figure is significantly larger. */
    public boolean isMore() {
        return low > 0;
    }
}
