package analyzer.report;

import analyzer.metrics.EndpointResult;
import analyzer.verdict.Comparison;
import analyzer.verdict.Verdict;
import java.util.Optional;

/** Text on what the comparisons of a verdict rest on. */
final class Basis {

    private Basis() {}

    /** {@code 2431 requests, 8 kept runs}, or {@code 2430 of the base}; empty if nothing was compared. */
    static Optional<String> of(Verdict verdict) {
        return verdict.result()
                .filter(result -> !verdict.comparisons().isEmpty())
                .map(result -> requests(result) + ", "
                        + result.base()
                                .map(base -> base.metrics().totalRequests() + " of the base")
                                .orElseGet(() -> keptRuns(verdict.comparisons().get(0))));
    }

    private static String requests(EndpointResult result) {
        long requests = result.runs().stream()
                .mapToLong(run -> run.metrics().totalRequests())
                .sum();
        return requests + " requests"
                + (result.repeats().isEmpty() ? "" : " in " + result.runs().size() + " runs");
    }

    private static String keptRuns(Comparison comparison) {
        return switch (comparison.keptRuns()) {
            case 0 -> "no kept runs";
            case 1 -> "1 kept run";
            default -> comparison.keptRuns() + " kept runs";
        };
    }
}
