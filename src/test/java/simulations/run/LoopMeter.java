package simulations.run;

import analyzer.metrics.GeneratorHealth.DelayPercentiles;
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
 * Measures event-loop delays: how long a task waits for the event loops that generate the load. Each loop gets a task about
 * twenty times a second, which only reads the clock. A response that has arrived waits in the same way until its loop has handled
 * the responses before it. Its end is recorded only then.
 */
final class LoopMeter {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final LongSupplier nanoTime;
    private final Delays delays = new Delays();
    private final Set<Executor> loops = ConcurrentHashMap.newKeySet();
    private final Set<Task> waiting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "generator-loops");

    /** The task that a loop gets. */
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

    /** Adds a loop that generates load. A known loop has no effect. */
    void watch(Executor loop) {
        loops.add(loop);
    }

    /** Begins to measure, on a daemon thread. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Discards the measured delays. */
    void reset() {
        delays.reset();
    }

    /** Ends the measurement. Tasks that still wait count with their waiting time so far. Empty if there are no loops. */
    Optional<DelayPercentiles> stop() throws InterruptedException {
        stop.countDown();
        thread.join();
        waiting.forEach(Task::run);
        return delays();
    }

    /** Delays since the start or the last reset. */
    Optional<DelayPercentiles> delays() {
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

    /** Adds a task even if the previous one still waits, because a blocked loop delays every task that arrives in the meantime. */
    private void probe(Executor loop) {
        Task task = new Task();
        waiting.add(task);
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // Gatling shuts its loops down when the run is over.
            waiting.remove(task);
            loops.remove(loop);
        }
    }
}
