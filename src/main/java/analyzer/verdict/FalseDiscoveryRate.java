package analyzer.verdict;

import java.util.Arrays;

/**
 * Which of many findings stand when one looked often: the procedure of Benjamini and Hochberg ("Controlling the False
 * Discovery Rate", Journal of the Royal Statistical Society B 57, 1995). Of the findings that it lets stand at most the
 * given share is expected to be false; where nothing changed at all, the chance of any finding is at most that share. Holds
 * for independent and for positively dependent findings (Benjamini and Yekutieli, Annals of Statistics 29, 2001), as latency
 * and throughput of one endpoint are.
 */
final class FalseDiscoveryRate {

    private FalseDiscoveryRate() {}

    /**
     * The probability up to which findings stand.
     *
     * @param probabilities of every comparison that was made, each the chance of such a finding when nothing changed
     * @param rate largest share of false findings, in (0, 1)
     * @return 0 when none stands
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
