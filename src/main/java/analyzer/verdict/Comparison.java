package analyzer.verdict;

/**
 * One metric of a result beside its baseline.
 *
 * @param metric the metric
 * @param baselineMillis the baseline's figure, milliseconds; NaN when there is none
 * @param candidateMillis the result's figure, milliseconds; NaN when there is none
 * @param gated whether the metric decides
 * @param outcome what the metric says
 * @param reason why
 */
public record Comparison(
        Metric metric, double baselineMillis, double candidateMillis, boolean gated, Outcome outcome, String reason) {

    /** Relative change, 0.2 for 20 % more; NaN when there is nothing to compare. */
    public double change() {
        return candidateMillis / baselineMillis - 1;
    }
}
