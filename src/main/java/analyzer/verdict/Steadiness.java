package analyzer.verdict;

import analyzer.metrics.Batches;
import analyzer.metrics.PairedBatches;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Whether a run was in one state from beginning to end. A warm-up that is not over, a leak or a machine that slows down shows
 * as a trend of the batches' means: found by the rank test of Mann ("Nonparametric Tests Against Trend", Econometrica 13,
 * 1945) and Kendall, sized by the slope of Sen (JASA 63, 1968). A trend counts when chance explains it in less than 1 % of
 * runs and it moves the mean over the run by more than half the threshold. In a paired run the series is the ratio of the two
 * targets' means: a warm-up that both go through alike moves neither against the other.
 */
final class Steadiness {

    private static final double SIGNIFICANCE = 0.01;

    private Steadiness() {}

    /** How far the mean moved over the run, relative to itself, when the run was not steady; else empty. */
    static Optional<Double> drift(Batches batches, double threshold) {
        double[] means = batches.responseTimes().stream()
                .filter(batch -> !batch.isEmpty())
                .mapToDouble(batch -> batch.mean())
                .toArray();
        double mean = StatUtils.mean(means);
        return mean == 0 ? Optional.empty() : drift(means, mean, threshold);
    }

    /** How far the ratio of the two targets moved over the run, relative to itself; empty when it was steady. */
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

    /** Two-sided, by the normal approximation with continuity correction, which ten values are enough for. */
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
