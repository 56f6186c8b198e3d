package analyzer;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.PerRequest;
import analyzer.metrics.TargetFigures;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.TargetUsage.Moment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Synthetic usage of targets, for tests. */
public final class TestTargets {

    private static final int BATCHES = 20;
    private static final int REQUESTS = 150;

    private TestTargets() {}

    /** A target with this CPU time per request. */
    public static TargetFigures constant(double cpuMillis) {
        return new TargetFigures(
                TargetUsage.Source.PROCESS,
                "python3",
                Optional.of(new PerRequest(
                        Collections.nCopies(BATCHES, new PerRequest.Batch(REQUESTS * cpuMillis, REQUESTS)), 0)),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                Map.of(),
                1);
    }

    /** The same with a clock whose steps can cause an error of this share. */
    public static TargetFigures coarse(double cpuMillis, double share) {
        PerRequest exact = constant(cpuMillis).cpuMillis().orElseThrow();
        return new TargetFigures(
                TargetUsage.Source.PROCESS,
                "python3",
                Optional.of(new PerRequest(exact.batches(), share * cpuMillis * REQUESTS * BATCHES)),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                Map.of(),
                1);
    }

    /** A target with this CPU time per request, which varies by up to 2 % between batches. */
    public static TargetFigures used(double cpuMillis, long seed) {
        return used(cpuMillis, seed, 1);
    }

    /** The same for this number of endpoints together. */
    public static TargetFigures used(double cpuMillis, long seed, int endpoints) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PerRequest.Batch> cpu = new ArrayList<>();
        List<PerRequest.Batch> growth = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            cpu.add(new PerRequest.Batch(REQUESTS * cpuMillis * random.nextDouble(0.98, 1.02), REQUESTS));
            growth.add(new PerRequest.Batch(i % 2 * 40_960, REQUESTS));
        }
        return new TargetFigures(
                TargetUsage.Source.PROCESS,
                "python3",
                Optional.of(new PerRequest(cpu, 0)),
                Optional.of(new PerRequest(growth, 0)),
                OptionalLong.of(182_300_000),
                OptionalInt.of(14),
                Map.of(),
                endpoints);
    }

    /** A target with a CPU time of 1 ms per request, whose memory grows. */
    public static TargetFigures growing(PerRequest growth) {
        return new TargetFigures(
                TargetUsage.Source.PROCESS,
                "python3",
                constant(1).cpuMillis(),
                Optional.of(growth),
                OptionalLong.of(182_300_000),
                OptionalInt.of(14),
                Map.of(),
                1);
    }

    /** A target with these counters. */
    public static TargetFigures counting(Map<String, PerRequest> counters) {
        return new TargetFigures(
                TargetUsage.Source.METRICS,
                "",
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                counters,
                1);
    }

    /** A target without known usage. */
    public static TargetFigures unknown(TargetUsage.Source why) {
        return new TargetFigures(
                why, "", Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalInt.empty(), Map.of(), 1);
    }

    /** A paired result with this usage of its two targets. */
    public static EndpointResult pair(EndpointResult pair, TargetFigures candidate, TargetFigures base) {
        return pair.withBase(pair.base().orElseThrow().withTarget(base)).withTarget(candidate);
    }

    /** The same usage with a counter, which grows at this rate per second, and a gauge. */
    public static TargetUsage counting(TargetUsage usage, double perSecond) {
        List<Double> counted = usage.moments().stream()
                .map(moment -> moment.atMillis() * perSecond / 1000)
                .toList();
        return new TargetUsage(
                usage.source(),
                usage.cpuStepMillis(),
                usage.moments(),
                Map.of(
                        "db_queries_total", new TargetUsage.Series(true, counted),
                        "pool_size", new TargetUsage.Series(false, Collections.nCopies(counted.size(), 5.0))),
                usage.process());
    }

    /** Usage of a process with 21 readings in this time, at a constant rate of CPU time. */
    public static TargetUsage steady(long durationMillis, double cpuMillisPerSecond) {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i <= BATCHES; i++) {
            long at = durationMillis * i / BATCHES;
            moments.add(new Moment(
                    at, at * cpuMillisPerSecond / 1000, OptionalLong.of(100_000_000 + 4096L * i), OptionalInt.of(9)));
        }
        return new TargetUsage(TargetUsage.Source.PROCESS, 0, moments, Map.of(), "python3");
    }
}
