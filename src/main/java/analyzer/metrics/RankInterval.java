package analyzer.metrics;

/**
 * Where a percentile of one run may lie, in the order of the response times themselves: the percentiles at the ends of the
 * interval of its share (Woodruff, "Confidence Intervals for Medians and Other Position Measures", JASA 47, 1952). Unlike a
 * standard error, which takes the density at one point for that of its neighbourhood, it spans a gap between fast and slow
 * responses when the percentile may lie on either side.
 *
 * @param low its lower end, milliseconds
 * @param high its upper end, milliseconds
 * @param gap the widest stretch within it that no response time lies in, as the logarithm of the ratio of its ends
 */
public record RankInterval(double low, double high, double gap) {

    /** Of Student's t with 19 degrees of freedom, those of {@value Batches#COUNT} batches, for 95 %. */
    private static final double STANDARD_ERRORS = 2.093;

    private static final double HALF_TICK = 0.5;

    /**
     * The interval of a percentile.
     *
     * @param percent in (0, 100)
     * @param shareError standard error of the share of samples below the percentile, 0 to 1; taken as that of independent
     *     requests where it is less or unknown
     * @throws IllegalStateException if there are no samples
     */
    public static RankInterval of(LatencyHistogram samples, double percent, double shareError) {
        return of(samples, percent, shareError, STANDARD_ERRORS);
    }

    /**
     * The interval of a percentile, of another confidence than 95 %.
     *
     * @param standardErrors on either side
     */
    public static RankInterval of(LatencyHistogram samples, double percent, double shareError, double standardErrors) {
        double share = percent / 100;
        double independent = Math.sqrt(share * (1 - share) / samples.count());
        double reach = 100 * standardErrors * (shareError > independent ? shareError : independent);
        double lowest = Math.max(percent - reach, Double.MIN_NORMAL);
        double highest = Math.min(percent + reach, 100);
        return new RankInterval(
                InterpolatedPercentile.of(samples, lowest),
                InterpolatedPercentile.of(samples, highest),
                gap(samples, samples.percentile(lowest), samples.percentile(highest)));
    }

    /** Between the cells of the clock: neighbouring milliseconds have no gap. */
    private static double gap(LatencyHistogram samples, int first, int last) {
        double[] widest = {0, first};
        samples.forEach((millis, times) -> {
            if (millis > first && millis <= last) {
                widest[0] = Math.max(widest[0], Math.log((millis - HALF_TICK) / (widest[1] + HALF_TICK)));
                widest[1] = millis;
            }
        });
        return widest[0];
    }

    /** Half its width as a logarithm: how far chance moves the percentile within a run. */
    public double reach() {
        return Math.log(high / low) / 2;
    }

    /** The smallest interval that holds both, with the wider gap. */
    public RankInterval plus(RankInterval other) {
        return new RankInterval(Math.min(low, other.low), Math.max(high, other.high), Math.max(gap, other.gap));
    }
}
