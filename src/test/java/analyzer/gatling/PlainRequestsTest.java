package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.io.BadInputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the fast path for plain requests with the general one, which a buffer too small for a whole record enforces. */
class PlainRequestsTest {

    private static final int TOO_SMALL = LogScanner.PLAIN_REQUEST - 1;
    private static final String BEYOND_THE_BUFFER = "a string longer than the buffer";

    @TempDir
    Path folder;

    @Test
    void readsARecordWhereverTheBufferEnds() {
        LogBuilder log = new LogBuilder().run("3.15.1", "x");
        List<String> expected = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int id = i < 2 ? i : random.nextInt(2);
            int start = random.nextInt(Integer.MAX_VALUE / 2);
            int end = start + random.nextInt(Integer.MAX_VALUE / 2);
            boolean ok = random.nextBoolean();
            String name = id == 0 ? "/a" : "/b";
            String message = ok ? "" : "failed";
            log.request(List.of(), name, start, end, ok, message);
            if (i < 2) {
                expected.add("name " + i + " [] " + name);
            }
            expected.add(request(id, start, end, ok, message));
        }
        expected.add("whole");

        for (int bufferSize = TOO_SMALL; bufferSize <= 4 * LogScanner.PLAIN_REQUEST; bufferSize++) {
            assertEquals(expected, read(log.bytes(), bufferSize), "a buffer of " + bufferSize);
        }
        assertEquals(expected, read(log.bytes(), LogInput.BUFFER_SIZE));
    }

    @Test
    void aBufferHoldsWhatJustFitsIntoIt() {
        String message = "x".repeat(LogScanner.PLAIN_REQUEST);
        byte[] log = new LogBuilder().run("3.15.1", "x").crash(message, 1).bytes();

        // The string and the byte for its encoding.
        assertEquals(List.of("crash " + message, "whole"), read(log, message.length() + 1));
        assertEquals(List.of(BEYOND_THE_BUFFER), read(log, message.length()));
    }

    /** A flipped bit in the byte that names the encoding would otherwise give a request another name. */
    @Test
    void aStringHasNoHalfCharacter() {
        byte[] log = new LogBuilder().run("3.15.1", "x").crash("crash", 1).bytes();
        byte[] message = "crash".getBytes(StandardCharsets.ISO_8859_1);
        int coder = Collections.indexOfSubList(asList(log), asList(message)) + message.length;
        assertEquals(0, log[coder]);
        log[coder] = 1;

        String refusal = read(log, LogInput.BUFFER_SIZE).get(0);
        assertTrue(refusal.contains("is damaged (half a character at byte " + (coder - message.length) + ")"), refusal);
    }

    private static List<Byte> asList(byte[] bytes) {
        return IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList();
    }

    @Test
    void bothWaysTellTheSameOfAnyLog() {
        TreeSet<String> ends = new TreeSet<>();
        for (int seed = 0; seed < 3000; seed++) {
            byte[] log = anyLog(new Random(seed));

            List<String> longWay = read(log, TOO_SMALL);

            String end = longWay.get(longWay.size() - 1);
            if (!end.equals(BEYOND_THE_BUFFER)) {
                assertEquals(longWay, read(log, LogInput.BUFFER_SIZE), "seed " + seed);
                ends.add(end.replaceAll("-?\\d+", "#"));
            }
        }
        assertTrue(ends.size() > 7, "the logs ended in so few ways: " + ends);
    }

    /** Creates a log of mostly plain requests with some other records. Every second log has a value that Gatling never writes. */
    private static byte[] anyLog(Random random) {
        LogBuilder log = new LogBuilder().run("3.15.1", "x");
        List<String> names = List.of("/a", "/b", "/c");
        List<String> messages = List.of("", "failed", " ");
        int records = 5 + random.nextInt(30);
        int broken = random.nextBoolean() ? random.nextInt(records) : -1;
        for (int i = 0; i < records; i++) {
            String name = names.get(random.nextInt(names.size()));
            String message = messages.get(random.nextInt(messages.size()));
            int start = edgeOr(random, random.nextInt(1000));
            int end = start > Integer.MAX_VALUE - 1000 ? start : start + random.nextInt(1000);
            boolean ok = message.isEmpty() ^ random.nextInt(40) == 0;
            if (i == broken) {
                rawRequest(log, random);
            }
            switch (random.nextInt(12)) {
                case 0 -> log.request(List.of("g"), name, start, end, ok, message);
                case 1 -> log.userStart(start);
                case 2 -> log.group(List.of("g"), start, end, 1, ok);
                case 3 -> log.crash(message, start);
                case 4 -> log.request(List.of(), name, start, Integer.MIN_VALUE, ok, message);
                // Gives a string a number that can be out of sequence.
                case 5 ->
                    log.raw(4)
                            .raw(ints(1 + random.nextInt(8), 2))
                            .raw('/', 'a' + random.nextInt(5), 0)
                            .raw(ints(0));
                default -> log.request(List.of(), name, start, end, ok, message);
            }
        }
        byte[] whole = log.bytes();
        return random.nextInt(4) == 0 ? Arrays.copyOf(whole, whole.length - random.nextInt(40)) : whole;
    }

    /** Adds a request in which any value can be invalid. */
    private static void rawRequest(LogBuilder log, Random random) {
        int groups = random.nextInt(6) == 0 ? edgeOr(random, 1 + random.nextInt(2)) : 0;
        int name = edgeOr(random, -random.nextInt(12));
        int start = edgeOr(random, random.nextInt(10));
        int end = edgeOr(random, random.nextInt(10));
        int status = random.nextInt(4) == 0 ? random.nextInt(256) : 1;
        int message = edgeOr(random, -random.nextInt(12));
        log.raw(1).raw(ints(groups, name, start, end)).raw(status).raw(ints(message));
    }

    /** Sometimes returns a value at the edge of the range of integers. */
    private static int edgeOr(Random random, int usual) {
        return switch (random.nextInt(40)) {
            case 0 -> Integer.MIN_VALUE;
            case 1 -> Integer.MIN_VALUE + 1;
            case 2 -> Integer.MAX_VALUE;
            case 3 -> -1;
            case 4 -> -300;
            case 5 -> 70_000;
            default -> usual;
        };
    }

    private static int[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
        for (int value : values) {
            bytes.putInt(value);
        }
        int[] each = new int[bytes.capacity()];
        Arrays.setAll(each, i -> bytes.get(i));
        return each;
    }

    /** Returns everything in a log, in order, and how it ends. */
    private List<String> read(byte[] log, int bufferSize) {
        List<String> read = new ArrayList<>();
        Path file = LogBuilder.write(folder, log);
        try {
            read.add(LogScanner.scan(file, new Listener(read), bufferSize).whole() ? "whole" : "truncated");
        } catch (BadInputException e) {
            read.add(e.getMessage());
        } catch (IllegalStateException e) {
            read.add(BEYOND_THE_BUFFER);
        }
        return read;
    }

    private static String request(int id, int start, int end, boolean ok, String message) {
        return id + " from " + start + " to " + end + " " + ok + " '" + message + "'";
    }

    private record Listener(List<String> read) implements LogScanner.Visitor {

        @Override
        public void header(LogHeader header) {
            assertEquals("x", header.simulation());
        }

        @Override
        public void name(RequestName name) {
            long before = read.stream().filter(line -> line.startsWith("name ")).count();
            read.add("name " + before + " " + name.groups() + " " + name.name());
        }

        @Override
        public void request(int id, int start, int end, boolean ok, String message) {
            read.add(PlainRequestsTest.request(id, start, end, ok, message));
        }

        @Override
        public void group(List<String> groups, int start, int end, int cumulatedMillis, boolean ok) {
            read.add(groups + " from " + start + " to " + end + " " + cumulatedMillis + " " + ok);
        }

        @Override
        public void user(boolean started, int time) {
            read.add("user " + started + " " + time);
        }

        @Override
        public void crash(String message) {
            read.add("crash " + message);
        }
    }
}
