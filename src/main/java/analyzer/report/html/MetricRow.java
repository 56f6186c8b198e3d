package analyzer.report.html;

import analyzer.metrics.Metric;
import analyzer.report.Deciding;
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
        return of(Deciding.of(comparison), scale, comparison.gated() ? "yes" : "no");
    }

    /** What is no comparison has no drawing, and decides. */
    static MetricRow of(Deciding decided, Forest.Scale scale, String decides) {
        return new MetricRow(
                decided.comparison()
                        .map(comparison -> name(comparison.metric()))
                        .orElse(decided.metric()),
                decided.was(),
                decided.is(),
                decided.change(),
                decided.interval(),
                decided.comparison()
                        .flatMap(comparison ->
                                Forest.of(comparison, scale, decided.change() + ", " + decided.interval())),
                decides,
                Badge.of(decided.outcome()));
    }

    static String name(Metric metric) {
        return switch (metric) {
            case P95 -> "P95";
            case P99 -> "P99";
            case AVG -> "Mean";
            case THROUGHPUT -> "Throughput";
        };
    }
}
