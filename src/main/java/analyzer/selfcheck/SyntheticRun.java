package analyzer.selfcheck;

import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Generates synthetic runs: a closed load whose response times are read by a clock with millisecond resolution. */
final class SyntheticRun {

    /** Measured time of a run, the default of real ones. */
    static final int RUN_MILLIS = 30_000;

    /** The record of such a run. */
    static final RunInfo INFO = new RunInfo(
            new LoadProfile("Synthetic", "synthetic", 1, Duration.ofMillis(RUN_MILLIS), Duration.ZERO, ""),
            List.of(),
            Instant.EPOCH,
            new Machine("", 1, "", ""),
            "",
            Optional.empty());

    private SyntheticRun() {}

    /**
     * Generates a run.
     *
     * @param number identifies the run within a pair
     * @param busyMillis sum of the response times: measured time multiplied by the number of users
     * @param clock randomness of the clock's ticks
     * @param next the next response time in milliseconds, given the elapsed share of the run
     */
    static EndpointResult of(int number, double busyMillis, SplittableRandom clock, DoubleUnaryOperator next) {
        Timeline timeline = new Timeline();
        double spent = 0;
        while (spent < busyMillis) {
            double elapsed = spent / busyMillis;
            double millis = next.applyAsDouble(elapsed);
            int batch = (int) (elapsed * Batches.COUNT);
            timeline.recordOk(batch * RUN_MILLIS / Batches.COUNT, (int) (millis + clock.nextDouble()));
            spent += millis;
        }
        return result(number, timeline, RUN_MILLIS, Optional.empty());
    }

    /** The result of a run after {@code millis} of measured time. */
    static EndpointResult result(int number, Timeline timeline, int millis, Optional<RunInfo> info) {
        EndpointResult result = EndpointResult.ofSamples(
                "/" + number, "synthetic", Instant.ofEpochSecond(number), timeline, 0, Map.of());
        return result.withThroughput(OptionalDouble.of(result.succeeded() * 1000.0 / millis))
                .withRun(info);
    }
}
