package analyzer.metrics;

/**
 * Percentiles that are interpolated between the ticks of a clock with millisecond resolution.
 *
 * <p>A response time is the difference of two readings, both truncated to whole milliseconds. The position of the start between two
 * ticks is random, so a recorded {@code m} stands for true times spread evenly around it: the share of samples up to {@code m} is the
 * share of true times (smeared by that half millisecond) up to {@code m + 0.5}. Between these points the distribution is assumed to be
 * linear, as for grouped data.
 */
public final class InterpolatedPercentile {

    /**
     * Gatling reads its clock in whole milliseconds at the start and at the end of a request, so two equal figures can differ by this
     * much.
     */
    public static final double CLOCK_RESOLUTION_MILLIS = 1;

    static final double HALF_TICK = CLOCK_RESOLUTION_MILLIS / 2;

    private InterpolatedPercentile() {}

    /**
     * The time that {@code percent} % of the samples do not exceed.
     *
     * @param percent in (0, 100)
     * @return milliseconds, above 0
     * @throws IllegalStateException if there are no samples
     */
    public static double of(LatencyHistogram samples, double percent) {
        int cell = samples.percentile(percent);
        double needed = samples.count() * percent / 100 - samples.countBelow(cell);
        double share = needed / samples.countOf(cell);
        return lower(cell) + share * (cell + HALF_TICK - lower(cell));
    }

    /**
     * The largest error of a percentile due to the millisecond resolution of the clock.
     *
     * <p>Let {@code r} be the share of samples in the percentile's millisecond divided by the share above the percentile: the hazard
     * rate of the tail, per millisecond. A tail that falls at this rate is curved within one cell, so that a straight line is off by
     * at most r/8 ms. The smear of the two readings shifts the percentile by r/24 ms: together r/6 ms. If one cell contains as much as
     * the whole tail, the shape within it is unknown, and the error can be half a tick.
     *
     * @param percent in (0, 100)
     * @return milliseconds, at most 0.5
     * @throws IllegalStateException if there are no samples
     */
    public static double resolution(LatencyHistogram samples, double percent) {
        double tail = samples.count() * (1 - percent / 100);
        double hazard = samples.countOf(samples.percentile(percent)) / tail;
        return hazard < 1 ? hazard / 6 : HALF_TICK;
    }

    /** Number of samples up to {@code millis}. A part of a millisecond's cell counts in proportion. */
    static double countUpTo(LatencyHistogram samples, double millis) {
        int cell = (int) Math.floor(millis + HALF_TICK);
        double share = (millis - lower(cell)) / (cell + HALF_TICK - lower(cell));
        return samples.countBelow(cell) + Math.min(1, Math.max(0, share)) * samples.countOf(cell);
    }

    /** Lower end of a cell. No response time is negative. */
    private static double lower(int cell) {
        return Math.max(0, cell - HALF_TICK);
    }
}
