package analyzer.gatling;

import analyzer.gatling.LogInput.CorruptLogException;
import analyzer.io.BadInputException;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Timestamp;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decodes a simulation.log of Gatling 3.13 to 3.15 record by record, in memory that does not grow with the log.
 *
 * <p>Each record starts with a byte for its kind. A string that repeats is written once with a number; later references are the
 * negative of that number. An end time of {@link Integer#MIN_VALUE} marks an incoming message without a request. Gatling excludes
 * such records from all statistics, and so does this scanner.
 */
final class LogScanner {

    private static final Pattern KNOWN_VERSION = Pattern.compile("3\\.1[345]\\..*");

    /** The version before the known ones. Still older versions wrote text. */
    private static final Pattern OLDER_VERSION = Pattern.compile("3\\.12\\..*");

    private static final Pattern ANY_VERSION = Pattern.compile("\\d+\\.\\d+\\..*");

    /** Start of a text log: "RUN" and a tab, or an assertion. Damage to a byte or two does not make another log look like one. */
    private static final long TEXT_RUN = 0x52554e09;

    private static final long TEXT_ASSERTION = 0x415353455254494fL;

    private static final byte RUN = 0;
    private static final byte REQUEST = 1;
    private static final byte USER = 2;
    private static final byte GROUP = 3;
    private static final byte ERROR = 4;

    /** The end of an incoming message without a request. */
    private static final int NO_REQUEST = Integer.MIN_VALUE;

    /** Bytes of a plain request: kind, number of groups, name, start, end, status, message. */
    static final int PLAIN_REQUEST = 1 + 4 * Integer.BYTES + 1 + Integer.BYTES;

    /** First five bytes of a plain request: its kind, and no groups. */
    private static final long PLAIN_HEAD = (long) REQUEST << Integer.SIZE;

    private static final int MAX_GROUP_DEPTH = 1 << 7;
    private static final int MAX_SCENARIOS = 1 << 12;
    private static final int MAX_ASSERTIONS = 1 << 16;

    /**
     * Largest number of characters in all names and messages together. The overhead of each string counts as well
     * ({@link #TEXT_OVERHEAD}), so that a log that consists of different messages only needs no more memory.
     */
    private static final int MAX_TEXT = 1 << 24;

    private static final int TEXT_OVERHEAD = 64;

    /** Largest number of request names. A run that names requests by URLs with identifiers has more, and cannot be judged. */
    private static final int MAX_NAMES = 10_000;

    /** Largest number of characters in all request names together. Each report contains a name several times. */
    private static final int MAX_NAME_TEXT = 1 << 20;

    private final Path file;
    private final LogInput in;
    private final Visitor visitor;
    private int nameCharacters;
    private String[] strings = new String[256];
    private int[] idOfTopLevelName = new int[256];
    private final Map<RequestName, Integer> ids = new HashMap<>();

    /** Gatling numbers strings from 1, in the order in which they first occur, and never defines one twice. */
    private int nextString = 1;

    private final Set<String> texts = new HashSet<>();
    private long characters;

    /** Number of users of each scenario that have started and not ended. */
    private long[] active = {};

    /**
     * How a log ends.
     *
     * @param whole whether it ends with a complete record
     * @param seen size and checksum of what was read: the whole file, if all records were read
     */
    record End(boolean whole, RunInfo.Log seen) {}

    /** Thrown for a log of an older Gatling. */
    static final class OtherVersionException extends IOException {
        private static final long serialVersionUID = 1L;

        private OtherVersionException(String what) {
            super(what);
        }
    }

    private LogScanner(Path file, LogInput in, Visitor visitor) {
        this.file = file;
        this.in = in;
        this.visitor = visitor;
        Arrays.fill(idOfTopLevelName, -1);
    }

    /**
     * Passes every complete record of a log to the visitor.
     *
     * @return how the log ends
     * @throws BadInputException if the log cannot be read, is empty, is of another Gatling version (if older, the cause is an
     *     {@link OtherVersionException}), or contains what Gatling never writes: an impossible value, a request that starts
     *     before its run, a request that succeeded with an error message or failed without one, a user of an unknown scenario, a
     *     user that ends but never started, a string defined twice
     */
    static End scan(Path file, Visitor visitor) {
        return scan(file, visitor, LogInput.BUFFER_SIZE);
    }

    /** Scans a log with a buffer of another size, in bytes. */
    static End scan(Path file, Visitor visitor, int bufferSize) {
        return scan(file, visitor, bufferSize, true);
    }

    /** Passes only the first record of a log to the visitor, and refuses a log as {@link #scan} does. */
    static void scanHeader(Path file, Visitor visitor) {
        scan(file, visitor, LogInput.BUFFER_SIZE, false);
    }

    private static End scan(Path file, Visitor visitor, int bufferSize, boolean all) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + ": is a folder where Gatling's log should be; delete the run folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new BadInputException(file + ": is not a regular file; delete the run folder");
        }
        try (LogInput in = new LogInput(file, bufferSize)) {
            LogScanner scanner = new LogScanner(file, in, visitor);
            scanner.readHeader();
            return new End(!all || scanner.readRecords(), in.seen());
        } catch (CorruptLogException e) {
            throw new BadInputException(
                    file + ": is damaged (" + e.getMessage() + "); delete the run folder and run the simulation again",
                    e);
        } catch (OtherVersionException e) {
            throw new BadInputException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be read (" + BadInputException.reason(e) + "); check the path and its permissions",
                    e);
        }
    }

    private void readHeader() throws IOException {
        if (in.atEnd()) {
            throw new BadInputException(file + ": is empty; delete the run folder and run the simulation again");
        }
        try {
            if (isText()) {
                throw new OtherVersionException("is not a log of Gatling 3.13 to 3.15; an older run needs"
                        + " js/stats.json in the run folder, otherwise delete the run folder");
            }
            byte kind = in.readByte();
            if (kind != RUN) {
                throw new CorruptLogException("a first record of kind " + kind);
            }
            String version = in.readString();
            if (!ANY_VERSION.matcher(version).matches()) {
                throw new CorruptLogException("an invalid version of Gatling");
            }
            if (!KNOWN_VERSION.matcher(version).matches()) {
                String refusal = "was written by Gatling " + printable(version)
                        + ", but only 3.13 to 3.15 are supported; run the simulation with one of them";
                // Later versions write no stats.json that could replace their log.
                if (OLDER_VERSION.matcher(version).matches()) {
                    throw new OtherVersionException(refusal);
                }
                throw new BadInputException(file + ": " + refusal);
            }
            String simulation = in.readString();
            Instant start = Instant.ofEpochMilli(in.readLong());
            if (start.isBefore(Timestamp.EARLIEST) || start.isAfter(Timestamp.LATEST)) {
                throw new CorruptLogException("a run that started at " + start);
            }
            // The run's description.
            in.readString();
            active = new long[readScenarios()];
            visitor.header(new LogHeader(version, simulation, start));
            int assertions = in.readLength("a list of assertions", MAX_ASSERTIONS);
            for (int i = 0; i < assertions; i++) {
                in.skipBlock();
            }
        } catch (EOFException e) {
            throw new BadInputException(
                    file + ": is truncated within its first record; delete the run folder and run the simulation again",
                    e);
        }
    }

    private boolean isText() {
        return in.holds(Long.BYTES)
                && (in.peekLong(0) >>> Integer.SIZE == TEXT_RUN || in.peekLong(0) == TEXT_ASSERTION);
    }

    /** Reads the names of the scenarios, and returns their number. */
    private int readScenarios() throws IOException {
        int count = in.readLength("a list of scenarios", MAX_SCENARIOS);
        for (int i = 0; i < count; i++) {
            in.readString();
        }
        return count;
    }

    private boolean readRecords() throws IOException {
        try {
            for (readPlainRequests(); !in.atEnd(); readPlainRequests()) {
                byte kind = in.readByte();
                switch (kind) {
                    case REQUEST -> readRequest();
                    case USER -> readUser();
                    case GROUP -> readGroup();
                    case ERROR -> readError();
                    default ->
                        throw new CorruptLogException("a record of kind " + kind + " at byte " + (in.offset() - 1));
                }
            }
            return true;
        } catch (EOFException e) {
            return false;
        }
    }

    /**
     * Reads plain requests up to the first other record. A plain request is outside groups, has a known name and message, neither
     * starts before its run nor ends before it starts, has a message if and only if it failed, and is whole in the buffer. Nearly all
     * records of a log are plain requests; all others are read, or rejected, value by value.
     */
    private void readPlainRequests() {
        while (in.holds(PLAIN_REQUEST)) {
            // Three overlapping 8-byte numbers cover the record. Kind, number of groups, three bytes of the name:
            long head = in.peekLong(0);
            // the name's fourth byte, start, three bytes of the end:
            long middle = in.peekLong(Long.BYTES);
            // the end's last three bytes, two of them again, then status and message.
            long tail = in.peekLong(PLAIN_REQUEST - Long.BYTES);
            int name = -((int) head << 8 | (int) (middle >>> 56));
            int start = (int) (middle >>> 24);
            int end = (int) middle << 8 | (int) (tail >>> 40) & 0xff;
            byte ok = (byte) (tail >>> 32);
            int message = -(int) tail;
            if (head >>> 24 != PLAIN_HEAD || !isKnown(name) || !isKnown(message) || (ok & ~1) != 0) {
                return;
            }
            int id = idOfTopLevelName[name];
            String text = strings[message];
            if (id < 0 || start < 0 || end < start || text.isEmpty() == (ok == 0)) {
                return;
            }
            in.skip(PLAIN_REQUEST);
            visitor.request(id, start, end, ok == 1, text);
        }
    }

    private boolean isKnown(int stringIndex) {
        return stringIndex > 0 && stringIndex < nextString;
    }

    private void readRequest() throws IOException {
        int depth = in.readLength("a list of groups", MAX_GROUP_DEPTH);
        int id = depth == 0 ? topLevelId(readCachedIndex()) : idOf(readGroups(depth), readCachedString());
        int start = in.readInt();
        int end = in.readInt();
        boolean ok = in.readBoolean();
        String message = readCachedString();
        requireWithinRun(start);
        if (end != NO_REQUEST) {
            requireOrder(start, end);
            if (ok != message.isEmpty()) {
                throw new CorruptLogException((ok
                                ? "a request that succeeded with an error message"
                                : "a request that failed without a message")
                        + " before byte " + in.offset());
            }
            visitor.request(id, start, end, ok, message);
        }
    }

    private void readGroup() throws IOException {
        List<String> groups = readGroups(in.readLength("a list of groups", MAX_GROUP_DEPTH));
        int start = in.readInt();
        int end = in.readInt();
        int cumulated = in.readInt();
        boolean ok = in.readBoolean();
        requireOrder(start, end);
        if (groups.isEmpty() || cumulated < 0) {
            throw new CorruptLogException("a group without a name or with a negative time before byte " + in.offset());
        }
        visitor.group(groups, start, end, cumulated, ok);
    }

    private void readUser() throws IOException {
        int scenario = in.readInt();
        boolean started = in.readBoolean();
        int time = in.readInt();
        if (scenario < 0 || scenario >= active.length) {
            throw new CorruptLogException("a user of unknown scenario " + scenario + " before byte " + in.offset());
        }
        requireWithinRun(time);
        active[scenario] += started ? 1 : -1;
        if (active[scenario] < 0) {
            throw new CorruptLogException("the end of a user that never started, before byte " + in.offset());
        }
        visitor.user(started, time);
    }

    private void readError() throws IOException {
        String message = readCachedString();
        requireWithinRun(in.readInt());
        visitor.crash(message);
    }

    private void requireWithinRun(int time) throws CorruptLogException {
        if (time < 0) {
            throw new CorruptLogException("a time before the run's start, before byte " + in.offset());
        }
    }

    private void requireOrder(int start, int end) throws CorruptLogException {
        requireWithinRun(start);
        if (end < start) {
            throw new CorruptLogException("a request from " + start + " to " + end + " before byte " + in.offset());
        }
    }

    /** Number of a request outside groups. Nearly all requests are, so this builds no name. */
    private int topLevelId(int stringIndex) {
        int id = idOfTopLevelName[stringIndex];
        if (id < 0) {
            id = idOf(List.of(), strings[stringIndex]);
            idOfTopLevelName[stringIndex] = id;
        }
        return id;
    }

    private int idOf(List<String> groups, String name) {
        return ids.computeIfAbsent(new RequestName(groups, name), unseen -> {
            nameCharacters +=
                    name.length() + groups.stream().mapToInt(String::length).sum();
            if (ids.size() == MAX_NAMES || nameCharacters > MAX_NAME_TEXT) {
                throw new BadInputException(
                        file + ": contains more than " + MAX_NAMES
                                + " request names, or longer ones than any real run has; name requests by their endpoint and run the simulation again");
            }
            visitor.name(unseen);
            return ids.size();
        });
    }

    private List<String> readGroups(int depth) throws IOException {
        List<String> groups = new ArrayList<>(depth);
        for (int i = 0; i < depth; i++) {
            groups.add(readCachedString());
        }
        return groups;
    }

    /** Reads the index first, because reading can replace the array of strings. */
    private String readCachedString() throws IOException {
        int index = readCachedIndex();
        return strings[index];
    }

    private int readCachedIndex() throws IOException {
        int index = in.readInt();
        if (index >= 0) {
            remember(index, in.readString());
            return index;
        }
        if (!isKnown(-index)) {
            throw new CorruptLogException("a reference to an unknown string, before byte " + in.offset());
        }
        return -index;
    }

    private void remember(int index, String value) throws CorruptLogException {
        if (index != nextString || !texts.add(value)) {
            throw new CorruptLogException("string number " + index
                    + (index == nextString ? " with a repeated text," : " where " + nextString + " is due,")
                    + " before byte " + in.offset());
        }
        characters += value.length() + TEXT_OVERHEAD;
        if (characters > MAX_TEXT) {
            throw new BadInputException(file + ": contains more distinct names and messages (" + (nextString - 1)
                    + ") than any real run has; name requests by their endpoint, and keep variable text out of"
                    + " error messages");
        }
        if (index == strings.length) {
            strings = Arrays.copyOf(strings, 2 * index);
            idOfTopLevelName = Arrays.copyOf(idOfTopLevelName, 2 * index);
            Arrays.fill(idOfTopLevelName, index, 2 * index, -1);
        }
        strings[index] = singleLine(value);
        nextString++;
    }

    /** Replaces line breaks and tabs by spaces, as Gatling does in its reports. */
    private static String singleLine(String value) {
        return value.replaceAll("[\\r\\n\\t]", " ");
    }

    private static String printable(String value) {
        return value.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** Receives the records of a simulation.log in file order. All times are milliseconds since the run's start. */
    interface Visitor {

        void header(LogHeader header);

        /** A new request name. Names are numbered from 0, in the order of these calls. */
        void name(RequestName name);

        /**
         * A request.
         *
         * @param id number of the request's name
         * @param message error message; empty for a successful request
         */
        void request(int id, int start, int end, boolean ok, String message);

        /**
         * A group of requests that a virtual user has left.
         *
         * @param groups names of the enclosing groups, then the group's own name
         * @param cumulatedMillis sum of the response times of its requests
         */
        void group(List<String> groups, int start, int end, int cumulatedMillis, boolean ok);

        /** A virtual user that started or ended. */
        void user(boolean started, int time);

        /** A request that Gatling could not build. */
        void crash(String message);
    }
}
