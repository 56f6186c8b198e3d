package analyzer.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The measured time of a paired run in consecutive batches of equal length, the same for both targets, by the start of each
 * request. A disturbance of the machine affects both targets in the same batch, so it cancels when they are compared batch by
 * batch (paired comparisons: Law, "Simulation Modeling and Analysis", 5th ed., section 10.2).
 *
 * @param candidate the candidate's requests in each batch
 * @param base the base's requests in the same batches
 */
public record PairedBatches(List<Batch> candidate, List<Batch> base) {

    public PairedBatches {
        candidate = List.copyOf(candidate);
        base = List.copyOf(base);
    }

    /** The requests of one target in one batch. */
    public record Batch(LatencyHistogram ok, long failed, long failedMillis) {

        /** Number of all requests. */
        long requests() {
            return ok.count() + failed;
        }

        /** Time that users waited for the target, in milliseconds. */
        double busyMillis() {
            return ok.sum() + failedMillis;
        }
    }

    /** Batches of a result and its base; empty unless both have samples of successful requests. */
    public static Optional<PairedBatches> of(EndpointResult result) {
        Optional<Timeline> base = result.base().flatMap(EndpointResult::timeline);
        return result.timeline()
                .flatMap(candidate -> base.map(other -> of(candidate, other)))
                .filter(batches -> hasSamples(batches.candidate) && hasSamples(batches.base));
    }

    /** Batches of two timelines that count from the same moment; fewer than {@link Batches#COUNT} if they are short. */
    static PairedBatches of(Timeline candidate, Timeline base) {
        int width = Math.max(candidate.widthMillis(), base.widthMillis());
        List<Timeline.Slice> mine = candidate.slices(width);
        List<Timeline.Slice> theirs = base.slices(width);
        int first = Math.min(Timeline.unused(mine), Timeline.unused(theirs));
        int span = Math.max(0, Math.max(mine.size(), theirs.size()) - first);
        int count = Math.min(Batches.COUNT, span);
        List<Batch> candidates = new ArrayList<>(count);
        List<Batch> bases = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = first + Batches.start(i, count, span);
            int to = first + Batches.start(i + 1, count, span);
            candidates.add(batch(mine, from, to));
            bases.add(batch(theirs, from, to));
        }
        return new PairedBatches(candidates, bases);
    }

    public int count() {
        return candidate.size();
    }

    /**
     * How much larger the candidate's share of failed requests is than the base's; 0.01 is one percentage point. A difference and not a
     * ratio, because there is no ratio if one side has no failures. An outage of both in the same batch cancels. Empty if nothing
     * failed, or if there are fewer than two batches for an error.
     */
    public Optional<PerRequest.MeanDifference> failures() {
        return count() > 1 && Stream.concat(candidate.stream(), base.stream()).anyMatch(batch -> batch.failed > 0)
                ? Optional.of(failures(candidate).moreThan(failures(base)))
                : Optional.empty();
    }

    private static PerRequest failures(List<Batch> batches) {
        return new PerRequest(
                batches.stream()
                        .map(batch -> new PerRequest.Batch(batch.failed, batch.requests()))
                        .toList(),
                0);
    }

    /**
     * Logarithms of the ratios of the two targets' means, in order of time, without batches in which one of them answered nothing.
     */
    public double[] logRatios() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            double mine = candidate.get(i).ok().sum() / candidate.get(i).ok().count();
            double theirs = base.get(i).ok().sum() / base.get(i).ok().count();
            if (mine > 0 && theirs > 0) {
                ratios.add(Math.log(mine / theirs));
            }
        }
        return ratios.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Batch batch(List<Timeline.Slice> slices, int from, int to) {
        LatencyHistogram ok = new LatencyHistogram();
        long failed = 0;
        long failedMillis = 0;
        for (Timeline.Slice slice : slices.subList(Math.min(from, slices.size()), Math.min(to, slices.size()))) {
            ok.add(slice.ok());
            failed += slice.failed();
            failedMillis += slice.failedMillis();
        }
        return new Batch(ok, failed, failedMillis);
    }

    private static boolean hasSamples(List<Batch> batches) {
        return batches.stream().anyMatch(batch -> !batch.ok().isEmpty());
    }
}
