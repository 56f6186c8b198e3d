package simulations.run;

import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures hiccups as Gil Tene's jHiccup does (https://github.com/giltene/jHiccup, class HiccupMeter). A thread only sleeps, a
 * few milliseconds at a time. The time by which a sleep exceeds the shortest sleep so far is a hiccup. Anything that stops or
 * delays this thread (a busy machine, garbage collection, a stopped process) also stops or delays the threads that generate load.
 */
final class HiccupMeter {

    /** The interval of jHiccup is 1 ms. A tenth of the wake-ups costs less and is enough for the P99 of a few seconds. */
    private static final long INTERVAL_MILLIS = 10;

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);

    private final Delays delays = new Delays();
    private final Thread thread = new Thread(this::run, "generator-hiccups");
    private volatile boolean stopped;
    private long shortestSleep = Long.MAX_VALUE;

    /** Begins to measure, on a daemon thread. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Discards the measured hiccups, but keeps the shortest sleep. */
    void reset() {
        delays.reset();
    }

    /** Ends the measurement after the current sleep. Empty if no sleep was measured. */
    Optional<DelayPercentiles> stop() throws InterruptedException {
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
     * Adds one sleep.
     *
     * @param nanos time from the end of the previous sleep to the end of this one
     */
    void slept(long nanos) {
        shortestSleep = Math.min(shortestSleep, nanos);
        // Adds the delays of threads due later in the same hiccup. Otherwise a long hiccup would count only once.
        delays.addWithThoseInBetween(nanos - shortestSleep, INTERVAL_NANOS);
    }

    /** Hiccups since the start or the last reset. */
    Optional<DelayPercentiles> hiccups() {
        return delays.percentiles();
    }
}
