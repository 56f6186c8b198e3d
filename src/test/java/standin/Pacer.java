package standin;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Lets things happen at their time. What waits is an entry in a queue: one thread serves all of them. */
final class Pacer implements AutoCloseable {

    private final Optional<Stall> stall;
    private final long startNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor timer;

    /**
     * @param stall when nothing happens, counted from now
     * @param threadName name of the one thread
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
     * Runs a task, which must be short, when it is due or when the stall that it falls into ends; at once if that is past.
     *
     * @param dueNanos time as of {@link System#nanoTime()}
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
            // The stand-in is being stopped; whoever waits for this answer sees the connection closed.
        }
    }

    /** Drops what has not happened yet. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
