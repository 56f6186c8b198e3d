package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.PairedErrorRate;
import java.util.Optional;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/** By how much more of the candidate's requests failed than of those to the base in the same run. */
public final class FailureExcess {

    /** As of any comparison: the largest share without a difference that may read as a regression. */
    private static final double FALSE_ALARM_RATE = 0.01;

    private FailureExcess() {}

    /** 95 % interval of the difference of the shares: 0.01 is one percentage point. Empty where nothing failed. */
    public static Optional<Interval> interval(EndpointResult result) {
        return PairedErrorRate.of(result).map(rate -> {
            double halfWidth = new TDistribution(null, rate.degreesOfFreedom())
                            .inverseCumulativeProbability(1 - Looks.of(result).nominal(0.025))
                    * rate.standardError();
            return new Interval(rate.difference() - halfWidth, rate.difference() + halfWidth);
        });
    }

    /**
     * Whether two targets that fail equally often would share their failures as unevenly as this in more than 1 % of runs.
     * Given how many requests failed in all, those of the candidate are binomial by its share of the requests, if each fails
     * by itself (Przyborowski and Wilenski, Biometrika 31, 1940). Failures that come together, as in an outage, make that
     * probability too small, which errs to the side of finding a regression.
     */
    static boolean isChance(EndpointResult result) {
        EndpointResult base = result.base().orElseThrow();
        long requests = result.metrics().totalRequests() + base.metrics().totalRequests();
        double share = (double) result.metrics().totalRequests() / requests;
        BinomialDistribution ofCandidate =
                new BinomialDistribution(null, Math.toIntExact(result.failed() + base.failed()), share);
        double probability = 1 - ofCandidate.cumulativeProbability(Math.toIntExact(result.failed()) - 1);
        return Looks.of(result).overall(probability) > FALSE_ALARM_RATE;
    }
}
