package analyzer.verdict;

import java.util.Set;

/**
 * What counts as a regression.
 *
 * @param threshold relative rise above which a gated metric is a regression, and relative fall beyond which the
 *     throughput is; 0.2 is 20 %
 * @param maxErrorRate share of failed requests above which the endpoint is a regression; 0.01 is 1 %
 * @param gated the metrics that decide; the others are shown
 */
public record Policy(double threshold, double maxErrorRate, Set<Metric> gated) {

    /**
     * Gatling reads its clock in whole milliseconds at the start and at the end of a request, so two equal figures can
     * differ by this much.
     */
    public static final double CLOCK_RESOLUTION_MILLIS = 1;

    /** Below this many successful requests, the 95th percentile rests on fewer than five samples above it. */
    public static final int MIN_SAMPLES = 100;

    public Policy {
        gated = Set.copyOf(gated);
    }

    /** P95 up by more than 20 %, or more than 1 % of the requests failed. */
    public static Policy standard() {
        return new Policy(0.20, 0.01, Set.of(Metric.P95));
    }
}
