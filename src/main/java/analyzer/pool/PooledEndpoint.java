package analyzer.pool;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The samples of one endpoint from all injectors: exact counts, so that memory depends neither on runs nor on requests. */
final class PooledEndpoint {

    private final Timeline timeline = new Timeline();
    private final Map<String, Long> errors = new TreeMap<>();
    private long failed;
    private double perSecond;
    private boolean throughputKnown;

    /** Adds the result of one injector, in the common frame. */
    void add(EndpointResult result) {
        result.timeline().ifPresent(timeline::add);
        result.errors().forEach((message, times) -> errors.merge(message, times, Long::sum));
        failed += result.failed();
        result.throughputPerSecond().ifPresent(rate -> {
            perSecond += rate;
            throughputKnown = true;
        });
    }

    /** The pooled result. */
    EndpointResult result(
            String endpoint, String origin, Instant started, RunInfo run, String gatlingVersion, List<String> flaws) {
        // Each injector has its own health; a starved one is among the flaws.
        return EndpointResult.ofSamples(endpoint, origin, started, timeline, failed, errors)
                .withThroughput(throughputKnown ? OptionalDouble.of(perSecond) : OptionalDouble.empty())
                .withRun(Optional.of(run))
                .withGatlingVersion(gatlingVersion)
                .withFlaws(flaws);
    }

    /** A result without its samples, to show with the pooled one. */
    static EndpointResult figuresOf(EndpointResult result) {
        return EndpointResult.ofFigures(
                        result.endpoint(), result.source(), result.origin(), result.started(), result.metrics())
                .withFailures(result.failed(), result.errors())
                .withThroughput(result.throughputPerSecond())
                .withRun(result.run())
                .withGatlingVersion(result.gatlingVersion())
                .withFlaws(result.flaws())
                .withHealth(result.health());
    }
}
