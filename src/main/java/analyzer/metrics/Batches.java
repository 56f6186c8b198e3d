package analyzer.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The measured time of a run in consecutive batches of equal length, by the start of each request. Batches are nearly independent, so
 * the variance between them gives the precision of a figure; that of successive requests would not (docs/METHOD.md, section "From
 * samples to an interval").
 */
public final class Batches {

    /** Number of batches of a run that is long enough for them. */
    public static final int COUNT = 20;

    private final List<LatencyHistogram> batches;
    private final List<Integer> lengths;
    private final LatencyHistogram pooled = new LatencyHistogram();

    private Batches(List<LatencyHistogram> batches, List<Integer> lengths) {
        this.batches = batches;
        this.lengths = lengths;
        batches.forEach(pooled::add);
    }

    /** The successful requests of a timeline in batches, from the first request on; fewer than {@link #COUNT} if it is short. */
    static Batches of(Timeline timeline) {
        List<Timeline.Slice> slices = timeline.slices();
        int first = Timeline.unused(slices);
        int span = slices.size() - first;
        int count = Math.min(COUNT, span);
        List<LatencyHistogram> batches = new ArrayList<>(count);
        List<Integer> lengths = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = start(i, count, span);
            int to = start(i + 1, count, span);
            LatencyHistogram batch = new LatencyHistogram();
            slices.subList(first + from, first + to).forEach(slice -> batch.add(slice.ok()));
            batches.add(batch);
            lengths.add(to - from);
        }
        return new Batches(batches, lengths);
    }

    /** Batches of these response times, all equally long. */
    public static Batches of(List<LatencyHistogram> batches) {
        return new Batches(List.copyOf(batches), Collections.nCopies(batches.size(), 1));
    }

    /**
     * Where a batch begins if so many elements, such as slices of time, are divided into batches whose lengths differ by at most one.
     * The end of a batch is the start of the next one.
     *
     * @param batch number of the batch, from 0
     */
    public static int start(int batch, int batches, int elements) {
        return batch * elements / batches;
    }

    /** The response times of each batch, in order of time. */
    public List<LatencyHistogram> responseTimes() {
        return List.copyOf(batches);
    }

    /**
     * Length of each batch, in slices of the timeline. Lengths differ by at most one slice, which matters in a short run with one or
     * two slices per batch.
     */
    List<Integer> lengths() {
        return List.copyOf(lengths);
    }

    public int count() {
        return batches.size();
    }

    /** The response times of all batches together. */
    public LatencyHistogram pooled() {
        return pooled;
    }
}
