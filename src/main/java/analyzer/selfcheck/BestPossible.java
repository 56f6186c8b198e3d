package analyzer.selfcheck;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Largest power of any rule at a given rate of false positives: that of the likelihood ratio test between the two cases, the
 * most powerful test (Neyman and Pearson, Philosophical Transactions A 231, 1933). Unlike the judge, this test knows both
 * standard deviations and the size of the slowdown.
 */
final class BestPossible {

    private static final int TRIALS = 200_000;

    /** Run-to-run variation at which the power is computed. */
    private static final double QUIET = 0.05;

    private static final double FALSE_POSITIVES = 0.01;

    /** A run's own error of P95: 1850 independent requests whose logarithms have a standard deviation of 0.4. */
    private static final double WITHIN = 0.02;

    private static final int SKEWED_TRIALS = 50_000;

    /** Start of the grid, in logarithms, on which the density of skewed levels is computed. */
    private static final double LOWEST = -0.2;

    private static final double HIGHEST = 1.5;
    private static final double STEP = 0.002;

    /** Largest distance of the level from the lowest run that is integrated; the rest is negligible. */
    private static final double REACH = 0.2;

    /** Keeps the product of unnormalized densities within the range of a double. */
    private static final double LOG_SCALE = -4;

    private BestPossible() {}

    /**
     * Largest power at a run-to-run variation of 5 % if false positives are at most 1 % at another variation.
     *
     * @param noisy run-to-run variation at which false positives are bounded
     */
    static double share(int keptRuns, double noisy, double slowDown, SplittableRandom random) {
        double[] same = ratios(keptRuns, noisy, slowDown, 0, noisy, random);
        Arrays.sort(same);
        double critical = same[(int) Math.round(TRIALS * (1 - FALSE_POSITIVES))];
        double[] slower = ratios(keptRuns, noisy, slowDown, Math.log1p(slowDown), QUIET, random);
        return Arrays.stream(slower).filter(ratio -> ratio > critical).count() / (double) TRIALS;
    }

    /**
     * The same if false positives are at most 1 % where run levels are skewed: 1 plus an exponential part of mean 8 %, as in
     * {@link NoiseModel#SKEWED}. Each run's own error is added in both cases.
     */
    static double shareIfSkewed(int keptRuns, double slowDown, SplittableRandom random) {
        double[] density = skewedDensity();
        double[] same = new double[SKEWED_TRIALS];
        double[] slower = new double[SKEWED_TRIALS];
        double[] runs = new double[keptRuns + 1];
        double spread = Math.hypot(QUIET, WITHIN);
        for (int i = 0; i < SKEWED_TRIALS; i++) {
            Arrays.setAll(
                    runs,
                    run -> Math.log(1 - NoiseModel.SKEW * Math.log(1 - random.nextDouble()))
                            + WITHIN * NoiseModel.gaussian(random));
            same[i] = ratioToSkewed(runs, slowDown, spread, density);
            Arrays.setAll(runs, run -> spread * NoiseModel.gaussian(random));
            runs[keptRuns] += Math.log1p(slowDown);
            slower[i] = ratioToSkewed(runs, slowDown, spread, density);
        }
        Arrays.sort(same);
        double critical = same[(int) Math.round(SKEWED_TRIALS * (1 - FALSE_POSITIVES))];
        return Arrays.stream(slower).filter(ratio -> ratio > critical).count() / (double) SKEWED_TRIALS;
    }

    /** Logarithm of the density of a skewed level's logarithm plus a run's own error, on the grid from {@link #LOWEST}. */
    private static double[] skewedDensity() {
        double[] density = new double[(int) Math.round((HIGHEST - LOWEST) / STEP) + 1];
        for (int i = 0; i < density.length; i++) {
            double sum = 0;
            for (double level = STEP / 2; level < HIGHEST; level += STEP) {
                double rise = Math.exp(level);
                double distance = (LOWEST + i * STEP - level) / WITHIN;
                sum += rise * Math.exp(-(rise - 1) / NoiseModel.SKEW - distance * distance / 2);
            }
            density[i] = Math.log(Math.max(sum, Double.MIN_NORMAL));
        }
        return density;
    }

    /**
     * Logarithm of the likelihood ratio, up to a constant, of the runs' logarithms; the last one is the candidate's. The unknown
     * level of the baseline is integrated out.
     */
    private static double ratioToSkewed(double[] runs, double slowDown, double spread, double[] density) {
        int last = runs.length - 1;
        double least = Arrays.stream(runs).min().orElseThrow();
        double skewed = 0;
        for (double level = least - REACH; level < least + REACH; level += 2 * STEP) {
            double log = LOG_SCALE * runs.length;
            for (double run : runs) {
                int at = (int) Math.round((run - level - LOWEST) / STEP);
                log += at < 0 || at >= density.length ? Math.log(Double.MIN_NORMAL) : density[at];
            }
            skewed += Math.exp(log);
        }
        double kept = Arrays.stream(runs, 0, last).average().orElseThrow();
        double squares = Arrays.stream(runs, 0, last)
                .map(run -> (run - kept) * (run - kept))
                .sum();
        double normal = fit(runs[last] - kept - Math.log1p(slowDown), squares, 1 + 1.0 / last, spread);
        return normal - Math.log(Math.max(skewed, Double.MIN_NORMAL));
    }

    /** Logarithms of the likelihood ratio, up to a constant, of trials with a given change and run-to-run variation. */
    private static double[] ratios(
            int runs, double noisy, double slowDown, double change, double spread, SplittableRandom random) {
        double scale = 1 + 1.0 / runs;
        double[] ratios = new double[TRIALS];
        for (int i = 0; i < TRIALS; i++) {
            double sum = 0;
            double squares = 0;
            for (int run = 0; run < runs; run++) {
                double level = spread * NoiseModel.gaussian(random);
                sum += level;
                squares += level * level;
            }
            double within = squares - sum * sum / runs;
            double difference = change + spread * NoiseModel.gaussian(random) - sum / runs;
            ratios[i] = fit(difference - Math.log1p(slowDown), within, scale, QUIET)
                    - fit(difference, within, scale, noisy);
        }
        return ratios;
    }

    private static double fit(double distance, double squares, double scale, double spread) {
        return -(distance * distance / scale + squares) / (2 * spread * spread);
    }
}
