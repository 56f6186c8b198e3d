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
 * Service time of one response of an endpoint, successful or not, by the stand-in's own clock.
 *
 * @param arrivalNanos when the request's headers had been read, in nanoseconds since 1970, with the accuracy of the machine's clock
 * @param delayNanos intended duration: the delay drawn from {@link Latency}, or the work of a response that computes, times the
 *     slowdown
 * @param servedNanos actual duration, from the arrival until the last byte of the response was handed to the operating system. It
 *     exceeds the delay by the time for timer and scheduler, and by a stall; work takes as long as the processor needs
 */
public record ServiceTime(Endpoint endpoint, long arrivalNanos, long delayNanos, long servedNanos) {

    private static final Endpoint[] ENDPOINTS = Endpoint.values();

    /**
     * Reads a log that {@link StandInSetting#SERVICE_LOG} switched on, in the order in which responses were sent. The last responses are
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
