package analyzer.metrics;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a target used during the measured time, as it was seen from outside of it.
 *
 * @param source who told
 * @param cpuStepMillis by how much a difference of two readings of CPU time can be wrong because its clock moves in steps
 * @param moments in order of time; none where nobody told
 * @param metrics by their names, what the target showed of itself at these moments
 */
public record TargetUsage(Source source, double cpuStepMillis, List<Moment> moments, Map<String, Series> metrics) {

    /** What a metric can be called (data model of Prometheus), with a bound for what comes from outside. */
    public static final String METRIC_NAME = "[a-zA-Z_:][a-zA-Z0-9_:]{0,199}";

    /** Name of the file in the run folder. */
    public static final String FILE_NAME = "target.json";

    /** Who tells what a target uses. */
    public enum Source {
        /** The operating system, of the process that listens and of its children. */
        PROCESS,
        /** The target itself, as {@code process_cpu_seconds_total} and {@code process_resident_memory_bytes}. */
        METRICS,
        /** Nobody: it runs in the generator's own process, and what it uses cannot be told from what the generator does. */
        EMBEDDED,
        /** Nobody: no process on this machine listens there that may be looked at, and no metrics are shown. */
        NONE
    }

    /**
     * One reading.
     *
     * @param atMillis when, since the measured time began
     * @param cpuMillis CPU time, of which only differences between readings tell anything
     * @param residentBytes memory that is resident; shared pages count for each process that has them
     * @param threads number of threads
     */
    public record Moment(long atMillis, double cpuMillis, OptionalLong residentBytes, OptionalInt threads) {}

    /**
     * A metric of the target. Labels are not kept: it is the sum over all of them.
     *
     * @param counter whether it only grows; else it is a gauge
     * @param values one for each moment
     */
    public record Series(boolean counter, List<Double> values) {

        public Series {
            values = List.copyOf(values);
        }

        /** Whether these can be its values: finite, and of a counter none below the one before. */
        public boolean isPossible() {
            double before = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                if (!Double.isFinite(value) || counter && value < before) {
                    return false;
                }
                before = value;
            }
            return true;
        }
    }

    /**
     * What both targets of a run used.
     *
     * @param candidate the one that is loaded
     * @param base the one that is loaded beside it; {@link Source#NONE} where there is none
     */
    public record Both(TargetUsage candidate, TargetUsage base) {}

    /** Of a target that shows no metrics. */
    public TargetUsage(Source source, double cpuStepMillis, List<Moment> moments) {
        this(source, cpuStepMillis, moments, Map.of());
    }

    /** Of a target that nobody tells anything of. */
    public static TargetUsage untold(Source why) {
        return new TargetUsage(why, 0, List.of());
    }

    /** @throws IllegalArgumentException if the readings contradict each other */
    public TargetUsage {
        moments = List.copyOf(moments);
        metrics = Map.copyOf(metrics);
        if (!(cpuStepMillis >= 0) || Double.isInfinite(cpuStepMillis)) {
            throw new IllegalArgumentException("a step of CPU time is out of range");
        }
        if ((source == Source.EMBEDDED || source == Source.NONE) && !moments.isEmpty()) {
            throw new IllegalArgumentException("there are readings of a target that nobody looked at");
        }
        long at = -1;
        double cpu = 0;
        for (Moment moment : moments) {
            if (moment.atMillis <= at) {
                throw new IllegalArgumentException("readings are not in order of time");
            }
            if (!(moment.cpuMillis >= cpu) || Double.isInfinite(moment.cpuMillis)) {
                throw new IllegalArgumentException("CPU time runs backwards");
            }
            if (moment.residentBytes.orElse(0) < 0 || moment.threads.orElse(0) < 0) {
                throw new IllegalArgumentException("memory or a number of threads is below 0");
            }
            at = moment.atMillis;
            cpu = moment.cpuMillis;
        }
        for (Map.Entry<String, Series> metric : metrics.entrySet()) {
            if (!metric.getKey().matches(METRIC_NAME)
                    || metric.getValue().values.size() != moments.size()
                    || !metric.getValue().isPossible()) {
                throw new IllegalArgumentException("a metric cannot have such a name or such values");
            }
        }
    }
}
