package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private static StartTime at(Instant moment) {
        return StartTime.of(Optional.of(moment), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void waitsForAFutureStart() {
        StartTime start = at(NOW.plusSeconds(60));
        assertEquals(Duration.ofSeconds(60), start.left());
        assertEquals(NOW.plusSeconds(55), start.preparation());
        assertEquals(Optional.empty(), start.missed());
    }

    @Test
    void aSmallDelayIsAccepted() {
        StartTime start = at(NOW.minusSeconds(1));
        assertEquals(Duration.ZERO, start.left());
        assertEquals(Optional.empty(), start.missed());
    }

    @Test
    void aPastStartIsMissed() {
        assertEquals(
                Optional.of("START_AT = 2026-11-23T08:59:48Z was 12 s ago by this machine's clock"
                        + " (2026-11-23T09:00:00Z); set a later time, or correct the clock"),
                at(NOW.minusSeconds(12)).missed());
    }

    @Test
    void startsImmediatelyWithoutATime() {
        StartTime start = StartTime.of(Optional.empty(), Clock.fixed(NOW, ZoneOffset.UTC));
        assertFalse(start.isSet());
        assertEquals(Duration.ZERO, start.left());
        assertEquals(NOW, start.preparation());
        assertEquals(Optional.empty(), start.missed());
    }
}
