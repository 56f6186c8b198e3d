package analyzer;

import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.PairedRun;
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

/** Synthetic paired runs, for tests: log-normal response times around 50 ms, with the same distribution for both targets. */
public final class TestPairs {

    public static final String ENDPOINT = "/v1/whoami";
    public static final String BASE_TARGET = "http://127.0.0.1:8001";

    private static final Instant STARTED = Instant.parse("2026-11-23T14:30:00Z");
    private static final int MILLIS = 30_000;
    private static final double MEDIAN = 50;
    private static final double SIGMA = 0.4;

    private TestPairs() {}

    /** A machine without noise. */
    public static double quiet(double elapsed) {
        return 1;
    }

    /** A machine on which everything takes twice as long in bursts of 0.2 to 1.5 s, with pauses of the same length. */
    public static DoubleUnaryOperator bursts(SplittableRandom random) {
        boolean[] busy = new boolean[MILLIS];
        boolean now = random.nextBoolean();
        for (int from = 0; from < MILLIS; now = !now) {
            int to = Math.min(MILLIS, from + random.nextInt(200, 1500));
            for (int i = from; i < to; i++) {
                busy[i] = now;
            }
            from = to;
        }
        return elapsed -> busy[(int) (elapsed * MILLIS)] ? 2 : 1;
    }

    /** A run over 30 s, with a candidate that is slower by a factor, and with the machine's noise on both sides. */
    public static EndpointResult of(long seed, int iterations, double factor, DoubleUnaryOperator machine) {
        SplittableRandom random = new SplittableRandom(seed);
        Timeline candidate = new Timeline();
        Timeline base = new Timeline();
        for (int i = 0; i < iterations; i++) {
            double elapsed = (i + random.nextDouble()) / iterations;
            record(candidate, elapsed, factor * machine.applyAsDouble(elapsed), random);
            record(base, elapsed, machine.applyAsDouble(elapsed), random);
        }
        return pair(candidate, Map.of(), base, Map.of(), Optional.empty());
    }

    /** The standard pair: 3000 iterations on a quiet machine. */
    public static EndpointResult of(double factor) {
        return of(1, 3000, factor, TestPairs::quiet);
    }

    private static void record(Timeline timeline, double elapsed, double factor, SplittableRandom random) {
        double millis = MEDIAN * factor * Math.exp(SIGMA * gaussian(random));
        timeline.recordOk((int) (elapsed * MILLIS), (int) (millis + random.nextDouble()));
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    /** A paired result with these samples and failures on each side. */
    public static EndpointResult pair(
            Timeline candidate,
            Map<String, Long> errors,
            Timeline base,
            Map<String, Long> baseErrors,
            Optional<GeneratorHealth> health) {
        EndpointResult both = result(ENDPOINT, candidate, errors, health);
        return PairedRun.paired(List.of(both, result(PairedRun.baseName(ENDPOINT), base, baseErrors, health)))
                .get(0);
    }

    /** The same pair with failures and with the health of the generator. */
    public static EndpointResult with(
            EndpointResult pair,
            Map<String, Long> errors,
            Map<String, Long> baseErrors,
            Optional<GeneratorHealth> health) {
        return pair(
                pair.timeline().orElseThrow(),
                errors,
                pair.base().orElseThrow().timeline().orElseThrow(),
                baseErrors,
                health);
    }

    /** The same pair in a run whose measured time ended with the verdict. */
    public static EndpointResult lookedAt(EndpointResult pair, AutoDuration auto, Duration measured) {
        return pair.withRun(pair.run().map(run -> run.lasting(measured, auto)));
    }

    /** The same pair with this number of users. */
    public static EndpointResult withUsers(EndpointResult pair, int users) {
        RunInfo info = pair.run().orElseThrow();
        LoadProfile profile = info.profile();
        LoadProfile other = new LoadProfile(
                profile.simulation(), profile.target(), users, profile.duration(), profile.warmUp(), profile.mix());
        EndpointResult loaded = TestResults.withProfile(pair, other);
        return loaded.withRun(loaded.run().map(run -> run.withBaseTarget(info.baseTarget())));
    }

    private static EndpointResult result(
            String endpoint, Timeline timeline, Map<String, Long> errors, Optional<GeneratorHealth> health) {
        long failed = errors.values().stream().mapToLong(Long::longValue).sum();
        RunInfo info = TestRuns.info(
                STARTED, Duration.ofMillis(MILLIS), Duration.ZERO, ENDPOINT, PairedRun.baseName(ENDPOINT));
        EndpointResult result = EndpointResult.ofSamples(endpoint, "simulation.log", STARTED, timeline, failed, errors);
        return result.withThroughput(OptionalDouble.of(result.succeeded() * 1000.0 / MILLIS))
                .withRun(Optional.of(info.withBaseTarget(Optional.of(BASE_TARGET))))
                .withGatlingVersion("3.15.1")
                .withHealth(health);
    }
}
