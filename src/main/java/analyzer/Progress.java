package analyzer;

import analyzer.report.SafeText;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Prints the current step to the error stream once an analysis takes long enough to look stuck. */
final class Progress implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 2000;
    private static final long REPEAT_MILLIS = 5000;

    private final PrintWriter err;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Progress::daemon);
    private String step = "starting";
    private boolean slow;

    Progress(PrintWriter err) {
        this(err, PATIENCE_MILLIS, REPEAT_MILLIS);
    }

    Progress(PrintWriter err, long patienceMillis, long repeatMillis) {
        this.err = err;
        clock.scheduleAtFixedRate(this::printWhileSlow, patienceMillis, repeatMillis, TimeUnit.MILLISECONDS);
    }

    /** Sets the current step, such as "reading /path". */
    synchronized void doing(String what) {
        step = what;
        if (slow) {
            print();
        }
    }

    private synchronized void printWhileSlow() {
        slow = true;
        try {
            print();
        } catch (RuntimeException | OutOfMemoryError e) {
            // The executor would silently cancel the task. Memory can be free again next time, and a failure that
            // matters ends the analysis with its own message.
        }
    }

    private void print() {
        err.println(SafeText.line("perf-analyzer: " + step + " ..."));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    }
}
