package simulations.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnderWayTest {

    private final AtomicLong nanos = new AtomicLong();
    private final UnderWay underWay = new UnderWay(nanos::get);

    private void begin(long user, long at) {
        nanos.set(at);
        underWay.begin(user);
    }

    @Test
    void onlyIterationsThatBeganBeforeAreWaitedFor() {
        begin(1, 10);
        begin(2, 20);
        assertTrue(underWay.anyBegunBefore(15));
        underWay.end(1);
        assertFalse(underWay.anyBegunBefore(20));
        assertTrue(underWay.anyBegunBefore(21));
    }

    @Test
    void aUserThatBeganAnotherIterationIsNotWaitedFor() {
        begin(1, 10);
        underWay.end(1);
        begin(1, 30);
        assertFalse(underWay.anyBegunBefore(30));
    }

    /** {@link System#nanoTime()} can be near the end of its range. */
    @Test
    void aClockThatOverflowsMakesNoDifference() {
        begin(1, Long.MAX_VALUE);
        assertTrue(underWay.anyBegunBefore(Long.MAX_VALUE + 5));
    }
}
