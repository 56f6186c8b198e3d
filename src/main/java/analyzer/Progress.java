package analyzer;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells on the error stream what is being done when it takes longer than people wait without doubt. */
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
        clock.scheduleAtFixedRate(this::tell, patienceMillis, repeatMillis, TimeUnit.MILLISECONDS);
    }

    /** Names what is done from now on, as in "reading /path". */
    synchronized void doing(String what) {
        step = what;
        if (slow) {
            say();
        }
    }

    private synchronized void tell() {
        slow = true;
        try {
            say();
        } catch (RuntimeException | OutOfMemoryError e) {
            // The executor would never call again, and say nothing of it. What there is no memory for now may fit the
            // next time;
            // a failure that matters ends the analysis itself, with its own line.
        }
    }

    private void say() {
        err.println("perf-analyzer: " + step + " ...");
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
