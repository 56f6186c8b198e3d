package analyzer.report;

import analyzer.metrics.Metric;
import analyzer.verdict.Interval;
import java.util.Locale;
import java.util.Optional;

/** Numbers as the reports show them. */
final class Figures {

    private Figures() {}

    /** {@code 11.2ms}; whole numbers without decimals, {@code -} when there is no figure. */
    static String millis(double millis) {
        if (Double.isNaN(millis)) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(millis - Math.rint(millis)) < 1e-9 ? "%.0fms" : "%.1fms", millis);
    }

    /** {@code +4.2 %}; {@code -} when there is nothing to compare. */
    static String change(double change) {
        return Double.isNaN(change) || Double.isInfinite(change)
                ? "-"
                : String.format(Locale.ROOT, "%+.1f %%", Math.rint(change * 1000) / 10 + 0.0);
    }

    /** {@code 11.2ms} or {@code 98.4/s}; {@code -} when there is no figure. */
    static String of(Metric metric, double figure) {
        return metric == Metric.THROUGHPUT && !Double.isNaN(figure)
                ? String.format(Locale.ROOT, "%.1f/s", figure)
                : millis(figure);
    }

    /** {@code -2.0 to +4.5 %}; {@code no interval} when there is none. */
    static String interval(Optional<Interval> interval) {
        return interval.map(
                        range -> String.format(Locale.ROOT, "%+.1f to %+.1f %%", range.low() * 100, range.high() * 100))
                .orElse("no interval");
    }

    /** {@code 0.25 %}. */
    static String share(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}
