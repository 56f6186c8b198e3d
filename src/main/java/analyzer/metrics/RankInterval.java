package analyzer.metrics;

import static analyzer.metrics.InterpolatedPercentile.HALF_TICK;

/**
 * Confidence interval of a percentile of one run, from the ranks of the response times: the percentiles at the ends of the interval
 * of its share (Woodruff, "Confidence Intervals for Medians and Other Position Measures", JASA 47, 1952). A standard error assumes
 * that the density at one point is that of its neighbourhood. This interval also spans a gap between fast and slow responses, if the
 * percentile can lie on either side.
 *
 * @param low lower end, milliseconds
 * @param high upper end, milliseconds
 * @param gap the widest gap in the interval without a response time, as the logarithm of the ratio of its ends
 */
public record RankInterval(double low, double high, double gap) {

    /** Quantile of Student's t for 95 %, with the 19 degrees of freedom of {@value Batches#COUNT} batches. */
    private static final double STANDARD_ERRORS = 2.093;

    /**
     * The 95 % interval of a percentile.
     *
     * @param percent in (0, 100)
     * @param shareError standard error of the share of samples below the percentile, 0 to 1. If it is unknown or smaller than
     *     that of independent requests, the latter is used
     * @throws IllegalStateException if there are no samples
     */
    public static RankInterval of(LatencyHistogram samples, double percent, double shareError) {
        return of(samples, percent, shareError, STANDARD_ERRORS);
    }

    /**
     * The interval of a percentile with another confidence level.
     *
     * @param standardErrors number of standard errors on either side
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

    /** Widest gap between cells of the clock. Neighbouring milliseconds have none. */
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

    /** Half of the width as a logarithm: how far chance moves the percentile within a run. */
    public double reach() {
        return Math.log(high / low) / 2;
    }

    /** The smallest interval that contains both, with the wider gap. */
    public RankInterval plus(RankInterval other) {
        return new RankInterval(Math.min(low, other.low), Math.max(high, other.high), Math.max(gap, other.gap));
    }
}
