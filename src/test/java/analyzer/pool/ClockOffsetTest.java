package analyzer.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Injector.ClockEdge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {

    private static final Instant TICK = Instant.parse("2026-11-23T09:00:00Z");

    private static ClockEdge edge(int second, double earliestMillis, double latestMillis) {
        Instant tick = TICK.plusSeconds(second);
        return new ClockEdge(
                tick, tick.plusNanos((long) (earliestMillis * 1e6)), tick.plusNanos((long) (latestMillis * 1e6)));
    }

    @Test
    void aTurnThatBothSawBoundsTheDifference() {
        ClockOffset offset = ClockOffset.between(List.of(edge(0, 100, 103)), List.of(edge(0, 40, 41)))
                .orElseThrow();
        assertEquals(new ClockOffset(59, 63), offset);
        assertEquals(61, offset.millis());
        assertEquals(2, offset.uncertaintyMillis());
        assertTrue(offset.differs());
    }

    @Test
    void aHeaderThatTurnsLateMakesNoDifference() {
        // As with a server that updates its header every 1005 ms.
        List<ClockEdge> mine = List.of(edge(0, 700, 703), edge(1, 705, 708), edge(2, 710, 713));
        List<ClockEdge> theirs = List.of(edge(1, 704, 707), edge(2, 709.5, 711));
        ClockOffset offset = ClockOffset.between(mine, theirs).orElseThrow();
        assertEquals(-1, offset.lowMillis(), 1e-6);
        assertEquals(3.5, offset.highMillis(), 1e-6);
        assertFalse(offset.differs());
    }

    @Test
    void severalTurnsNarrowTheInterval() {
        ClockOffset offset = ClockOffset.toTarget(List.of(edge(0, -5, 5), edge(1, 2, 12), edge(2, -1, 4)));
        assertEquals(new ClockOffset(2, 4), offset);
    }

    @Test
    void boundsThatContradictEachOtherAreAllAllowed() {
        ClockOffset offset = ClockOffset.toTarget(List.of(edge(0, 0, 1), edge(1, 50, 51)));
        assertEquals(new ClockOffset(0, 51), offset);
    }

    @Test
    void withoutACommonTurnTheSecondOfTheHeaderIsUncertain() {
        ClockOffset offset = ClockOffset.between(List.of(edge(9, 5000, 5002)), List.of(edge(0, 0, 2)))
                .orElseThrow();
        assertEquals(new ClockOffset(3998, 6002), offset);
        assertTrue(offset.differs());
    }

    @Test
    void bothDistancesFromTheTargetCount() {
        ClockOffset offset = ClockOffset.between(List.of(edge(9, 5000, 5002)), List.of(edge(0, 30, 40)))
                .orElseThrow();
        assertEquals(new ClockOffset(5000 - 40 - 1000, 5002 - 30 + 1000), offset);
    }

    @Test
    void boundsThatTouchLeaveOneValue() {
        assertEquals(new ClockOffset(5, 5), ClockOffset.toTarget(List.of(edge(0, 0, 5), edge(1, 5, 9))));
    }

    @Test
    void clocksThatMayAgreeAreNotReportedAsDifferent() {
        assertFalse(new ClockOffset(0, 4).differs());
        assertFalse(new ClockOffset(-4, 0).differs());
        assertTrue(new ClockOffset(0.001, 4).differs());
        assertTrue(new ClockOffset(-4, -0.001).differs());
    }

    @Test
    void nothingObservedNothingReported() {
        assertEquals(Optional.empty(), ClockOffset.between(List.of(), List.of(edge(0, 0, 1))));
        assertEquals(Optional.empty(), ClockOffset.between(List.of(edge(0, 0, 1)), List.of()));
    }
}
