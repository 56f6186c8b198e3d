package analyzer;

import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import analyzer.metrics.GeneratorHealth.GcPauses;
import analyzer.metrics.Starvation;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Synthetic generator health, for tests. */
public final class TestHealth {

    private TestHealth() {}

    /** A generator with this P99 of its hiccups, in milliseconds. */
    public static GeneratorHealth withP99(double millis) {
        return new GeneratorHealth(
                Duration.ofSeconds(30),
                OptionalDouble.of(0.34),
                OptionalDouble.of(0.5),
                Optional.of(new GcPauses(150, 12)),
                Optional.of(new DelayPercentiles(0, millis, millis * 2, millis * 4)),
                Optional.of(new DelayPercentiles(0.02, 0.2, 1, 3)),
                OptionalInt.of(10));
    }

    /** A generator that was not starved, on a machine with this share of used CPU time. */
    public static GeneratorHealth onMachine(double cpuShare) {
        GeneratorHealth quiet = quiet();
        return new GeneratorHealth(
                quiet.measured(),
                quiet.processCpuShare(),
                OptionalDouble.of(cpuShare),
                quiet.gcPauses(),
                quiet.hiccups(),
                quiet.loopDelays(),
                quiet.connections());
    }

    /** A generator that was not starved. */
    public static GeneratorHealth quiet() {
        return withP99(0.25);
    }

    /** A starved generator. */
    public static GeneratorHealth starved() {
        return withP99(Starvation.P99_MILLIS);
    }

    /** A generator without any readings. */
    public static GeneratorHealth unknown() {
        return new GeneratorHealth(
                Duration.ofSeconds(30),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }
}
