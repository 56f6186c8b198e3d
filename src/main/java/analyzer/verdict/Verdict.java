package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.metrics.EndpointResult;
import java.util.List;
import java.util.Optional;

/**
 * What the gate says of one endpoint, with the numbers and the reason.
 *
 * @param endpoint the endpoint
 * @param outcome what it says
 * @param reason why, in one sentence
 * @param sound whether the result itself is fit to become a baseline: complete, few errors, enough samples
 * @param comparisons the metrics beside their baseline; none when there was nothing to compare
 * @param result the result; empty when the endpoint has a baseline but was not measured
 * @param baseline the baseline that the result was compared with, if any
 */
public record Verdict(
        String endpoint,
        Outcome outcome,
        String reason,
        boolean sound,
        List<Comparison> comparisons,
        Optional<EndpointResult> result,
        Optional<Baseline> baseline) {

    public Verdict {
        comparisons = List.copyOf(comparisons);
    }

    /**
     * Whether the baseline should keep the result: it passed, or is within the threshold and too uncertain to pass. To keep only
     * those that lie close together would make a noisy target look quiet.
     */
    public boolean isWorthKeeping() {
        return outcome == Outcome.PASS
                || outcome == Outcome.CANNOT_JUDGE
                        && !comparisons.isEmpty()
                        && comparisons.stream().filter(Comparison::gated).noneMatch(Comparison::aboveThreshold);
    }
}
