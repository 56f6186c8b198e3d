package standin;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Computes, on one thread for each request under way, as a server with a pool of threads does. An amount of work, not of
 * time: it takes longer on a slower processor, and on one that others use.
 */
final class Work implements AutoCloseable {

    /** About one millisecond of a processor of 3 GHz: a multiplication and an addition take four cycles. */
    private static final double STEPS_PER_NANO = 0.75;

    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final long INCREMENT = 1_442_695_040_888_963_407L;

    private final ExecutorService threads;
    private final Hoard hoard = new Hoard();

    /** Somebody must want the result, or nothing would be computed. */
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
     * Does work, allocates, and then does something else.
     *
     * @param nanos about how long the work takes where nothing else runs, nanoseconds; 0 for none
     * @param bytes memory to allocate and keep; 0 for none
     */
    void run(long nanos, long bytes, Runnable then) {
        try {
            threads.execute(() -> {
                result.lazySet(compute(Math.round(nanos * STEPS_PER_NANO)));
                hoard.keep(bytes);
                then.run();
            });
        } catch (RejectedExecutionException e) {
            // The stand-in is being stopped; whoever waits for this answer sees the connection closed.
        }
    }

    /** What is allocated and kept. */
    long hoardedBytes() {
        return hoard.bytes();
    }

    /** Steps of a linear congruential generator, each of which needs the one before. */
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
