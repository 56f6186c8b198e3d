package analyzer.verdict;

import analyzer.metrics.Batches;
import analyzer.metrics.PairedBatches;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Checks whether a run was steady. An unfinished warm-up, a leak or a machine that slows down shows as a trend in the batch
 * means. The rank test of Mann ("Nonparametric Tests Against Trend", Econometrica 13, 1945) and Kendall finds it, and the slope
 * of Sen (JASA 63, 1968) measures it. A trend counts if it occurs by chance in less than 1 % of runs and moves the mean over the
 * run by more than half the threshold. In a paired run the series is the ratio of the two targets' means: a warm-up that affects
 * both alike does not change it.
 */
final class Steadiness {

    private static final double SIGNIFICANCE = 0.01;

    private Steadiness() {}

    /** Relative change of the mean over the run; empty if the run was steady. */
    static Optional<Double> drift(Batches batches, double threshold) {
        double[] means = batches.responseTimes().stream()
                .filter(batch -> !batch.isEmpty())
                .mapToDouble(batch -> batch.mean())
                .toArray();
        double mean = StatUtils.mean(means);
        return mean == 0 ? Optional.empty() : drift(means, mean, threshold);
    }

    /** Relative change of the ratio of the two targets over the run; empty if it was steady. */
    static Optional<Double> drift(PairedBatches batches, double threshold) {
        return drift(batches.logRatios(), 1, threshold).map(Math::expm1);
    }

    private static Optional<Double> drift(double[] values, double unit, double threshold) {
        if (values.length < 3) {
            return Optional.empty();
        }
        double drift = slope(values) * (values.length - 1) / unit;
        return Math.abs(drift) > threshold / 2 && probabilityOfTrend(values) < SIGNIFICANCE
                ? Optional.of(drift)
                : Optional.empty();
    }

    /** Two-sided p-value, by the normal approximation with continuity correction, which is adequate for ten or more values. */
    private static double probabilityOfTrend(double[] values) {
        int n = values.length;
        int score = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                score += (int) Math.signum(values[j] - values[i]);
            }
        }
        double deviation = Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
        double distance = Math.max(0, Math.abs(score) - 1) / deviation;
        return 2 * (1 - new NormalDistribution(null, 0, 1).cumulativeProbability(distance));
    }

    /** Median of the slopes between all pairs, per batch. */
    private static double slope(double[] values) {
        int n = values.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[next++] = (values[j] - values[i]) / (j - i);
            }
        }
        Arrays.sort(slopes);
        return (slopes[(slopes.length - 1) / 2] + slopes[slopes.length / 2]) / 2;
    }
}
