package bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A log with any number of requests. It repeats the requests of a real log with their response times, spread over a given time.
 *
 * @param source the real log
 * @param requests number of requests
 * @param duration time from the beginning of the first request to the beginning of the last one, or a little less
 */
record LongLog(ReferenceLog source, long requests, Duration duration) {

    private static final int USERS = 10;

    /** Bytes of a request with known strings: kind, number of groups, name, start, end, status, message. */
    private static final int REQUEST_BYTES = 1 + 5 * Integer.BYTES + 1;

    /** Returns the same log for another simulation. */
    LongLog of(String simulation) {
        return new LongLog(source.of(simulation), requests, duration);
    }

    /**
     * Writes the {@code simulation.log} of a run.
     *
     * @param started when the run started
     * @param silent time before the first logged request, the warm-up
     */
    void write(Path runFolder, Instant started, Duration silent) throws IOException {
        int from = (int) silent.toMillis();
        Files.createDirectories(runFolder);
        try (OutputStream file = Files.newOutputStream(runFolder.resolve("simulation.log"));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16))) {
            out.write(source.header().before());
            out.writeLong(started.toEpochMilli());
            out.write(source.header().after());
            for (int user = 0; user < USERS; user++) {
                user(out, true, 0);
            }
            requests(out, from);
            for (int user = 0; user < USERS; user++) {
                // Users end after the last response.
                user(out, false, from + (int) duration.toMillis() + slowest());
            }
        }
    }

    private static void user(DataOutputStream out, boolean start, int time) throws IOException {
        out.writeByte(2);
        out.writeInt(0);
        out.writeBoolean(start);
        out.writeInt(time);
    }

    private int slowest() {
        return source.requests().stream()
                .mapToInt(ReferenceLog.Request::latency)
                .max()
                .orElseThrow();
    }

    private void requests(DataOutputStream out, int from) throws IOException {
        List<ReferenceLog.Request> real = source.requests();
        Map<String, Integer> strings = new HashMap<>();
        double rounds = (double) requests / real.size();
        double roundMillis = duration.toMillis() / rounds;
        double stretch = roundMillis / (source.span() + 1);
        byte[] record = new byte[REQUEST_BYTES];
        record[0] = 1;
        for (long i = 0; i < requests; i++) {
            ReferenceLog.Request request = real.get((int) (i % real.size()));
            int start = from + (int) ((i / real.size()) * roundMillis + request.start() * stretch);
            Integer name = strings.get(request.endpoint());
            Integer message = strings.get("");
            if (name == null || message == null) {
                out.writeByte(1);
                out.writeInt(0);
                cached(out, strings, request.endpoint());
                out.writeInt(start);
                out.writeInt(start + request.latency());
                out.writeBoolean(true);
                cached(out, strings, "");
            } else {
                put(record, 5, -name);
                put(record, 9, start);
                put(record, 13, start + request.latency());
                record[17] = 1;
                put(record, 18, -message);
                out.write(record);
            }
        }
    }

    private static void put(byte[] record, int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            record[at + i] = (byte) (value >> 8 * (Integer.BYTES - 1 - i));
        }
    }

    private static void cached(DataOutputStream out, Map<String, Integer> strings, String value) throws IOException {
        Integer known = strings.get(value);
        if (known != null) {
            out.writeInt(-known);
            return;
        }
        strings.put(value, strings.size() + 1);
        out.writeInt(strings.size());
        out.writeInt(value.length());
        if (!value.isEmpty()) {
            out.write(value.getBytes(StandardCharsets.ISO_8859_1));
            out.writeByte(0);
        }
    }
}
