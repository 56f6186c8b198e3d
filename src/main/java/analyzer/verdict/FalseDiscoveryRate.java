package analyzer.verdict;

import java.util.Arrays;

/**
 * Decides which of many findings stand, by the procedure of Benjamini and Hochberg ("Controlling the False Discovery Rate",
 * Journal of the Royal Statistical Society B 57, 1995). At most the given share of the findings that stand is expected to be
 * false. If nothing changed at all, the probability of any finding is at most that share. The procedure is valid for
 * independent and for positively dependent findings (Benjamini and Yekutieli, Annals of Statistics 29, 2001), such as latency
 * and throughput of one endpoint.
 */
final class FalseDiscoveryRate {

    private FalseDiscoveryRate() {}

    /**
     * Returns the largest p-value of a finding that stands.
     *
     * @param probabilities p-values of all comparisons that were made
     * @param rate largest expected share of false findings, in (0, 1)
     * @return 0 if no finding stands
     */
    static double cut(double[] probabilities, double rate) {
        double[] ascending = probabilities.clone();
        Arrays.sort(ascending);
        double cut = 0;
        for (int i = 0; i < ascending.length; i++) {
            if (ascending[i] <= rate * (i + 1) / ascending.length) {
                cut = ascending[i];
            }
        }
        return cut;
    }
}
