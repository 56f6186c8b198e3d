package analyzer.metrics;

import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** A figure of a run that can be compared with the same figure of another run. */
public enum Metric {
    P95("p95", SummaryStatistics::p95Millis),
    P50("p50", SummaryStatistics::p50Millis),
    AVG("avg", SummaryStatistics::avgMillis),
    P99("p99", SummaryStatistics::p99Millis),
    THROUGHPUT("throughput", metrics -> Double.NaN),
    /** CPU time of the target's process per successful request. */
    CPU("cpu", metrics -> Double.NaN);

    private final String label;
    private final ToDoubleFunction<SummaryStatistics> time;

    Metric(String label, ToDoubleFunction<SummaryStatistics> time) {
        this.label = label;
        this.time = time;
    }

    /**
     * The metric's figure from requests, in milliseconds or, for throughput, responses per second; NaN if there is none, as for CPU
     * time.
     *
     * @param metrics the response times of the run
     * @param throughputPerSecond its successful responses per second, if known
     */
    public double of(SummaryStatistics metrics, OptionalDouble throughputPerSecond) {
        return this == THROUGHPUT ? throughputPerSecond.orElse(Double.NaN) : time.applyAsDouble(metrics);
    }

    /** Whether a higher figure is better, as for throughput; lower response times are better. */
    public boolean isBetterWhenHigher() {
        return this == THROUGHPUT;
    }

    /** The percentile, 50, 95 or 99; empty if the metric is not a percentile. */
    public OptionalDouble percent() {
        return switch (this) {
            case P50 -> OptionalDouble.of(50);
            case P95 -> OptionalDouble.of(95);
            case P99 -> OptionalDouble.of(99);
            case AVG, THROUGHPUT, CPU -> OptionalDouble.empty();
        };
    }

    /** The name in options and reports. */
    @Override
    public String toString() {
        return label;
    }
}
