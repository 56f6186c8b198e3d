package standin;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Writes what each answer of an endpoint took, for whoever wants to know how well a load generator measures. An answer
 * costs some bytes in a buffer, so that writing does not add to what is written. Thread-safe.
 */
final class ServiceLog implements AutoCloseable {

    private static final int BUFFER_SIZE = 1 << 16;

    private final Path file;
    private final DataOutputStream out;

    /** What {@link System#nanoTime()} shows when the clock shows the epoch. */
    private final long epochNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());

    private boolean open = true;

    private ServiceLog(Path file, DataOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * A log in this file, which is written anew.
     *
     * @throws StandInException if it cannot be written
     */
    static ServiceLog to(Path file) {
        try {
            return new ServiceLog(
                    file, new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_SIZE)));
        } catch (IOException e) {
            throw new StandInException(
                    Setting.SERVICE_LOG.property() + "=" + file + " cannot be written (" + e + "): choose another file",
                    e);
        }
    }

    /**
     * Adds one answer.
     *
     * @param arrivalNanos when the request's headers had been read, as of {@link System#nanoTime()}
     * @param delayNanos how long the answer was meant to take
     * @param sentNanos when the answer had been handed to the operating system
     */
    synchronized void add(Endpoint endpoint, long arrivalNanos, long delayNanos, long sentNanos) {
        if (!open) {
            return;
        }
        try {
            out.writeByte(endpoint.ordinal());
            out.writeLong(arrivalNanos - epochNanos);
            out.writeLong(delayNanos);
            out.writeLong(sentNanos - arrivalNanos);
        } catch (IOException e) {
            complain(e);
        }
    }

    /** Writes what is left. What is added later is dropped. */
    @Override
    public synchronized void close() {
        open = false;
        try {
            out.close();
        } catch (IOException e) {
            complain(e);
        }
    }

    private void complain(IOException e) {
        open = false;
        System.err.println("warning: " + file + " lacks answers, because it cannot be written: " + e);
    }
}
