package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.PairedBatches;
import java.util.Optional;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/** Difference between the error rates of candidate and base in a paired run. */
public final class FailureExcess {

    private FailureExcess() {}

    /**
     * Returns the 95 % interval of the difference; 0.01 is one percentage point. Empty if nothing failed or there are fewer than
     * two batches.
     */
    public static Optional<Interval> interval(EndpointResult result) {
        return PairedBatches.of(result).flatMap(PairedBatches::failures).map(more -> {
            double halfWidth = new TDistribution(null, more.degreesOfFreedom())
                            .inverseCumulativeProbability(1 - Looks.of(result).nominal(Change.TAIL))
                    * more.standardError();
            return new Interval(more.difference() - halfWidth, more.difference() + halfWidth);
        });
    }

    /**
     * Whether chance explains that the candidate fails more often: with equal error rates, failures would be split this
     * unevenly in more than 1 % of runs. Given the total number of failures, the candidate's are binomial with its share of
     * the requests, if failures are independent (Przyborowski and Wilenski, Biometrika 31, 1940). Failures in clusters, as in
     * an outage, make the probability too small, which errs towards a regression.
     */
    static boolean isChance(EndpointResult result) {
        EndpointResult base = result.base().orElseThrow();
        long requests = result.metrics().totalRequests() + base.metrics().totalRequests();
        double share = (double) result.metrics().totalRequests() / requests;
        if (result.failed() + base.failed() > Integer.MAX_VALUE) {
            // With counts this large, chance is negligible.
            return result.failed() <= share * (result.failed() + base.failed());
        }
        BinomialDistribution ofCandidate =
                new BinomialDistribution(null, Math.toIntExact(result.failed() + base.failed()), share);
        double probability = 1 - ofCandidate.cumulativeProbability(Math.toIntExact(result.failed()) - 1);
        return Looks.of(result).overall(probability) > IntervalRule.FALSE_POSITIVE_RATE;
    }
}
