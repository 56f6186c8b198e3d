package analyzer.metrics;

import java.util.List;
import java.util.Optional;

/**
 * How much more of the candidate's requests failed than of those to the base in the same run. A difference and not a ratio,
 * because a side without failures has none. Its error is that of the difference of the two targets' parts in each batch, of
 * a ratio of sums as in {@link PairedRatio}: an outage that both have in the same batch is in neither.
 *
 * @param candidate share of the candidate's requests that failed, 0 to 1
 * @param base share of the base's
 * @param standardError of their difference
 * @param degreesOfFreedom of that error
 */
public record PairedErrorRate(double candidate, double base, double standardError, double degreesOfFreedom) {

    /** Estimates it; empty where nothing failed, or where there are no two batches to tell an error from. */
    public static Optional<PairedErrorRate> of(EndpointResult result) {
        return PairedBatches.of(result)
                .filter(batches -> batches.count() > 1)
                .map(PairedErrorRate::estimate)
                .filter(rate -> rate.candidate > 0 || rate.base > 0);
    }

    private static PairedErrorRate estimate(PairedBatches batches) {
        double candidate = rate(batches.candidate());
        double base = rate(batches.base());
        double[] differences = new double[batches.count()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = part(batches.candidate(), i, candidate) - part(batches.base(), i, base);
        }
        BatchDifferences error = BatchDifferences.of(differences);
        return new PairedErrorRate(candidate, base, error.standardError(), error.degreesOfFreedom());
    }

    private static double rate(List<PairedBatches.Batch> batches) {
        return (double) batches.stream().mapToLong(PairedBatches.Batch::failed).sum() / requests(batches);
    }

    private static double part(List<PairedBatches.Batch> batches, int i, double rate) {
        PairedBatches.Batch batch = batches.get(i);
        return (batch.failed() - rate * batch.requests()) / requests(batches);
    }

    private static long requests(List<PairedBatches.Batch> batches) {
        return batches.stream().mapToLong(PairedBatches.Batch::requests).sum();
    }

    /** By how much more failed, as a share of all requests: 0.01 is one percentage point. */
    public double difference() {
        return candidate - base;
    }
}
