package analyzer.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How the load generator itself fared during the measured time, warm-up left out. What could not be read is absent.
 *
 * <p>The embedded stand-in runs in the generator's process: then the process's share holds the server's work too, and
 * pauses of garbage collection stop the server as well.
 *
 * @param measured how long this was recorded, at least one millisecond
 * @param processCpuShare CPU time of the generator's process, 0 to 1 of all logical processors of the machine
 * @param machineCpuShare CPU time that anybody used on the machine, 0 to 1 of all its logical processors; time that a
 *     hypervisor gave to other guests (steal) counts as used, time spent waiting for a disk does not
 * @param gcPauses pauses of garbage collection
 * @param hiccups how late a sleeping thread woke
 * @param loopDelays how long tasks waited for the event loops that generate the load, over all loops
 * @param connections established TCP connections to the target in the middle of the measured time, of all processes in the
 *     generator's network namespace. Each virtual user keeps one; more means that connections are not kept, or that
 *     somebody else talks to the target
 */
public record GeneratorHealth(
        Duration measured,
        OptionalDouble processCpuShare,
        OptionalDouble machineCpuShare,
        Optional<GcPauses> gcPauses,
        Optional<Hiccups> hiccups,
        Optional<Hiccups> loopDelays,
        OptionalInt connections) {

    /** Name of the file in the run folder. */
    public static final String FILE_NAME = "health.json";

    /**
     * Hiccups, or delays of the event loops, of so many milliseconds or more at the 99th percentile starve a generator.
     * Whatever the CPU shares are: a server of less than a millisecond, loaded without a pause, uses all the CPU there is, and
     * should.
     *
     * <p>A request meets a hiccup at most twice, when it is sent and when its response is stamped, each time with a
     * probability of 1 % if the 99th percentile of hiccups is h. So at most 2 % of the requests look longer than they were by
     * more than 2 h, and a measured P95 is at most the true P97 plus 2 h.
     *
     * <p>A response waits for its event loop once, before its end is stamped, so what holds for hiccups holds for the loops'
     * delays all the more. Hiccups do not show these: a loop that has too much to do delays its own responses, while a thread
     * that only sleeps still gets its processor.
     *
     * <p>The limit lies between what was measured of generators that could do their work (1 ms at 10 users, 3.5 ms when all CPU
     * was used by the run itself) and of those that could not (9 to 76 ms beside builds on both cores); the figures are in
     * docs/GENERATOR_HEALTH.md.
     */
    public static final double STARVED_P99_MILLIS = 10;

    /**
     * From this share of the machine's CPU time on, response times contain waiting for its processors that no server's own
     * record shows. It lies between what was measured of runs that reported what happened and of runs that did not: the
     * table of fidelity in docs/PERFORMANCE.md.
     */
    private static final double FULL_MACHINE_SHARE = 0.8;

    /** @throws IllegalArgumentException if a figure is out of its range */
    public GeneratorHealth {
        requireShare(processCpuShare);
        requireShare(machineCpuShare);
        if (measured.toMillis() < 1 || connections.orElse(0) < 0) {
            throw new IllegalArgumentException("a time or a number of connections is out of range");
        }
    }

    private static void requireShare(OptionalDouble share) {
        if (!(share.orElse(0) >= 0 && share.orElse(0) <= 1)) {
            throw new IllegalArgumentException("a share of CPU time is not between 0 and 1");
        }
    }

    /** The longer of the 99th percentiles of hiccups and of the event loops' delays, in milliseconds; 0 when neither is known. */
    public double worstDelayMillis() {
        return Stream.of(hiccups, loopDelays)
                .flatMap(Optional::stream)
                .mapToDouble(Hiccups::p99Millis)
                .max()
                .orElse(0);
    }

    /** Whether the generator's machine was so busy that response times contain waiting for its processors. */
    public boolean isMachineFull() {
        return machineCpuShare.orElse(0) >= FULL_MACHINE_SHARE;
    }

    /** Why response times of this run are the generator's rather than the server's, with the numbers; empty if they are not. */
    public Optional<String> starvation() {
        return starvation(STARVED_P99_MILLIS);
    }

    /** The same by another limit of the 99th percentiles, in milliseconds. */
    public Optional<String> starvation(double limitMillis) {
        return tooLate(
                        hiccups,
                        limitMillis,
                        "1 %% of the time its threads were held up by %.1f ms or more, at most by %.0f ms")
                .or(() -> tooLate(
                        loopDelays,
                        limitMillis,
                        "1 %% of the time responses waited %.1f ms or more for its event loops, at most %.0f ms"));
    }

    private Optional<String> tooLate(Optional<Hiccups> delays, double limitMillis, String format) {
        return delays.filter(late -> late.p99Millis() >= limitMillis).map(late -> words(late, limitMillis, format));
    }

    private String words(Hiccups late, double limitMillis, String format) {
        String waited = String.format(
                Locale.ROOT, format + ", and %.0f ms is too much", late.p99Millis(), late.maxMillis(), limitMillis);
        List<String> items = new ArrayList<>();
        machineCpuShare.ifPresent(share -> items.add(percent("CPU %.0f %% of the machine", share)));
        processCpuShare.ifPresent(share -> items.add(percent("%.0f %% by its own process", share)));
        gcPauses.ifPresent(gc -> items.add(percent("%.1f %% of the time in garbage collection", gcShare(gc))));
        return items.isEmpty() ? waited : waited + " (" + String.join(", ", items) + ")";
    }

    private double gcShare(GcPauses gc) {
        return (double) gc.totalMillis() / measured.toMillis();
    }

    private static String percent(String format, double share) {
        return String.format(Locale.ROOT, format, share * 100);
    }
}
