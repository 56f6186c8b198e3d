package analyzer.verdict;

import java.util.Arrays;

/**
 * Decides which of many findings are significant, by the procedure of Benjamini and Hochberg ("Controlling the False
 * Discovery Rate", Journal of the Royal Statistical Society B 57, 1995). At most 5 % of the significant findings are
 * expected to be false. If nothing changed at all, the probability of any finding is at most that share. The procedure is
 * valid for independent and for positively dependent findings (Benjamini and Yekutieli, Annals of Statistics 29, 2001), such
 * as latency and throughput of one endpoint.
 */
final class FalseDiscoveryRate {

    /** Largest expected share of false positives among the significant findings. */
    private static final double RATE = 0.05;

    private FalseDiscoveryRate() {}

    /**
     * Returns the largest p-value of a significant finding.
     *
     * @param probabilities p-values of all comparisons that were made
     * @return 0 if no finding is significant
     */
    static double criticalPValue(double[] probabilities) {
        double[] ascending = probabilities.clone();
        Arrays.sort(ascending);
        double criticalPValue = 0;
        for (int i = 0; i < ascending.length; i++) {
            if (ascending[i] <= RATE * (i + 1) / ascending.length) {
                criticalPValue = ascending[i];
            }
        }
        return criticalPValue;
    }
}
