package analyzer.selfcheck;

import java.util.Locale;

/**
 * A figure that the judge must reach, and its measured value.
 *
 * @param name name of the figure
 * @param measured share of the pairs, 0 to 1
 * @param limit the bound on that share
 * @param atLeast whether it is a lower bound
 * @param pairs number of pairs it was measured on
 */
record Target(String name, double measured, double limit, boolean atLeast, int pairs) {

    /** Two standard errors of a share of that many pairs: a share within them of the limit meets it. */
    private double tolerance() {
        return 2 * Math.sqrt(limit * (1 - limit) / pairs);
    }

    boolean isMet() {
        return atLeast ? measured >= limit - tolerance() : measured <= limit + tolerance();
    }

    /** The line of a missed target in the report. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "NOT MET: %s: %.1f %%, %s %.0f %%",
                name,
                measured * 100,
                atLeast ? "at least" : "at most",
                limit * 100);
    }
}
