package analyzer.baseline;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Estimate;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metric;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.Uptime;
import analyzer.metrics.WithinRun;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One run of an endpoint that a baseline keeps.
 *
 * @param throughputPerSecond successful responses per second, if known
 * @param estimates metrics with their standard errors from within the run; none if the run had no samples
 * @param responseTimes every successful response time; empty if the run had no samples
 * @param profile the load profile, if known
 * @param machine the machine that generated the load, if known
 * @param commit version of the code under test, empty if unknown
 * @param gatlingVersion version of Gatling, empty if unknown
 * @param uptime uptime of the target's process when the load began, if known
 */
public record KeptRun(
        Instant started,
        SummaryStatistics metrics,
        long failed,
        OptionalDouble throughputPerSecond,
        Map<Metric, Estimate> estimates,
        LatencyHistogram responseTimes,
        Optional<LoadProfile> profile,
        Optional<Machine> machine,
        String commit,
        String gatlingVersion,
        Optional<Uptime> uptime) {

    /** Largest relative difference between the rate in the common time of several injectors and that of the whole run. */
    private static final double COMMON_TIME = 0.25;

    public KeptRun {
        estimates = Map.copyOf(estimates);
    }

    /** The part of a result that a baseline keeps. */
    public static KeptRun of(EndpointResult result) {
        return new KeptRun(
                result.started(),
                result.metrics(),
                result.failed(),
                result.throughputPerSecond(),
                estimates(result),
                result.timeline().map(timeline -> timeline.pooledOk()).orElseGet(LatencyHistogram::new),
                result.run().map(RunInfo::profile),
                result.run().map(RunInfo::machine),
                result.run().map(RunInfo::commit).orElse(""),
                result.gatlingVersion(),
                result.run().flatMap(RunInfo::uptime));
    }

    /** The metric's figure, in milliseconds or, for throughput, responses per second; NaN if there is none. */
    public double figure(Metric metric) {
        return metric == Metric.CPU && estimates.containsKey(metric)
                ? estimates.get(metric).value()
                : metric.of(metrics, throughputPerSecond);
    }

    /**
     * The metric with its standard error, which is unknown for a run without estimates. Empty for a run without samples, and for CPU
     * time that the run did not record.
     */
    public Optional<Estimate> estimate(Metric metric) {
        if (estimates.containsKey(metric)) {
            return Optional.of(estimates.get(metric));
        }
        return responseTimes.isEmpty() || metric == Metric.CPU
                ? Optional.empty()
                : Optional.of(WithinRun.estimate(metric, responseTimes, figure(Metric.THROUGHPUT)));
    }

    /**
     * Whether the figures and the values of the estimates match the samples, and the throughput their number. In an edited or damaged
     * file they can differ. The standard errors come from batches that are not kept, so this checks only that they are possible.
     */
    public boolean isOfItsSamples() {
        return estimates.entrySet().stream().allMatch(each -> isPossible(each.getKey(), each.getValue()))
                && (responseTimes.isEmpty()
                        ? estimates.isEmpty()
                        : metrics.equals(SummaryStatistics.of(responseTimes.count() + failed, responseTimes))
                                && isRateOf(responseTimes.count()));
    }

    private boolean isPossible(Metric metric, Estimate kept) {
        if (responseTimes.isEmpty() || kept.standardError() < 0 || Double.isInfinite(kept.standardError())) {
            return false;
        }
        if (metric == Metric.CPU) {
            // Nothing else is kept of it.
            return kept.value() > 0
                    && Double.isFinite(kept.value())
                    && kept.resolution() >= 0
                    && Double.isFinite(kept.resolution());
        }
        // Each batch lies between 0 and the maximum, or has all requests, so no error from 2 or more batches is 1.5
        // times as large.
        double most = 1.5 * (metric == Metric.THROUGHPUT ? kept.value() : metrics.maxMillis() + 1);
        if (kept.standardError() > most) {
            return false;
        }
        Estimate derived = WithinRun.estimate(metric, responseTimes, figure(Metric.THROUGHPUT));
        return isNear(kept.value(), derived.value()) && isNear(kept.resolution(), derived.resolution());
    }

    /**
     * Whether the throughput fits the number of samples. For one injector it counts over the measured time of the profile, for several
     * over their common time.
     */
    private boolean isRateOf(long succeeded) {
        if (throughputPerSecond.isEmpty() || profile.isEmpty()) {
            return true;
        }
        double expected = succeeded / (profile.get().duration().toMillis() / 1000.0);
        return Math.abs(throughputPerSecond.getAsDouble() / expected - 1) <= COMMON_TIME;
    }

    /** Allows for sums of the same numbers in another order, which can differ in their last bits. */
    private static boolean isNear(double kept, double derived) {
        return Double.compare(kept, derived) == 0 || Math.abs(kept - derived) <= 1e-9 * Math.abs(derived);
    }

    private static Map<Metric, Estimate> estimates(EndpointResult result) {
        Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            result.estimate(metric)
                    // An endpoint of a mix that answered nothing has the CPU time of the others, and no other metric.
                    .filter(known -> result.batches().isPresent())
                    .ifPresent(known -> estimates.put(metric, known));
        }
        return estimates;
    }
}
