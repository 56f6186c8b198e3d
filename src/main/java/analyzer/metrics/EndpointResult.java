package analyzer.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured of one endpoint in one run.
 *
 * @param endpoint the endpoint; for a CSV file that no baseline matches, its slug
 * @param source where the figures come from
 * @param origin the file that they come from, for people
 * @param started when the run started
 * @param metrics the seven figures
 * @param failed number of failed requests; 0 when the source does not tell
 * @param errors how often each error message occurred
 * @param timeline the samples over time, when the source has samples
 * @param throughputPerSecond successful responses per second of the measured time, when the source tells
 * @param run what the simulation says about its run, when it does
 * @param gatlingVersion version of Gatling, empty when unknown
 * @param flaws why the measurement is not fit to be judged; empty when it is
 * @param health how the load generator fared, when the simulation recorded it
 */
public record EndpointResult(
        String endpoint,
        Source source,
        String origin,
        Instant started,
        Metrics metrics,
        long failed,
        Map<String, Long> errors,
        Optional<Timeline> timeline,
        OptionalDouble throughputPerSecond,
        Optional<RunInfo> run,
        String gatlingVersion,
        List<String> flaws,
        Optional<GeneratorHealth> health) {

    public EndpointResult {
        errors = Map.copyOf(errors);
        flaws = List.copyOf(flaws);
    }

    /** Number of successful requests. */
    public long succeeded() {
        return metrics.totalRequests() - failed;
    }

    /** Share of failed requests, 0 to 1; 0 when there were none at all. */
    public double errorRate() {
        return metrics.totalRequests() == 0 ? 0 : (double) failed / metrics.totalRequests();
    }

    /** The metric's figure: milliseconds, for throughput responses per second; NaN when the source does not tell. */
    public double figure(Metric metric) {
        return metric.of(metrics, throughputPerSecond);
    }

    /** The samples in batches over the measured time; empty when the source has no samples, or no request succeeded. */
    public Optional<Batches> batches() {
        return timeline.map(Batches::of).filter(batches -> !batches.pooled().isEmpty());
    }
}
