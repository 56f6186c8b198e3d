package analyzer.baseline;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metrics;
import analyzer.metrics.RunInfo;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One run of an endpoint that a baseline remembers.
 *
 * @param started when the run started
 * @param metrics the seven figures
 * @param failed number of failed requests
 * @param throughputPerSecond successful responses per second, when known
 * @param responseTimes every successful response time; empty when the run came without samples
 * @param profile what was loaded, how hard and for how long, when known
 * @param machine the machine that generated the load, when known
 * @param commit version of the code under test, empty when unknown
 * @param gatlingVersion version of Gatling, empty when unknown
 */
public record KeptRun(
        Instant started,
        Metrics metrics,
        long failed,
        OptionalDouble throughputPerSecond,
        LatencyHistogram responseTimes,
        Optional<LoadProfile> profile,
        Optional<Machine> machine,
        String commit,
        String gatlingVersion) {

    /** What a baseline remembers of a result. */
    public static KeptRun of(EndpointResult result) {
        return new KeptRun(
                result.started(),
                result.metrics(),
                result.failed(),
                result.throughputPerSecond(),
                result.timeline().map(timeline -> timeline.pooledOk()).orElseGet(LatencyHistogram::new),
                result.run().map(RunInfo::profile),
                result.run().map(RunInfo::machine),
                result.run().map(RunInfo::commit).orElse(""),
                result.gatlingVersion());
    }
}
