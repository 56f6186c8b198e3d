package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.metrics.RunInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Everything that the analyzer keeps in memory of one simulation.log. */
final class LogContent implements LogScanner.Visitor {

    /**
     * Tolerance for requests that seem to start outside the measured time. Gatling and the simulation read different clocks, and both
     * are truncated to whole milliseconds.
     */
    private static final Duration CLOCKS = Duration.ofMillis(5);

    /**
     * Largest number of bytes to keep of a log: a part of the memory, because the results need memory as well. An endpoint
     * whose response times are spread over several seconds needs a few million bytes at most, for any number of requests. A typical
     * endpoint needs a hundredth of that.
     */
    private static final long ROOM = Runtime.getRuntime().maxMemory() / 5;

    /** Size of a group before its first recorded time, in bytes. */
    private static final int GROUP_BYTES = 512;

    /** Size of a group in the statistics of the whole log, as a JSON tree and as text, in bytes. */
    private static final int LEVEL_BYTES = 8 << 10;

    private static final int CRASH_BYTES = 96;

    /**
     * Tolerance for requests that begin after the last user's end or before the next user's start. One clock stamps all of them, and
     * a user's requests lie between its start and its end.
     */
    private static final long USERS_CLOCK_MILLIS = 1000;

    private final Path log;
    private final Optional<TimeFrame> frame;
    private final Optional<RunInfo> info;
    private TimeFrame.Local measured = TimeFrame.Local.WHOLE;
    private TimeFrame.Local local = TimeFrame.Local.WHOLE;
    private LogHeader header;

    /** Indexed by the number of the request's name. An array, because it is accessed for every request of the log. */
    private RequestStats[] requests = new RequestStats[16];

    private int names;

    private final Map<List<String>, GroupStats> groups = new LinkedHashMap<>();

    /** The groups around requests, which the log need not have records of. */
    private final Set<List<String>> levels = new HashSet<>();

    private final Map<String, Long> crashes = new TreeMap<>();
    private long usersStarted;
    private long usersEnded;
    private long lastUserEnd = Integer.MIN_VALUE;
    /** Start of the first request that began while no user was active, in milliseconds; the largest int if there is none. */
    private int stray = Integer.MAX_VALUE;

    private int injectionStart = Integer.MAX_VALUE;
    private int injectionEnd = Integer.MIN_VALUE;
    /** Latest end of a record so far, in milliseconds. */
    private int newest;

    private int stepBack;
    private LogScanner.End end;
    private final long room;
    private long kept;

    private LogContent(Path log, Optional<TimeFrame> frame, Optional<RunInfo> info, long room) {
        this.log = log;
        this.frame = frame;
        this.info = info;
        this.room = room;
    }

    /**
     * Reads a whole simulation.log that shares no frame with others.
     *
     * @throws BadInputException if the log cannot be used
     */
    static LogContent read(Path log) {
        return read(log, Optional.empty(), Optional.empty());
    }

    /**
     * Reads a whole simulation.log.
     *
     * <p>If the measured time is known, only requests and groups that start in it count. Unless they are silent, the log also
     * contains the requests of the warm-up and the rest of iterations that began in time.
     *
     * @param frame the frame that the log shares with others; empty for a log on its own
     * @param info the run record, if there is one
     * @throws BadInputException if the log cannot be used, or its content does not fit into memory
     */
    static LogContent read(Path log, Optional<TimeFrame> frame, Optional<RunInfo> info) {
        return read(log, frame, info, ROOM);
    }

    /** Like {@link #read(Path, Optional, Optional)}, but keeps up to {@code room} bytes. */
    static LogContent read(Path log, Optional<TimeFrame> frame, Optional<RunInfo> info, long room) {
        LogContent run = new LogContent(log, frame, info, room);
        run.end = LogScanner.scan(log, run);
        return run;
    }

    /**
     * Reads only the first record of a simulation.log. Everything else is as for a log without records.
     *
     * @throws BadInputException if the log cannot be used
     */
    static LogContent readHeader(Path log) {
        LogContent run = new LogContent(log, Optional.empty(), Optional.empty(), ROOM);
        LogScanner.scanHeader(log, run);
        return run;
    }

    @Override
    public void header(LogHeader first) {
        header = first;
        local = frame.map(common -> common.of(first.start())).orElse(local);
        measured = info.map(recorded -> new TimeFrame(
                                first.start(),
                                recorded.measuredFrom().minus(CLOCKS),
                                recorded.measuredFrom()
                                        .plus(recorded.profile().duration())
                                        .plus(CLOCKS),
                                Duration.ZERO)
                        .of(first.start()))
                .orElse(measured);
    }

    @Override
    public void name(RequestName name) {
        if (names == requests.length) {
            requests = Arrays.copyOf(requests, 2 * names);
        }
        requests[names++] = new RequestStats(name, local, this::grown);
        for (int depth = 1; depth <= name.groups().size(); depth++) {
            if (levels.add(name.groups().subList(0, depth))) {
                grown(LEVEL_BYTES);
            }
        }
    }

    @Override
    public void request(int id, int start, int end, boolean ok, String message) {
        inOrder(end);
        if (usersStarted == usersEnded && start - lastUserEnd > USERS_CLOCK_MILLIS) {
            stray = Math.min(stray, start);
        }
        if (measured.holds(start)) {
            requests[id].record(start, end, ok, message);
        } else {
            injectionEnd = Math.max(injectionEnd, end);
        }
    }

    private void grown(int bytes) {
        kept += bytes;
        if (kept > room) {
            throw new BadInputException(
                    log + ": contains more distinct names, messages and response times over time than fit"
                            + " into " + (room >> 20)
                            + " MB; load fewer endpoints in one run, or give the JVM more memory, such as"
                            + " -Xmx1g");
        }
    }

    /** Measures disorder. Records are ordered by their ends, except for the time between an end and its arrival at the writer. */
    private void inOrder(int end) {
        if (end >= newest) {
            newest = end;
        } else {
            stepBack = Math.max(stepBack, newest - end);
        }
    }

    @Override
    public void group(List<String> name, int start, int end, int cumulatedMillis, boolean ok) {
        inOrder(end);
        if (measured.holds(start)) {
            groups.computeIfAbsent(List.copyOf(name), this::newGroup).record(start, end, cumulatedMillis, ok);
        }
        injectionStart = Math.min(injectionStart, start);
        injectionEnd = Math.max(injectionEnd, end);
    }

    private GroupStats newGroup(List<String> name) {
        grown(GROUP_BYTES + name.size() * Integer.BYTES);
        return new GroupStats(this::grown);
    }

    @Override
    public void user(boolean started, int time) {
        inOrder(time);
        if (started) {
            usersStarted++;
            injectionStart = Math.min(injectionStart, time);
            if (time - USERS_CLOCK_MILLIS <= stray) {
                // The user's record was written just after that of its first request.
                stray = Integer.MAX_VALUE;
            }
        } else {
            usersEnded++;
            lastUserEnd = Math.max(lastUserEnd, time);
        }
        injectionEnd = Math.max(injectionEnd, time);
    }

    @Override
    public void crash(String message) {
        if (crashes.merge(message.trim(), 1L, Long::sum) == 1) {
            grown(CRASH_BYTES);
        }
    }

    LogHeader header() {
        return header;
    }

    /** The measured requests, in the order in which their names first occur. */
    List<RequestStats> requests() {
        return Arrays.stream(requests, 0, names)
                .filter(request -> request.firstStart() != Integer.MAX_VALUE)
                .toList();
    }

    /** The groups in the order in which they were first left. */
    Map<List<String>, GroupStats> groups() {
        return groups;
    }

    /** Number of requests that could not be built, by message. */
    Map<String, Long> crashes() {
        return crashes;
    }

    long usersStarted() {
        return usersStarted;
    }

    long usersEnded() {
        return usersEnded;
    }

    /** Start of the first request that began while no user was active, in milliseconds since the run's start. */
    OptionalInt stray() {
        return stray == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(stray);
    }

    /** Start of the first user or request, in milliseconds since the run's start. */
    int injectionStart() {
        return requests().stream().mapToInt(RequestStats::firstStart).reduce(injectionStart, Math::min);
    }

    /** End of the last user or request, in milliseconds since the run's start. */
    int injectionEnd() {
        return requests().stream().mapToInt(RequestStats::lastEnd).reduce(injectionEnd, Math::max);
    }

    /** Latest end of a record, in milliseconds since the run's start. */
    int newest() {
        return newest;
    }

    /** Longest time by which a record ends before an earlier record, in milliseconds. */
    int stepBack() {
        return stepBack;
    }

    /** Whether the log ends in the middle of a record. */
    boolean truncated() {
        return !end.whole();
    }

    /** Size and checksum of the file that was read. */
    RunInfo.Log file() {
        return end.seen();
    }
}
