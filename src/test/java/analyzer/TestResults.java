package analyzer;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;

/** Synthetic results of runs, for tests. */
public final class TestResults {

    private TestResults() {}

    /** A valid run of 1000 requests that all took {@code millis}. */
    public static EndpointResult constant(String endpoint, Instant started, int millis) {
        return of(endpoint, started, millis, 1000, Map.of(), List.of());
    }

    /** A valid run of 2020 requests, spread evenly from 50 to 150 ms in mixed order, times the factor. */
    public static EndpointResult spread(String endpoint, Instant started, double factor) {
        return sample(endpoint, started, 2020, i -> (int) Math.round(factor * (50 + i * 37 % 101)));
    }

    /** A valid run with these response times, one after the other over 30 s. */
    public static EndpointResult sample(String endpoint, Instant started, int requests, IntUnaryOperator millis) {
        Timeline timeline = new Timeline();
        for (int i = 0; i < requests; i++) {
            timeline.recordOk((int) (i * 30_000L / requests), millis.applyAsInt(i));
        }
        return of(endpoint, started, timeline, Map.of(), List.of());
    }

    /** The same result with another load profile. */
    public static EndpointResult withProfile(EndpointResult like, LoadProfile profile) {
        RunInfo info = like.run().orElseThrow();
        return like.withRun(Optional.of(new RunInfo(
                profile, info.endpoints(), info.measuredFrom(), info.machine(), info.commit(), info.failure())));
    }

    /** A run of {@code ok} requests that all took {@code millis}, with failures. */
    public static EndpointResult of(
            String endpoint, Instant started, int millis, int ok, Map<String, Long> errors, List<String> flaws) {
        Timeline timeline = new Timeline();
        for (int i = 0; i < ok; i++) {
            timeline.recordOk(i * 30, millis);
        }
        return of(endpoint, started, timeline, errors, flaws);
    }

    /** A run with these response times. */
    public static EndpointResult of(
            String endpoint, Instant started, Timeline timeline, Map<String, Long> errors, List<String> flaws) {
        long failed = errors.values().stream().mapToLong(Long::longValue).sum();
        RunInfo info = TestRuns.info(started, Duration.ofSeconds(30), Duration.ofSeconds(5), endpoint);
        EndpointResult result = EndpointResult.ofSamples(endpoint, "simulation.log", started, timeline, failed, errors);
        return result.withThroughput(OptionalDouble.of(result.succeeded() / 30.0))
                .withRun(Optional.of(info))
                .withGatlingVersion("3.15.1")
                .withFlaws(flaws);
    }
}
