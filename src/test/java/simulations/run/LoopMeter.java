package simulations.run;

import analyzer.metrics.Hiccups;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures how long things wait for the event loops that generate the load: some twenty times a second each loop is given a
 * task, which does nothing but look at the clock. A response that has arrived waits for its loop in the same way, until the
 * loop is through with the responses before it, and only then its end is stamped.
 */
final class LoopMeter {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final LongSupplier nanoTime;
    private final Delays delays = new Delays();
    private final Set<Executor> loops = ConcurrentHashMap.newKeySet();
    private final Set<Task> waiting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "generator-loops");

    /** What a loop is given. */
    private final class Task implements Runnable {

        private final long asked = nanoTime.getAsLong();

        @Override
        public void run() {
            if (waiting.remove(this)) {
                delays.add(nanoTime.getAsLong() - asked);
            }
        }
    }

    LoopMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A loop that generates load; one that is known already changes nothing. */
    void watch(Executor loop) {
        loops.add(loop);
    }

    /** Begins to measure on a thread of its own, which never keeps the process alive. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Forgets what was measured. */
    void reset() {
        delays.reset();
    }

    /** Ends the measurement; what still waits counts with the time that it has waited. Empty if no loop was known. */
    Optional<Hiccups> stop() throws InterruptedException {
        stop.countDown();
        thread.join();
        waiting.forEach(Task::run);
        return delays();
    }

    /** What was measured since the start or the last reset. */
    Optional<Hiccups> delays() {
        return delays.percentiles();
    }

    private void run() {
        try {
            while (!stop.await(INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
                probe();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives each loop a task. */
    void probe() {
        loops.forEach(this::probe);
    }

    /** Also while the task before still waits: a loop that is stuck delays all that comes meanwhile. */
    private void probe(Executor loop) {
        Task task = new Task();
        waiting.add(task);
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // Gatling ends its loops when the run is over.
            waiting.remove(task);
            loops.remove(loop);
        }
    }
}
