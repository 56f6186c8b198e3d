package analyzer.selfcheck;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.InterpolatedPercentile;
import analyzer.metrics.Metric;
import analyzer.verdict.Comparison;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Counts over rounds of one kind, by each way of judging.
 *
 * @param pairedRun judged against the base of the paired run, by P95 and throughput
 * @param keptRuns judged against kept runs
 * @param cpu judged against the base of the paired run, by the CPU time per request alone
 */
record PairedTally(Tally pairedRun, Tally keptRuns, Tally cpu, List<Round> rounds) {

    static final PairedTally NONE = new PairedTally(Tally.NONE, Tally.NONE, Tally.NONE, List.of());

    /** Header of the rows. */
    static final String HEAD = row("", "judged by", "PASS", "REGRESSION", "CANNOT_JUDGE", "naive", "change", "+-");

    /** Relative changes against the base in one round, with the half-widths of their 95 % intervals; NaN if unknown. */
    record Round(double p95, double p95HalfWidth, double cpu, double cpuHalfWidth) {}

    /** Counts of a single round. */
    static PairedTally of(EndpointResult result, Tally byKeptRuns) {
        Verdict verdict = Trial.JUDGE.judge(result, Optional.empty());
        Optional<Comparison> cpu = verdict.comparison(Metric.CPU);
        Outcome byCpu = cpu.map(Comparison::outcome).orElse(Outcome.CANNOT_JUDGE);
        return new PairedTally(
                Trial.tally(verdict, result, Double.NaN),
                byKeptRuns,
                new Tally(Map.of(byCpu, 1), 0, 0, 0),
                List.of(new Round(
                        p95(result) / p95(result.base().orElseThrow()) - 1,
                        halfWidth(verdict.comparison(Metric.P95)),
                        cpu.map(Comparison::change).orElse(Double.NaN),
                        halfWidth(cpu))));
    }

    private static double halfWidth(Optional<Comparison> comparison) {
        return comparison
                .flatMap(Comparison::interval)
                .map(interval -> (interval.high() - interval.low()) / 2)
                .orElse(Double.NaN);
    }

    private static double p95(EndpointResult result) {
        return InterpolatedPercentile.of(result.timeline().orElseThrow().pooledOk(), 95);
    }

    PairedTally plus(PairedTally other) {
        return new PairedTally(
                pairedRun.plus(other.pairedRun),
                keptRuns.plus(other.keptRuns),
                cpu.plus(other.cpu),
                Stream.concat(rounds.stream(), other.rounds.stream()).toList());
    }

    /**
     * A row for each way of judging, with the median change of its metric against the base and the median half-width of the
     * interval.
     */
    String rows(String name) {
        return row(
                        name,
                        "paired run",
                        pairedRun,
                        naive(pairedRun),
                        median("%+.1f %%", Round::p95),
                        width(Round::p95HalfWidth))
                + "\n"
                + row("", "kept runs", keptRuns, naive(keptRuns), "", "")
                + "\n"
                + row("", "cpu", cpu, "", median("%+.1f %%", Round::cpu), width(Round::cpuHalfWidth));
    }

    private String width(ToDoubleFunction<Round> halfWidth) {
        return median("%.1f %%", halfWidth);
    }

    /** Median over the rounds in which the figure is known. */
    private String median(String format, ToDoubleFunction<Round> figure) {
        double[] known =
                rounds.stream().mapToDouble(figure).filter(Double::isFinite).toArray();
        return known.length == 0 ? "-" : String.format(Locale.ROOT, format, 100 * new Percentile().evaluate(known, 50));
    }

    private static String naive(Tally tally) {
        return String.valueOf(tally.naive());
    }

    private static String row(String name, String by, Tally tally, String naive, String change, String halfWidth) {
        return row(
                name,
                by,
                count(tally, Outcome.PASS),
                count(tally, Outcome.REGRESSION),
                count(tally, Outcome.CANNOT_JUDGE),
                naive,
                change,
                halfWidth);
    }

    private static String count(Tally tally, Outcome outcome) {
        return String.valueOf(tally.outcomes().getOrDefault(outcome, 0));
    }

    private static String row(String... cells) {
        return String.format("%-8s %-10s %6s %11s %13s %6s %9s %8s", (Object[]) cells)
                .stripTrailing();
    }
}
