package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.Source;
import analyzer.verdict.Reason.Code;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A result compared metric by metric with kept runs, or with the base of its paired run. It first has the changes and their
 * probabilities, for a joint decision with all other comparisons, and then applies the policy.
 */
abstract sealed class ResultComparison permits KeptRunsComparison, PairedComparison {

    final EndpointResult result;
    final Baseline baseline;
    final Policy policy;
    private final IntervalRule rule;
    private final Map<Metric, Change> changes;

    /** The gated metrics, plus the mean if it replaces a percentile that cannot decide. */
    private final Set<Metric> gated;

    private final Set<Metric> undecided = EnumSet.noneOf(Metric.class);

    /**
     * @param baseline the kept runs, or the base shown as a baseline of one run
     * @param changes the metrics that have an interval
     */
    ResultComparison(EndpointResult result, Baseline baseline, Policy policy, Map<Metric, Change> changes) {
        this.result = result;
        this.baseline = baseline;
        this.policy = policy;
        this.rule = new IntervalRule(policy);
        this.changes = changes;
        this.gated = policy.gatedFor(result);
        replacePercentilesThatCannotDecide();
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

    /** The comparison of a metric without an interval, other than CPU time; empty if the metric is not compared. */
    abstract Optional<Comparison> byFigures(Metric metric, boolean isGated);

    /** Why there are too few samples for a metric; empty if there are enough. */
    abstract Optional<Reason> tooFew(Metric metric);

    abstract Reason noCpuToCompareWith();

    /** Why no gated metric can pass; empty if they can. */
    abstract Optional<Reason> doubt();

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
     * @param criticalPValue largest p-value of a finding that stands among all comparisons of the analysis
     * @param comparisons number of these comparisons
     */
    List<Comparison> compare(double criticalPValue, int comparisons) {
        return Stream.of(Metric.values())
                .flatMap(metric -> changes.containsKey(metric)
                        ? Stream.of(byInterval(metric, changes.get(metric), criticalPValue, comparisons))
                        : withoutInterval(metric).stream())
                .toList();
    }

    /** The same, with no gated metric passing if there is a doubt. */
    List<Comparison> decide(double criticalPValue, int comparisons) {
        Optional<Reason> doubt = doubt();
        return compare(criticalPValue, comparisons).stream()
                .map(comparison -> doubt.isPresent() && comparison.gated() && comparison.outcome() == Outcome.PASS
                        ? comparison.and(Outcome.CANNOT_JUDGE, doubt.get())
                        : comparison)
                .toList();
    }

    private Comparison byInterval(Metric metric, Change change, double criticalPValue, int comparisons) {
        Comparison comparison = rule.compare(metric, change, gated.contains(metric), criticalPValue, comparisons);
        Optional<Reason> tooFew = tooFew(metric);
        if (tooFew.isPresent()) {
            return comparison.judged(Outcome.CANNOT_JUDGE, tooFew.get());
        }
        if (metric == Metric.CPU
                && result.target().filter(all -> all.endpoints() > 1).isPresent()) {
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

    private Optional<Comparison> withoutInterval(Metric metric) {
        boolean isGated = gated.contains(metric);
        if (metric != Metric.CPU) {
            return byFigures(metric, isGated)
                    .map(comparison -> tooFew(metric)
                            .map(why -> comparison.judged(Outcome.CANNOT_JUDGE, why))
                            .orElse(comparison));
        }
        return isGated
                ? Optional.of(PointRule.unknown(
                        metric, baseline.figure(metric), result.figure(metric), true, whyCpuIsUnknown()))
                : Optional.empty();
    }

    private Reason whyCpuIsUnknown() {
        return result.runs().stream()
                .filter(run -> Double.isNaN(run.figure(Metric.CPU)))
                .findFirst()
                .<Reason>map(run -> new Reason.UnknownUsage(Code.CPU_UNKNOWN, run.target()))
                .orElseGet(this::noCpuToCompareWith);
    }

    /** Why too few requests succeeded for a metric; empty if enough did. */
    static Optional<Reason> tooFew(Metric metric, long succeeded) {
        return tooFew(Code.TOO_FEW_FOR_METRIC, metric, succeeded);
    }

    /** Why too few requests succeeded; empty if enough did. */
    static Optional<Reason> tooFew(Code code, Metric metric, long succeeded) {
        long needed = Policy.samplesNeeded(metric);
        return succeeded < needed
                ? Optional.of(new Reason.Requests(code, metric, succeeded, needed))
                : Optional.empty();
    }

    /** What any verdict mentions: missing intervals, an unknown load profile. */
    List<Reason> caveats() {
        List<Reason> caveats = new ArrayList<>();
        if (changes.isEmpty()) {
            caveats.add(
                    result.timeline().isEmpty()
                            ? new Reason.OfSource(Code.NO_SAMPLES, result.source())
                            : Code.NO_KEPT_SAMPLES);
        }
        if (isLoadUnknown(result)) {
            caveats.add(new Reason.OfSource(Code.LOAD_UNKNOWN, result.source()));
        }
        return caveats;
    }

    static boolean isLoadUnknown(EndpointResult result) {
        return result.source() != Source.LOG && result.run().isEmpty();
    }

    /** Estimates the effect of more measured time on a run in progress. */
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

    /** A figure of 0 is below the clock resolution and has no logarithm. */
    static boolean isUsable(double figure) {
        return figure > 0 && !Double.isInfinite(figure);
    }
}
