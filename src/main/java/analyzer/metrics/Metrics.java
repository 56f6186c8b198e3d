package analyzer.metrics;

/**
 * The seven figures of one endpoint in one run: the columns of the CSV file and the {@code metrics} of a baseline.
 *
 * @param totalRequests number of requests, failed ones included
 * @param avgMillis mean response time of the successful requests, milliseconds
 * @param minMillis smallest response time of the successful requests, milliseconds
 * @param maxMillis largest response time of the successful requests, milliseconds
 * @param p50Millis 50th percentile of the successful requests, milliseconds
 * @param p95Millis 95th percentile of the successful requests, milliseconds
 * @param p99Millis 99th percentile of the successful requests, milliseconds
 */
public record Metrics(
        long totalRequests,
        double avgMillis,
        double minMillis,
        double maxMillis,
        double p50Millis,
        double p95Millis,
        double p99Millis) {

    /** Figures of {@code total} requests of which those in {@code ok} succeeded; all times are NaN when none did. */
    public static Metrics of(long total, LatencyHistogram ok) {
        if (ok.isEmpty()) {
            return new Metrics(total, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = Math.round(ok.mean() * 1000) / 1000.0;
        return new Metrics(total, mean, ok.min(), ok.max(), ok.percentile(50), ok.percentile(95), ok.percentile(99));
    }
}
