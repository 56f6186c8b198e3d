package analyzer.selfcheck;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How often any rule whatever could find a slow-down, given the false alarms that it may raise: the likelihood ratio test
 * between the two cases, which no other test beats (Neyman and Pearson, Philosophical Transactions A 231, 1933). It even
 * knows both spreads and the size of the slow-down, which no judge does.
 */
final class BestPossible {

    private static final int TRIALS = 200_000;

    /** The spread from run to run that the rule is to be sensitive with. */
    private static final double QUIET = 0.05;

    private static final double FALSE_ALARMS = 0.01;

    private BestPossible() {}

    /**
     * Largest share of slow-downs that can be found at a spread of 5 % when at most 1 % of comparisons without a change may
     * read as one at another spread.
     *
     * @param noisy the spread that the rule must be safe with
     */
    static double share(int keptRuns, double noisy, double slowDown, SplittableRandom random) {
        double[] same = ratios(keptRuns, noisy, slowDown, 0, noisy, random);
        Arrays.sort(same);
        double critical = same[(int) Math.round(TRIALS * (1 - FALSE_ALARMS))];
        double[] slower = ratios(keptRuns, noisy, slowDown, Math.log1p(slowDown), QUIET, random);
        return Arrays.stream(slower).filter(ratio -> ratio > critical).count() / (double) TRIALS;
    }

    /** Logarithms of the likelihood ratio, but for a constant, of trials with a true change and spread. */
    private static double[] ratios(
            int runs, double noisy, double slowDown, double change, double spread, SplittableRandom random) {
        double scale = 1 + 1.0 / runs;
        double[] ratios = new double[TRIALS];
        for (int i = 0; i < TRIALS; i++) {
            double sum = 0;
            double squares = 0;
            for (int run = 0; run < runs; run++) {
                double level = spread * Gaussian.next(random);
                sum += level;
                squares += level * level;
            }
            double within = squares - sum * sum / runs;
            double difference = change + spread * Gaussian.next(random) - sum / runs;
            ratios[i] = fit(difference - Math.log1p(slowDown), within, scale, QUIET)
                    - fit(difference, within, scale, noisy);
        }
        return ratios;
    }

    private static double fit(double distance, double squares, double scale, double spread) {
        return -(distance * distance / scale + squares) / (2 * spread * spread);
    }
}
