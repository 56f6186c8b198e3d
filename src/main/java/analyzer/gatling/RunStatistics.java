package analyzer.gatling;

import analyzer.metrics.LatencyHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code js/stats.json}: response times by request and by group, and the time that was measured. The statistics of
 * several injectors add up to those of their run. Not thread-safe.
 */
public final class RunStatistics {

    private final Map<RequestName, Times> requests = new LinkedHashMap<>();
    private final Map<List<String>, GroupStats> groups = new LinkedHashMap<>();
    private long fromMillis = Long.MAX_VALUE;
    private long toMillis = Long.MIN_VALUE;

    /** Response times of the requests of one name. */
    static final class Times {
        final LatencyHistogram ok = new LatencyHistogram();
        final LatencyHistogram failed = new LatencyHistogram();

        /** Start of the earliest request, epoch milliseconds. */
        long firstStartMillis = Long.MAX_VALUE;

        private void add(LatencyHistogram moreOk, LatencyHistogram moreFailed, long startMillis) {
            ok.add(moreOk);
            failed.add(moreFailed);
            firstStartMillis = Math.min(firstStartMillis, startMillis);
        }
    }

    /**
     * The statistics of one log.
     *
     * @param measuredFrom end of the warm-up, by the clock that wrote the log; the mean throughput excludes the warm-up
     * @param ahead how far that clock is ahead of the common one
     */
    static RunStatistics of(LogContent run, Instant measuredFrom, Duration ahead) {
        RunStatistics statistics = new RunStatistics();
        long origin = run.header().start().minus(ahead).toEpochMilli();
        run.requests()
                .forEach(request -> statistics
                        .requests
                        .computeIfAbsent(request.name(), unseen -> new Times())
                        .add(request.timeline().pooledOk(), request.failed(), origin + request.firstStart()));
        run.groups().forEach((name, group) -> statistics.group(name).add(group));
        statistics.fromMillis = Math.max(
                origin + run.injectionStart(), measuredFrom.minus(ahead).toEpochMilli());
        statistics.toMillis = origin + run.injectionEnd();
        return statistics;
    }

    public void add(RunStatistics other) {
        other.requests.forEach((name, times) -> requests.computeIfAbsent(name, unseen -> new Times())
                .add(times.ok, times.failed, times.firstStartMillis));
        other.groups.forEach((name, group) -> group(name).add(group));
        fromMillis = Math.min(fromMillis, other.fromMillis);
        toMillis = Math.max(toMillis, other.toMillis);
    }

    private GroupStats group(List<String> name) {
        return groups.computeIfAbsent(name, unseen -> new GroupStats());
    }

    /** The names of the requests in the order in which they first occur, log by log. */
    List<RequestName> names() {
        return new ArrayList<>(requests.keySet());
    }

    /** Response times of a request, which must occur. */
    Times of(RequestName name) {
        return requests.get(name);
    }

    /** The groups in the order in which they were first left, log by log. */
    Map<List<String>, GroupStats> groups() {
        return groups;
    }

    /** Time from the first to the last event of the measured time, in whole seconds, rounded up as Gatling does. */
    long seconds() {
        return Math.max(1, (toMillis - fromMillis + 999) / 1000);
    }
}
