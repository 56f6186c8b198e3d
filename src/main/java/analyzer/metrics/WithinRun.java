package analyzer.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Estimates a figure and its standard error from the batches of one run: the second step in docs/METHOD.md, section "From samples to
 * an interval". Batches are assumed to be nearly independent.
 */
public final class WithinRun {

    private static final String NOT_OF_REQUESTS = "CPU time is not estimated from requests";

    private WithinRun() {}

    /**
     * Estimates a metric from requests; for CPU time see {@link PerRequest}.
     *
     * @param perSecond the run's throughput, for the estimate of {@link Metric#THROUGHPUT}
     * @throws IllegalStateException if there are no samples
     */
    public static Estimate estimate(Metric metric, Batches batches, double perSecond) {
        return switch (metric) {
            case P50, P95, P99 -> percentile(batches, metric.percent().orElseThrow());
            case AVG -> mean(batches);
            case THROUGHPUT -> throughput(batches, perSecond);
            case CPU -> throw new IllegalArgumentException(NOT_OF_REQUESTS);
        };
    }

    /** Estimates a metric without batches: a pooled distribution gives the figure, but not its error. */
    public static Estimate estimate(Metric metric, LatencyHistogram samples, double perSecond) {
        return switch (metric) {
            case P50, P95, P99 -> {
                double percent = metric.percent().orElseThrow();
                yield new Estimate(
                        InterpolatedPercentile.of(samples, percent),
                        Double.NaN,
                        InterpolatedPercentile.resolution(samples, percent));
            }
            case AVG -> new Estimate(samples.mean(), Double.NaN, 0);
            case THROUGHPUT -> new Estimate(perSecond, Double.NaN, 0);
            case CPU -> throw new IllegalArgumentException(NOT_OF_REQUESTS);
        };
    }

    private static Estimate mean(Batches batches) {
        double mean = batches.pooled().mean();
        double error = ratioError(batches.responseTimes(), batch -> batch.sum() - mean * batch.count());
        return new Estimate(mean, error, 0);
    }

    private static Estimate percentile(Batches batches, double percent) {
        LatencyHistogram pooled = batches.pooled();
        double value = InterpolatedPercentile.of(pooled, percent);
        double error = 100 * shareError(batches, percent, value);
        if (Double.isNaN(error)) {
            return new Estimate(value, error, InterpolatedPercentile.resolution(pooled, percent));
        }
        double above = InterpolatedPercentile.of(pooled, Math.min(percent + error, 100));
        double below = InterpolatedPercentile.of(pooled, Math.max(percent - error, Double.MIN_NORMAL));
        return new Estimate(value, (above - below) / 2, InterpolatedPercentile.resolution(pooled, percent));
    }

    /** Standard error of the share of samples up to a percentile, 0 to 1; NaN for a single batch. */
    public static double shareError(Batches batches, double percent) {
        return shareError(batches, percent, InterpolatedPercentile.of(batches.pooled(), percent));
    }

    private static double shareError(Batches batches, double percent, double value) {
        return ratioError(
                batches.responseTimes(),
                batch -> InterpolatedPercentile.countUpTo(batch, value) - percent / 100 * batch.count());
    }

    /** Requests per slice of time: the ratio of the batches' counts to their lengths. */
    private static Estimate throughput(Batches batches, double perSecond) {
        List<LatencyHistogram> all = batches.responseTimes();
        double slices = batches.lengths().stream().mapToInt(Integer::intValue).sum();
        double rate = batches.pooled().count() / slices;
        double squares = 0;
        for (int i = 0; i < all.size(); i++) {
            squares += Math.pow(all.get(i).count() - rate * batches.lengths().get(i), 2);
        }
        double relative = ratioError(squares, all.size(), batches.pooled().count());
        return new Estimate(perSecond, relative * perSecond, 0);
    }

    /** Standard error of a ratio, from its residuals by batch, which add up to 0; NaN for a single batch. */
    private static double ratioError(List<LatencyHistogram> batches, ToDoubleFunction<LatencyHistogram> residual) {
        double squares = 0;
        long count = 0;
        for (LatencyHistogram batch : batches) {
            squares += Math.pow(residual.applyAsDouble(batch), 2);
            count += batch.count();
        }
        return ratioError(squares, batches.size(), count);
    }

    private static double ratioError(double squares, double batches, double denominator) {
        return BatchDifferences.errorOfSum(squares, batches) / denominator;
    }
}
