package analyzer.report.html;

import analyzer.report.Deciding;
import analyzer.verdict.Comparison;
import analyzer.verdict.Limit;
import java.util.Locale;
import java.util.Optional;

/**
 * A metric and its baseline, or a limit.
 *
 * @param limit whether it is a limit, or the limit of failed requests
 * @param baseline the baseline's figure, or the limit
 * @param forest the same as a drawing; empty if there is no change
 * @param decides whether the metric decides, in a word
 * @param badge its own outcome
 */
public record MetricRow(
        String metric,
        boolean limit,
        String baseline,
        String candidate,
        String change,
        String interval,
        Optional<Forest> forest,
        String decides,
        Badge badge) {

    static MetricRow of(Comparison comparison, Forest.Scale scale) {
        return of(Deciding.of(comparison), scale, comparison.gated() ? "yes" : "no");
    }

    /** The row of what decided; failed requests and limits have no drawing. */
    static MetricRow of(Deciding decided, Forest.Scale scale, String decides) {
        return new MetricRow(
                name(decided.name()),
                decided.comparison().isEmpty(),
                decided.baseline(),
                decided.candidate(),
                decided.change(),
                decided.interval(),
                decided.comparison()
                        .flatMap(comparison ->
                                Forest.of(comparison, scale, decided.change() + ", " + decided.interval())),
                decides,
                Badge.of(decided.outcome()));
    }

    /** {@code P95 122.9 ms → 121.5 ms (-1.2 %)}, or {@code P95 121.5 ms, limit < 100 ms}. */
    public String summary() {
        return metric + " "
                + (limit ? candidate + ", limit " + baseline : baseline + " \u2192 " + candidate + " (" + change + ")");
    }

    /** The name of a figure, such as {@code p95}, as on the pages. */
    static String name(String figure) {
        return switch (figure) {
            case "avg" -> "Mean";
            case "cpu" -> "CPU per request";
            case Limit.GROWTH -> "Memory growth";
            default -> figure.substring(0, 1).toUpperCase(Locale.ROOT) + figure.substring(1);
        };
    }
}
