package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HiccupMeterTest {

    /** Rounding of the histogram. */
    private static final double DIGITS = 0.002;

    private final HiccupMeter meter = new HiccupMeter();

    private void sleep(int times, long micros) {
        for (int i = 0; i < times; i++) {
            meter.slept(TimeUnit.MICROSECONDS.toNanos(micros));
        }
    }

    private DelayPercentiles hiccups() {
        return meter.hiccups().orElseThrow();
    }

    @Test
    void theCostOfTheTimerIsNotAHiccup() {
        sleep(1000, 5060);
        assertEquals(new DelayPercentiles(0, 0, 0, 0), hiccups());
    }

    @Test
    void aHiccupIsTheExcessOverTheShortestSleep() {
        sleep(980, 5060);
        sleep(20, 5560);
        DelayPercentiles hiccups = hiccups();
        assertEquals(0, hiccups.p50Millis());
        assertEquals(0.5, hiccups.p99Millis(), 0.5 * DIGITS);
        assertEquals(0.5, hiccups.maxMillis(), 0.5 * DIGITS);
    }

    @Test
    void aLongHiccupCountsForEveryMissedWakeUp() {
        sleep(900, 10_000);
        sleep(1, 1_010_000);
        // 900 times 0, and 10, 20, ... 1000 ms
        DelayPercentiles hiccups = hiccups();
        assertEquals(0, hiccups.p50Millis());
        assertEquals(900, hiccups.p99Millis(), 900 * DIGITS);
        assertEquals(990, hiccups.p999Millis(), 990 * DIGITS);
        assertEquals(1000, hiccups.maxMillis(), 1000 * DIGITS);
    }

    @Test
    void aResetForgetsHiccupsButNotTheShortestSleep() {
        sleep(1, 5000);
        sleep(1, 500_000);
        meter.reset();
        assertEquals(Optional.empty(), meter.hiccups());
        sleep(10, 7000);
        assertEquals(2, hiccups().maxMillis(), 2 * DIGITS);
    }
}
