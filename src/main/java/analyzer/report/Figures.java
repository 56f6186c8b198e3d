package analyzer.report;

import analyzer.metrics.Metric;
import analyzer.verdict.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Formats numbers for the reports. */
public final class Figures {

    /** Significant figures, because CPU time ranges from far below a millisecond to far above. */
    private static final MathContext CPU_FIGURES = new MathContext(3);

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    /** +1000 %. A larger end of an interval means that nothing is known, so its value is not shown. */
    private static final double MOST_SHOWN = 10;

    private Figures() {}

    /** {@code 2026-11-23 14:30 UTC}. */
    public static String minute(Instant time) {
        return MINUTE.format(time.atOffset(ZoneOffset.UTC));
    }

    /** {@code 11.2ms}; whole numbers without decimals, {@code -} if there is no figure. */
    public static String millis(double millis) {
        return Double.isNaN(millis) ? "-" : number(millis) + "ms";
    }

    /** {@code +4.2 %}. */
    public static String percent(double change) {
        return signed(change) + " %";
    }

    /** {@code -2.0 to +4.5 %}. */
    public static String interval(Interval interval) {
        return end(interval.low()) + " to " + end(interval.high()) + " %";
    }

    private static String end(double change) {
        return change > MOST_SHOWN ? "over +1000" : signed(change);
    }

    /** The change in percent, without the sign %. Adding 0 after rounding turns a negative zero into a positive one. */
    private static String signed(double change) {
        return String.format(Locale.ROOT, "%+.1f", Math.rint(change * 1000) / 10 + 0.0);
    }

    /** {@code +4.2 %}; {@code -} if there is nothing to compare. */
    public static String change(double change) {
        return Double.isNaN(change) || Double.isInfinite(change) ? "-" : percent(change);
    }

    /** {@code 11.2ms} or {@code 98.4/s}; {@code -} if there is no figure. */
    public static String of(Metric metric, double figure) {
        if (!Double.isFinite(figure)) {
            return millis(Double.NaN);
        }
        return number(metric, figure) + (metric == Metric.THROUGHPUT ? "/s" : "ms");
    }

    /** {@code 11.2}: a figure without its unit, which is milliseconds or, for throughput, per second. */
    static String number(Metric metric, double figure) {
        if (!Double.isFinite(figure)) {
            return "-";
        }
        return switch (metric) {
            case THROUGHPUT -> String.format(Locale.ROOT, "%.1f", figure);
            case CPU -> new BigDecimal(figure).round(CPU_FIGURES).toPlainString();
            case P50, P95, P99, AVG -> number(figure);
        };
    }

    private static String number(double millis) {
        return String.format(Locale.ROOT, Math.abs(millis - Math.rint(millis)) < 1e-9 ? "%.0f" : "%.1f", millis);
    }

    /** {@code 11.2 ms} or {@code 98.4/s}, as in sentences; {@code -} if there is no figure. */
    public static String spaced(Metric metric, double figure) {
        return metric == Metric.THROUGHPUT || !Double.isFinite(figure)
                ? of(metric, figure)
                : number(metric, figure) + " ms";
    }

    /** {@code -2.0 to +4.5 %}; {@code no interval} if there is none. */
    public static String interval(Optional<Interval> interval) {
        return interval.map(Figures::interval).orElse("no interval");
    }

    /** {@code 0.25 %}. */
    public static String share(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}
