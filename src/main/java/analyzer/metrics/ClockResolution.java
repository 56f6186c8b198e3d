package analyzer.metrics;

/**
 * Largest error of an {@link InterpolatedPercentile} because the clock ticks in whole milliseconds.
 *
 * <p>Let {@code r} be the share of samples in the percentile's millisecond divided by the share above the percentile: the hazard rate
 * of the tail, per millisecond. A tail that falls at this rate is curved within one cell, so that a straight line is off by at most
 * r/8 ms. The smear of the two readings shifts the percentile by r/24 ms: together r/6 ms. If one cell contains as much as the whole
 * tail, the shape within it is unknown, and the error can be half a tick.
 */
public final class ClockResolution {

    private static final double HALF_TICK = 0.5;

    private ClockResolution() {}

    /**
     * The largest expected error of a percentile.
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
