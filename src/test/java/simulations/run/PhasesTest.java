package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import simulations.config.Load;

class PhasesTest {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Time that the last ready user gives the others to check once more. */
    private static final Duration RELEASE = Duration.ofMillis(100);

    /** Close to the overflow that the JVM's nano clock can reach at any time. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private Phases phases(Duration warmUp, Duration duration, int users) {
        return phases(warmUp, duration, users, Optional.empty());
    }

    private Phases phases(Duration warmUp, Duration duration, int users, Optional<Instant> startAt) {
        Clock clock = Clock.fixed(START, ZoneOffset.UTC);
        Load load = new Load(users, OptionalDouble.empty(), duration, warmUp, Duration.ZERO, 0);
        return Phases.of(load, users, StartTime.of(startAt, clock), PATIENCE, nanos::get, clock);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void measuresAfterTheWarmUpUntilTheDurationIsOver() {
        Phases phases = phases(Duration.ofSeconds(5), Duration.ofSeconds(30), 1);
        assertEquals(Optional.of(START.plus(RELEASE).plusSeconds(5)), phases.userIsReady());
        assertEquals(RELEASE.negated(), phases.sinceBegin());
        assertTrue(phases.isWarmUp() && phases.isMeasured());
        pass(RELEASE.plusSeconds(5).minusNanos(1));
        assertTrue(phases.isWarmUp());
        pass(Duration.ofNanos(1));
        assertFalse(phases.isWarmUp());
        pass(Duration.ofSeconds(30).minusNanos(1));
        assertTrue(phases.isMeasured());
        pass(Duration.ofNanos(1));
        assertFalse(phases.isMeasured());
    }

    @Test
    void theMeasuredTimeCanEndEarly() {
        Phases phases = phases(Duration.ofSeconds(5), Duration.ofSeconds(30), 1);
        phases.userIsReady();
        pass(RELEASE.plusSeconds(5 + 12));
        assertEquals(Duration.ofSeconds(12), phases.measured());
        phases.end();
        assertFalse(phases.isMeasured());
        assertFalse(phases.isWarmUp());
    }

    @Test
    void aRampComesBeforeTheWarmUp() {
        Clock clock = Clock.fixed(START, ZoneOffset.UTC);
        Load load = new Load(
                1, OptionalDouble.empty(), Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(20), 0);
        Phases phases = Phases.of(load, 1, StartTime.of(Optional.empty(), clock), PATIENCE, nanos::get, clock);
        assertEquals(Optional.of(START.plus(RELEASE).plusSeconds(25)), phases.userIsReady());
        pass(RELEASE.plusSeconds(24));
        assertTrue(phases.isWarmUp());
    }

    @Test
    void theLoadDoesNotBeginBeforeTheConfiguredStart() {
        Phases phases = phases(Duration.ofSeconds(2), Duration.ofSeconds(1), 1, Optional.of(START.plusSeconds(3)));
        assertEquals(Optional.of(START.plusSeconds(5)), phases.userIsReady());
        pass(Duration.ofSeconds(5).minusNanos(1));
        assertTrue(phases.isWarmUp());
        pass(Duration.ofNanos(1));
        assertFalse(phases.isWarmUp());
        pass(Duration.ofSeconds(1));
        assertFalse(phases.isMeasured());
    }

    @Test
    void theTimeStartsWhenTheLastUserIsReady() {
        Phases phases = phases(Duration.ofSeconds(1), Duration.ofSeconds(1), 2);
        assertEquals(Optional.empty(), phases.userIsReady());
        assertTrue(phases.isWaiting());
        assertFalse(phases.hasBegun() || phases.isWarmUp() || phases.isMeasured());
        pass(PATIENCE);
        assertTrue(phases.userIsReady().isPresent());
        assertFalse(phases.isWaiting());
        assertTrue(phases.hasBegun());
    }

    @Test
    void aReplacementUserChangesNothing() {
        Phases phases = phases(Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
        phases.userIsReady();
        pass(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), phases.userIsReady());
        pass(RELEASE);
        assertFalse(phases.isWarmUp());
    }

    @Test
    void usersDoNotWaitForEver() {
        Phases phases = phases(Duration.ofSeconds(1), Duration.ofSeconds(1), 3);
        phases.userIsReady();
        phases.userIsReady();
        pass(PATIENCE);
        assertTrue(phases.isWaiting());
        pass(Duration.ofNanos(1));
        assertFalse(phases.isWaiting());
        String why = phases.failure().orElseThrow();
        assertTrue(why.startsWith("2 of 3 users were ready within 60s; "), why);
        assertEquals(Optional.empty(), phases.userIsReady(), "too late");
        assertFalse(phases.hasBegun());
    }
}
