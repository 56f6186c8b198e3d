package analyzer.gatling;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything that the analyzer keeps of one simulation.log. */
final class GatlingRun implements LogVisitor {

    private final Optional<Frame> frame;
    private Frame.Local local = Frame.Local.WHOLE;
    private LogHeader header;

    /** By the number of their name. An array, for it is looked into once for every request of the log. */
    private RequestStats[] requests = new RequestStats[16];

    private int names;

    private final Map<List<String>, GroupStats> groups = new LinkedHashMap<>();
    private final Map<String, Long> crashes = new TreeMap<>();
    private long usersStarted;
    private long usersEnded;
    private int injectionStart = Integer.MAX_VALUE;
    private int injectionEnd = Integer.MIN_VALUE;
    private boolean truncated;

    private GatlingRun(Optional<Frame> frame) {
        this.frame = frame;
    }

    /**
     * Reads a simulation.log on its own, whole.
     *
     * @throws analyzer.io.BadInputException if the log cannot be used
     */
    static GatlingRun read(Path log) {
        return read(log, Optional.empty());
    }

    /**
     * Reads a simulation.log, whole.
     *
     * @param frame the time it has in common with other logs, empty for one on its own
     * @throws analyzer.io.BadInputException if the log cannot be used
     */
    static GatlingRun read(Path log, Optional<Frame> frame) {
        GatlingRun run = new GatlingRun(frame);
        run.truncated = !LogScanner.scan(log, run);
        return run;
    }

    /**
     * Reads the first record of a simulation.log; everything else is left as in a log without records.
     *
     * @throws analyzer.io.BadInputException if the log cannot be used
     */
    static GatlingRun readHeader(Path log) {
        GatlingRun run = new GatlingRun(Optional.empty());
        LogScanner.scanHeader(log, run);
        return run;
    }

    @Override
    public void header(LogHeader first) {
        header = first;
        local = frame.map(common -> common.of(first.start())).orElse(local);
    }

    @Override
    public void name(RequestName name) {
        if (names == requests.length) {
            requests = Arrays.copyOf(requests, 2 * names);
        }
        requests[names++] = new RequestStats(name, local);
    }

    @Override
    public void request(int id, int start, int end, boolean ok, String message) {
        requests[id].record(start, end, ok, message);
    }

    @Override
    public void group(List<String> name, int start, int end, int cumulatedMillis, boolean ok) {
        groups.computeIfAbsent(List.copyOf(name), unseen -> new GroupStats()).record(start, end, cumulatedMillis, ok);
        injectionStart = Math.min(injectionStart, start);
        injectionEnd = Math.max(injectionEnd, end);
    }

    @Override
    public void user(boolean started, int time) {
        if (started) {
            usersStarted++;
            injectionStart = Math.min(injectionStart, time);
        } else {
            usersEnded++;
        }
        injectionEnd = Math.max(injectionEnd, time);
    }

    @Override
    public void crash(String message) {
        crashes.merge(message.trim(), 1L, Long::sum);
    }

    LogHeader header() {
        return header;
    }

    /** The requests in the order in which their names first occur. */
    List<RequestStats> requests() {
        return List.of(Arrays.copyOf(requests, names));
    }

    /** The groups in the order in which they were first left. */
    Map<List<String>, GroupStats> groups() {
        return groups;
    }

    /** How often each request could not even be built. */
    Map<String, Long> crashes() {
        return crashes;
    }

    long usersStarted() {
        return usersStarted;
    }

    long usersEnded() {
        return usersEnded;
    }

    /** Start of the first user or request, milliseconds since the run's start. */
    int injectionStart() {
        return requests().stream().mapToInt(RequestStats::firstStart).reduce(injectionStart, Math::min);
    }

    /** End of the last user or request, milliseconds since the run's start. */
    int injectionEnd() {
        return requests().stream().mapToInt(RequestStats::lastEnd).reduce(injectionEnd, Math::max);
    }

    /** Whether the log ends in the middle of a record. */
    boolean truncated() {
        return truncated;
    }
}
