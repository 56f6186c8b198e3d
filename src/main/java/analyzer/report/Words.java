package analyzer.verdict;

import analyzer.metrics.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Formats the figures of reasons, limits and intervals. */
public final class Words {

    /** Distance from a whole number that comes from the rounding of binary fractions. */
    private static final double WHOLE = 1e-9;

    private static final MathContext FIGURES = new MathContext(4);

    /** Significant figures, because CPU time ranges from far below a millisecond to far above. */
    private static final MathContext CPU_FIGURES = new MathContext(3);

    private Words() {}

    /** {@code 20 %}. */
    public static String share(double share) {
        BigDecimal percent = new BigDecimal(share * 100).round(FIGURES).stripTrailingZeros();
        return percent.toPlainString() + " %";
    }

    /** {@code +4.2 %}. */
    public static String percent(double change) {
        return number(change) + " %";
    }

    /** The change in percent, without the sign %. Adding 0 after rounding turns a negative zero into a positive one. */
    static String number(double change) {
        return String.format(Locale.ROOT, "%+.1f", Math.rint(change * 1000) / 10 + 0.0);
    }

    /** {@code 11.2 ms}, {@code 98.4/s}. */
    public static String figure(Metric metric, double figure) {
        if (metric == Metric.THROUGHPUT) {
            return String.format(Locale.ROOT, "%.1f/s", figure);
        }
        if (metric == Metric.CPU && Double.isFinite(figure)) {
            return new BigDecimal(figure).round(CPU_FIGURES).toPlainString() + " ms";
        }
        String format = Math.abs(figure - Math.rint(figure)) < WHOLE ? "%.0f ms" : figure < 10 ? "%.2f ms" : "%.1f ms";
        return String.format(Locale.ROOT, format, figure);
    }
}
