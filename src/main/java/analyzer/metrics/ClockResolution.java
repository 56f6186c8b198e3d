package analyzer.metrics;

/**
 * How far an {@link InterpolatedPercentile} can be from the true one because the clock ticks in whole milliseconds.
 *
 * <p>Let {@code r} be the share of samples in the percentile's millisecond beside the share above the percentile: the
 * hazard rate of the tail, per millisecond. A tail that falls with this rate is bent within one cell such that a straight
 * line is off by at most r/8 ms, and the smear of the two readings shifts the percentile by r/24 ms: together r/6 ms.
 * Where one cell holds as much as the whole tail the shape within it is unknown, and the error can be all of half a tick.
 */
public final class ClockResolution {

    private static final double HALF_TICK = 0.5;

    private ClockResolution() {}

    /**
     * The largest error to expect of a percentile.
     *
     * @param percent in (0, 100)
     * @return milliseconds, at most 0.5
     * @throws IllegalStateException if there are no samples
     */
    public static double millis(LatencyHistogram samples, double percent) {
        double tail = samples.count() * (1 - percent / 100);
        double hazard = samples.countOf(samples.percentile(percent)) / tail;
        return hazard < 1 ? hazard / 6 : HALF_TICK;
    }
}
