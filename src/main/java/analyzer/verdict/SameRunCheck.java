package analyzer.verdict;

import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Metric;
import analyzer.metrics.PairedBatches;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Uptime;
import analyzer.verdict.Reason.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Checks whether a result of a paired run can be compared with its base, and adds caveats to the verdict.
 *
 * <p>A starved generator delays both targets alike. That cannot make one slower than the other, so a regression stands. But it
 * makes them look alike, so nothing passes: (a + w) / (b + w) is closer to 1 than a / b.
 */
final class SameRunCheck {

    /**
     * P99 of hiccups or event-loop delays, in milliseconds, beyond which a paired run cannot be compared: such stops are longer
     * than most response times, and only a handful of batches in a run of seconds are without one. Next to a process that takes
     * one of two processors in bursts, hiccups were 1 to 21 ms.
     */
    static final double HOPELESS_P99_MILLIS = 10 * GeneratorHealth.STARVED_P99_MILLIS;

    /** Share of the users' time above which the verdict mentions it: the other target has a third of that or less. */
    private static final double LION_SHARE = 0.75;

    private final Policy policy;

    SameRunCheck(Policy policy) {
        this.policy = policy;
    }

    /** Returns why the base is unfit for any comparison, independent of the candidate; empty if it is fit. */
    Optional<Reason> baseObstacle(EndpointResult result) {
        if (base(result).metrics().totalRequests() == 0) {
            String target = result.run().flatMap(RunInfo::baseTarget).orElse("target");
            return Optional.of(new Reason.Text(Code.BASE_NOTHING_MEASURED, target));
        }
        return base(result).errorRate() <= policy.maxErrorRate()
                ? Optional.empty()
                : Optional.of(new Reason.Failures(Code.BASE_TOO_MANY_FAILED, result, policy.maxErrorRate()));
    }

    /** Returns why a result that did not fail too often cannot be compared with its base; empty if it can. */
    Optional<Reason> obstacle(EndpointResult result) {
        return baseObstacle(result)
                .or(() -> tooFewRequests(Code.TOO_FEW_REQUESTS, result))
                .or(() -> tooFewRequests(Code.TOO_FEW_REQUESTS_TO_BASE, base(result)))
                .or(() -> result.health()
                        .filter(health -> health.starvation(HOPELESS_P99_MILLIS).isPresent())
                        .map(health -> new Reason.Starvation(Code.STARVED, health, HOPELESS_P99_MILLIS)))
                .or(() -> otherUptime(result))
                .or(() -> PairedBatches.of(result).flatMap(this::unsteady));
    }

    /** Why too few requests succeeded for any comparison; empty if enough did. */
    static Optional<Reason> tooFewRequests(Code code, EndpointResult result) {
        long needed = Policy.samplesNeeded(Metric.P95);
        return result.succeeded() >= needed
                ? Optional.empty()
                : Optional.of(new Reason.Requests(code, Metric.P95, result.succeeded(), needed));
    }

    private static Optional<Reason> otherUptime(EndpointResult result) {
        Optional<Uptime> ofBase = result.run().flatMap(RunInfo::baseUptime);
        return result.run()
                .flatMap(RunInfo::uptime)
                .filter(mine -> ofBase.filter(mine::differsFrom).isPresent())
                .map(mine -> new Reason.Uptimes(Code.OTHER_UPTIME_THAN_BASE, mine, ofBase.orElseThrow()));
    }

    private Optional<Reason> unsteady(PairedBatches batches) {
        return batches.count() < Batches.COUNT
                ? Optional.of(Code.TOO_SHORT)
                : Steadiness.drift(batches, policy.threshold())
                        .map(drift -> new Reason.Share(Code.UNSTEADY_AGAINST_BASE, drift));
    }

    /**
     * Whether the candidate fails more often than allowed, and more often than the base by more than chance explains. Without the
     * second condition two builds that fail at 0.9 % would trip a limit of 1 % where noise is half a percentage point.
     */
    boolean failsMore(EndpointResult result) {
        return result.errorRate() > policy.maxErrorRate() && !FailureExcess.isChance(result);
    }

    /** The comparisons, with no gated metric passing if the candidate fails too often or the generator was starved. */
    List<Comparison> doubted(EndpointResult result, List<Comparison> comparisons) {
        Optional<Reason> doubt = doubt(result);
        return comparisons.stream()
                .map(comparison -> doubt.isPresent() && comparison.gated() && comparison.outcome() == Outcome.PASS
                        ? comparison.and(Outcome.CANNOT_JUDGE, doubt.get())
                        : comparison)
                .toList();
    }

    private Optional<Reason> doubt(EndpointResult result) {
        if (result.errorRate() > policy.maxErrorRate()) {
            return Optional.of(new Reason.Failures(Code.FAILURES_BY_CHANCE, result, policy.maxErrorRate()));
        }
        return starved(result).map(health -> Code.STARVED_ALIKE);
    }

    /** What the verdict mentions whatever it is. */
    List<Reason> caveats(EndpointResult result) {
        List<Reason> caveats = new ArrayList<>();
        starved(result)
                .ifPresent(health -> caveats.add(
                        new Reason.Starvation(Code.STARVED_BOTH, health, GeneratorHealth.STARVED_P99_MILLIS)));
        OptionalDouble mine = result.shareOfTime();
        if (mine.orElse(0.5) > LION_SHARE) {
            caveats.add(new Reason.Share(Code.WAITED_FOR_CANDIDATE, mine.getAsDouble()));
        } else if (mine.orElse(0.5) < 1 - LION_SHARE) {
            caveats.add(new Reason.Share(Code.WAITED_FOR_BASE, 1 - mine.getAsDouble()));
        }
        return caveats;
    }

    private static Optional<GeneratorHealth> starved(EndpointResult result) {
        return result.health().filter(health -> health.starvation().isPresent());
    }

    private static EndpointResult base(EndpointResult result) {
        return result.base().orElseThrow();
    }
}
