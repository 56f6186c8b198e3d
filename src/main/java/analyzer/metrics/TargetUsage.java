package analyzer.metrics;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a target used during the measured time, as seen from outside.
 *
 * @param cpuStepMillis largest error of a difference of two readings of CPU time due to the steps of its clock
 * @param moments readings in order of time; empty if there are none
 * @param metrics the target's own metrics at these moments, by name
 * @param process name of the program that listens there, see {@link #PROCESS_NAME}; empty if it is unknown
 */
public record TargetUsage(
        Source source, double cpuStepMillis, List<Moment> moments, Map<String, Series> metrics, String process) {

    /** Pattern of a metric name (data model of Prometheus), of limited length because it comes from outside. */
    public static final String METRIC_NAME = "[a-zA-Z_:][a-zA-Z0-9_:]{0,199}";

    /** Pattern of the name of a program. */
    public static final String PROCESS_NAME = "[a-zA-Z0-9_][a-zA-Z0-9_.+-]{0,63}";

    /** Name of the file in the run folder. */
    public static final String FILE_NAME = "target.json";

    /** Where readings of a target come from. */
    public enum Source {
        /** The operating system: readings of the process that listens and of its children. */
        PROCESS,
        /** The target's own metrics, with {@code process_cpu_seconds_total} and {@code process_resident_memory_bytes} if it has them. */
        METRICS,
        /** No readings: the target runs in the generator's own process, so its usage cannot be separated from the generator's. */
        EMBEDDED,
        /**
         * No readings: no process that can be inspected listens there on this machine, or one that only forwards to the target, and the
         * target shows no metrics.
         */
        NONE
    }

    /**
     * One reading.
     *
     * @param atMillis milliseconds since the measured time began
     * @param cpuMillis CPU time; only differences between readings are meaningful. It is unknown if it does not change at all
     * @param residentBytes resident memory; shared pages count for each process that has them
     */
    public record Moment(long atMillis, double cpuMillis, OptionalLong residentBytes, OptionalInt threads) {}

    /**
     * A metric of the target. Labels are not kept: the values are sums over all of them.
     *
     * @param counter whether the metric only grows; otherwise it is a gauge
     * @param values one value for each moment
     */
    public record Series(boolean counter, List<Double> values) {

        public Series {
            values = List.copyOf(values);
        }

        /** Far above any count; squares of larger values could be infinite. */
        private static final double LARGEST = 1e100;

        /** Whether the values are possible: finite, and never decreasing for a counter. */
        public boolean isPossible() {
            double before = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                if (!(Math.abs(value) < LARGEST) || counter && value < before) {
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
     * @param base usage of the base; {@link Source#NONE} if there is none
     */
    public record Both(TargetUsage candidate, TargetUsage base) {}

    /** Usage of a target that shows no metrics. */
    public TargetUsage(Source source, double cpuStepMillis, List<Moment> moments) {
        this(source, cpuStepMillis, moments, Map.of(), "");
    }

    /** Usage of a target without readings. */
    public static TargetUsage unknown(Source why) {
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
            throw new IllegalArgumentException("there are readings of a target that was not observed");
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
        if (!process.isEmpty() && !process.matches(PROCESS_NAME)) {
            throw new IllegalArgumentException("a program has an invalid name");
        }
        for (Map.Entry<String, Series> metric : metrics.entrySet()) {
            if (!metric.getKey().matches(METRIC_NAME)
                    || metric.getValue().values.size() != moments.size()
                    || !metric.getValue().isPossible()) {
                throw new IllegalArgumentException("a metric has an invalid name or invalid values");
            }
        }
    }
}
