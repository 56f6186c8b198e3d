package analyzer.selfcheck;

import java.util.Locale;

/**
 * A figure that the judge has to reach, and what was measured of it.
 *
 * @param name what it is
 * @param measured share of the pairs, 0 to 1
 * @param limit the share to reach
 * @param atLeast whether the limit is a lower one
 * @param pairs number of pairs it was measured on
 */
record Target(String name, double measured, double limit, boolean atLeast, int pairs) {

    /** Two standard errors of a share of so many pairs: what lies within them of the limit is as good as on it. */
    private double tolerance() {
        return 2 * Math.sqrt(limit * (1 - limit) / pairs);
    }

    boolean isMet() {
        return atLeast ? measured >= limit - tolerance() : measured <= limit + tolerance();
    }

    /** What a target that is not met looks like in the report. */
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
