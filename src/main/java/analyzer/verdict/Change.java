package analyzer.verdict;

import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import analyzer.metrics.PairedRatio;
import analyzer.metrics.RankInterval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The change of a metric on the logarithmic scale; positive is worse: slower, or less throughput.
 *
 * @param baseline geometric mean of the kept runs' figures, milliseconds or responses per second
 * @param candidate the result's figure, in the same unit
 * @param worse logarithm of the ratio in the direction that is worse
 * @param spread how far noise alone moves it
 * @param resolution what the clock resolution adds to that
 * @param keptRuns number of kept runs it rests on; 0 in a paired run
 * @param cliff ranges of the percentile on both sides; empty unless it is at a cliff
 * @param looks the planned looks at the run
 */
record Change(
        double baseline,
        double candidate,
        double worse,
        RunSpread spread,
        double resolution,
        int keptRuns,
        Optional<Cliff> cliff,
        Looks looks) {

    /** Probability beyond either end of the 95 % interval. */
    static final double TAIL = 0.025;

    /**
     * A percentile next to a gap in the distribution: a slightly different share of slow responses moves it from one side of
     * the gap to the other.
     *
     * @param baseline range of the percentile in the kept runs, or in the base
     * @param candidate range of the percentile in the candidate
     * @param reach how far chance moves it within a run, as a logarithm; the median over all runs
     */
    record Cliff(RankInterval baseline, RankInterval candidate, double reach) {

        /** @param kept ranges of the kept runs, or that of the base; at least one */
        static Cliff of(List<RankInterval> kept, RankInterval candidate) {
            double[] reaches = Stream.concat(kept.stream(), Stream.of(candidate))
                    .mapToDouble(RankInterval::reach)
                    .toArray();
            return new Cliff(
                    kept.stream().reduce(RankInterval::plus).orElseThrow(),
                    candidate,
                    StatUtils.percentile(reaches, 50));
        }

        double atLeast() {
            return Math.log(candidate.low() / baseline.high());
        }

        double atMost() {
            return Math.log(candidate.high() / baseline.low());
        }

        /** The range over both sides. */
        RankInterval whole() {
            return baseline.plus(candidate);
        }
    }

    /**
     * The change against kept runs.
     *
     * @param candidates estimates of the result and its repeats
     */
    static Change of(
            Metric metric, List<RunSpread.Kept> kept, List<Estimate> candidates, int batches, double assumedSpread) {
        RunSpread spread = RunSpread.of(kept, candidates, batches, assumedSpread);
        double candidate = candidates.stream()
                .mapToDouble(run -> Math.log(run.value()))
                .average()
                .orElseThrow();
        double ratio = candidate - spread.center();
        double resolution = resolution(candidates)
                + resolution(kept.stream().map(RunSpread.Kept::estimate).toList());
        return new Change(
                Math.exp(spread.center()),
                // For a single run the figure itself, without the rounding of exp(log(x)).
                candidates.size() == 1 ? candidates.get(0).value() : Math.exp(candidate),
                metric.isBetterWhenHigher() ? -ratio : ratio,
                spread,
                resolution,
                kept.size(),
                Optional.empty(),
                Looks.ONE);
    }

    private static double resolution(List<Estimate> runs) {
        return runs.stream().mapToDouble(Estimate::relativeResolution).average().orElse(0);
    }

    /** The change against the base of a paired run. */
    static Change ofPairedRun(Metric metric, PairedRatio ratio) {
        RunSpread spread =
                RunSpread.ofPairedRun(Math.log(ratio.base()), ratio.standardError(), ratio.degreesOfFreedom());
        double log = Math.log(ratio.candidate()) - spread.center();
        return new Change(
                ratio.base(),
                ratio.candidate(),
                metric.isBetterWhenHigher() ? -log : log,
                spread,
                ratio.resolution(),
                0,
                Optional.empty(),
                Looks.ONE);
    }

    /** The same change, of a percentile at this cliff. */
    Change at(Cliff steep) {
        return new Change(baseline, candidate, worse, spread, resolution, keptRuns, Optional.of(steep), looks);
    }

    /** The same change, of a run with these looks. */
    Change seenBy(Looks several) {
        return having(spread, several);
    }

    /** The change after {@code times} the measured time, if the figures stay the same. */
    Change after(double times) {
        return having(spread.after(times), looks);
    }

    private Change having(RunSpread other, Looks several) {
        return new Change(baseline, candidate, worse, other, resolution, keptRuns, cliff, several);
    }

    boolean isOfSameRun() {
        return keptRuns == 0;
    }

    /** One-sided p-value: the probability of a change this large by chance alone at any of the looks. */
    double probability() {
        return cliff.filter(steep -> steep.atLeast() <= 0).isPresent()
                ? 1
                : looks.overall(spread.probabilityBeyond(worse - resolution));
    }

    /**
     * One-sided probability of a change this large if the true change is {@code limit}: by the run levels alone or, if the run
     * is looked at, by the error within the run as well.
     *
     * @param limit true change, as a logarithm
     */
    double probabilityOfLevelBeyond(double limit) {
        return spread.probability(worse - limit, errorAtTheThreshold());
    }

    /** Change that chance alone exceeds at any of the looks with a probability, one-sided, without the clock resolution. */
    double reach(double probability) {
        return spread.reach(looks.nominal(probability));
    }

    /** Distance above the limit at which {@link #probabilityOfLevelBeyond} falls to {@code probability}. */
    double reachOfLevel(double probability) {
        return spread.quantile(probability) * errorAtTheThreshold();
    }

    private double errorAtTheThreshold() {
        return spread.errorAtTheThreshold(looks != Looks.ONE);
    }

    /** Factor by which the measured time must grow for {@link #reach} to fall to {@code length}; infinity if no time is enough. */
    double timesUntil(double probability, double length) {
        return length <= 0
                ? Double.POSITIVE_INFINITY
                : spread.timesUntil(length / spread.quantile(looks.nominal(probability)));
    }

    /** The same for {@link #reachOfLevel}. */
    double timesUntilOfLevel(double probability, double length) {
        return length <= 0
                ? Double.POSITIVE_INFINITY
                : spread.timesUntilAtTheThreshold(length / spread.quantile(probability));
    }

    private double halfWidth() {
        return reach(TAIL) + resolution;
    }

    /** Lower end of the 95 % interval, in the direction that is worse, including the clock resolution. */
    double atLeast() {
        double low = worse - halfWidth();
        return cliff.map(steep -> Math.min(low, steep.atLeast())).orElse(low);
    }

    /** Upper end of the 95 % interval, in the direction that is worse, including the clock resolution. */
    double atMost() {
        double high = worse + halfWidth();
        return cliff.map(steep -> Math.max(high, steep.atMost())).orElse(high);
    }

    /** The 95 % interval of the relative change of the figure. */
    Interval interval(Metric metric) {
        return metric.isBetterWhenHigher()
                ? new Interval(Math.expm1(-atMost()), Math.expm1(-atLeast()))
                : new Interval(Math.expm1(atLeast()), Math.expm1(atMost()));
    }
}
