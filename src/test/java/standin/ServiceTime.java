package standin;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one answer of an endpoint, good or bad, took by the stand-in's own clock.
 *
 * @param endpoint the endpoint that answered
 * @param arrivalNanos when the request's headers had been read, nanoseconds since 1970, as exact as the machine's clock
 * @param delayNanos how long the answer was meant to take: what {@link Latency} drew, or the work of an answer that is
 *     computed, times the slow-down
 * @param servedNanos how long it took, from the arrival until the last byte of the answer was handed to the operating
 *     system; more than the delay by what timer and scheduler needed, and by a stall; work takes what the processor needs
 */
public record ServiceTime(Endpoint endpoint, long arrivalNanos, long delayNanos, long servedNanos) {

    private static final Endpoint[] ENDPOINTS = Endpoint.values();

    /**
     * Reads a log of the setting {@link Setting#SERVICE_LOG}, in the order in which answers were sent. The last answers are
     * missing while the stand-in runs.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<ServiceTime> read(Path file) throws IOException {
        List<ServiceTime> times = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                times.add(new ServiceTime(ENDPOINTS[in.readByte()], in.readLong(), in.readLong(), in.readLong()));
            }
        } catch (EOFException e) {
            return times;
        }
    }
}
