package analyzer.report;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Quantity;
import analyzer.verdict.Comparison;
import analyzer.verdict.Limit;
import analyzer.verdict.LimitCheck;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What decided a verdict, as every table shows it: the failed requests, a limit or a metric.
 *
 * @param name name of what decided: {@code p95}, {@code errors}
 * @param baseline the baseline's figure, or the limit
 * @param change relative change; {@code -} for a limit
 * @param interval interval of the change, or of the figure for a limit
 * @param outcome its own outcome, which can differ from that of the verdict
 * @param comparison the comparison; empty for failed requests and limits
 */
public record Deciding(
        String name,
        String baseline,
        String candidate,
        String change,
        String interval,
        Outcome outcome,
        Optional<Comparison> comparison) {

    private static final String NONE = "-";

    /** Returns what decided a verdict; empty if nothing was compared or limited. */
    public static Optional<Deciding> of(Verdict verdict) {
        if (verdict.isFailing()) {
            return Optional.of(ofFailures(verdict));
        }
        Optional<Deciding> limit = verdict.limits().stream()
                .filter(check -> check.outcome() == verdict.outcome())
                .findFirst()
                .map(Deciding::of);
        Optional<Deciding> comparison = WorstFirst.decisive(verdict).map(Deciding::of);
        boolean compared =
                comparison.filter(known -> known.outcome == verdict.outcome()).isPresent();
        return compared ? comparison : limit.or(() -> comparison);
    }

    /** A limit and the measured figure. */
    public static Deciding of(LimitCheck check) {
        return new Deciding(
                check.limit().name(),
                Words.bound(check.limit()),
                Double.isNaN(check.value()) ? NONE : Words.figure(check.limit(), check.value()),
                NONE,
                check.range().map(range -> Words.interval(check.limit(), range)).orElse("no interval"),
                check.outcome(),
                Optional.empty());
    }

    /** A metric and its baseline. */
    public static Deciding of(Comparison comparison) {
        return new Deciding(
                comparison.metric().toString(),
                Figures.spaced(comparison.metric(), comparison.baseline()),
                Figures.spaced(comparison.metric(), comparison.candidate()),
                Figures.change(comparison.change()),
                Figures.interval(comparison.interval()),
                comparison.outcome(),
                Optional.of(comparison));
    }

    private static Deciding ofFailures(Verdict verdict) {
        return new Deciding(
                Limit.ERRORS,
                "< " + Words.share(verdict.policy().maxErrorRate()),
                verdict.result()
                        .map(result -> Figures.share(result.errorRateOfAll()))
                        .orElse(NONE),
                NONE,
                NONE,
                Outcome.REGRESSION,
                Optional.empty());
    }

    /**
     * {@code rule /v1/auth/*: threshold 30 %; gated p95, throughput; at most 1 % failed}; empty if the endpoint is judged by the
     * default policy.
     */
    public static Optional<String> rule(Verdict verdict) {
        Policy policy = verdict.policy();
        if (policy.rule().isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        parts.add("threshold " + Words.share(policy.threshold()));
        parts.add("gated "
                + policy.gated().stream().sorted().map(Object::toString).collect(Collectors.joining(", ")));
        parts.add("at most " + Words.share(policy.maxErrorRate()) + " failed");
        policy.limits().forEach(limit -> parts.add("limit " + Words.of(limit)));
        return Optional.of("rule " + policy.rule() + ": " + String.join("; ", parts));
    }

    /** {@code 2431 requests, 8 kept runs}, or {@code base: 2430}: what a verdict rests on; empty if nothing was compared. */
    static Optional<String> basis(Verdict verdict) {
        return verdict.result()
                .filter(result -> !verdict.comparisons().isEmpty())
                .map(result -> requests(result) + ", "
                        + result.base()
                                .map(base -> "base: " + base.metrics().totalRequests())
                                .orElseGet(() -> keptRuns(verdict.comparisons().get(0))));
    }

    private static String requests(EndpointResult result) {
        long requests = result.runs().stream()
                .mapToLong(run -> run.metrics().totalRequests())
                .sum();
        return Quantity.of(requests, "request")
                + (result.repeats().isEmpty() ? "" : " in " + result.runs().size() + " runs");
    }

    private static String keptRuns(Comparison comparison) {
        return comparison.keptRuns() == 0 ? "no kept runs" : Quantity.of(comparison.keptRuns(), "kept run");
    }
}
