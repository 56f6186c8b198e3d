package analyzer.selfcheck;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.InterpolatedPercentile;
import analyzer.verdict.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * How rounds of one kind came out, by both ways of judging.
 *
 * @param sameRun judged by the base in the same run
 * @param keptRuns judged by kept runs
 * @param changes of the P95 against the base's, relative, round by round
 */
record PairedTally(Tally sameRun, Tally keptRuns, List<Double> changes) {

    static final PairedTally NONE = new PairedTally(Tally.NONE, Tally.NONE, List.of());

    /** What stands above the rows. */
    static final String HEAD = row("", "judged by", "PASS", "REGRESSION", "CANNOT_JUDGE", "naive", "P95");

    /** A round. */
    static PairedTally of(EndpointResult result, Tally byKeptRuns) {
        double change = p95(result) / p95(result.base().orElseThrow()) - 1;
        return new PairedTally(Trial.judge(result, Double.NaN), byKeptRuns, List.of(change));
    }

    private static double p95(EndpointResult result) {
        return InterpolatedPercentile.of(result.timeline().orElseThrow().pooledOk(), 95);
    }

    PairedTally plus(PairedTally other) {
        return new PairedTally(
                sameRun.plus(other.sameRun),
                keptRuns.plus(other.keptRuns),
                Stream.concat(changes.stream(), other.changes.stream()).toList());
    }

    /** A row for each way of judging; the P95 is the median change against the base. */
    String rows(String name) {
        double median = new Percentile()
                .evaluate(changes.stream().mapToDouble(Double::doubleValue).toArray(), 50);
        return row(name, "same run", sameRun, String.format(Locale.ROOT, "%+.1f %%", 100 * median)) + "\n"
                + row("", "kept runs", keptRuns, "");
    }

    private static String row(String name, String by, Tally tally, String p95) {
        return row(
                name,
                by,
                count(tally, Outcome.PASS),
                count(tally, Outcome.REGRESSION),
                count(tally, Outcome.CANNOT_JUDGE),
                String.valueOf(tally.naive()),
                p95);
    }

    private static String count(Tally tally, Outcome outcome) {
        return String.valueOf(tally.outcomes().getOrDefault(outcome, 0));
    }

    private static String row(String... cells) {
        return String.format("%-8s %-10s %6s %11s %13s %6s %9s", (Object[]) cells)
                .stripTrailing();
    }
}
