package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import simulations.config.Load;

class PhasesTest {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    /** Close to the overflow that the JVM's nano clock may reach at any time. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private Phases phases(Duration warmUp, Duration duration, int scenarios) {
        return phases(warmUp, duration, scenarios, Optional.empty());
    }

    private Phases phases(Duration warmUp, Duration duration, int scenarios, Optional<Instant> startAt) {
        Clock clock = Clock.fixed(START, ZoneOffset.UTC);
        return Phases.of(new Load(1, duration, warmUp), scenarios, StartTime.of(startAt, clock), nanos::get, clock);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void measuresAfterTheWarmUpUntilTheDurationIsOver() {
        Phases phases = phases(Duration.ofSeconds(5), Duration.ofSeconds(30), 1);
        assertEquals(Optional.of(START.plusSeconds(5)), phases.scenarioIsReady());
        assertTrue(phases.isWarmUp() && phases.isMeasured());
        pass(Duration.ofSeconds(5).minusNanos(1));
        assertTrue(phases.isWarmUp());
        pass(Duration.ofNanos(1));
        assertFalse(phases.isWarmUp());
        pass(Duration.ofSeconds(30).minusNanos(1));
        assertTrue(phases.isMeasured());
        pass(Duration.ofNanos(1));
        assertFalse(phases.isMeasured());
    }

    @Test
    void withoutWarmUpItMeasuresAtOnce() {
        Phases phases = phases(Duration.ZERO, Duration.ofSeconds(1), 1);
        assertEquals(Optional.of(START), phases.scenarioIsReady());
        assertFalse(phases.isWarmUp());
        assertTrue(phases.isMeasured());
    }

    @Test
    void theWarmUpBeginsNoSoonerThanTheStartThatIsSet() {
        Phases phases = phases(Duration.ofSeconds(2), Duration.ofSeconds(1), 1, Optional.of(START.plusSeconds(3)));
        assertEquals(Optional.of(START.plusSeconds(5)), phases.scenarioIsReady());
        pass(Duration.ofSeconds(5).minusNanos(1));
        assertTrue(phases.isWarmUp());
        pass(Duration.ofNanos(1));
        assertFalse(phases.isWarmUp());
        pass(Duration.ofSeconds(1));
        assertFalse(phases.isMeasured());
    }

    @Test
    void usersThatAreReadyTooLateMakeTheRunLate() {
        Phases phases = phases(Duration.ofSeconds(2), Duration.ofSeconds(1), 1, Optional.of(START.minusSeconds(3)));
        assertEquals(Optional.of(START.plusSeconds(2)), phases.scenarioIsReady());
    }

    @Test
    void theTimeStartsWhenTheLastScenarioIsReady() {
        Phases phases = phases(Duration.ofSeconds(1), Duration.ofSeconds(1), 2);
        assertEquals(Optional.empty(), phases.scenarioIsReady());
        pass(Duration.ofHours(1));
        assertTrue(phases.isWarmUp() && phases.isMeasured());
        assertTrue(phases.scenarioIsReady().isPresent());
        pass(Duration.ofSeconds(1));
        assertFalse(phases.isWarmUp());
    }
}
