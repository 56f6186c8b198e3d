package standin;

import java.util.Random;

/**
 * Log-normally distributed response times, defined by two percentiles.
 *
 * <p>If ln(X) is normal with mean mu and standard deviation sigma, the p-quantile of X is exp(mu + sigma z(p)), where z is the
 * quantile function of the standard normal distribution. Therefore mu = ln(P50), and sigma = ln(P95 / P50) / z(0.95).
 *
 * @param p50Millis median in milliseconds, above 0
 * @param p95Millis 95th percentile in milliseconds, above the median
 */
public record Latency(double p50Millis, double p95Millis) {

    /** z(0.95), the 95 % quantile of the standard normal distribution. */
    private static final double Z_95 = 1.6448536269514722;

    private static final double NANOS_PER_MILLI = 1e6;

    /** Standard deviation of the logarithm. */
    public double sigma() {
        return Math.log(p95Millis / p50Millis) / Z_95;
    }

    /** Draws one response time, in nanoseconds. */
    long drawNanos(Random random) {
        return Math.round(p50Millis * Math.exp(sigma() * random.nextGaussian()) * NANOS_PER_MILLI);
    }
}
