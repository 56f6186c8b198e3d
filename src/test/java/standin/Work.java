package standin;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Computes, on one thread for each request in progress, like a server with a thread pool. The amount of work is fixed, not the time:
 * it takes longer on a slower or busy processor.
 */
final class Work implements AutoCloseable {

    /** Steps per nanosecond of a processor of 3 GHz: a multiplication and an addition take about four cycles. */
    private static final double STEPS_PER_NANO = 0.75;

    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final long INCREMENT = 1_442_695_040_888_963_407L;

    private final ExecutorService threads;
    private final Hoard hoard = new Hoard();

    /** Uses the result, so that the compiler does not remove the computation. */
    private final AtomicLong result = new AtomicLong();

    /** @param threadName name of the threads */
    Work(String threadName) {
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Does work, allocates memory, and then runs a task.
     *
     * @param nanos approximate duration of the work on an idle machine, in nanoseconds; 0 for none
     * @param bytes memory to allocate and keep; 0 for none
     * @param then the task
     */
    void run(long nanos, long bytes, Runnable then) {
        try {
            threads.execute(() -> {
                result.lazySet(compute(Math.round(nanos * STEPS_PER_NANO)));
                hoard.keep(bytes);
                then.run();
            });
        } catch (RejectedExecutionException e) {
            // The stand-in is stopping. The client that waits for this response sees the connection close.
        }
    }

    /** The number of bytes allocated and kept. */
    long hoardedBytes() {
        return hoard.bytes();
    }

    /** Runs steps of a linear congruential generator. Each step depends on the previous one. */
    static long compute(long steps) {
        long x = steps;
        for (long i = 0; i < steps; i++) {
            x = x * MULTIPLIER + INCREMENT;
        }
        return x;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
