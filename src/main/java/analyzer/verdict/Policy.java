package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What counts as a regression.
 *
 * @param threshold relative rise of a response time above which a gated metric is a regression, and relative fall of the
 *     throughput; 0.2 is 20 %
 * @param maxErrorRate share of failed requests above which the endpoint is a regression; 0.01 is 1 %
 * @param gated the metrics that decide; the others are shown. Throughput always decides
 * @param assumedSpread standard deviation from run to run, relative, that is assumed as far as the kept runs are too few
 *     to tell; 0.05 is 5 %
 * @param limits absolute objectives, whatever the baseline says
 * @param limitsAlone whether limits and failed requests decide alone, without a baseline
 * @param rule the pattern of the rule that this policy is of; empty for the one of all other endpoints
 */
public record Policy(
        double threshold,
        double maxErrorRate,
        Set<Metric> gated,
        double assumedSpread,
        List<Limit> limits,
        boolean limitsAlone,
        String rule) {

    /**
     * Gatling reads its clock in whole milliseconds at the start and at the end of a request, so two equal figures can
     * differ by this much.
     */
    public static final double CLOCK_RESOLUTION_MILLIS = 1;

    /**
     * What a pass must exclude, in multiples of the threshold: at 20 % a slow-down of 35 %. A slow-down between the two can
     * pass, one beyond cannot but by bad luck.
     */
    public static final double EXCLUDED_BY_A_PASS = 1.75;

    /** A percentile needs at least this many samples above it, or it rests on a handful of requests. */
    public static final int MIN_SAMPLES_ABOVE = 10;

    public Policy {
        Set<Metric> all = EnumSet.of(Metric.THROUGHPUT);
        all.addAll(gated);
        gated = Set.copyOf(all);
        limits = List.copyOf(limits);
    }

    /** A policy of all endpoints, without limits. */
    public Policy(double threshold, double maxErrorRate, Set<Metric> gated, double assumedSpread) {
        this(threshold, maxErrorRate, gated, assumedSpread, List.of(), false, "");
    }

    /** P95 up or throughput down by more than 20 %, or more than 1 % of the requests failed; 5 % spread assumed. */
    public static Policy standard() {
        return new Policy(0.20, 0.01, Set.of(Metric.P95), 0.05);
    }

    /** What decides of a run that is still under way: all but CPU time, which is told when it is over. */
    public Policy whileUnderWay() {
        Set<Metric> known = EnumSet.copyOf(gated);
        known.remove(Metric.CPU);
        return new Policy(threshold, maxErrorRate, known, assumedSpread, limits, limitsAlone, rule);
    }

    /** The metrics that decide on a result. Under an open load the throughput is what was asked for, whatever the target does. */
    Set<Metric> gatedFor(EndpointResult result) {
        Set<Metric> deciding = EnumSet.copyOf(gated);
        if (result.run().filter(run -> run.profile().isOpen()).isPresent()) {
            deciding.remove(Metric.THROUGHPUT);
        }
        return deciding;
    }

    /** Successful requests that a metric needs. */
    static long samplesNeeded(Metric metric) {
        double percent = metric.percent().orElse(95);
        return Math.round(MIN_SAMPLES_ABOVE / (1 - percent / 100));
    }
}
