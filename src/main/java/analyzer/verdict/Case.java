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
import analyzer.metrics.WithinRun;
import analyzer.verdict.Reason.Code;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A result together with what it is compared with: kept runs, or the base of a paired run. It first estimates the changes and
 * their probabilities, for a joint decision with all other cases, and then applies the policy.
 */
final class Case {

    private final EndpointResult result;
    private final Baseline baseline;
    private final Policy policy;
    private final IntervalRule rule;
    private final int keptRuns;
    private final Map<Metric, Change> changes = new EnumMap<>(Metric.class);

    /** The gated metrics, plus the mean if it replaces a percentile that cannot decide. */
    private final Set<Metric> gated;

    private final Set<Metric> undecided = EnumSet.noneOf(Metric.class);

    /** Most samples of a kept run, of the metrics that kept runs have, but none of them with enough samples. */
    private final Map<Metric, Long> tooFewKept = new EnumMap<>(Metric.class);

    private Case(EndpointResult result, Baseline baseline, int keptRuns, Policy policy) {
        this.result = result;
        this.baseline = baseline;
        this.policy = policy;
        this.rule = new IntervalRule(policy);
        this.keptRuns = keptRuns;
        this.gated = policy.gatedFor(result);
    }

    /** Compares a result with the kept runs of a baseline. */
    static Case besideKeptRuns(EndpointResult result, Baseline baseline, Policy policy) {
        Case open = new Case(result, baseline, baseline.runs().size(), policy);
        result.batches().ifPresent(open::estimate);
        open.replacePercentilesThatCannotDecide();
        return open;
    }

    /** Compares a result with the base of its paired run, which it must have. The base is shown as a baseline of one run. */
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

    /** Figures of the kept runs that have enough samples for the metric; of all that have the metric if none has enough. */
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
            tooFewKept.put(
                    metric,
                    telling.stream()
                            .mapToLong(run -> run.responseTimes().count())
                            .max()
                            .orElseThrow());
        }
        return (enough.isEmpty() ? telling : enough)
                .stream()
                        .map(run -> new RunSpread.Kept(run.estimate(metric).orElseThrow(), length(run)))
                        .toList();
    }

    /** Measured time of a kept run divided by that of the result; 1 if unknown. */
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

    /** Estimates of the result and its repeats; NaN for a run that has none. */
    private List<Estimate> candidates(Metric metric) {
        return result.runs().stream()
                .map(run -> run.estimate(metric).orElse(new Estimate(Double.NaN, Double.NaN, Double.NaN)))
                .toList();
    }

    /** The metric's figure; the geometric mean if there are several runs. */
    private double figure(Metric metric) {
        return result.repeats().isEmpty()
                ? result.figure(metric)
                : Math.exp(result.runs().stream()
                        .mapToDouble(run -> Math.log(run.figure(metric)))
                        .average()
                        .orElseThrow());
    }

    /** Widens the interval of a change if the percentile can be on either side of a gap. */
    private Change steep(Change change, Optional<Change.Cliff> cliff) {
        return cliff.filter(rule::isCliff).map(change::at).orElse(change);
    }

    /**
     * Ranges in which a percentile can lie. The batches of kept runs are not known, so their samples are assumed to cluster
     * like the candidate's, which come from the same users. All kept runs count equally.
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
            // CPU time is read from another clock, and the mean response time does not measure it.
            if (change != null
                    && metric != Metric.CPU
                    && (change.cliff().isPresent() || rule.isBelowTheClock(change))) {
                undecided.add(metric);
                gated.add(Metric.AVG);
            }
        }
    }

    /** The p-values of the gated metrics: the probability of each change if nothing changed. */
    List<Double> probabilities() {
        return changes.entrySet().stream()
                .filter(change -> gated.contains(change.getKey()))
                .map(change -> change.getValue().probability())
                .toList();
    }

    /**
     * Compares every metric with the baseline, in the order of {@link Metric}.
     *
     * @param cut largest p-value of a finding that stands among all comparisons of the analysis
     * @param comparisons number of these comparisons
     */
    List<Comparison> compare(double cut, int comparisons) {
        List<Comparison> all = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            if (changes.containsKey(metric)) {
                all.add(byInterval(metric, changes.get(metric), cut, comparisons));
            } else if (metric == Metric.CPU) {
                if (gated.contains(metric)) {
                    all.add(PointRule.unknown(
                            metric, baseline.figure(metric), result.figure(metric), true, unknownCpu()));
                }
            } else if (result.base().isPresent() && baseline.figure(metric) == 0) {
                all.add(PointRule.unknown(
                        metric,
                        0,
                        result.figure(metric),
                        gated.contains(metric),
                        new Reason.OfMetric(Code.BASE_BELOW_CLOCK, metric, 0)));
            } else if (metric != Metric.THROUGHPUT || isThroughputKnown()) {
                all.add(PointRule.compare(
                        metric, baseline.figure(metric), figure(metric), keptRuns, gated.contains(metric), policy));
            }
        }
        return all;
    }

    private Comparison byInterval(Metric metric, Change change, double cut, int comparisons) {
        Comparison comparison = rule.compare(metric, change, gated.contains(metric), cut, comparisons);
        Optional<Reason> tooFew = tooFew(metric);
        if (tooFew.isPresent()) {
            return comparison.judged(Outcome.CANNOT_JUDGE, tooFew.get());
        }
        if (metric == Metric.CPU
                && result.server().filter(all -> all.endpoints() > 1).isPresent()) {
            return comparison.and(comparison.outcome(), Code.CPU_OF_ALL_REQUESTS);
        }
        if (undecided.contains(metric) && comparison.outcome() != Outcome.REGRESSION) {
            return comparison.replacedByTheMean(change.cliff()
                    .<Reason>map(steep -> new Reason.OfCliff(
                            Code.AT_A_CLIFF,
                            metric,
                            steep.whole().low(),
                            steep.whole().high()))
                    .orElse(new Reason.OfMetric(Code.CLOCK_TOO_COARSE, metric, change.baseline())));
        }
        return comparison;
    }

    private Optional<Reason> tooFew(Metric metric) {
        long needed = Policy.samplesNeeded(metric);
        long succeeded = Math.min(
                result.succeeded(), result.base().map(EndpointResult::succeeded).orElse(Long.MAX_VALUE));
        if (succeeded < needed) {
            return Optional.of(new Reason.Requests(Code.TOO_FEW_FOR_METRIC, metric, succeeded, needed));
        }
        return Optional.ofNullable(tooFewKept.get(metric))
                .map(most -> new Reason.Requests(Code.TOO_FEW_KEPT_FOR_METRIC, metric, most, needed));
    }

    /** The reason why there is no CPU time to compare. */
    private Reason unknownCpu() {
        return result.runs().stream()
                .filter(run -> Double.isNaN(run.figure(Metric.CPU)))
                .findFirst()
                .<Reason>map(run -> new Reason.UnknownCpu(Code.CPU_UNKNOWN, run.server()))
                .or(() -> result.base().map(base -> new Reason.UnknownCpu(Code.CPU_OF_BASE_UNKNOWN, base.server())))
                .orElse(Code.CPU_NOT_KEPT);
    }

    /** Estimates what more measured time would do for a run that is going on. */
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
        // More time does not help a metric without an interval, or one whose interval would already decide.
        return new Outlook(verdict, hopeless, false, times > 1 ? OptionalDouble.of(times) : OptionalDouble.empty());
    }

    /** The rates of a paired run are not compared: a user waiting for one target sends nothing to the other. */
    private boolean isThroughputKnown() {
        if (result.base().isPresent()) {
            return false;
        }
        OptionalDouble now = result.throughputPerSecond();
        OptionalDouble before = baseline.throughputPerSecond();
        return now.isPresent() && before.isPresent() && before.getAsDouble() > 0;
    }

    /** A figure of 0 is below the clock resolution and has no logarithm. */
    private static boolean isUsable(double figure) {
        return figure > 0 && !Double.isInfinite(figure);
    }

    EndpointResult result() {
        return result;
    }

    Baseline baseline() {
        return baseline;
    }

    /** Whether any metric has an interval. */
    boolean hasIntervals() {
        return !changes.isEmpty();
    }
}
