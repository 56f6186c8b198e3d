package analyzer.metrics;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Ratio of a figure of the candidate to that of the base in the same run, with its error on the logarithmic scale. The figures are
 * those of the whole run; the error comes from how much each batch moves their logarithms, so what changes both targets in the same
 * batch cancels. docs/METHOD.md, section "Base and candidate in one run", has the formulas and their sources.
 *
 * @param candidate the candidate's figure, in milliseconds or, for throughput, responses per second of waiting
 * @param base the base's figure in the same unit
 * @param standardError standard error of the logarithm of their ratio
 * @param resolution largest error that the clock's ticks can add to that logarithm
 * @param candidateRanks interval of the candidate's percentile; empty for other metrics
 * @param baseRanks interval of the base's percentile; empty for other metrics
 */
public record PairedRatio(
        double candidate,
        double base,
        double standardError,
        double degreesOfFreedom,
        double resolution,
        Optional<RankInterval> candidateRanks,
        Optional<RankInterval> baseRanks) {

    /**
     * Estimates a metric from requests; for CPU time see {@link PerRequest#ratioTo}. Throughput is the number of successful responses
     * per second that one user waited for the target, including failed requests: what a loop on the target alone would give each user.
     * The actual rates are equal, because a user waiting for one target sends nothing to the other.
     *
     * @throws IllegalStateException if a target has no samples
     */
    public static PairedRatio estimate(Metric metric, PairedBatches batches) {
        Side candidate = Side.of(metric, batches.candidate());
        Side base = Side.of(metric, batches.base());
        double[] differences = new double[batches.count()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = candidate.parts[i] - base.parts[i];
        }
        BatchDifferences error = BatchDifferences.of(differences);
        return new PairedRatio(
                candidate.value,
                base.value,
                error.standardError(),
                error.degreesOfFreedom(),
                candidate.resolution / candidate.value + base.resolution / base.value,
                candidate.ranks,
                base.ranks);
    }

    /**
     * One target's figure.
     *
     * @param parts how much each batch moves its logarithm; they add up to 0
     * @param resolution the largest error that the clock's ticks can add to the figure
     * @param ranks interval of a percentile; empty for other metrics
     */
    private record Side(double value, double[] parts, double resolution, Optional<RankInterval> ranks) {

        static Side of(Metric metric, List<PairedBatches.Batch> batches) {
            LatencyHistogram pooled = new LatencyHistogram();
            batches.forEach(batch -> pooled.add(batch.ok()));
            return switch (metric) {
                case P50, P95, P99 ->
                    percentile(batches, pooled, metric.percent().orElseThrow());
                case AVG -> mean(batches, pooled);
                case THROUGHPUT -> throughput(batches, pooled.count());
                case CPU -> throw new IllegalArgumentException("CPU time is not estimated from requests");
            };
        }

        private static Side mean(List<PairedBatches.Batch> batches, LatencyHistogram pooled) {
            double mean = pooled.mean();
            return new Side(
                    mean,
                    parts(
                            batches,
                            batch -> (batch.ok().sum() / mean - batch.ok().count()) / pooled.count()),
                    0,
                    Optional.empty());
        }

        private static Side throughput(List<PairedBatches.Batch> batches, long count) {
            double busy = batches.stream()
                    .mapToDouble(PairedBatches.Batch::busyMillis)
                    .sum();
            return new Side(
                    1000 * count / busy,
                    parts(batches, batch -> (double) batch.ok().count() / count - batch.busyMillis() / busy),
                    0,
                    Optional.empty());
        }

        private static Side percentile(List<PairedBatches.Batch> batches, LatencyHistogram pooled, double percent) {
            double value = InterpolatedPercentile.of(pooled, percent);
            double[] shares = parts(
                    batches,
                    batch -> (InterpolatedPercentile.countUpTo(batch.ok(), value)
                                    - percent / 100 * batch.ok().count())
                            / pooled.count());
            double error = 100 * rootOfSquares(shares);
            double above = InterpolatedPercentile.of(pooled, Math.min(percent + error, 100));
            double below = InterpolatedPercentile.of(pooled, Math.max(percent - error, Double.MIN_NORMAL));
            // If no batch differs, there is nothing to convert.
            double millisPerShare = error == 0 ? 0 : (above - below) / (2 * error / 100);
            for (int i = 0; i < shares.length; i++) {
                shares[i] *= -millisPerShare / value;
            }
            return new Side(
                    value,
                    shares,
                    InterpolatedPercentile.resolution(pooled, percent),
                    Optional.of(RankInterval.of(pooled, percent, error / 100)));
        }

        private static double[] parts(
                List<PairedBatches.Batch> batches, ToDoubleFunction<PairedBatches.Batch> ofBatch) {
            return batches.stream().mapToDouble(ofBatch).toArray();
        }

        private static double rootOfSquares(double[] parts) {
            double squares = 0;
            for (double part : parts) {
                squares += part * part;
            }
            return BatchDifferences.errorOfSum(squares, parts.length);
        }
    }
}
