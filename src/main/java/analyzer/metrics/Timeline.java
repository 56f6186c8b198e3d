package analyzer.metrics;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The samples of one endpoint in equal slices of time, by the start of each request.
 *
 * <p>Batches are built from slices. A run of any length keeps at most {@value #MAX_SLICES} slices: when one more is needed, neighbours
 * are merged and the slice width doubles, so memory does not grow with the run. Adding samples is not
 * thread-safe; a timeline to which nothing more is added can be read by several threads.
 */
public final class Timeline {

    private static final int INITIAL_WIDTH_MILLIS = 100;
    private static final int MAX_SLICES = 512;

    /** Size of a slice and its place in the list, in bytes. */
    private static final int SLICE_BYTES = 96;

    /** Represents every slice in which nothing started. */
    private static final Slice NOTHING = new Slice(bytes -> {});

    private final List<Slice> slices = new ArrayList<>();
    private final IntConsumer grown;
    private int widthMillis = INITIAL_WIDTH_MILLIS;

    /** Slice of the newest sample. Most samples belong to the same slice as the one before. */
    private Slice current = NOTHING;

    /** Start of the current slice, in milliseconds since the run's start. The slice is unset while its start equals its end. */
    private int currentBegin;

    private int currentEnd;

    /** The batches as last requested. They can be built again, so they are released if memory is short. */
    private volatile SoftReference<Built> built = new SoftReference<>(null);

    private record Built(Batches batches, long requests) {}

    /** The requests that started within one slice: response times of the successful ones, sums of the failed ones. */
    public static final class Slice {
        private final LatencyHistogram ok;
        private long failed;
        private long failedMillis;

        private Slice(IntConsumer grown) {
            ok = new LatencyHistogram(grown);
        }

        /** Response times of the successful requests. */
        public LatencyHistogram ok() {
            return ok;
        }

        public long failed() {
            return failed;
        }

        /** Total time of the failed requests, in milliseconds. */
        public long failedMillis() {
            return failedMillis;
        }

        private void add(Slice other) {
            ok.add(other.ok);
            failed += other.failed;
            failedMillis += other.failedMillis;
        }
    }

    public Timeline() {
        this(bytes -> {});
    }

    /** @param grown receives the approximate growth, in bytes, whenever the timeline grows */
    public Timeline(IntConsumer grown) {
        this.grown = grown;
    }

    /**
     * Adds a successful request.
     *
     * @param startMillis milliseconds since the run's start; an earlier request counts in the first slice
     */
    public void recordOk(int startMillis, int latencyMillis) {
        at(startMillis).ok.record(latencyMillis);
    }

    /**
     * Adds a failed request.
     *
     * @param startMillis as for {@link #recordOk}
     * @param tookMillis milliseconds until it failed
     */
    public void recordFailed(int startMillis, int tookMillis) {
        Slice slice = at(startMillis);
        slice.failed++;
        slice.failedMillis += tookMillis;
    }

    /** Adds all samples of another timeline of the same run. */
    public void add(Timeline other) {
        while (widthMillis < other.widthMillis) {
            mergeNeighbours();
        }
        for (int i = 0; i < other.slices.size(); i++) {
            Slice slice = other.slices.get(i);
            if (slice != NOTHING) {
                at(i * other.widthMillis).add(slice);
            }
        }
    }

    /** Width of one slice in milliseconds. */
    public int widthMillis() {
        return widthMillis;
    }

    /** The slices from the run's start on, including empty ones. */
    public List<Slice> slices() {
        return List.copyOf(slices);
    }

    /** Number of slices before the first one in which a request started; that of all slices if none did. */
    public static int unused(List<Slice> slices) {
        int first = 0;
        while (first < slices.size() && slices.get(first).ok.isEmpty() && slices.get(first).failed == 0) {
            first++;
        }
        return first;
    }

    /**
     * The slices from the run's start on, with a different width.
     *
     * @param width milliseconds, a multiple of {@link #widthMillis()}
     */
    List<Slice> slices(int width) {
        if (width == widthMillis) {
            return slices();
        }
        Timeline wider = new Timeline();
        wider.widthMillis = width;
        wider.add(this);
        return wider.slices();
    }

    /** Time that users waited for these requests, including failed ones, in milliseconds. */
    public double busyMillis() {
        double busy = 0;
        for (Slice slice : slices) {
            busy += slice.failedMillis + slice.ok.sum();
        }
        return busy;
    }

    /**
     * Number of successful requests that started before a moment, as if the starts were spread evenly over each slice.
     *
     * @param millis milliseconds since the run's start
     */
    double succeededBefore(double millis) {
        double before = 0;
        for (int i = 0; i < slices.size(); i++) {
            double share = (millis - (double) i * widthMillis) / widthMillis;
            before += Math.min(1, Math.max(0, share)) * slices.get(i).ok.count();
        }
        return before;
    }

    /** The samples in batches. They are built once, unless samples are added. */
    public Batches batches() {
        long requests = slices.stream()
                .mapToLong(slice -> slice.ok.count() + slice.failed)
                .sum();
        Built last = built.get();
        if (last == null || last.requests != requests) {
            last = new Built(Batches.of(this), requests);
            built = new SoftReference<>(last);
        }
        return last.batches;
    }

    public LatencyHistogram pooledOk() {
        LatencyHistogram all = new LatencyHistogram();
        slices.forEach(slice -> all.add(slice.ok));
        return all;
    }

    private Slice at(int startMillis) {
        if (startMillis < currentBegin || startMillis >= currentEnd) {
            current = find(startMillis);
        }
        return current;
    }

    private Slice find(int startMillis) {
        int index = Math.max(0, startMillis) / widthMillis;
        while (index >= MAX_SLICES) {
            mergeNeighbours();
            index = Math.max(0, startMillis) / widthMillis;
        }
        while (slices.size() <= index) {
            grown.accept(Integer.BYTES);
            slices.add(NOTHING);
        }
        if (slices.get(index) == NOTHING) {
            grown.accept(SLICE_BYTES);
            slices.set(index, new Slice(grown));
        }
        currentBegin = index * widthMillis;
        currentEnd = currentBegin + widthMillis;
        return slices.get(index);
    }

    private void mergeNeighbours() {
        List<Slice> merged = new ArrayList<>(MAX_SLICES);
        for (int i = 0; i < slices.size(); i += 2) {
            merged.add(i + 1 < slices.size() ? merged(slices.get(i), slices.get(i + 1)) : slices.get(i));
        }
        slices.clear();
        slices.addAll(merged);
        widthMillis *= 2;
        // The current slice may have become a part of its neighbour.
        currentEnd = currentBegin;
    }

    private Slice merged(Slice slice, Slice next) {
        if (slice == NOTHING || next == NOTHING) {
            return slice == NOTHING ? next : slice;
        }
        slice.add(next);
        grown.accept(-next.ok.bytes() - SLICE_BYTES);
        return slice;
    }
}
