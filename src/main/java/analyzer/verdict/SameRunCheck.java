package analyzer.verdict;

import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Metric;
import analyzer.metrics.PairedBatches;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Uptime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Returns why a result that did not fail too often cannot be compared with its base; empty if it can. */
    Optional<String> obstacle(EndpointResult result) {
        return baseObstacle(result)
                .or(() -> tooFew(result, "successful requests"))
                .or(() -> tooFew(base(result), "successful requests to the base"))
                .or(() -> result.health()
                        .flatMap(health -> health.starvation(HOPELESS_P99_MILLIS))
                        .map(why -> "the load generator was starved: " + why + "; stop what else runs on its machine"))
                .or(() -> unequalUptime(result))
                .or(() -> PairedBatches.of(result).flatMap(this::unsteady));
    }

    private static Optional<String> unequalUptime(EndpointResult result) {
        Optional<Uptime> base = result.run().flatMap(RunInfo::baseUptime);
        return result.run()
                .flatMap(RunInfo::uptime)
                .filter(mine -> base.filter(mine::differsFrom).isPresent())
                .map(mine -> "when the load began, the candidate had been up for " + Words.uptime(mine)
                        + ", the base for " + Words.uptime(base.orElseThrow())
                        + "; a backend can slow down with age, so restart both before the run");
    }

    /** Returns why the base is unfit for any comparison, independent of the candidate; empty if it is fit. */
    Optional<String> baseObstacle(EndpointResult result) {
        EndpointResult base = base(result);
        if (base.metrics().totalRequests() == 0) {
            return Optional.of("no request to the base " + target(result) + " was measured");
        }
        if (base.errorRate() <= policy.maxErrorRate()) {
            return Optional.empty();
        }
        String most = base.errors().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(error -> "; mostly: " + error.getKey())
                .orElse("");
        return Optional.of(base.failed() + " of " + base.metrics().totalRequests() + " requests to the base "
                + target(result) + " failed (" + Words.share(base.errorRate()) + "), more than "
                + Words.share(policy.maxErrorRate()) + most + "; of the candidate's " + Words.share(result.errorRate())
                + " failed; a base that fails is nothing to compare with");
    }

    private Optional<String> tooFew(EndpointResult result, String what) {
        long needed = Policy.samplesNeeded(Metric.P95);
        return result.succeeded() >= needed
                ? Optional.empty()
                : Optional.of(result.succeeded() + " " + what + " are too few for a 95th percentile, which needs "
                        + needed + "; load longer");
    }

    private Optional<String> unsteady(PairedBatches batches) {
        if (batches.count() < Batches.COUNT) {
            return Optional.of(
                    "the measured time is too short for " + Batches.COUNT + " batches; load longer (DURATION)");
        }
        return Steadiness.drift(batches, policy.threshold())
                .map(drift -> "the run was not steady: from its beginning to its end the candidate's mean moved by "
                        + Words.percent(drift) + " against that of the base; warm up longer (WARMUP), or look for what"
                        + " changed meanwhile");
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
        Optional<String> doubt = doubt(result);
        if (doubt.isEmpty()) {
            return comparisons;
        }
        return comparisons.stream()
                .map(comparison -> comparison.gated() && comparison.outcome() == Outcome.PASS
                        ? comparison.with(true, Outcome.CANNOT_JUDGE, comparison.reason() + ", but " + doubt.get())
                        : comparison)
                .toList();
    }

    private Optional<String> doubt(EndpointResult result) {
        if (result.errorRate() > policy.maxErrorRate()) {
            return Optional.of(Words.share(result.errorRate()) + " of the requests failed, more than "
                    + Words.share(policy.maxErrorRate()) + ", and of those to the base "
                    + Words.share(base(result).errorRate()) + ", so that chance can explain it; load longer");
        }
        return starvation(result).map(why -> "a starved load generator makes both sides look alike");
    }

    /** Text appended to the reason of a verdict. */
    String caveat(EndpointResult result) {
        StringBuilder caveat = new StringBuilder();
        starvation(result)
                .ifPresent(why -> caveat.append("; the load generator was starved (")
                        .append(why)
                        .append("), which delays both sides and so cannot make one the slower"));
        OptionalDouble mine = result.shareOfTime();
        if (mine.isPresent() && (mine.getAsDouble() > LION_SHARE || mine.getAsDouble() < 1 - LION_SHARE)) {
            boolean candidate = mine.getAsDouble() > LION_SHARE;
            caveat.append(String.format(
                    Locale.ROOT,
                    "; users waited %.0f %% of their time for the %s, so that the other side had little load",
                    100 * (candidate ? mine.getAsDouble() : 1 - mine.getAsDouble()),
                    candidate ? "candidate" : "base"));
        }
        return caveat.toString();
    }

    private static Optional<String> starvation(EndpointResult result) {
        return result.health().flatMap(GeneratorHealth::starvation);
    }

    private static EndpointResult base(EndpointResult result) {
        return result.base().orElseThrow();
    }

    private static String target(EndpointResult result) {
        return result.run().flatMap(RunInfo::baseTarget).orElse("target");
    }
}
