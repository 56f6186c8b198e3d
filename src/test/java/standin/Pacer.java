package standin;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks when they are due. A waiting task is an entry in a queue, and one thread runs all of them. */
final class Pacer implements AutoCloseable {

    private final Optional<Stall> stall;
    private final long startNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor timer;

    /**
     * @param stall when no task runs, counted from now
     */
    Pacer(Optional<Stall> stall, String threadName) {
        this.stall = stall;
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs a short task when it is due, or at the end of a stall in which it is due; immediately if that time has passed.
     *
     * @param dueNanos value of {@link System#nanoTime()}
     */
    void at(long dueNanos, Runnable task) {
        long due = stall.map(pause -> pause.releaseNanos(dueNanos - startNanos) + startNanos)
                .orElse(dueNanos);
        long left = due - System.nanoTime();
        if (left <= 0) {
            task.run();
            return;
        }
        try {
            timer.schedule(task, left, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The stand-in is stopping. The client that waits for this response sees the connection close.
        }
    }

    /** Discards the waiting tasks. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
