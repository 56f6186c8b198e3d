package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.PairedBatches;
import analyzer.metrics.PairedRatio;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Starvation;
import analyzer.metrics.Uptime;
import analyzer.verdict.Reason.Code;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A result of a paired run, compared with its base.
 *
 * <p>A starved generator delays both targets alike. That cannot make one slower than the other, so a regression stands. But it
 * makes them look alike, so nothing passes: (a + w) / (b + w) is closer to 1 than a / b.
 */
final class PairedComparison extends ResultComparison {

    /**
     * P99 of hiccups or event-loop delays, in milliseconds, beyond which a paired run cannot be compared: such pauses are
     * longer than most response times, and only a few batches in a run of several seconds are without one. Next to a process
     * that takes one of two processors in bursts, hiccups were 1 to 21 ms.
     */
    static final double HOPELESS_P99_MILLIS = 10 * Starvation.P99_MILLIS;

    /** Share of the users' time above which the verdict mentions it: the other target has a third of that or less. */
    private static final double LION_SHARE = 0.75;

    private final EndpointResult base;
    private final Optional<PairedBatches> batches;

    PairedComparison(EndpointResult result, EndpointResult base, Policy policy) {
        this(result, base, policy, PairedBatches.of(result));
    }

    private PairedComparison(
            EndpointResult result, EndpointResult base, Policy policy, Optional<PairedBatches> batches) {
        super(
                result,
                Baseline.of(base.endpoint(), List.of(KeptRun.of(base))),
                policy,
                changes(result, batches, policy));
        this.base = base;
        this.batches = batches;
    }

    /** Returns why the base is unfit for any comparison, independent of the candidate; empty if it is fit. */
    Optional<Reason> baseObstacle() {
        if (base.metrics().totalRequests() == 0) {
            String target = result.run().flatMap(RunInfo::baseTarget).orElse("target");
            return Optional.of(new Reason.Text(Code.BASE_NOTHING_MEASURED, target));
        }
        return base.errorRate() <= policy.maxErrorRate()
                ? Optional.empty()
                : Optional.of(new Reason.Failures(Code.BASE_TOO_MANY_FAILED, result, policy.maxErrorRate()));
    }

    /** Returns why a result that did not fail too often cannot be compared with its base; empty if it can. */
    Optional<Reason> obstacle() {
        return baseObstacle()
                .or(() -> tooFew(Code.TOO_FEW_REQUESTS, Metric.P95, result.succeeded()))
                .or(() -> tooFew(Code.TOO_FEW_REQUESTS_TO_BASE, Metric.P95, base.succeeded()))
                .or(() -> result.health()
                        .flatMap(health -> Starvation.of(health, HOPELESS_P99_MILLIS))
                        .map(starvation -> new Reason.Starved(Code.STARVED, starvation)))
                .or(this::otherUptime)
                .or(() -> batches.flatMap(this::unsteady));
    }

    private Optional<Reason> otherUptime() {
        Optional<Uptime> ofBase = result.run().flatMap(RunInfo::baseUptime);
        return result.run()
                .flatMap(RunInfo::uptime)
                .filter(mine -> ofBase.filter(mine::differsFrom).isPresent())
                .map(mine -> new Reason.Uptimes(Code.OTHER_UPTIME_THAN_BASE, mine, ofBase.orElseThrow()));
    }

    private Optional<Reason> unsteady(PairedBatches all) {
        return all.count() < Batches.COUNT
                ? Optional.of(Code.TOO_SHORT)
                : Steadiness.drift(all, policy.threshold())
                        .map(drift -> new Reason.Share(Code.UNSTEADY_AGAINST_BASE, drift));
    }

    /**
     * Whether the candidate fails more often than allowed, and more often than the base by more than chance explains. Without the
     * second condition two builds that fail at 0.9 % would trip a limit of 1 % where noise is half a percentage point.
     */
    boolean failsMore() {
        return result.errorRate() > policy.maxErrorRate() && !FailureExcess.isChance(result);
    }

    private static Map<Metric, Change> changes(EndpointResult result, Optional<PairedBatches> batches, Policy policy) {
        Map<Metric, Change> changes = new EnumMap<>(Metric.class);
        if (batches.filter(all -> all.count() > 1).isEmpty()) {
            return changes;
        }
        IntervalRule rule = new IntervalRule(policy);
        for (Metric metric : Metric.values()) {
            Optional<PairedRatio> known = metric == Metric.CPU
                    ? result.cpuRelativeToBase()
                    : Optional.of(PairedRatio.estimate(metric, batches.get()));
            known.filter(ratio -> isUsable(ratio.base()) && isUsable(ratio.candidate()))
                    .ifPresent(ratio -> changes.put(
                            metric,
                            rule.steep(Change.ofPairedRun(metric, ratio).seenBy(Looks.of(result)), cliff(ratio))));
        }
        return changes;
    }

    private static Optional<Change.Cliff> cliff(PairedRatio ratio) {
        return ratio.baseRanks()
                .flatMap(ofBase -> ratio.candidateRanks().map(mine -> Change.Cliff.of(List.of(ofBase), mine)));
    }

    /** The rates are not compared: a user waiting for one target sends nothing to the other. */
    @Override
    Optional<Comparison> byFigures(Metric metric, boolean isGated) {
        double before = baseline.figure(metric);
        double now = result.figure(metric);
        if (before == 0) {
            return Optional.of(PointRule.unknown(
                    metric, before, now, isGated, new Reason.OfMetric(Code.BASE_BELOW_CLOCK, metric, before)));
        }
        return metric == Metric.THROUGHPUT
                ? Optional.empty()
                : Optional.of(PointRule.compare(metric, before, now, 0, isGated, policy));
    }

    @Override
    Optional<Reason> tooFew(Metric metric) {
        return tooFew(metric, Math.min(result.succeeded(), base.succeeded()));
    }

    @Override
    Reason noCpuToCompareWith() {
        return new Reason.UnknownUsage(Code.CPU_OF_BASE_UNKNOWN, base.target());
    }

    /** Why nothing passes: the candidate fails too often, or the generator was starved. */
    @Override
    Optional<Reason> doubt() {
        if (result.errorRate() > policy.maxErrorRate()) {
            return Optional.of(new Reason.Failures(Code.FAILURES_BY_CHANCE, result, policy.maxErrorRate()));
        }
        return starvation().map(starvation -> Code.STARVED_ALIKE);
    }

    @Override
    List<Reason> caveats() {
        List<Reason> caveats = super.caveats();
        starvation().ifPresent(starvation -> caveats.add(new Reason.Starved(Code.STARVED_BOTH, starvation)));
        OptionalDouble mine = result.shareOfTime();
        if (mine.orElse(0.5) > LION_SHARE) {
            caveats.add(new Reason.Share(Code.WAITED_FOR_CANDIDATE, mine.getAsDouble()));
        } else if (mine.orElse(0.5) < 1 - LION_SHARE) {
            caveats.add(new Reason.Share(Code.WAITED_FOR_BASE, 1 - mine.getAsDouble()));
        }
        return caveats;
    }

    private Optional<Starvation> starvation() {
        return result.health().flatMap(Starvation::of);
    }
}
