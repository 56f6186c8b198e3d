package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import analyzer.metrics.PairedBatches;
import analyzer.metrics.PairedRatio;
import analyzer.metrics.RankInterval;
import analyzer.metrics.TargetFigures;
import analyzer.metrics.WithinRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One result beside what it can be compared with, kept runs or the base in the same run: first what changed and how sure that
 * is, for a joint decision with all other cases, then what the policy makes of it.
 */
final class Case {

    private final EndpointResult result;
    private final Baseline baseline;
    private final Policy policy;
    private final IntervalRule rule;
    private final int keptRuns;
    private final Map<Metric, Change> changes = new EnumMap<>(Metric.class);

    /** Metrics that decide: those gated, and the mean in the place of a percentile that cannot. */
    private final Set<Metric> gated;

    private final Set<Metric> undecided = EnumSet.noneOf(Metric.class);

    /** Metrics that some kept runs have, and none of them enough samples for. */
    private final Set<Metric> tooFewKept = EnumSet.noneOf(Metric.class);

    private Case(EndpointResult result, Baseline baseline, int keptRuns, Policy policy) {
        this.result = result;
        this.baseline = baseline;
        this.policy = policy;
        this.rule = new IntervalRule(policy);
        this.keptRuns = keptRuns;
        this.gated = policy.gatedFor(result);
    }

    /** A result beside the kept runs of a baseline. */
    static Case besideKeptRuns(EndpointResult result, Baseline baseline, Policy policy) {
        Case open = new Case(result, baseline, baseline.runs().size(), policy);
        result.batches().ifPresent(open::estimate);
        open.replacePercentilesThatCannotDecide();
        return open;
    }

    /** A result beside the base in the same run, which it must have; the base is shown as a baseline of one run. */
    static Case besideBase(EndpointResult result, Policy policy) {
        EndpointResult base = result.base().orElseThrow();
        Case open = new Case(result, Baseline.of(base.endpoint(), List.of(KeptRun.of(base))), 0, policy);
        PairedBatches.of(result).filter(batches -> batches.count() > 1).ifPresent(open::estimate);
        open.replacePercentilesThatCannotDecide();
        return open;
    }

    private void estimate(PairedBatches batches) {
        for (Metric metric : Metric.values()) {
            Optional<PairedRatio> known =
                    metric == Metric.CPU ? result.cpuBesideBase() : Optional.of(PairedRatio.estimate(metric, batches));
            known.filter(ratio -> isUsable(ratio.base()) && isUsable(ratio.candidate()))
                    .ifPresent(ratio -> changes.put(metric, change(metric, ratio)));
        }
    }

    private Change change(Metric metric, PairedRatio ratio) {
        Optional<Change.Cliff> cliff = ratio.baseRanks()
                .flatMap(base -> ratio.candidateRanks().map(mine -> Change.Cliff.of(List.of(base), mine)));
        return steep(Change.ofSameRun(metric, ratio).seenBy(Looks.of(result)), cliff);
    }

    private void estimate(Batches batches) {
        for (Metric metric : Metric.values()) {
            List<RunSpread.Kept> kept = kept(metric);
            List<Estimate> candidates = candidates(metric);
            if (!kept.isEmpty() && candidates.stream().allMatch(run -> isUsable(run.value()))) {
                Change change = Change.of(metric, kept, candidates, batches.count(), policy.assumedSpread());
                Looks looks = Looks.of(result, change.spread());
                changes.put(metric, steep(change.seenBy(looks), cliff(metric, batches)));
            }
        }
    }

    /** The kept runs' figures, of those that have the samples for it; of all where none has. */
    private List<RunSpread.Kept> kept(Metric metric) {
        List<KeptRun> telling = baseline.runs().stream()
                .filter(run -> run.estimate(metric)
                        .filter(known -> isUsable(known.value()))
                        .isPresent())
                .toList();
        List<KeptRun> enough = telling.stream()
                .filter(run -> run.responseTimes().count() >= Policy.samplesNeeded(metric))
                .toList();
        if (enough.isEmpty() && !telling.isEmpty()) {
            tooFewKept.add(metric);
        }
        return (enough.isEmpty() ? telling : enough)
                .stream()
                        .map(run -> new RunSpread.Kept(run.estimate(metric).orElseThrow(), length(run)))
                        .toList();
    }

    /** How many times as long as the result a kept run was measured; 1 where that is not known. */
    private double length(KeptRun run) {
        double mine = result.runs().stream()
                .flatMap(one -> one.run().stream())
                .mapToLong(info -> info.profile().duration().toMillis())
                .average()
                .orElse(0);
        double theirs =
                run.profile().map(profile -> profile.duration().toMillis()).orElse(0L);
        return mine > 0 && theirs > 0 ? theirs / mine : 1;
    }

    /** The result's estimate, and those of its repeats; NaN of one without samples. */
    private List<Estimate> candidates(Metric metric) {
        return result.runs().stream()
                .map(run -> run.estimate(metric).orElse(new Estimate(Double.NaN, Double.NaN, Double.NaN)))
                .toList();
    }

    /** The metric's figure; of several runs the geometric mean. */
    private double figure(Metric metric) {
        return result.repeats().isEmpty()
                ? result.figure(metric)
                : Math.exp(result.runs().stream()
                        .mapToDouble(run -> Math.log(run.figure(metric)))
                        .average()
                        .orElseThrow());
    }

    /** The change, widened where the percentile may lie on either side of a gap. */
    private Change steep(Change change, Optional<Change.Cliff> cliff) {
        return cliff.filter(rule::isCliff).map(change::at).orElse(change);
    }

    /**
     * Where a percentile may lie. The kept runs' samples are known and not how they clustered, so that they are taken to
     * cluster as those of the candidate do, which came from the same users. Any kept run may be as good as the others.
     */
    private Optional<Change.Cliff> cliff(Metric metric, Batches batches) {
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

    private void replacePercentilesThatCannotDecide() {
        for (Metric metric : policy.gated()) {
            Change change = changes.get(metric);
            // CPU time has no clock in common with response times, and the mean of those says nothing of it.
            if (change != null
                    && metric != Metric.CPU
                    && (change.cliff().isPresent() || rule.isBelowTheClock(change))) {
                undecided.add(metric);
                gated.add(Metric.AVG);
            }
        }
    }

    /** The chance of each deciding change when nothing changed. */
    List<Double> probabilities() {
        return changes.entrySet().stream()
                .filter(change -> gated.contains(change.getKey()))
                .map(change -> change.getValue().probability())
                .toList();
    }

    /**
     * Every metric beside the baseline, in the order of {@link Metric}.
     *
     * @param cut probability up to which findings stand among all comparisons of the analysis
     * @param comparisons number of these comparisons
     */
    List<Comparison> compare(double cut, int comparisons) {
        List<Comparison> all = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            if (changes.containsKey(metric)) {
                all.add(byInterval(metric, changes.get(metric), cut, comparisons));
            } else if (metric == Metric.CPU) {
                if (gated.contains(metric)) {
                    all.add(PointRule.untold(metric, baseline.figure(metric), result.figure(metric), untoldCpu()));
                }
            } else if (result.base().isPresent() && baseline.figure(metric) == 0) {
                all.add(PointRule.unseen(metric, result.figure(metric), gated.contains(metric)));
            } else if (metric != Metric.THROUGHPUT || isThroughputKnown()) {
                all.add(PointRule.compare(
                        metric, baseline.figure(metric), figure(metric), keptRuns, gated.contains(metric), policy));
            }
        }
        return all;
    }

    private Comparison byInterval(Metric metric, Change change, double cut, int comparisons) {
        Comparison comparison = rule.compare(metric, change, gated.contains(metric), cut, comparisons);
        long needed = Policy.samplesNeeded(metric);
        long succeeded = Math.min(
                result.succeeded(), result.base().map(EndpointResult::succeeded).orElse(Long.MAX_VALUE));
        if (succeeded < needed) {
            String why = succeeded + " successful requests are too few for " + metric + ", which needs " + needed
                    + "; load longer";
            return comparison.with(comparison.gated(), Outcome.CANNOT_JUDGE, why);
        }
        if (tooFewKept.contains(metric)) {
            String why = "no baseline run has the " + needed + " successful requests that " + metric
                    + " needs; save longer ones";
            return comparison.with(comparison.gated(), Outcome.CANNOT_JUDGE, why);
        }
        if (metric == Metric.CPU
                && result.server().filter(all -> all.endpoints() > 1).isPresent()) {
            return comparison.with(
                    comparison.gated(),
                    comparison.outcome(),
                    comparison.reason() + ", of all requests to the target together");
        }
        if (undecided.contains(metric) && comparison.outcome() != Outcome.REGRESSION) {
            String why = change.cliff()
                    .map(steep -> Words.cliff(metric, steep))
                    .orElse(metric + " is too close to the clock's 1 ms for the threshold");
            return comparison.with(false, comparison.outcome(), why + "; the mean decides in its place");
        }
        return comparison;
    }

    /** Why there is no CPU time to compare. */
    private String untoldCpu() {
        return result.runs().stream()
                .filter(run -> Double.isNaN(run.figure(Metric.CPU)))
                .findFirst()
                .map(run -> "the CPU time per request is not known of the result: " + whyUnknown(run))
                .or(() -> result.base()
                        .map(base -> "the CPU time per request is not known of the base: " + whyUnknown(base)))
                .orElse("no kept run of the baseline tells the CPU time per request; save a new one");
    }

    private static String whyUnknown(EndpointResult run) {
        return run.server().map(TargetFigures::whyUnknown).orElse("its target was not watched");
    }

    /** What more time would do for a run that is still under way. */
    Outlook outlook(Verdict verdict, double stretch) {
        if (verdict.outcome() != Outcome.CANNOT_JUDGE) {
            return Outlook.of(verdict);
        }
        boolean hopeless = false;
        double times = 0;
        for (Comparison comparison : verdict.comparisons()) {
            Change change = changes.get(comparison.metric());
            if (comparison.gated() && comparison.outcome() == Outcome.CANNOT_JUDGE && change != null) {
                hopeless |= rule.isHopeless(comparison.metric(), change, stretch);
                times = Math.max(times, rule.timesNeeded(comparison.metric(), change));
            }
        }
        // What was not compared by its interval, or would already be sure by it, waits for something else than time.
        return new Outlook(verdict, hopeless, false, times > 1 ? OptionalDouble.of(times) : OptionalDouble.empty());
    }

    /** The rates of a paired run tell nothing: who waits for one target loads neither. */
    private boolean isThroughputKnown() {
        if (result.base().isPresent()) {
            return false;
        }
        OptionalDouble now = result.throughputPerSecond();
        OptionalDouble before = baseline.throughputPerSecond();
        return now.isPresent() && before.isPresent() && before.getAsDouble() > 0;
    }

    /** The clock shows nothing of what is 0, and a logarithm has no place for it. */
    private static boolean isUsable(double figure) {
        return figure > 0 && !Double.isInfinite(figure);
    }

    EndpointResult result() {
        return result;
    }

    Baseline baseline() {
        return baseline;
    }

    /** Whether an interval could be taken of any metric. */
    boolean hasIntervals() {
        return !changes.isEmpty();
    }
}
