package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The threshold, limits and gated metrics by which an endpoint is judged.
 *
 * @param threshold relative change above which a gated metric is a regression: a rise of a time, or a fall of the throughput;
 *     0.2 is 20 %
 * @param maxErrorRate share of failed requests above which the endpoint is a regression; 0.01 is 1 %
 * @param gated metrics that decide; the others are only shown. Throughput is always included
 * @param assumedSpread assumed variation: the relative standard deviation from run to run that stands in for missing kept runs;
 *     0.05 is 5 %
 * @param limits absolute bounds, independent of the baseline
 * @param limitsAlone whether limits and failed requests decide alone, without a baseline
 * @param rule pattern of the rule that this policy belongs to; empty for the default policy
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
     * The slowdown that a pass must exclude, in multiples of the threshold: 35 % at a threshold of 20 %. A slowdown between the
     * two can pass; a larger one passes only by chance.
     */
    public static final double EXCLUDED_BY_A_PASS = 1.75;

    /** Samples that a percentile needs above it; with fewer it rests on a handful of requests. */
    public static final int MIN_SAMPLES_ABOVE = 10;

    public Policy {
        Set<Metric> all = EnumSet.of(Metric.THROUGHPUT);
        all.addAll(gated);
        gated = Set.copyOf(all);
        limits = List.copyOf(limits);
    }

    /** Creates a default policy without limits. */
    public Policy(double threshold, double maxErrorRate, Set<Metric> gated, double assumedSpread) {
        this(threshold, maxErrorRate, gated, assumedSpread, List.of(), false, "");
    }

    /** The standard policy: P95 up or throughput down by more than 20 %, or more than 1 % failed; assumed variation 5 %. */
    public static Policy standard() {
        return new Policy(0.20, 0.01, Set.of(Metric.P95), 0.05);
    }

    /** The policy for looks at a run: without the target's CPU time and memory, which are known only after the run. */
    public Policy whileUnderWay() {
        Set<Metric> known = EnumSet.copyOf(gated);
        known.remove(Metric.CPU);
        List<Limit> ofRequests =
                limits.stream().filter(limit -> !limit.isOfTarget()).toList();
        return new Policy(threshold, maxErrorRate, known, assumedSpread, ofRequests, limitsAlone, rule);
    }

    /** Metrics that decide on a result. Under open load the throughput does not: it follows the arrival rate, not the target. */
    Set<Metric> gatedFor(EndpointResult result) {
        Set<Metric> deciding = EnumSet.copyOf(gated);
        if (result.run().filter(run -> run.profile().isOpen()).isPresent()) {
            deciding.remove(Metric.THROUGHPUT);
        }
        return deciding;
    }

    /** Number of successful requests that a metric needs. */
    static long samplesNeeded(Metric metric) {
        double percent = metric.percent().orElse(95);
        return Math.round(MIN_SAMPLES_ABOVE / (1 - percent / 100));
    }
}
