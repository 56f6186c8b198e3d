package analyzer.selfcheck;

import analyzer.verdict.Outcome;
import java.util.Locale;

/**
 * Counts over the runs of one condition, judged after a fixed time and by looks until they are decided.
 *
 * @param millis total measured time of the runs judged by looks
 */
record SequentialTally(Tally fixed, Tally byLooks, long millis) {

    static final SequentialTally NONE = new SequentialTally(Tally.NONE, Tally.NONE, 0);

    SequentialTally plus(SequentialTally other) {
        return new SequentialTally(fixed.plus(other.fixed), byLooks.plus(other.byLooks), millis + other.millis);
    }

    double seconds() {
        return millis / 1000.0 / byLooks.pairs();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s  %s %5.1f s %7s",
                shares(fixed),
                shares(byLooks),
                seconds(),
                Double.isNaN(byLooks.coverage()) ? "-" : String.format(Locale.ROOT, "%.1f", byLooks.coverage() * 100));
    }

    private static String shares(Tally tally) {
        return String.format(
                Locale.ROOT,
                "%5.1f %5.1f %5.1f",
                tally.share(Outcome.PASS) * 100,
                tally.share(Outcome.REGRESSION) * 100,
                tally.share(Outcome.CANNOT_JUDGE) * 100);
    }
}
