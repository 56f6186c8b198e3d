package analyzer.report.html;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LatencyHistogram;
import analyzer.report.Deciding;
import analyzer.report.PairedText;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The details of one endpoint.
 *
 * @param open whether it is initially unfolded
 * @param next where to look next
 * @param metrics every metric with its baseline, and every limit
 * @param rule the rule that judged it; empty if the default policy did
 * @param percentiles percentiles of both sides; empty without samples
 * @param errors the most frequent kinds of failure
 * @param otherErrors number of kinds beyond these
 * @param gatlingReport address of Gatling's own report; empty if there is none
 * @param heading heading of the figures that the result is compared with
 * @param pairedRun whether the baseline is the base of a paired run instead of kept runs
 */
public record Section(
        Row row,
        boolean open,
        List<String> next,
        List<MetricRow> metrics,
        String rule,
        List<Fact> percentiles,
        List<SlowRow> slowest,
        List<ErrorRow> errors,
        int otherErrors,
        List<Fact> circumstances,
        String gatlingReport,
        Charts charts,
        String heading,
        boolean pairedRun) {

    /**
     * Which charts an endpoint has.
     *
     * @param samples whether there are samples of the result to draw
     * @param trend whether there are runs to draw
     * @param missing why charts are missing; empty if none are
     */
    public record Charts(boolean samples, boolean trend, String missing) {}

    static Section of(Verdict verdict, Row row, boolean open, Forest.Scale scale, String gatlingReport, Charts charts) {
        List<ErrorRow> errors = verdict.result().map(ErrorRow::of).orElse(List.of());
        return new Section(
                row,
                open,
                NextSteps.of(verdict),
                Stream.concat(
                                verdict.comparisons().stream().map(comparison -> MetricRow.of(comparison, scale)),
                                verdict.limits().stream()
                                        .map(check -> MetricRow.of(Deciding.of(check), scale, "limit")))
                        .toList(),
                Deciding.rule(verdict).orElse(""),
                samples(verdict)
                        .map(candidate -> Fact.percentiles(keptSamples(verdict), candidate))
                        .orElse(List.of()),
                verdict.result().map(SlowRow::of).orElse(List.of()),
                errors,
                verdict.result().map(result -> result.errors().size()).orElse(0) - errors.size(),
                Fact.circumstances(verdict.result(), verdict.baseline()),
                gatlingReport,
                charts,
                PairedText.heading(List.of(verdict)),
                verdict.isPaired());
    }

    /** The response times of the result; empty if it has none. */
    static Optional<LatencyHistogram> samples(Verdict verdict) {
        return verdict.result().flatMap(EndpointResult::batches).map(Batches::pooled);
    }

    /** The kept runs except the result's own, oldest first. */
    static List<KeptRun> runsBefore(Verdict verdict) {
        boolean pairedRun = verdict.isPaired();
        return verdict.baseline().map(Baseline::runs).orElse(List.of()).stream()
                .filter(run -> pairedRun
                        || verdict.result()
                                .filter(result -> result.started().equals(run.started()))
                                .isEmpty())
                .toList();
    }

    /** The response times of all kept runs together; empty if they have none. */
    static Optional<LatencyHistogram> keptSamples(Verdict verdict) {
        LatencyHistogram all = new LatencyHistogram();
        runsBefore(verdict).forEach(run -> all.add(run.responseTimes()));
        return Optional.of(all).filter(samples -> !samples.isEmpty());
    }
}
