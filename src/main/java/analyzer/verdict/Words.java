package analyzer.verdict;

import analyzer.metrics.Metric;
import analyzer.metrics.Uptime;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Formats numbers for reasons. */
final class Words {

    /** Distance from a whole number that comes from the rounding of binary fractions. */
    private static final double WHOLE = 1e-9;

    private static final MathContext FIGURES = new MathContext(4);

    /** Significant figures, because CPU time ranges from far below a millisecond to far above. */
    private static final MathContext CPU_FIGURES = new MathContext(3);

    private Words() {}

    /** {@code 20 %}. */
    static String share(double share) {
        BigDecimal percent = new BigDecimal(share * 100).round(FIGURES).stripTrailingZeros();
        return percent.toPlainString() + " %";
    }

    /** {@code +4.2 %}. */
    static String percent(double change) {
        return number(change) + " %";
    }

    /** The change in percent, without the sign %. Adding 0 after rounding turns a negative zero into a positive one. */
    static String number(double change) {
        return String.format(Locale.ROOT, "%+.1f", Math.rint(change * 1000) / 10 + 0.0);
    }

    /** {@code 11.2 ms}, {@code 98.4/s}. */
    static String figure(Metric metric, double figure) {
        if (metric == Metric.THROUGHPUT) {
            return String.format(Locale.ROOT, "%.1f/s", figure);
        }
        if (metric == Metric.CPU && !Double.isNaN(figure)) {
            return new BigDecimal(figure).round(CPU_FIGURES).toPlainString() + " ms";
        }
        String format = Math.abs(figure - Math.rint(figure)) < WHOLE ? "%.0f ms" : figure < 10 ? "%.2f ms" : "%.1f ms";
        return String.format(Locale.ROOT, format, figure);
    }

    /** {@code p95 10.9 ms -> 13.1 ms (+20.2 %}, with the parenthesis left open. */
    static String change(Metric metric, double before, double now) {
        return metric + " " + figure(metric, before) + " -> " + figure(metric, now) + " (" + percent(now / before - 1);
    }

    /** {@code p95 lies where few responses are: chance alone moves it between 10.9 ms and 203 ms}. */
    static String cliff(Metric metric, Change.Cliff steep) {
        return metric + " lies where few responses are: chance alone moves it between "
                + figure(metric, steep.whole().low()) + " and "
                + figure(metric, steep.whole().high());
    }

    /** {@code 18 min (with 40 s of CPU time)}. */
    static String uptime(Uptime uptime) {
        return time(uptime.age())
                + uptime.cpu()
                        .map(cpu -> " (with " + time(cpu) + " of CPU time)")
                        .orElse("");
    }

    private static String time(Duration time) {
        long seconds = Math.round(time.toMillis() / 1e3);
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    /** {@code the threshold of 20 %}, or {@code the allowed loss of 20 %} of throughput. */
    static String threshold(Metric metric, double threshold) {
        return (metric.isBetterWhenHigher() ? "the allowed loss of " : "the threshold of ") + share(threshold);
    }
}
