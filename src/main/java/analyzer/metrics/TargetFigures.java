package analyzer.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a target used during the measured time for the requests that it responded to. docs/METHOD.md, section "Resource usage of the
 * target", says what the figures assume.
 *
 * @param process name of the program that listens there; empty if it is unknown
 * @param cpuMillis CPU time per request, milliseconds; empty unless it is known for nearly all of the measured time
 * @param growthBytes resident memory at the end minus that at the beginning, per request, bytes
 * @param residentBytes resident memory at the end of the measured time
 * @param threads number of threads at the end of the measured time
 * @param counters what the target's counters counted per request, by name
 * @param endpoints number of endpoints whose requests are counted. CPU time does not distinguish between them
 */
public record TargetFigures(
        TargetUsage.Source source,
        String process,
        Optional<PerRequest> cpuMillis,
        Optional<PerRequest> growthBytes,
        OptionalLong residentBytes,
        OptionalInt threads,
        Map<String, PerRequest> counters,
        int endpoints) {

    /** Smallest number of batches for an error. */
    private static final int LEAST_BATCHES = 10;

    /** Largest share of the measured time that readings can miss at either end. */
    private static final double UNSEEN = 0.1;

    /** Delay of a reading that is allowed for any distance of readings. */
    private static final long LATE_MILLIS = 50;

    /**
     * The figures of one target.
     *
     * @param requests requests to the target, one timeline for each endpoint
     * @param beginMillis when the measured time began, in the time of these timelines
     */
    public static TargetFigures of(TargetUsage usage, List<Timeline> requests, long beginMillis, Duration duration) {
        long end = duration.toMillis() + Math.max(LATE_MILLIS, distance(usage.moments()) / 2);
        List<TargetUsage.Moment> seen = usage.moments().stream()
                .filter(moment -> moment.atMillis() <= end)
                .toList();
        int count = Math.min(Batches.COUNT, seen.size() - 1);
        boolean whole = count >= LEAST_BATCHES
                && seen.get(0).atMillis() <= UNSEEN * duration.toMillis()
                && seen.get(seen.size() - 1).atMillis() >= (1 - UNSEEN) * duration.toMillis();
        if (!whole) {
            return new TargetFigures(
                    usage.source(),
                    usage.process(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    Map.of(),
                    requests.size());
        }
        List<PerRequest.Batch> cpu = new ArrayList<>();
        List<PerRequest.Batch> growth = new ArrayList<>();
        double answered = 0;
        double[] begunIn = new double[count];
        for (int i = 0; i < count; i++) {
            TargetUsage.Moment from = seen.get(Batches.start(i, count, seen.size() - 1));
            TargetUsage.Moment to = seen.get(Batches.start(i + 1, count, seen.size() - 1));
            double begun = begun(requests, beginMillis, duration, to) - begun(requests, beginMillis, duration, from);
            answered += begun;
            begunIn[i] = begun;
            cpu.add(new PerRequest.Batch(to.cpuMillis() - from.cpuMillis(), begun));
            if (from.residentBytes().isPresent() && to.residentBytes().isPresent()) {
                growth.add(new PerRequest.Batch(
                        to.residentBytes().getAsLong() - from.residentBytes().getAsLong(), begun));
            }
        }
        boolean any = answered > 0;
        TargetUsage.Moment last = seen.get(seen.size() - 1);
        boolean moves = last.cpuMillis() > seen.get(0).cpuMillis();
        // A page of metrics on which not even the CPU time changes is that of a cache.
        boolean isLive = moves || usage.source() != TargetUsage.Source.METRICS;
        return new TargetFigures(
                usage.source(),
                usage.process(),
                Optional.of(cpu)
                        .filter(known -> any && moves)
                        .map(known -> new PerRequest(known, usage.cpuStepMillis())),
                Optional.of(growth)
                        .filter(known -> any && isLive && known.size() == count)
                        .map(known -> new PerRequest(known, 0)),
                isLive ? last.residentBytes() : OptionalLong.empty(),
                last.threads(),
                any ? counters(usage, seen.size(), begunIn) : Map.of(),
                requests.size());
    }

    /** Mean distance of readings, in milliseconds. A reading within half of it after the end is the late reading of the end. */
    private static long distance(List<TargetUsage.Moment> moments) {
        return moments.size() < 2
                ? 0
                : (moments.get(moments.size() - 1).atMillis() - moments.get(0).atMillis()) / (moments.size() - 1);
    }

    /** What each counter counted in the batches of these requests, without counters that counted nothing. */
    private static Map<String, PerRequest> counters(TargetUsage usage, int seen, double[] begunIn) {
        Map<String, PerRequest> counters = new TreeMap<>();
        usage.metrics().forEach((name, series) -> {
            if (series.counter()
                    && series.values().get(seen - 1) > series.values().get(0)) {
                List<PerRequest.Batch> batches = new ArrayList<>();
                for (int i = 0; i < begunIn.length; i++) {
                    double from = series.values().get(Batches.start(i, begunIn.length, seen - 1));
                    double to = series.values().get(Batches.start(i + 1, begunIn.length, seen - 1));
                    batches.add(new PerRequest.Batch(to - from, begunIn[i]));
                }
                counters.put(name, new PerRequest(batches, 0));
            }
        });
        return counters;
    }

    /** Requests of the measured time that had begun by a moment: none at its beginning, all at its end. */
    private static double begun(
            List<Timeline> requests, long beginMillis, Duration duration, TargetUsage.Moment moment) {
        if (moment.atMillis() <= LATE_MILLIS) {
            return 0;
        }
        double until = moment.atMillis() >= duration.toMillis() ? Double.MAX_VALUE : beginMillis + moment.atMillis();
        return requests.stream()
                .mapToDouble(each -> each.succeededBefore(until))
                .sum();
    }
}
