package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestHealth;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GeneratorHealthTest {

    @Test
    void hiccupsDecideFromTheThresholdOn() {
        double threshold = GeneratorHealth.STARVED_P99_MILLIS;
        assertEquals(
                Optional.empty(), TestHealth.withP99(Math.nextDown(threshold)).starvation());
        assertEquals(
                Optional.of(
                        "1 % of the time its threads were held up by 10.0 ms or more, at most by 40 ms, and 10 ms is too much"
                                + " (CPU 50 % of the machine, 34 % by its own process, 0.5 % of the time in garbage collection)"),
                TestHealth.withP99(threshold).starvation());
    }

    @Test
    void aGeneratorThatIsTooSlowForItsOwnResponsesIsStarvedWithoutHiccups() {
        Hiccups none = new Hiccups(0, 0.5, 1, 2);
        assertEquals(
                Optional.of(
                        "1 % of the time responses waited 10.0 ms or more for its event loops, at most 40 ms, and 10 ms is too"
                                + " much (CPU 100 % of the machine, 100 % by its own process, 10.0 % of the time in garbage"
                                + " collection)"),
                busy(Optional.of(none), Optional.of(new Hiccups(1, 10, 20, 40))).starvation());
        assertEquals(
                Optional.empty(),
                busy(Optional.of(none), Optional.of(new Hiccups(1, 9.9, 20, 40)))
                        .starvation());
    }

    @Test
    void aBusyMachineAloneStarvesNobody() {
        assertEquals(
                Optional.empty(), busy(Optional.of(new Hiccups(0, 1, 2, 3))).starvation());
        assertEquals(Optional.empty(), busy(Optional.empty()).starvation());
    }

    @Test
    void oneLongHiccupThatFewRequestsMeetStarvesNobody() {
        assertEquals(
                Optional.empty(), busy(Optional.of(new Hiccups(0, 1, 200, 300))).starvation());
    }

    @Test
    void aMachineIsFullFromFourFifthsOn() {
        assertFalse(TestHealth.onMachine(0.79).isMachineFull());
        assertTrue(TestHealth.onMachine(0.8).isMachineFull());
        assertFalse(TestHealth.unknown().isMachineFull(), "nobody knows");
    }

    @Test
    void whatIsNotKnownIsNotToldAsZero() {
        GeneratorHealth health = new GeneratorHealth(
                Duration.ofSeconds(1),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of(new Hiccups(0, 50, 60, 70)),
                Optional.empty(),
                OptionalInt.empty());
        assertEquals(
                Optional.of(
                        "1 % of the time its threads were held up by 50.0 ms or more, at most by 70 ms, and 10 ms is too much"),
                health.starvation());
    }

    @Test
    void figuresOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Hiccups(0, Double.NaN, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Hiccups(-1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Hiccups(2, 1, 3, 4));
        assertThrows(IllegalArgumentException.class, () -> new GcPauses(0, -1));
    }

    private static GeneratorHealth busy(Optional<Hiccups> hiccups) {
        return busy(hiccups, Optional.empty());
    }

    private static GeneratorHealth busy(Optional<Hiccups> hiccups, Optional<Hiccups> loopDelays) {
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
