package standin;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Logs the service time of each response of an endpoint, to check how well a load generator measures. A response only adds some
 * bytes to a buffer, so that logging does not change the times. Thread-safe.
 */
final class ServiceLog implements AutoCloseable {

    private static final int BUFFER_SIZE = 1 << 16;

    private final Path file;
    private final DataOutputStream out;

    /** Value of {@link System#nanoTime()} at the epoch. */
    private final long epochNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());

    private boolean open = true;

    private ServiceLog(Path file, DataOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Creates a log in this file, which is overwritten.
     *
     * @throws StandInException if the file cannot be written
     */
    static ServiceLog to(Path file) {
        try {
            return new ServiceLog(
                    file, new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_SIZE)));
        } catch (IOException e) {
            throw new StandInException(
                    StandInSetting.SERVICE_LOG.property() + "=" + file + " cannot be written (" + e
                            + "): choose another file",
                    e);
        }
    }

    /**
     * Adds one response.
     *
     * @param arrivalNanos when the request's headers had been read, as a value of {@link System#nanoTime()}
     * @param delayNanos intended duration of the response
     * @param sentNanos when the response had been handed to the operating system
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

    /** Writes the buffered rest. Later additions are discarded. */
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
        System.err.println("warning: " + file + " is incomplete, because it cannot be written: " + e);
    }
}
