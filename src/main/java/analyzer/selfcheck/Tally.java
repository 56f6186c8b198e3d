package analyzer.selfcheck;

import analyzer.verdict.Outcome;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts over the pairs of one condition.
 *
 * @param outcomes number of pairs by the judge's verdict
 * @param naive pairs that the naive rule calls a regression: two P95s, more than 20 % apart
 * @param covered intervals that contain the true change
 * @param intervals all intervals whose true change is known
 */
record Tally(Map<Outcome, Integer> outcomes, int naive, int covered, int intervals) {

    static final Tally NONE = new Tally(Map.of(), 0, 0, 0);

    Tally plus(Tally other) {
        Map<Outcome, Integer> sum = new EnumMap<>(Outcome.class);
        outcomes.forEach((outcome, pairs) -> sum.merge(outcome, pairs, Integer::sum));
        other.outcomes.forEach((outcome, pairs) -> sum.merge(outcome, pairs, Integer::sum));
        return new Tally(sum, naive + other.naive, covered + other.covered, intervals + other.intervals);
    }

    int pairs() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Share of the pairs with this verdict, 0 to 1. */
    double share(Outcome outcome) {
        return (double) outcomes.getOrDefault(outcome, 0) / pairs();
    }

    /** Share of the pairs that the naive rule calls a regression, 0 to 1. */
    double naiveShare() {
        return (double) naive / pairs();
    }

    /** Share of the intervals that contain the true change; NaN if it is not known. */
    double coverage() {
        return intervals == 0 ? Double.NaN : (double) covered / intervals;
    }
}
