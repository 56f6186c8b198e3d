package analyzer.report;

import analyzer.metrics.EndpointResult;
import analyzer.verdict.Comparison;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The order of endpoints in every report, and the comparison to show for each. */
public final class WorstFirst {

    /** Larger than the logarithm of any change. */
    private static final double NOT_COMPARED = 1e6;

    private static final double FAILED = 2e6;

    private WorstFirst() {}

    /** By outcome, then by how much worse the metric that decided became, then by name. */
    public static List<Verdict> sorted(List<Verdict> verdicts) {
        return verdicts.stream()
                .sorted(Comparator.comparing(Verdict::outcome, Outcome.WORST_LAST.reversed())
                        .thenComparing(WorstFirst::worse, Comparator.reverseOrder())
                        .thenComparing(Verdict::endpoint))
                .toList();
    }

    /**
     * The comparison to show for a verdict: the first gated metric with the outcome of the verdict, so P95 if it is one of them;
     * else the first comparison. Empty if nothing was compared.
     */
    public static Optional<Comparison> decisive(Verdict verdict) {
        return verdict.comparisons().stream()
                .filter(comparison -> comparison.gated() && comparison.outcome() == verdict.outcome())
                .findFirst()
                .or(() -> verdict.comparisons().stream().findFirst());
    }

    /** How much worse the metric became, as a logarithm; negative if it improved. */
    private static double worse(Comparison comparison) {
        double log = Math.log(comparison.candidate() / comparison.baseline());
        double worse = comparison.metric().isBetterWhenHigher() ? -log : log;
        return Double.isNaN(worse) || Double.isInfinite(worse) ? NOT_COMPARED : worse;
    }

    /** Endpoints that failed come first, by error rate, then those that could not be compared, then those that became slower. */
    private static double worse(Verdict verdict) {
        if (verdict.isFailing()) {
            return FAILED + verdict.result().map(EndpointResult::errorRate).orElse(1.0);
        }
        return verdict.comparisons().stream()
                .filter(comparison -> comparison.gated() && comparison.outcome() == verdict.outcome())
                .mapToDouble(WorstFirst::worse)
                .max()
                .orElse(NOT_COMPARED);
    }
}
