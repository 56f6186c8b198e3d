package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestHealth;
import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import analyzer.metrics.GeneratorHealth.GcPauses;
import analyzer.metrics.Injector.ClockEdge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GeneratorHealthTest {

    @Test
    void hiccupsDecideFromTheThresholdOn() {
        double threshold = Starvation.P99_MILLIS;
        assertEquals(Optional.empty(), starvation(TestHealth.withP99(Math.nextDown(threshold))));
        assertEquals(
                Optional.of(
                        "its threads were delayed by 10.0 ms at P99 (limit 10 ms) and by up to 40 ms"
                                + " (CPU 50 % of the machine, 34 % by its own process, 0.5 % of the time in garbage collection)"),
                starvation(TestHealth.withP99(threshold)));
    }

    @Test
    void aGeneratorThatIsTooSlowForItsOwnResponsesIsStarvedWithoutHiccups() {
        DelayPercentiles none = new DelayPercentiles(0, 0.5, 1, 2);
        assertEquals(
                Optional.of("responses waited for its event loops for 10.0 ms at P99 (limit 10 ms) and for up to 40 ms"
                        + " (CPU 100 % of the machine, 100 % by its own process, 10.0 % of the time in garbage"
                        + " collection)"),
                starvation(busy(Optional.of(none), Optional.of(new DelayPercentiles(1, 10, 20, 40)))));
        assertEquals(
                Optional.empty(),
                starvation(busy(Optional.of(none), Optional.of(new DelayPercentiles(1, 9.9, 20, 40)))));
    }

    @Test
    void aBusyMachineAloneIsNoStarvation() {
        assertEquals(Optional.empty(), starvation(busy(Optional.of(new DelayPercentiles(0, 1, 2, 3)))));
        assertEquals(Optional.empty(), starvation(busy(Optional.empty())));
    }

    @Test
    void oneLongHiccupThatFewRequestsMeetIsNoStarvation() {
        assertEquals(Optional.empty(), starvation(busy(Optional.of(new DelayPercentiles(0, 1, 200, 300)))));
    }

    @Test
    void aMachineIsFullFromFourFifthsOn() {
        assertFalse(TestHealth.onMachine(0.79).isMachineFull());
        assertTrue(TestHealth.onMachine(0.8).isMachineFull());
        assertFalse(TestHealth.unknown().isMachineFull(), "its CPU share is unknown");
    }

    @Test
    void whatIsUnknownIsNotReportedAsZero() {
        GeneratorHealth health = new GeneratorHealth(
                Duration.ofSeconds(1),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of(new DelayPercentiles(0, 50, 60, 70)),
                Optional.empty(),
                OptionalInt.empty());
        assertEquals(
                Optional.of("its threads were delayed by 50.0 ms at P99 (limit 10 ms) and by up to 70 ms"),
                starvation(health));
    }

    @Test
    void figuresOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DelayPercentiles(0, Double.NaN, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new DelayPercentiles(-1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new DelayPercentiles(2, 1, 3, 4));
        assertThrows(IllegalArgumentException.class, () -> new DelayPercentiles(0, 2, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> new DelayPercentiles(0, 1, 3, 2));
        assertThrows(IllegalArgumentException.class, () -> new DelayPercentiles(0, 0, 0, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new GcPauses(0, -1));
        assertThrows(IllegalArgumentException.class, () -> new GcPauses(-1, 0));
        for (double share : new double[] {-0.01, 1.01, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> TestHealth.onMachine(share));
            assertThrows(IllegalArgumentException.class, () -> health(1, OptionalDouble.of(share), 0), "its own share");
        }
        assertThrows(IllegalArgumentException.class, () -> health(0, OptionalDouble.empty(), 0));
        assertThrows(IllegalArgumentException.class, () -> health(1, OptionalDouble.empty(), -1));
        assertThrows(IllegalArgumentException.class, () -> injector(-1, 2));
        assertThrows(IllegalArgumentException.class, () -> injector(2, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClockEdge(Instant.EPOCH, Instant.EPOCH.plusMillis(1), Instant.EPOCH));
    }

    @Test
    void figuresAtTheEndsOfTheirRangeAreUsed() {
        assertEquals(0, health(1, OptionalDouble.of(0), 0).processCpuShare().orElseThrow());
        assertEquals(1, health(1, OptionalDouble.of(1), 0).processCpuShare().orElseThrow());
        assertEquals(0, new DelayPercentiles(0, 0, 0, 0).maxMillis());
        assertEquals(7, new DelayPercentiles(7, 7, 7, 7).p99Millis());
        assertEquals(0, new GcPauses(0, 0).maxMillis());
        assertEquals(1, injector(1, 2).index());
        assertEquals(0, injector(0, 1).index());
        assertEquals(Instant.EPOCH, new ClockEdge(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH).latest());
    }

    @Test
    void theWorstDelayIsTheLongerOfBoth() {
        assertEquals(0, TestHealth.unknown().worstDelayMillis());
        assertEquals(
                3,
                busy(Optional.of(new DelayPercentiles(0, 2, 9, 9)), Optional.of(new DelayPercentiles(0, 3, 4, 5)))
                        .worstDelayMillis());
        assertEquals(2, busy(Optional.of(new DelayPercentiles(0, 2, 9, 9))).worstDelayMillis());
    }

    private static Optional<String> starvation(GeneratorHealth health) {
        return Starvation.of(health).map(Starvation::toString);
    }

    private static GeneratorHealth health(long millis, OptionalDouble processCpuShare, int connections) {
        return new GeneratorHealth(
                Duration.ofMillis(millis),
                processCpuShare,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(connections));
    }

    private static Injector injector(int index, int count) {
        return new Injector(index, count, Optional.empty(), List.of());
    }

    private static GeneratorHealth busy(Optional<DelayPercentiles> hiccups) {
        return busy(hiccups, Optional.empty());
    }

    private static GeneratorHealth busy(Optional<DelayPercentiles> hiccups, Optional<DelayPercentiles> loopDelays) {
        return new GeneratorHealth(
                Duration.ofSeconds(30),
                OptionalDouble.of(1),
                OptionalDouble.of(1),
                Optional.of(new GcPauses(3000, 20)),
                hiccups,
                loopDelays,
                OptionalInt.of(10));
    }
}
