package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdict on one endpoint, with its figures and its reasons.
 *
 * @param reasons the reasons, in the order in which reports give them
 * @param sound whether the result itself is fit to become a baseline: complete, few errors, enough samples
 * @param comparisons metrics compared with the baseline; empty if there was nothing to compare
 * @param limits checks of the limits; empty if the measurement was not fit to be judged
 * @param result the result; empty if the endpoint has a baseline but was not measured
 * @param baseline the baseline that the result was compared with, if any
 */
public record Verdict(
        String endpoint,
        Outcome outcome,
        List<Reason> reasons,
        boolean sound,
        List<Comparison> comparisons,
        List<LimitCheck> limits,
        Optional<EndpointResult> result,
        Optional<Baseline> baseline,
        Policy policy) {

    public Verdict {
        reasons = List.copyOf(reasons);
        comparisons = List.copyOf(comparisons);
        limits = List.copyOf(limits);
    }

    /** The verdict on a result, without limits. */
    static Verdict of(
            EndpointResult result,
            Optional<Baseline> baseline,
            Policy policy,
            Outcome outcome,
            boolean sound,
            List<Reason> reasons,
            List<Comparison> comparisons) {
        return new Verdict(
                result.endpoint(),
                outcome,
                reasons,
                sound,
                comparisons,
                List.of(),
                Optional.of(result),
                baseline,
                policy);
    }

    /** The comparison of a metric; empty if it was not compared. */
    public Optional<Comparison> comparison(Metric metric) {
        return comparisons.stream()
                .filter(comparison -> comparison.metric() == metric)
                .findFirst();
    }

    /** Whether the result is that of a paired run, which was compared with its base. */
    public boolean isPaired() {
        return result.flatMap(EndpointResult::base).isPresent();
    }

    /** Whether it is a regression with an error rate above the allowed one. */
    public boolean isFailing() {
        return outcome == Outcome.REGRESSION
                && result.filter(measured -> measured.errorRate() > policy.maxErrorRate())
                        .isPresent();
    }

    public boolean violatesLimit() {
        return limits.stream().anyMatch(check -> check.outcome() == Outcome.REGRESSION);
    }

    /** Whether a gated metric is a regression. */
    public boolean isWorse() {
        return comparisons.stream()
                .anyMatch(comparison -> comparison.gated() && comparison.outcome() == Outcome.REGRESSION);
    }

    /**
     * This verdict combined with limits. The worse of the two decides, or both if they are equal.
     *
     * @param checks the policy's limits, checked against the result
     */
    Verdict with(List<LimitCheck> checks) {
        if (checks.isEmpty()) {
            return this;
        }
        Outcome ofLimits = Outcome.worst(checks.stream().map(LimitCheck::outcome));
        Outcome worst = Outcome.worst(Stream.of(outcome, ofLimits));
        List<Reason> all = new ArrayList<>();
        checks.stream()
                .filter(check -> worst != Outcome.PASS && check.outcome() == worst)
                .forEach(check -> all.addAll(check.reasons()));
        if (outcome == worst || outcome != Outcome.PASS) {
            all.addAll(reasons);
        }
        if (worst == Outcome.PASS) {
            checks.forEach(check -> all.addAll(check.reasons()));
        }
        return new Verdict(endpoint, worst, all, sound, comparisons, checks, result, baseline, policy);
    }

    /**
     * Whether the baseline should keep the result: it passed, or it is within the threshold but too uncertain to pass. Keeping
     * only results that are close to each other would make a noisy target look quiet.
     */
    public boolean isWorthKeeping() {
        return outcome == Outcome.PASS
                || outcome == Outcome.CANNOT_JUDGE
                        && !comparisons.isEmpty()
                        && comparisons.stream().filter(Comparison::gated).noneMatch(Comparison::aboveThreshold);
    }
}
