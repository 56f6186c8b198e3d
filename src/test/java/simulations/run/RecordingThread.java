package simulations.run;

import analyzer.report.SafeText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A daemon thread that records something during the load. Any failure on it is only a warning. */
final class RecordingThread {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final String ifItFails;
    private final CountDownLatch runIsOver = new CountDownLatch(1);
    private volatile Optional<Thread> thread = Optional.empty();

    /** @param ifItFails warning if it fails, without the reason */
    RecordingThread(String name, String ifItFails) {
        this.name = name;
        this.ifItFails = ifItFails;
    }

    /** The work of the thread. */
    @FunctionalInterface
    interface Work {
        void record() throws InterruptedException;
    }

    /** Begins the work. Returns immediately. */
    void start(Work work) {
        Thread recording = new Thread(() -> run(work), name);
        recording.setDaemon(true);
        recording.start();
        thread = Optional.of(recording);
    }

    /** Call it when the run is over, on time or not. Returns when the work is done. */
    void finish() {
        runIsOver.countDown();
        try {
            if (thread.isPresent()) {
                thread.get().join(PATIENCE.toMillis());
                if (thread.get().isAlive()) {
                    System.err.println("warning: " + ifItFails + ": the recording did not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a value of {@link System#nanoTime}. Returns whether the run was over before that. */
    boolean isOverAt(long nanos) throws InterruptedException {
        return runIsOver.await(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void run(Work work) {
        try {
            work.record();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            System.err.println("warning: " + ifItFails + ": " + SafeText.line(e.getMessage()));
        }
    }
}
