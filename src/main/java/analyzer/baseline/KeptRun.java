package analyzer.baseline;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Estimate;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metric;
import analyzer.metrics.Metrics;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Uptime;
import analyzer.metrics.WithinRun;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One run of an endpoint that a baseline remembers.
 *
 * @param started when the run started
 * @param metrics the seven figures
 * @param failed number of failed requests
 * @param throughputPerSecond successful responses per second, when known
 * @param estimates metrics with their errors from within the run; none in a file of an older version
 * @param responseTimes every successful response time; empty when the run came without samples
 * @param profile what was loaded, how hard and for how long, when known
 * @param machine the machine that generated the load, when known
 * @param commit version of the code under test, empty when unknown
 * @param gatlingVersion version of Gatling, empty when unknown
 * @param uptime of the target's process when the load began, when known
 */
public record KeptRun(
        Instant started,
        Metrics metrics,
        long failed,
        OptionalDouble throughputPerSecond,
        Map<Metric, Estimate> estimates,
        LatencyHistogram responseTimes,
        Optional<LoadProfile> profile,
        Optional<Machine> machine,
        String commit,
        String gatlingVersion,
        Optional<Uptime> uptime) {

    /** By how much the rate in the time that several injectors have in common may differ from that of the whole run. */
    private static final double COMMON_TIME = 0.25;

    public KeptRun {
        estimates = Map.copyOf(estimates);
    }

    /** What a baseline remembers of a result. */
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

    /** The metric's figure: milliseconds, for throughput responses per second; NaN when there is none. */
    public double figure(Metric metric) {
        return metric == Metric.CPU && estimates.containsKey(metric)
                ? estimates.get(metric).value()
                : metric.of(metrics, throughputPerSecond);
    }

    /**
     * The metric with its error; of a run without estimates with an unknown error; empty of a run without samples, or of CPU
     * time that the run did not tell.
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
     * Whether the figures and the values of the estimates are those of the samples beside them, and the throughput that of
     * their number; a file that was edited or damaged may say otherwise. The standard errors are of batches that are not kept,
     * and can only be held to be numbers that an error can be.
     */
    public boolean isOfItsSamples() {
        return estimates.entrySet().stream().allMatch(each -> isPossible(each.getKey(), each.getValue()))
                && (responseTimes.isEmpty()
                        ? estimates.isEmpty()
                        : metrics.equals(Metrics.of(responseTimes.count() + failed, responseTimes))
                                && isRateOf(responseTimes.count()));
    }

    private boolean isPossible(Metric metric, Estimate told) {
        if (responseTimes.isEmpty() || told.standardError() < 0 || Double.isInfinite(told.standardError())) {
            return false;
        }
        if (metric == Metric.CPU) {
            // Of which nothing else is kept.
            return told.value() > 0
                    && Double.isFinite(told.value())
                    && told.resolution() >= 0
                    && Double.isFinite(told.resolution());
        }
        Estimate derived = WithinRun.estimate(metric, responseTimes, figure(Metric.THROUGHPUT));
        return isNear(told.value(), derived.value()) && isNear(told.resolution(), derived.resolution());
    }

    /** Of one injector they are so many per second of the profile; of several, of the time that they had in common. */
    private boolean isRateOf(long succeeded) {
        if (throughputPerSecond.isEmpty() || profile.isEmpty()) {
            return true;
        }
        double expected = succeeded / (profile.get().duration().toMillis() / 1000.0);
        return Math.abs(throughputPerSecond.getAsDouble() / expected - 1) <= COMMON_TIME;
    }

    /** Sums of the same numbers in another order may differ in their last binary places. */
    private static boolean isNear(double told, double derived) {
        return Double.compare(told, derived) == 0 || Math.abs(told - derived) <= 1e-9 * Math.abs(derived);
    }

    private static Map<Metric, Estimate> estimates(EndpointResult result) {
        Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            result.estimate(metric)
                    // An endpoint of a mix that answered nothing has the CPU time of the others, and nothing beside it.
                    .filter(known -> result.batches().isPresent())
                    .ifPresent(known -> estimates.put(metric, known));
        }
        return estimates;
    }
}
