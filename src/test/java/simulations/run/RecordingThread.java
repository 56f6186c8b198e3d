package simulations.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that records something beside the load. It never keeps the process alive, and whatever goes wrong on it is a warning. */
final class RecordingThread {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final String ifItFails;
    private final CountDownLatch runIsOver = new CountDownLatch(1);
    private volatile Optional<Thread> thread = Optional.empty();

    /**
     * @param name of the thread
     * @param ifItFails what is to be told if it fails, without the reason
     */
    RecordingThread(String name, String ifItFails) {
        this.name = name;
        this.ifItFails = ifItFails;
    }

    /** What the thread does. */
    @FunctionalInterface
    interface Work {
        void record() throws InterruptedException;
    }

    /** Begins. Returns at once. */
    void start(Work work) {
        Thread recording = new Thread(() -> run(work), name);
        recording.setDaemon(true);
        recording.start();
        thread = Optional.of(recording);
    }

    /** To be called when the run is over, on time or not: returns when the work is done. */
    void finish() {
        runIsOver.countDown();
        try {
            if (thread.isPresent()) {
                thread.get().join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until then, by {@link System#nanoTime}. Whether the run was over before. */
    boolean isOverAt(long nanos) throws InterruptedException {
        return runIsOver.await(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void run(Work work) {
        try {
            work.record();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            System.err.println("warning: " + ifItFails + ": " + e.getMessage());
        }
    }
}
