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
 * What a target used during the measured time beside the requests that it answered.
 *
 * <p>Everything that its process does is put down to the successful requests of the run, whatever it was done for. A request
 * counts where it begins. Those under way when the measured time begins are not counted, and their rest is; of those under way
 * when it ends it is the other way round.
 *
 * @param source who told
 * @param cpuMillis CPU time per request, milliseconds; empty where it is not known of nearly all of the measured time
 * @param growthBytes resident memory at the end less that at the beginning, per request, bytes
 * @param residentBytes resident memory at the end of the measured time
 * @param threads number of threads then
 * @param counters by their names, what the target's counters counted per request
 * @param endpoints number of endpoints whose requests are counted: CPU time does not tell one from another
 */
public record TargetFigures(
        TargetUsage.Source source,
        Optional<PerRequest> cpuMillis,
        Optional<PerRequest> growthBytes,
        OptionalLong residentBytes,
        OptionalInt threads,
        Map<String, PerRequest> counters,
        int endpoints) {

    /** Fewer batches are too few for an error. */
    private static final int LEAST_BATCHES = 10;

    /** What readings may leave out at either end, of the measured time. */
    private static final double UNSEEN = 0.1;

    /** How late a reading may come whatever the distance of readings, milliseconds. */
    private static final long LATE_MILLIS = 50;

    /**
     * The figures of one target.
     *
     * @param requests those that were sent to it, of each endpoint
     * @param beginMillis when the measured time began, in the time of these timelines
     * @param duration the measured time
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
            TargetUsage.Moment from = seen.get(i * (seen.size() - 1) / count);
            TargetUsage.Moment to = seen.get((i + 1) * (seen.size() - 1) / count);
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
        return new TargetFigures(
                usage.source(),
                Optional.of(cpu)
                        .filter(known -> any && last.cpuMillis() > seen.get(0).cpuMillis())
                        .map(known -> new PerRequest(known, usage.cpuStepMillis())),
                Optional.of(growth)
                        .filter(known -> any && known.size() == count)
                        .map(known -> new PerRequest(known, 0)),
                last.residentBytes(),
                last.threads(),
                any ? counters(usage, seen.size(), begunIn) : Map.of(),
                requests.size());
    }

    /** Mean distance of readings, milliseconds: what is nearer to the end than half of it is the reading of the end, come late. */
    private static long distance(List<TargetUsage.Moment> moments) {
        return moments.size() < 2
                ? 0
                : (moments.get(moments.size() - 1).atMillis() - moments.get(0).atMillis()) / (moments.size() - 1);
    }

    /** Of each counter that counted anything, what it counted in the batches that these requests began in. */
    private static Map<String, PerRequest> counters(TargetUsage usage, int seen, double[] begunIn) {
        Map<String, PerRequest> counters = new TreeMap<>();
        usage.metrics().forEach((name, series) -> {
            if (series.counter()
                    && series.values().get(seen - 1) > series.values().get(0)) {
                List<PerRequest.Batch> batches = new ArrayList<>();
                for (int i = 0; i < begunIn.length; i++) {
                    double from = series.values().get(i * (seen - 1) / begunIn.length);
                    double to = series.values().get((i + 1) * (seen - 1) / begunIn.length);
                    batches.add(new PerRequest.Batch(to - from, begunIn[i]));
                }
                counters.put(name, new PerRequest(batches, 0));
            }
        });
        return counters;
    }

    /** Why the CPU time is not known, where it is not. */
    public String whyUnknown() {
        return switch (source) {
            case EMBEDDED ->
                "the embedded stand-in runs in the load generator's own process; start it as a process of its own";
            case NONE ->
                "no process on the generator's machine listens there that it may look at, and no metrics tell it";
            case PROCESS, METRICS -> "it was not seen to compute from the beginning to the end of the measured time";
        };
    }

    /** Requests of the measured time that had begun by then: none at its beginning, all at its end. */
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
