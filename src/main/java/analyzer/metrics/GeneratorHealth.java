package analyzer.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Health of the load generator during the measured time, without the warm-up. Figures that could not be read are absent.
 *
 * <p>The embedded stand-in runs in the generator's process. The process's CPU share then includes the work of the stand-in, and
 * garbage collection pauses stop the stand-in as well.
 *
 * @param measured length of the recording, at least one millisecond
 * @param processCpuShare CPU time of the generator's process, 0 to 1 of all logical processors of the machine
 * @param machineCpuShare CPU time used by all processes on the machine, 0 to 1 of all its logical processors. Time that a
 *     hypervisor gave to other guests (steal) counts as used; time spent waiting for a disk does not
 * @param hiccups how late a thread that only sleeps, 10 ms at a time, wakes up; percentiles are shares of the measured time. The
 *     threads that send requests and timestamp responses wait for the processor in the same way, so the generator adds at least
 *     this to a response time
 * @param loopDelays event-loop delays, over all loops that generate the load
 * @param connections established TCP connections to the target in the middle of the measured time, of all processes in the
 *     generator's network namespace. Each virtual user keeps one. More means that connections are not kept, or that another
 *     process uses the target
 */
public record GeneratorHealth(
        Duration measured,
        OptionalDouble processCpuShare,
        OptionalDouble machineCpuShare,
        Optional<GcPauses> gcPauses,
        Optional<DelayPercentiles> hiccups,
        Optional<DelayPercentiles> loopDelays,
        OptionalInt connections) {

    /**
     * Garbage collection pauses of the load generator during the measured time.
     *
     * @param maxMillis the longest pause, in whole milliseconds, rounded down by the Java virtual machine
     */
    public record GcPauses(long totalMillis, long maxMillis) {

        /** @throws IllegalArgumentException if a value is negative */
        public GcPauses {
            if (totalMillis < 0 || maxMillis < 0) {
                throw new IllegalArgumentException("a garbage collection pause is below 0");
            }
        }
    }

    /** Percentiles of delays in the load generator: {@link #hiccups} or {@link #loopDelays}. */
    public record DelayPercentiles(double p50Millis, double p99Millis, double p999Millis, double maxMillis) {

        /** @throws IllegalArgumentException unless 0 &lt;= P50 &lt;= P99 &lt;= P99.9 &lt;= max, all finite */
        public DelayPercentiles {
            boolean ordered =
                    p50Millis >= 0 && p99Millis >= p50Millis && p999Millis >= p99Millis && maxMillis >= p999Millis;
            if (!ordered || Double.isInfinite(maxMillis)) {
                throw new IllegalArgumentException("hiccups are not percentiles in ascending order");
            }
        }
    }

    /** Name of the file in the run folder. */
    public static final String FILE_NAME = "health.json";

    /**
     * From this share of the machine's CPU time on, response times include waiting for a processor, which the stand-in's own log
     * does not show. The share lies between those of the runs whose figures matched that log and those of the runs whose figures
     * did not, see Fidelity in docs/PERFORMANCE.md.
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

    /** The longer of the 99th percentiles of hiccups and of event-loop delays, in milliseconds; 0 if neither is known. */
    public double worstDelayMillis() {
        return Stream.of(hiccups, loopDelays)
                .flatMap(Optional::stream)
                .mapToDouble(DelayPercentiles::p99Millis)
                .max()
                .orElse(0);
    }

    /** Whether the generator's machine was so busy that response times contain waits for its processors. */
    public boolean isMachineFull() {
        return machineCpuShare.orElse(0) >= FULL_MACHINE_SHARE;
    }
}
