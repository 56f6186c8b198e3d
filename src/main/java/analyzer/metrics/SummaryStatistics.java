package analyzer.metrics;

import java.util.List;
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

    /** Names of the figures in files, in the order of the columns of a CSV file. */
    public static final List<String> NAMES = List.of(
            "total_requests",
            "avg_response_time",
            "min_response_time",
            "max_response_time",
            "p50_response_time",
            "p95_response_time",
            "p99_response_time");

    /** The figures with these times, in the order of their names. */
    public static SummaryStatistics of(long total, double... times) {
        return new SummaryStatistics(total, times[0], times[1], times[2], times[3], times[4], times[5]);
    }

    /** The times, in the order of their names. */
    public double[] times() {
        return new double[] {avgMillis, minMillis, maxMillis, p50Millis, p95Millis, p99Millis};
    }

    /** More requests than any run has. A larger number is invalid. */
    public static final long MAX_REQUESTS = 1_000_000_000_000L;

    /** Largest difference in rank between two definitions of a percentile: this number of samples, or this share of them. */
    private static final double SAMPLES_OFF = 10;

    private static final double SHARE_OFF = 0.005;

    /**
     * Describes a contradiction between these figures; empty if there is none. The smallest time, P50, P95, P99 and the largest time
     * must be finite, at least 0 and in this order, and the mean must be possible with them. An unknown figure (NaN) contradicts
     * nothing.
     *
     * @param rounding how far the mean can lie outside because it was rounded, milliseconds
     */
    public Optional<String> contradiction(double rounding) {
        if (totalRequests < 0 || totalRequests > MAX_REQUESTS) {
            return Optional.of(totalRequests + " requests");
        }
        if (totalRequests == 0 && maxMillis >= 0 || totalRequests == 1 && minMillis < maxMillis) {
            return Optional.of(
                    "times from " + minMillis + " to " + maxMillis + " ms of " + Quantity.of(totalRequests, "request"));
        }
        double before = 0;
        for (double figure : new double[] {minMillis, p50Millis, p95Millis, p99Millis, maxMillis}) {
            if (figure < before || Double.isInfinite(figure)) {
                return Optional.of("a minimum, P50, P95, P99 and maximum of " + minMillis + ", " + p50Millis + ", "
                        + p95Millis + ", " + p99Millis + " and " + maxMillis + " ms");
            }
            before = Double.isNaN(figure) ? before : figure;
        }
        if (avgMillis < 0
                || Double.isInfinite(avgMillis)
                || avgMillis < minMillis - rounding
                || avgMillis > maxMillis + rounding) {
            return Optional.of("a mean of " + avgMillis + " ms between " + minMillis + " and " + maxMillis + " ms");
        }
        return hasImpossibleMean(rounding)
                ? Optional.of("a mean of " + avgMillis + " ms with these percentiles")
                : Optional.empty();
    }

    /**
     * Checks the mean against the percentiles, which bound it: half of the times are at most the P50 and half at least, 5 % are at
     * least the P95, and 1 % at least the P99. Failed requests are counted but have no times.
     */
    private boolean hasImpossibleMean(double rounding) {
        double slack = rounding + rankError(totalRequests) * (maxMillis - minMillis);
        double least = 0.5 * minMillis + 0.45 * p50Millis + 0.04 * p95Millis + 0.01 * p99Millis;
        double most = 0.5 * p50Millis + 0.45 * p95Millis + 0.04 * p99Millis + 0.01 * maxMillis;
        return avgMillis < least - slack || avgMillis > most + slack;
    }

    /** How much the share of requests below a percentile can differ from the one in its name. */
    public static double rankError(long requests) {
        return Math.max(SHARE_OFF, SAMPLES_OFF / requests);
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
