package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.metrics.Hiccups;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HiccupMeterTest {

    /** What the histogram rounds to. */
    private static final double DIGITS = 0.002;

    private final HiccupMeter meter = new HiccupMeter();

    private void sleep(int times, long micros) {
        for (int i = 0; i < times; i++) {
            meter.slept(TimeUnit.MICROSECONDS.toNanos(micros));
        }
    }

    private Hiccups hiccups() {
        return meter.hiccups().orElseThrow();
    }

    @Test
    void theTimersOwnCostIsNoHiccup() {
        sleep(1000, 1060);
        assertEquals(new Hiccups(0, 0, 0, 0), hiccups());
    }

    @Test
    void aHiccupIsWhatASleepTakesLongerThanTheShortest() {
        sleep(980, 1060);
        sleep(20, 1560);
        Hiccups hiccups = hiccups();
        assertEquals(0, hiccups.p50Millis());
        assertEquals(0.5, hiccups.p99Millis(), 0.5 * DIGITS);
        assertEquals(0.5, hiccups.maxMillis(), 0.5 * DIGITS);
    }

    @Test
    void aLongHiccupCountsForEveryWakeUpThatItSwallowed() {
        sleep(900, 1000);
        sleep(1, 101_000);
        // 900 times 0, and 1, 2, ... 100 ms
        Hiccups hiccups = hiccups();
        assertEquals(0, hiccups.p50Millis());
        assertEquals(90, hiccups.p99Millis(), 90 * DIGITS);
        assertEquals(99, hiccups.p999Millis(), 99 * DIGITS);
        assertEquals(100, hiccups.maxMillis(), 100 * DIGITS);
    }

    @Test
    void aResetForgetsHiccupsButNotTheShortestSleep() {
        sleep(1, 1000);
        sleep(1, 500_000);
        meter.reset();
        assertEquals(Optional.empty(), meter.hiccups());
        sleep(10, 3000);
        assertEquals(2, hiccups().maxMillis(), 2 * DIGITS);
    }
}
