package simulations.run;

import analyzer.metrics.Hiccups;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures hiccups as Gil Tene's jHiccup does (https://github.com/giltene/jHiccup, class HiccupMeter): a thread does nothing
 * but sleep a few milliseconds at a time, and whatever it oversleeps beyond the shortest sleep seen is a hiccup. Something
 * that stops or delays this thread, be it a busy machine, garbage collection or a stopped process, does the same to the
 * threads that generate load.
 */
final class HiccupMeter {

    /** jHiccup's is 1 ms. A tenth of the wake-ups costs less, and is enough for a P99 of some seconds. */
    private static final long INTERVAL_MILLIS = 10;

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);

    private final Delays delays = new Delays();
    private final Thread thread = new Thread(this::run, "generator-hiccups");
    private volatile boolean stopped;
    private long shortestSleep = Long.MAX_VALUE;

    /** Begins to measure on a thread of its own, which never keeps the process alive. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Forgets what was measured; the shortest sleep stays known. */
    void reset() {
        delays.reset();
    }

    /** Ends the measurement, the last sleep included. Empty if not a single one was measured. */
    Optional<Hiccups> stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return hiccups();
    }

    private void run() {
        try {
            long before = System.nanoTime();
            while (!stopped) {
                Thread.sleep(INTERVAL_MILLIS);
                long now = System.nanoTime();
                slept(now - before);
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Counts one sleep.
     *
     * @param nanos from the end of the sleep before to the end of this one
     */
    void slept(long nanos) {
        shortestSleep = Math.min(shortestSleep, nanos);
        // Also what a thread would have waited that was due later in the same hiccup, or a long one would count once.
        delays.addWithThoseInBetween(nanos - shortestSleep, INTERVAL_NANOS);
    }

    /** What was measured since the start or the last reset. */
    Optional<Hiccups> hiccups() {
        return delays.percentiles();
    }
}
