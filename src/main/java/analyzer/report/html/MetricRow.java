package analyzer.report.html;

import analyzer.metrics.Metric;
import analyzer.report.Figures;
import analyzer.verdict.Comparison;
import java.util.Optional;

/**
 * One metric beside its baseline.
 *
 * @param metric its name
 * @param was the baseline's figure
 * @param is the result's figure
 * @param change relative change
 * @param interval of the change
 * @param forest the same as a drawing, where there is a change
 * @param decides whether the metric decides, in a word
 * @param badge its own outcome
 */
public record MetricRow(
        String metric,
        String was,
        String is,
        String change,
        String interval,
        Optional<Forest> forest,
        String decides,
        Badge badge) {

    static MetricRow of(Comparison comparison, Forest.Scale scale) {
        String change = Figures.change(comparison.change());
        String interval = Figures.interval(comparison.interval());
        return new MetricRow(
                name(comparison.metric()),
                Figures.spaced(comparison.metric(), comparison.baseline()),
                Figures.spaced(comparison.metric(), comparison.candidate()),
                change,
                interval,
                Forest.of(comparison, scale, change + ", " + interval),
                comparison.gated() ? "yes" : "no",
                Badge.of(comparison.outcome()));
    }

    static String name(Metric metric) {
        return switch (metric) {
            case P50 -> "P50";
            case P95 -> "P95";
            case P99 -> "P99";
            case AVG -> "Mean";
            case THROUGHPUT -> "Throughput";
        };
    }
}
