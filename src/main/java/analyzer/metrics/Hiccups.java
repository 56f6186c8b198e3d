package analyzer.metrics;

/**
 * Delays of a thread of the load generator that only sleeps, a few milliseconds at a time: how much later than requested it woke. The
 * threads that send requests and stamp responses wait for the processor in the same way, so the generator adds at least this to a
 * response time.
 *
 * <p>The method is that of Gil Tene's jHiccup (https://github.com/giltene/jHiccup). The shortest sleep counts as the timer's own cost
 * and is subtracted. A thread that overslept is also counted for each wake-up that it missed meanwhile. Percentiles are therefore
 * shares of the measured time, not of the wake-ups that happened.
 *
 * @param p50Millis median, milliseconds
 * @param p99Millis 99th percentile, milliseconds
 * @param p999Millis 99.9th percentile, milliseconds
 * @param maxMillis the longest delay, milliseconds
 */
public record Hiccups(double p50Millis, double p99Millis, double p999Millis, double maxMillis) {

    /** @throws IllegalArgumentException unless 0 &lt;= P50 &lt;= P99 &lt;= P99.9 &lt;= max, all finite */
    public Hiccups {
        boolean ordered =
                p50Millis >= 0 && p99Millis >= p50Millis && p999Millis >= p99Millis && maxMillis >= p999Millis;
        if (!ordered || Double.isInfinite(maxMillis)) {
            throw new IllegalArgumentException("hiccups are not percentiles in ascending order");
        }
    }
}
