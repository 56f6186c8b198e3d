package analyzer;

import analyzer.metrics.Metric;
import analyzer.verdict.Policy;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options of every command that judges: what counts as a regression. */
final class PolicyOptions {

    @Option(
            names = "--threshold",
            paramLabel = "PERCENT",
            defaultValue = "20",
            converter = Percent.class,
            description = "A gated metric worse by more than this, beyond doubt, is a regression (default:"
                    + " ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
            names = "--gate",
            paramLabel = "METRIC",
            split = ",",
            defaultValue = "p95",
            description = "Metrics that decide beside the throughput: p95, p50, avg, p99 (default: ${DEFAULT-VALUE}).")
    private Set<Metric> gate = EnumSet.noneOf(Metric.class);

    @Option(
            names = "--max-error-rate",
            paramLabel = "PERCENT",
            defaultValue = "1",
            converter = Percent.class,
            description = "More failed requests than this are a regression (default: ${DEFAULT-VALUE}).")
    private double maxErrorRate;

    @Option(
            names = "--assumed-spread",
            paramLabel = "PERCENT",
            defaultValue = "5",
            converter = Percent.class,
            description = "Spread from run to run that is assumed as far as fewer than five runs are kept"
                    + " (default: ${DEFAULT-VALUE}).")
    private double assumedSpread;

    Policy policy() {
        return new Policy(threshold, maxErrorRate, gate, assumedSpread);
    }
}
