package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopMeterTest {

    /** Rounding of the histogram. */
    private static final double DIGITS = 0.002;

    private final Deque<Runnable> loop = new ArrayDeque<>();
    private long now;
    private final LoopMeter meter = new LoopMeter(() -> now);

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void runAll() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    @Test
    void aDelayIsTheTimeFromSubmissionToExecution() {
        meter.watch(loop::add);
        meter.probe();
        pass(7);
        runAll();
        DelayPercentiles delays = meter.delays().orElseThrow();
        assertEquals(7, delays.p50Millis(), 7 * DIGITS);
        assertEquals(7, delays.maxMillis(), 7 * DIGITS);
    }

    @Test
    void aBlockedLoopDelaysAllTasksThatArrive() {
        meter.watch(loop::add);
        for (int i = 0; i < 100; i++) {
            meter.probe();
            pass(1);
        }
        runAll();
        DelayPercentiles delays = meter.delays().orElseThrow();
        assertEquals(50, delays.p50Millis(), 50 * DIGITS);
        assertEquals(99, delays.p99Millis(), 99 * DIGITS);
        assertEquals(100, delays.maxMillis(), 100 * DIGITS);
    }

    @Test
    void aTaskWaitingAtTheEndCountsOnceWithItsWaitSoFar() throws InterruptedException {
        meter.watch(loop::add);
        meter.probe();
        pass(300);
        assertEquals(300, meter.stop().orElseThrow().maxMillis(), 300 * DIGITS);
        runAll();
        assertEquals(Optional.empty(), meter.delays());
    }

    @Test
    void everyLoopIsProbedOnce() {
        Executor one = loop::add;
        meter.watch(one);
        meter.watch(one);
        meter.watch(task -> loop.add(task));
        meter.probe();
        assertEquals(2, loop.size());
    }

    @Test
    void anEndedLoopIsIgnored() throws InterruptedException {
        int[] asked = {0};
        meter.watch(task -> {
            asked[0]++;
            throw new RejectedExecutionException();
        });
        meter.probe();
        meter.probe();
        assertEquals(1, asked[0]);
        assertEquals(Optional.empty(), meter.stop());
    }

    @Test
    void aResetDiscardsDelays() {
        meter.watch(loop::add);
        meter.probe();
        runAll();
        meter.reset();
        assertEquals(Optional.empty(), meter.delays());
    }
}
