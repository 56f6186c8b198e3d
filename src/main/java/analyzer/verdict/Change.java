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
 * How much worse a metric became, on the logarithmic scale: positive is slower, or less throughput.
 *
 * @param baseline geometric mean of the kept runs' figures, milliseconds or responses per second
 * @param candidate the result's figure, in the same unit
 * @param worse logarithm of the ratio in the direction that is worse
 * @param spread how far chance alone moves it
 * @param resolution what the clock's ticks add to that
 * @param keptRuns number of kept runs it rests on; 0 for a base in the same run
 * @param cliff where the percentile may lie in either run, when that tells more than the spread does
 * @param looks how often the run was to be looked at
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

    /** Of the 95 % interval, the part beyond either end. */
    static final double TAIL = 0.025;

    /**
     * A percentile that lies where few response times are: a little more or less of the slow ones moves it from one side of
     * the gap to the other.
     *
     * @param baseline where it may lie in a kept run, or in the base's
     * @param candidate where it may lie in the candidate's
     * @param reach how far chance moves it within a run, as a logarithm: the median of all runs
     */
    record Cliff(RankInterval baseline, RankInterval candidate, double reach) {

        /** @param kept at least one run's, or the base's */
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

        /** From where to where chance moves the percentile. */
        RankInterval whole() {
            return baseline.plus(candidate);
        }
    }

    /**
     * A change beside kept runs.
     *
     * @param candidates the result's estimate, and those of its repeats
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
                // One run's figure is itself, not the exponential of its logarithm.
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

    /** A change beside the base in the same run. */
    static Change ofSameRun(Metric metric, PairedRatio ratio) {
        RunSpread spread = RunSpread.ofSameRun(Math.log(ratio.base()), ratio.standardError(), ratio.degreesOfFreedom());
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

    /** The same change, of a percentile at a cliff. */
    Change at(Cliff steep) {
        return new Change(baseline, candidate, worse, spread, resolution, keptRuns, Optional.of(steep), looks);
    }

    /** The same change, of a run that is looked at so often. */
    Change seenBy(Looks several) {
        return having(spread, several);
    }

    /** The same change when so many times as much is measured, if the figures stay as they are. */
    Change after(double times) {
        return having(spread.after(times), looks);
    }

    private Change having(RunSpread other, Looks several) {
        return new Change(baseline, candidate, worse, other, resolution, keptRuns, cliff, several);
    }

    boolean isOfSameRun() {
        return keptRuns == 0;
    }

    /** Probability of so much worse by chance alone, one-sided, at any of the looks. */
    double probability() {
        return cliff.filter(steep -> steep.atLeast() <= 0).isPresent()
                ? 1
                : looks.overall(spread.probabilityBeyond(worse - resolution));
    }

    /**
     * Probability that the levels of runs alone, or chance in a run that is looked at, make it so much worse when it became
     * worse by no more than a limit.
     *
     * @param limit a logarithm
     */
    double probabilityOfLevelBeyond(double limit) {
        return spread.probability(worse - limit, errorAtTheThreshold());
    }

    /** How far chance alone moves it at any of the looks with a probability, one-sided, without the clock's resolution. */
    double reach(double probability) {
        return spread.reach(looks.nominal(probability));
    }

    /** How far above a limit it must be for {@link #probabilityOfLevelBeyond} to be no more than this. */
    double reachOfLevel(double probability) {
        return spread.quantile(probability) * errorAtTheThreshold();
    }

    private double errorAtTheThreshold() {
        return spread.errorAtTheThreshold(looks != Looks.ONE);
    }

    /** How many times as much must be measured for {@link #reach} to be no more than a length; infinity where no time is enough. */
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

    /** The lower end of the 95 % interval, in the direction that is worse; the clock's resolution is in it. */
    double atLeast() {
        double low = worse - halfWidth();
        return cliff.map(steep -> Math.min(low, steep.atLeast())).orElse(low);
    }

    /** The upper end of the interval, in the direction that is worse. */
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
