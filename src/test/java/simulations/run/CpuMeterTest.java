package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import oshi.hardware.CentralProcessor.TickType;

class CpuMeterTest {

    private static long[] ticks(long user, long steal, long idle, long ioWait) {
        long[] ticks = new long[TickType.values().length];
        ticks[TickType.USER.getIndex()] = user;
        ticks[TickType.STEAL.getIndex()] = steal;
        ticks[TickType.IDLE.getIndex()] = idle;
        ticks[TickType.IOWAIT.getIndex()] = ioWait;
        return ticks;
    }

    @Test
    void whatOthersStealCountsAndWhatWaitsForADiskDoesNot() {
        assertEquals(OptionalDouble.of(0.3), CpuMeter.share(ticks(5, 5, 5, 5), ticks(25, 15, 65, 15)));
    }

    @Test
    void ticksThatStandStillTellNothing() {
        assertEquals(OptionalDouble.empty(), CpuMeter.share(ticks(5, 0, 5, 0), ticks(5, 0, 5, 0)));
        assertEquals(OptionalDouble.empty(), CpuMeter.share(new long[0], ticks(5, 0, 5, 0)));
        assertEquals(OptionalDouble.empty(), CpuMeter.share(ticks(5, 0, 5, 0), new long[0]));
    }

    @Test
    void aBusyThreadOfThisProcessCounts() {
        CpuMeter meter = new CpuMeter();
        meter.reset();
        long end = System.nanoTime() + 100_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        double process = meter.processShare().orElseThrow();
        assertTrue(process > 0 && process <= 1, "share " + process);
    }
}
