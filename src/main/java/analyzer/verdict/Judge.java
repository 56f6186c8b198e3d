package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.verdict.Reason.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Judges results against their baselines by a policy. A pure function: no files, no clock.
 *
 * <p>The order of the checks matters. An incomplete measurement proves nothing. Too many errors are a regression
 * regardless of the baseline, because fast failures must not hide behind fast responses. Only then are metrics compared, with a
 * {@link KeptRunsComparison comparable baseline} or with the {@link PairedComparison base of a paired run}, and in one joint
 * decision, because testing many metrics inflates false positives.
 */
public final class Judge {

    /**
     * Largest own error of a precise run, as a share of the assumed variation: it adds at most an eighth to the standard
     * deviation of the run's figure.
     */
    private static final double SMALL_RELATIVE_TO_SPREAD = 0.5;

    private final Function<String, Policy> policies;

    /** Creates a judge with one policy for all endpoints. */
    public Judge(Policy policy) {
        this(endpoint -> policy);
    }

    /**
     * Creates a judge with a policy per endpoint.
     *
     * @param policies the policy of an endpoint
     */
    public Judge(Function<String, Policy> policies) {
        this.policies = policies;
    }

    public Verdict judge(EndpointResult result, Optional<Baseline> baseline) {
        return judge(List.of(result), endpoint -> baseline).get(0);
    }

    /**
     * Judges the results of one analysis together. A result of a paired run is compared only with its base.
     *
     * @param baselines the baseline of an endpoint, if there is one
     * @return one verdict per result, in their order
     */
    public List<Verdict> judge(List<EndpointResult> results, Function<String, Optional<Baseline>> baselines) {
        return judged(results, baselines).stream().map(Judged::verdict).toList();
    }

    /**
     * Judges the results of a run in progress.
     *
     * @param baselines the baseline of an endpoint, if there is one
     * @param stretch longest possible measured time divided by that so far, at least 1
     * @return one outlook per result, in their order
     */
    public List<Outlook> lookAt(
            List<EndpointResult> results, Function<String, Optional<Baseline>> baselines, double stretch) {
        return judged(results, baselines).stream()
                .map(judged -> judged.open
                        .map(open -> open.outlook(judged.verdict, stretch))
                        .orElseGet(() -> withoutComparison(judged.verdict)))
                .toList();
    }

    /** A result that is fit for a baseline and has none to be compared with is done when more time would not improve it. */
    private static Outlook withoutComparison(Verdict verdict) {
        boolean isNew = verdict.outcome() == Outcome.CANNOT_JUDGE && verdict.sound();
        return isNew && isPrecise(verdict.result().orElseThrow(), verdict.policy())
                ? new Outlook(verdict, false, true, OptionalDouble.empty())
                : Outlook.of(verdict);
    }

    /** Whether the run's own errors are small compared with the assumed variation. */
    private static boolean isPrecise(EndpointResult result, Policy policy) {
        return policy.gatedFor(result).stream()
                .flatMap(metric -> result.estimate(metric).stream())
                .filter(estimate -> estimate.value() > 0)
                .allMatch(estimate -> estimate.relativeError() <= policy.assumedSpread() * SMALL_RELATIVE_TO_SPREAD);
    }

    /**
     * A verdict and the comparison behind it.
     *
     * @param open the comparison; empty if nothing could be compared
     */
    private record Judged(Verdict verdict, Optional<ResultComparison> open) {}

    private List<Judged> judged(List<EndpointResult> results, Function<String, Optional<Baseline>> baselines) {
        List<ResultComparison> compared = new ArrayList<>();
        List<Function<Joint, Judged>> pending = new ArrayList<>();
        for (EndpointResult result : results) {
            Policy policy = policies.apply(result.endpoint());
            Optional<PairedComparison> paired = result.base().map(base -> new PairedComparison(result, base, policy));
            Optional<Baseline> baseline = paired.isPresent() ? Optional.empty() : baselines.apply(result.endpoint());
            Optional<Verdict> unfit = unfit(result, paired, baseline, policy);
            if (unfit.isPresent()) {
                pending.add(joint -> new Judged(unfit.get(), Optional.empty()));
                continue;
            }
            ResultComparison open = paired.isPresent()
                    ? paired.get()
                    : new KeptRunsComparison(
                            result, baseline.orElseThrow().toJudge(result).orElseThrow(), policy);
            compared.add(open);
            pending.add(joint -> new Judged(decide(open, joint).with(limits(result, policy)), Optional.of(open)));
        }
        Joint joint = Joint.of(compared);
        return pending.stream().map(verdict -> verdict.apply(joint)).toList();
    }

    /** The verdict on an endpoint that has a baseline but no result. */
    public Verdict notMeasured(Baseline baseline) {
        return notMeasured(baseline, Code.NOT_MEASURED);
    }

    /** The verdict on an endpoint that has a baseline but no result, for the given reason. */
    public Verdict notMeasured(Baseline baseline, Reason reason) {
        return new Verdict(
                baseline.endpoint(),
                Outcome.CANNOT_JUDGE,
                List.of(reason),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(baseline),
                policies.apply(baseline.endpoint()));
    }

    /** The verdict on a result that is not compared, for the given reasons. */
    public Verdict notCompared(EndpointResult result, Optional<Baseline> baseline, List<Reason> reasons) {
        return cannotJudge(result, baseline, policies.apply(result.endpoint()), false, reasons);
    }

    /**
     * The joint decision over all comparisons of an analysis.
     *
     * @param criticalPValue largest p-value of a finding that stands
     * @param comparisons number of comparisons
     */
    private record Joint(double criticalPValue, int comparisons) {

        static Joint of(List<ResultComparison> compared) {
            double[] probabilities = compared.stream()
                    .flatMap(open -> open.probabilities().stream())
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return new Joint(FalseDiscoveryRate.criticalPValue(probabilities), probabilities.length);
        }
    }

    /** The verdict on a result that cannot be compared, or needs no comparison. */
    private static Optional<Verdict> unfit(
            EndpointResult result, Optional<PairedComparison> paired, Optional<Baseline> baseline, Policy policy) {
        if (!result.flaws().isEmpty()) {
            List<Reason> flaws = result.flaws().stream()
                    .<Reason>map(flaw -> new Reason.Text(Code.FLAW, flaw))
                    .toList();
            return Optional.of(cannotJudge(result, baseline, policy, false, flaws));
        }
        if (result.metrics().totalRequests() == 0) {
            return Optional.of(cannotJudge(result, baseline, policy, false, List.of(Code.NOTHING_MEASURED)));
        }
        return paired.isPresent() ? unfitForBase(paired.get()) : unfitForKeptRuns(result, baseline, policy);
    }

    /** Checks the base first: a base that fails shows nothing about a candidate that fails as well. */
    private static Optional<Verdict> unfitForBase(PairedComparison paired) {
        EndpointResult result = paired.result;
        Policy policy = paired.policy;
        if (paired.baseObstacle().isEmpty() && paired.failsMore()) {
            return Optional.of(failing(result, Optional.of(paired.baseline), Optional.of(paired), policy));
        }
        return paired.obstacle().map(reason -> cannotJudge(result, Optional.empty(), policy, false, List.of(reason)));
    }

    private static Optional<Verdict> unfitForKeptRuns(
            EndpointResult result, Optional<Baseline> baseline, Policy policy) {
        if (result.errorRate() > policy.maxErrorRate() && !isForALimit(result, policy)) {
            Optional<ResultComparison> shown = baseline.filter(
                            all -> KeptRunsComparison.obstacle(result, baseline).isEmpty())
                    .flatMap(all -> all.toJudge(result))
                    .map(others -> new KeptRunsComparison(result, others, policy));
            return Optional.of(failing(result, baseline, shown, policy));
        }
        return ResultComparison.tooFew(Code.TOO_FEW_REQUESTS, Metric.P95, result.succeeded())
                .or(() -> unsteady(result, policy))
                .map(reason -> cannotJudge(result, baseline, policy, false, List.of(reason)))
                .or(() -> policy.limitsAlone() ? Optional.of(byLimitsAlone(result, policy)) : Optional.empty())
                .or(() -> KeptRunsComparison.obstacle(result, baseline)
                        .map(reason -> cannotJudge(
                                        result,
                                        baseline.flatMap(all -> all.toJudge(result)),
                                        policy,
                                        true,
                                        List.of(reason))
                                .with(limits(result, policy))));
    }

    /** Whether a limit allows more failures than usual, and its interval does not show a violation. */
    private static boolean isForALimit(EndpointResult result, Policy policy) {
        return policy.maxErrorRate() > Policy.standard().maxErrorRate()
                && policy.limits().stream()
                        .filter(limit -> limit.isOfErrors() && limit.bound() == policy.maxErrorRate())
                        .anyMatch(limit -> LimitCheck.of(limit, result).outcome() != Outcome.REGRESSION);
    }

    private static List<LimitCheck> limits(EndpointResult result, Policy policy) {
        return policy.limits().stream()
                .map(limit -> limit.isOfErrors() || result.repeats().isEmpty()
                        ? LimitCheck.of(limit, result)
                        : worst(limit, result.runs()))
                .toList();
    }

    /**
     * The check of the worst run, because each run must meet a limit on its own. Among runs with the same outcome that is
     * the one nearest to the limit, or farthest beyond it.
     */
    private static LimitCheck worst(Limit limit, List<EndpointResult> runs) {
        Comparator<LimitCheck> byValue =
                Comparator.comparing(check -> limit.isUpper() ? check.value() : -check.value());
        return runs.stream()
                .map(run -> LimitCheck.of(limit, run).in(run.origin()))
                .max(Comparator.comparing(LimitCheck::outcome, Outcome.WORST_LAST)
                        .thenComparing(byValue))
                .orElseThrow();
    }

    private static Verdict byLimitsAlone(EndpointResult result, Policy policy) {
        if (policy.limits().isEmpty()) {
            return cannotJudge(result, Optional.empty(), policy, true, List.of(Code.NO_CRITERION));
        }
        return Verdict.of(result, Optional.empty(), policy, Outcome.PASS, true, List.of(), List.of())
                .with(limits(result, policy));
    }

    private static Optional<Reason> unsteady(EndpointResult result, Policy policy) {
        return result.batches()
                .flatMap(batches -> batches.count() < Batches.COUNT
                        ? Optional.of(Code.TOO_SHORT)
                        : Steadiness.drift(batches, policy.threshold())
                                .map(drift -> new Reason.Share(Code.UNSTEADY, drift)));
    }

    private static Verdict failing(
            EndpointResult result, Optional<Baseline> baseline, Optional<ResultComparison> shown, Policy policy) {
        List<Comparison> comparisons = shown.filter(open -> result.succeeded() > 0)
                .map(open -> open.compare(0, 1))
                .orElse(List.of());
        Reason why = new Reason.Failures(Code.TOO_MANY_FAILED, result, policy.maxErrorRate());
        return Verdict.of(result, baseline, policy, Outcome.REGRESSION, false, List.of(why), comparisons)
                .with(limits(result, policy));
    }

    private static Verdict decide(ResultComparison open, Joint joint) {
        EndpointResult result = open.result;
        Policy policy = open.policy;
        List<Comparison> comparisons = open.decide(joint.criticalPValue(), joint.comparisons());
        if (comparisons.stream().noneMatch(Comparison::gated)) {
            return cannotJudge(result, Optional.of(open.baseline), policy, true, List.of(Code.NO_GATED_METRIC));
        }
        Outcome outcome =
                Outcome.worst(comparisons.stream().filter(Comparison::gated).map(Comparison::outcome));
        List<Reason> reasons = new ArrayList<>();
        comparisons.stream()
                .filter(comparison -> comparison.gated() && comparison.outcome() == outcome)
                // A throughput that passed is not mentioned if another metric is gated.
                .filter(comparison -> outcome != Outcome.PASS
                        || comparison.metric() != Metric.THROUGHPUT
                        || policy.gated().size() == 1)
                .forEach(comparison -> reasons.addAll(comparison.reasons()));
        // The gated metrics that could not decide, and what decided instead.
        comparisons.stream()
                .filter(comparison -> policy.gated().contains(comparison.metric()) && !comparison.gated())
                .forEach(comparison -> reasons.addAll(comparison.reasons()));
        reasons.addAll(open.caveats());
        return Verdict.of(
                result,
                Optional.of(open.baseline),
                policy,
                outcome,
                result.base().isEmpty(),
                reasons,
                comparisons);
    }

    private static Verdict cannotJudge(
            EndpointResult result, Optional<Baseline> baseline, Policy policy, boolean sound, List<Reason> reasons) {
        return Verdict.of(result, baseline, policy, Outcome.CANNOT_JUDGE, sound, reasons, List.of());
    }
}
