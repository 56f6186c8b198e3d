package analyzer.metrics;

import java.util.Optional;

/**
 * The seven figures of one endpoint in one run: the columns of the CSV file and the {@code metrics} of a baseline. Times are those
 * of the successful requests, in milliseconds.
 *
 * @param totalRequests number of requests, including failed ones
 */
public record SummaryStatistics(
        long totalRequests,
        double avgMillis,
        double minMillis,
        double maxMillis,
        double p50Millis,
        double p95Millis,
        double p99Millis) {

    /** More requests than any run has. A larger number is invalid. */
    public static final long MAX_REQUESTS = 1_000_000_000_000L;

    /**
     * Describes a contradiction between these figures; empty if there is none. The smallest time, P50, P95, P99 and the largest time
     * must be finite, at least 0 and in this order, and the mean must lie between the smallest and the largest. An unknown figure (NaN)
     * contradicts nothing.
     *
     * @param rounding how far the mean can lie outside because it was rounded, milliseconds
     */
    public Optional<String> contradiction(double rounding) {
        if (totalRequests < 0 || totalRequests > MAX_REQUESTS) {
            return Optional.of(totalRequests + " requests");
        }
        double before = 0;
        for (double figure : new double[] {minMillis, p50Millis, p95Millis, p99Millis, maxMillis}) {
            if (figure < before || Double.isInfinite(figure)) {
                return Optional.of("a minimum, P50, P95, P99 and maximum of " + minMillis + ", " + p50Millis + ", "
                        + p95Millis + ", " + p99Millis + " and " + maxMillis + " ms");
            }
            before = Double.isNaN(figure) ? before : figure;
        }
        return avgMillis < 0
                        || Double.isInfinite(avgMillis)
                        || avgMillis < minMillis - rounding
                        || avgMillis > maxMillis + rounding
                ? Optional.of("a mean of " + avgMillis + " ms between " + minMillis + " and " + maxMillis + " ms")
                : Optional.empty();
    }

    /** Figures of {@code total} requests, with the successful ones in {@code ok}. All times are NaN if none succeeded. */
    public static SummaryStatistics of(long total, LatencyHistogram ok) {
        if (ok.isEmpty()) {
            return new SummaryStatistics(total, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = Math.round(ok.mean() * 1000) / 1000.0;
        return new SummaryStatistics(
                total, mean, ok.min(), ok.max(), ok.percentile(50), ok.percentile(95), ok.percentile(99));
    }
}
