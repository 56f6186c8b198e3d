package analyzer.metrics;

/**
 * Percentiles of delays in the load generator: {@link GeneratorHealth#hiccups} or {@link GeneratorHealth#loopDelays}.
 *
 * @param p50Millis median, milliseconds
 * @param p99Millis 99th percentile, milliseconds
 * @param p999Millis 99.9th percentile, milliseconds
 * @param maxMillis the longest delay, milliseconds
 */
public record DelayPercentiles(double p50Millis, double p99Millis, double p999Millis, double maxMillis) {

    /** @throws IllegalArgumentException unless 0 &lt;= P50 &lt;= P99 &lt;= P99.9 &lt;= max, all finite */
    public DelayPercentiles {
        boolean ordered =
                p50Millis >= 0 && p99Millis >= p50Millis && p999Millis >= p99Millis && maxMillis >= p999Millis;
        if (!ordered || Double.isInfinite(maxMillis)) {
            throw new IllegalArgumentException("hiccups are not percentiles in ascending order");
        }
    }
}
