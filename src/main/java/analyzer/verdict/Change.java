package analyzer.verdict;

import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import analyzer.metrics.PairedRatio;
import java.util.List;

/**
 * How much worse a metric became, on the logarithmic scale: positive is slower, or less throughput.
 *
 * @param baseline geometric mean of the kept runs' figures, milliseconds or responses per second
 * @param candidate the result's figure, in the same unit
 * @param worse logarithm of the ratio in the direction that is worse
 * @param halfWidth half the width of its 95 % interval, the clock's resolution included
 * @param resolution the part of it that the clock's ticks are to blame for
 * @param probability of so much worse by chance alone, one-sided
 * @param keptRuns number of kept runs it rests on; 0 for a base in the same run
 */
record Change(
        double baseline,
        double candidate,
        double worse,
        double halfWidth,
        double resolution,
        double probability,
        int keptRuns) {

    /**
     * A change beside kept runs.
     *
     * @param candidates the result's estimate, and those of its repeats
     */
    static Change of(Metric metric, List<Estimate> kept, List<Estimate> candidates, int batches, double assumedSpread) {
        RunSpread spread = RunSpread.of(kept, candidates, batches, assumedSpread);
        double candidate = candidates.stream()
                .mapToDouble(run -> Math.log(run.value()))
                .average()
                .orElseThrow();
        double ratio = candidate - spread.center();
        double worse = metric.isBetterWhenHigher() ? -ratio : ratio;
        double resolution = resolution(candidates) + resolution(kept);
        return new Change(
                Math.exp(spread.center()),
                // One run's figure is itself, not the exponential of its logarithm.
                candidates.size() == 1 ? candidates.get(0).value() : Math.exp(candidate),
                worse,
                spread.halfWidth() + resolution,
                resolution,
                spread.probabilityBeyond(worse - resolution),
                kept.size());
    }

    private static double resolution(List<Estimate> runs) {
        return runs.stream().mapToDouble(Estimate::relativeResolution).average().orElse(0);
    }

    /** A change beside the base in the same run. */
    static Change ofSameRun(Metric metric, PairedRatio ratio) {
        RunSpread spread = new RunSpread(Math.log(ratio.base()), ratio.standardError(), ratio.degreesOfFreedom());
        double log = Math.log(ratio.candidate()) - spread.center();
        double worse = metric.isBetterWhenHigher() ? -log : log;
        return new Change(
                ratio.base(),
                ratio.candidate(),
                worse,
                spread.halfWidth() + ratio.resolution(),
                ratio.resolution(),
                spread.probabilityBeyond(worse - ratio.resolution()),
                0);
    }

    boolean isOfSameRun() {
        return keptRuns == 0;
    }

    /** The lower end of the interval, in the direction that is worse. */
    double atLeast() {
        return worse - halfWidth;
    }

    /** The upper end of the interval, in the direction that is worse. */
    double atMost() {
        return worse + halfWidth;
    }

    /** The 95 % interval of the relative change of the figure. */
    Interval interval(Metric metric) {
        return metric.isBetterWhenHigher()
                ? new Interval(Math.expm1(-atMost()), Math.expm1(-atLeast()))
                : new Interval(Math.expm1(atLeast()), Math.expm1(atMost()));
    }
}
