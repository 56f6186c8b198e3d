package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Estimate;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metric;
import analyzer.metrics.RankInterval;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Uptime;
import analyzer.metrics.WithinRun;
import analyzer.verdict.Reason.Code;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A result compared with the kept runs of its baseline. That takes the same load profile, the same kind of machine and a target
 * of similar age.
 */
final class KeptRunsComparison extends ResultComparison {

    /**
     * Compares a result.
     *
     * @param baseline the kept runs without the result itself; there must be no {@link #obstacle}
     */
    KeptRunsComparison(EndpointResult result, Baseline baseline, Policy policy) {
        super(result, baseline, policy, changes(result, baseline, policy));
    }

    /** Returns why a result cannot be compared with its baseline; empty if it can. */
    static Optional<Reason> obstacle(EndpointResult result, Optional<Baseline> baseline) {
        if (baseline.isEmpty()) {
            return Optional.of(Code.NO_BASELINE);
        }
        if (!baseline.get().isOfItsRuns()) {
            return Optional.of(Code.ALTERED_BASELINE);
        }
        Optional<Baseline> others = baseline.get().toJudge(result);
        if (others.isEmpty()) {
            return Optional.of(Code.OWN_BASELINE);
        }
        return otherLoad(result, others.get())
                .or(() -> otherMachine(result, others.get()))
                .or(() -> otherUptime(result, others.get()));
    }

    private static Optional<Reason> otherLoad(EndpointResult result, Baseline baseline) {
        // A baseline of the three documented keys has no load profile, and neither do CSV files and stats.json.
        if (isLoadUnknown(result)) {
            return Optional.empty();
        }
        Optional<LoadProfile> mine = result.run().map(RunInfo::profile);
        return baseline.profile()
                .filter(theirs ->
                        mine.isEmpty() || !mine.get().differencesFrom(theirs).isEmpty())
                .map(theirs -> new Reason.Loads(Code.OTHER_LOAD, mine, theirs));
    }

    /**
     * Compares CPU model and number of cores, and only for a target on the generator's own machine. The machine of any other
     * target is unknown, and a generator that cannot keep up is found by its health. The embedded stand-in is exempt: its
     * answers take the configured time on any machine.
     */
    private static Optional<Reason> otherMachine(EndpointResult result, Baseline baseline) {
        Optional<Machine> mine =
                result.run().filter(run -> run.profile().targetSharesMachine()).map(RunInfo::machine);
        return baseline.machine()
                .filter(theirs -> mine.filter(own -> !own.isLike(theirs)).isPresent())
                .map(theirs -> new Reason.Machines(Code.OTHER_MACHINE, mine.orElseThrow(), theirs));
    }

    /** Detects a target of unusual age: a backend slows down with age, which would look like a change. */
    private static Optional<Reason> otherUptime(EndpointResult result, Baseline baseline) {
        Optional<Uptime> usual = baseline.uptime();
        return result.runs().stream()
                .flatMap(run -> run.run().flatMap(RunInfo::uptime).stream())
                .filter(mine -> usual.filter(mine::differsFrom).isPresent())
                .findFirst()
                .map(mine -> new Reason.Uptimes(Code.OTHER_UPTIME, mine, usual.orElseThrow()));
    }

    private static Map<Metric, Change> changes(EndpointResult result, Baseline baseline, Policy policy) {
        Map<Metric, Change> changes = new EnumMap<>(Metric.class);
        if (result.batches().filter(all -> all.count() > 1).isEmpty()) {
            return changes;
        }
        Batches batches = result.batches().get();
        IntervalRule rule = new IntervalRule(policy);
        for (Metric metric : Metric.values()) {
            List<RunSpread.Kept> kept = kept(metric, result, baseline);
            List<Estimate> candidates = candidates(metric, result);
            if (!kept.isEmpty() && candidates.stream().allMatch(run -> isUsable(run.value()))) {
                Change change = Change.of(metric, kept, candidates, batches.count(), policy.assumedSpread());
                Looks looks = Looks.of(result, change.spread());
                changes.put(metric, rule.steep(change.seenBy(looks), cliff(metric, batches, result, baseline)));
            }
        }
        return changes;
    }

    /** Figures of the kept runs that have enough samples for the metric; of all that have the metric if none has enough. */
    private static List<RunSpread.Kept> kept(Metric metric, EndpointResult result, Baseline baseline) {
        List<KeptRun> telling = telling(metric, baseline);
        List<KeptRun> enough = telling.stream()
                .filter(run -> run.responseTimes().count() >= Policy.samplesNeeded(metric))
                .toList();
        return (enough.isEmpty() ? telling : enough)
                .stream()
                        .map(run -> new RunSpread.Kept(run.estimate(metric).orElseThrow(), length(run, result)))
                        .toList();
    }

    private static List<KeptRun> telling(Metric metric, Baseline baseline) {
        return baseline.runs().stream()
                .filter(run -> run.estimate(metric)
                        .filter(known -> isUsable(known.value()))
                        .isPresent())
                .toList();
    }

    /** Measured time of a kept run divided by that of the result; 1 if unknown. */
    private static double length(KeptRun run, EndpointResult result) {
        double mine = result.runs().stream()
                .flatMap(one -> one.run().stream())
                .mapToLong(info -> info.profile().duration().toMillis())
                .average()
                .orElse(0);
        double theirs =
                run.profile().map(profile -> profile.duration().toMillis()).orElse(0L);
        return mine > 0 && theirs > 0 ? theirs / mine : 1;
    }

    /** Estimates of the result and its repeats; NaN for a run that has none. */
    private static List<Estimate> candidates(Metric metric, EndpointResult result) {
        return result.runs().stream()
                .map(run -> run.estimate(metric).orElse(new Estimate(Double.NaN, Double.NaN, Double.NaN)))
                .toList();
    }

    /**
     * Ranges in which a percentile can lie. The batches of kept runs are not known, so their samples are assumed to cluster
     * like the candidate's, which come from the same users. All kept runs count equally.
     */
    private static Optional<Change.Cliff> cliff(
            Metric metric, Batches batches, EndpointResult result, Baseline baseline) {
        if (metric.percent().isEmpty()) {
            return Optional.empty();
        }
        double percent = metric.percent().getAsDouble();
        double error = WithinRun.shareError(batches, percent);
        long count = batches.pooled().count();
        List<RankInterval> kept = baseline.runs().stream()
                .map(KeptRun::responseTimes)
                .filter(samples -> !samples.isEmpty())
                .map(samples -> RankInterval.of(samples, percent, error * Math.sqrt((double) count / samples.count())))
                .toList();
        return kept.isEmpty()
                ? Optional.empty()
                : result.runs().stream()
                        .flatMap(run -> run.batches().stream())
                        .map(mine -> RankInterval.of(mine.pooled(), percent, WithinRun.shareError(mine, percent)))
                        .reduce(RankInterval::plus)
                        .map(mine -> Change.Cliff.of(kept, mine));
    }

    @Override
    Optional<Comparison> byFigures(Metric metric, boolean isGated) {
        return metric == Metric.THROUGHPUT && !isThroughputKnown()
                ? Optional.empty()
                : Optional.of(PointRule.compare(
                        metric,
                        baseline.figure(metric),
                        figure(metric),
                        baseline.runs().size(),
                        isGated,
                        policy));
    }

    private boolean isThroughputKnown() {
        OptionalDouble now = result.throughputPerSecond();
        OptionalDouble before = baseline.throughputPerSecond();
        return now.isPresent() && before.isPresent() && before.getAsDouble() > 0;
    }

    /** The metric's figure; of several runs their geometric mean, or the arithmetic one if it is 0 ms in one of them. */
    private double figure(Metric metric) {
        if (result.repeats().isEmpty()) {
            return result.figure(metric);
        }
        double[] figures =
                result.runs().stream().mapToDouble(run -> run.figure(metric)).toArray();
        double geometric =
                Math.exp(Arrays.stream(figures).map(Math::log).average().orElseThrow());
        return geometric == 0 ? Arrays.stream(figures).average().orElseThrow() : geometric;
    }

    @Override
    Optional<Reason> tooFew(Metric metric) {
        return tooFew(metric, result.succeeded()).or(() -> {
            long needed = Policy.samplesNeeded(metric);
            long most = telling(metric, baseline).stream()
                    .mapToLong(run -> run.responseTimes().count())
                    .max()
                    .orElse(needed);
            return most < needed
                    ? Optional.of(new Reason.Requests(Code.TOO_FEW_KEPT_FOR_METRIC, metric, most, needed))
                    : Optional.empty();
        });
    }

    @Override
    Reason noCpuToCompareWith() {
        return Code.CPU_NOT_KEPT;
    }

    @Override
    Optional<Reason> doubt() {
        return Optional.empty();
    }
}
