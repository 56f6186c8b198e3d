package analyzer.metrics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Error rates of the candidate and of the base in the same run, with the error of their difference. A difference and not a ratio,
 * because there is no ratio if one side has no failures. The error is that of the difference between the two targets' contributions
 * in each batch, for a ratio of sums as in {@link PairedRatio}. An outage of both in the same batch cancels.
 *
 * @param candidate share of the candidate's requests that failed, 0 to 1
 * @param base share of the base's requests that failed, 0 to 1
 * @param standardError standard error of the difference
 * @param degreesOfFreedom degrees of freedom of that error
 */
public record PairedErrorRate(double candidate, double base, double standardError, double degreesOfFreedom) {

    /** Estimates the difference; empty if nothing failed, or if there are fewer than two batches for an error. */
    public static Optional<PairedErrorRate> of(EndpointResult result) {
        boolean failed = Stream.concat(Stream.of(result), result.base().stream())
                .flatMap(side -> side.timeline().stream())
                .flatMap(timeline -> timeline.slices().stream())
                .anyMatch(slice -> slice.failed() > 0);
        return failed
                ? PairedBatches.of(result)
                        .filter(batches -> batches.count() > 1)
                        .map(PairedErrorRate::estimate)
                : Optional.empty();
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

    /** The candidate's share minus the base's; 0.01 is one percentage point. */
    public double difference() {
        return candidate - base;
    }
}
