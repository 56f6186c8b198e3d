package analyzer.report;

import analyzer.metrics.Metric;
import analyzer.verdict.Interval;
import analyzer.verdict.Limit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Formats the figures of sentences: reasons and limits. {@link Figures} formats those of tables. */
public final class Words {

    /** Distance from a whole number that comes from the rounding of binary fractions. */
    private static final double WHOLE = 1e-9;

    private static final MathContext FIGURES = new MathContext(4);

    /** Significant figures of a limited error rate or growth. */
    private static final MathContext LIMIT_FIGURES = new MathContext(3);

    private Words() {}

    /** {@code 20 %}. */
    public static String share(double share) {
        return percentage(share) + " %";
    }

    private static String percentage(double share) {
        return new BigDecimal(share * 100).round(FIGURES).stripTrailingZeros().toPlainString();
    }

    /** {@code 11.2 ms}, {@code 98.4/s}. */
    public static String figure(Metric metric, double figure) {
        return metric == Metric.THROUGHPUT ? Figures.of(metric, figure) : number(metric, figure) + " ms";
    }

    private static String number(Metric metric, double millis) {
        if (metric == Metric.CPU && Double.isFinite(millis)) {
            return Figures.number(metric, millis);
        }
        String format = Math.abs(millis - Math.rint(millis)) < WHOLE ? "%.0f" : millis < 10 ? "%.2f" : "%.1f";
        return String.format(Locale.ROOT, format, millis);
    }

    /** {@code p95 < 200 ms}. */
    public static String of(Limit limit) {
        return limit.name() + " " + bound(limit);
    }

    /** The bound with its sign: {@code < 200 ms}. */
    static String bound(Limit limit) {
        return (limit.isUpper() ? "< " : "> ") + figure(limit, limit.bound());
    }

    /** A value of the limited figure with its unit: {@code 200 ms}, {@code 300/s}, {@code 0.498 %}. */
    static String figure(Limit limit, double value) {
        return number(limit, value) + unit(limit);
    }

    /** An interval of the limited figure: {@code 188.2 to 204.9 ms}. */
    static String interval(Limit limit, Interval range) {
        return number(limit, range.low()) + " to " + figure(limit, range.high());
    }

    private static String number(Limit limit, double value) {
        if (limit.name().equals(Limit.ERRORS)) {
            return percentage(new BigDecimal(value).round(LIMIT_FIGURES).doubleValue());
        }
        if (limit.metric().isEmpty()) {
            return new BigDecimal(value)
                    .round(limit.name().equals(Limit.MEMORY) ? FIGURES : LIMIT_FIGURES)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        if (limit.metric().get() != Metric.THROUGHPUT) {
            return number(limit.metric().get(), value);
        }
        String rate = String.format(Locale.ROOT, "%.1f", value);
        return rate.endsWith(".0") ? rate.substring(0, rate.length() - 2) : rate;
    }

    private static String unit(Limit limit) {
        return switch (limit.name()) {
            case Limit.ERRORS -> " %";
            case Limit.MEMORY -> " MB";
            case Limit.GROWTH -> " MB per 1000 requests";
            default -> limit.metric().orElseThrow() == Metric.THROUGHPUT ? "/s" : " ms";
        };
    }
}
