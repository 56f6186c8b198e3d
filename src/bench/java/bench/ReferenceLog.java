package bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A log that Gatling wrote, parsed to create longer ones from it. It has no groups and no errors.
 *
 * @param header its first record, in two parts before and after the start time, which differs from log to log
 * @param requests its requests, in order
 */
record ReferenceLog(Header header, List<Request> requests) {

    /**
     * The first record without the start time of the run.
     *
     * @param kind the bytes before the name of the simulation
     * @param simulation class name of the simulation
     * @param after the bytes after the start time
     */
    record Header(byte[] kind, String simulation, byte[] after) {

        /** The bytes before the start time. */
        byte[] before() {
            byte[] name = simulation.getBytes(StandardCharsets.ISO_8859_1);
            return ByteBuffer.allocate(kind.length + Integer.BYTES + name.length + 1)
                    .put(kind)
                    .putInt(name.length)
                    .put(name)
                    .put((byte) 0)
                    .array();
        }
    }

    /**
     * A request.
     *
     * @param endpoint its name
     * @param start milliseconds since the first request of the log began
     * @param latency response time in milliseconds
     */
    record Request(String endpoint, int start, int latency) {}

    /** Reads the log of Gatling 3.15.1 that the tests also use. */
    static ReferenceLog read() throws IOException {
        return new Parser(Files.readAllBytes(Path.of("src/test/resources/gatling-3.15.1/simulation.log"))).parse();
    }

    /** Returns the same log with the requests of one endpoint only. */
    ReferenceLog only(String endpoint) {
        return new ReferenceLog(
                header,
                requests.stream()
                        .filter(request -> request.endpoint().equals(endpoint))
                        .toList());
    }

    /** Returns the same log for another simulation. */
    ReferenceLog of(String simulation) {
        return new ReferenceLog(new Header(header.kind, simulation, header.after), requests);
    }

    /** The names of the requests, in order of their first occurrence. */
    List<String> endpoints() {
        return requests.stream().map(Request::endpoint).distinct().toList();
    }

    /** Milliseconds from the beginning of the first request to the beginning of the last one. */
    int span() {
        return requests.stream().mapToInt(Request::start).max().orElseThrow();
    }

    private static final class Parser {

        private final byte[] bytes;
        private final ByteBuffer in;
        private final Map<Integer, String> strings = new HashMap<>();

        Parser(byte[] bytes) {
            this.bytes = bytes;
            this.in = ByteBuffer.wrap(bytes);
        }

        ReferenceLog parse() {
            Header header = header();
            List<Request> requests = new ArrayList<>();
            while (in.hasRemaining()) {
                byte kind = in.get();
                switch (kind) {
                    case 1 -> requests.add(request());
                    case 2 -> in.position(in.position() + 2 * Integer.BYTES + 1);
                    default -> throw new BenchException("the reference log has a record of kind " + kind);
                }
            }
            int first = requests.stream().mapToInt(Request::start).min().orElseThrow();
            return new ReferenceLog(
                    header,
                    requests.stream()
                            .map(request -> new Request(request.endpoint, request.start - first, request.latency))
                            .toList());
        }

        private Header header() {
            in.get();
            string();
            byte[] kind = Arrays.copyOfRange(bytes, 0, in.position());
            String simulation = string();
            in.getLong();
            int from = in.position();
            string();
            for (int scenarios = in.getInt(); scenarios > 0; scenarios--) {
                string();
            }
            for (int assertions = in.getInt(); assertions > 0; assertions--) {
                int length = in.getInt();
                in.position(in.position() + length);
            }
            return new Header(kind, simulation, Arrays.copyOfRange(bytes, from, in.position()));
        }

        private Request request() {
            if (in.getInt() != 0) {
                throw new BenchException("the reference log has groups");
            }
            String endpoint = cached();
            int start = in.getInt();
            int end = in.getInt();
            if (in.get() != 1) {
                throw new BenchException("the reference log has failed requests");
            }
            cached();
            return new Request(endpoint, start, end - start);
        }

        private String cached() {
            int index = in.getInt();
            if (index >= 0) {
                strings.put(index, string());
            }
            return strings.get(Math.abs(index));
        }

        private String string() {
            int length = in.getInt();
            if (length == 0) {
                return "";
            }
            String value = new String(bytes, in.position(), length, StandardCharsets.ISO_8859_1);
            in.position(in.position() + length + 1);
            return value;
        }
    }
}
