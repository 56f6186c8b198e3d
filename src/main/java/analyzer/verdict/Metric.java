package analyzer.verdict;

import analyzer.metrics.Metrics;
import java.util.function.ToDoubleFunction;

/** A response time figure that can be compared. */
public enum Metric {
    P95("p95", Metrics::p95Millis),
    AVG("avg", Metrics::avgMillis),
    P99("p99", Metrics::p99Millis);

    private final String label;
    private final ToDoubleFunction<Metrics> figure;

    Metric(String label, ToDoubleFunction<Metrics> figure) {
        this.label = label;
        this.figure = figure;
    }

    /** The metric's figure in milliseconds. */
    public double millisOf(Metrics metrics) {
        return figure.applyAsDouble(metrics);
    }

    /** The name in options and reports. */
    @Override
    public String toString() {
        return label;
    }
}
