package analyzer.report;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Quantity;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SummaryStatistics;
import analyzer.verdict.FailureExcess;
import analyzer.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Texts on the base of a paired run. */
public final class PairedText {

    private PairedText() {}

    /** {@code in the same run as http://127.0.0.1:8001}; empty for a verdict against kept runs. */
    public static Optional<String> sameRun(Verdict verdict) {
        return verdict.result()
                .filter(result -> result.base().isPresent())
                .map(result -> "in the same run as " + target(result));
    }

    /** Heading of the figures that results are compared with: {@code Base} if all are from paired runs, else {@code Baseline}. */
    public static String heading(List<Verdict> verdicts) {
        return verdicts.stream().allMatch(Verdict::isPaired) ? "Base" : "Baseline";
    }

    /** Lines on the base, its figures, the failures and the split of the users' time; empty if the result is not paired. */
    static List<String> lines(EndpointResult result) {
        if (result.base().isEmpty()) {
            return List.of();
        }
        EndpointResult base = result.base().get();
        SummaryStatistics metrics = base.metrics();
        List<String> lines = new ArrayList<>();
        lines.add("Base: " + target(result) + ", " + Quantity.of(metrics.totalRequests(), "request") + ", failed: "
                + base.failed());
        lines.add("Base response time avg: " + Figures.millis(metrics.avgMillis()) + ", p50: "
                + Figures.millis(metrics.p50Millis()) + ", p95: " + Figures.millis(metrics.p95Millis()) + ", p99: "
                + Figures.millis(metrics.p99Millis()));
        failures(result).ifPresent(words -> lines.add("Failed: " + words));
        split(result).ifPresent(split -> lines.add("Users waited: " + split));
        return lines;
    }

    /**
     * {@code 0.10 % of the base's requests, 0.35 % of the candidate's (+0.25 percentage points; 95 % interval +0.02 to
     * +0.48)}; empty if nothing failed or the times of the failures are unknown.
     */
    public static Optional<String> failures(EndpointResult result) {
        return FailureExcess.interval(result)
                .map(interval -> String.format(
                        Locale.ROOT,
                        "%s of the base's requests, %s of the candidate's (%+.2f percentage points;"
                                + " 95 %% interval %+.2f to %+.2f)",
                        Figures.share(result.base().orElseThrow().errorRate()),
                        Figures.share(result.errorRate()),
                        100 * (result.errorRate() - result.base().orElseThrow().errorRate()),
                        100 * interval.low(),
                        100 * interval.high()));
    }

    /** {@code 48 % of their time for the base, 52 % for the candidate}; empty if unknown. */
    public static Optional<String> split(EndpointResult result) {
        return result.shareOfTime().isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%.0f %% of their time for the base, %.0f %% for the candidate",
                        100 * (1 - result.shareOfTime().getAsDouble()),
                        100 * result.shareOfTime().getAsDouble()));
    }

    public static String target(EndpointResult result) {
        return result.run().flatMap(RunInfo::baseTarget).orElse("an unnamed target");
    }
}
