package analyzer.report;

import java.util.Locale;

/** Numbers as the reports show them. */
final class Figures {

    private Figures() {}

    /** {@code 11.2ms}; whole numbers without decimals, {@code -} when there is no figure. */
    static String millis(double millis) {
        if (Double.isNaN(millis)) {
            return "-";
        }
        return String.format(Locale.ROOT, millis == Math.rint(millis) ? "%.0fms" : "%.1fms", millis);
    }

    /** {@code +4.2 %}; {@code -} when there is nothing to compare. */
    static String change(double change) {
        return Double.isNaN(change) || Double.isInfinite(change)
                ? "-"
                : String.format(Locale.ROOT, "%+.1f %%", change * 100);
    }

    /** {@code 0.25 %}. */
    static String share(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}
