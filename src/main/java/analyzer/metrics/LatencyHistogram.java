package analyzer.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Every response time of a set of requests, in whole milliseconds, as exact counts.
 *
 * <p>Gatling's clock has millisecond resolution, so counting each value loses nothing: count, mean, standard deviation and
 * percentiles are exact. Memory depends on the number of different values, not on the number of samples. Figures of no samples are an
 * {@link IllegalStateException}. Not thread-safe.
 */
public final class LatencyHistogram {

    /** Values of at least this are kept in a map, so that one request of a minute needs no large array. */
    private static final int DENSE_LIMIT = 4096;

    private static final int INITIAL_SIZE = 64;

    /**
     * Largest length of the array per sample, so that a few slow samples need no large array. A long log has thousands of slices, whose
     * first samples are slow to count in a map: with 8 cells per sample, a check of 10 million requests took 17 % longer.
     */
    private static final int CELLS_PER_SAMPLE = 64;

    /** Size of a value in the map, in bytes: an entry and two boxed numbers. */
    private static final int SPARSE_CELL_BYTES = 96;

    private static final long[] NOTHING = {};
    private static final TreeMap<Integer, Long> NO_CELLS = new TreeMap<>();

    /** Receives the growth of this object, in bytes. */
    private final IntConsumer grown;

    /** Counts of the values below its length. Empty until the first sample, because a timeline has many slices. */
    private long[] dense = NOTHING;

    /** Counts of all larger values. */
    private TreeMap<Integer, Long> sparse = NO_CELLS;

    private long count;

    public LatencyHistogram() {
        this(bytes -> {});
    }

    /** @param grown receives the approximate growth, in bytes, whenever the histogram grows */
    public LatencyHistogram(IntConsumer grown) {
        this.grown = grown;
    }

    /** Receives each distinct value and the number of times it occurred. */
    @FunctionalInterface
    public interface CellVisitor {
        void visit(int millis, long count);
    }

    /** @param millis response time in milliseconds, zero or more */
    public void record(int millis) {
        record(millis, 1);
    }

    /**
     * Adds the same response time several times.
     *
     * @param millis response time in milliseconds, zero or more
     * @param times how often it occurred, zero or more
     * @throws IllegalArgumentException if either is negative
     */
    public void record(int millis, long times) {
        if (millis < 0 || times < 0) {
            throw new IllegalArgumentException("a response time of " + millis + " ms, " + times + " times");
        }
        if (times == 0) {
            return;
        }
        count += times;
        if (millis < dense.length || isGrownTo(millis)) {
            dense[millis] += times;
        } else {
            addSparse(millis, times);
        }
    }

    /** Makes the array long enough for a value, unless it would be too large for the number of samples. */
    private boolean isGrownTo(int millis) {
        if (millis >= DENSE_LIMIT) {
            return false;
        }
        int length = Math.max(INITIAL_SIZE, Integer.highestOneBit(millis) * 2);
        if (length > INITIAL_SIZE && length / CELLS_PER_SAMPLE > count) {
            return false;
        }
        grown.accept((length - dense.length) * Long.BYTES);
        dense = Arrays.copyOf(dense, length);
        Map<Integer, Long> moved = sparse.headMap(length);
        moved.forEach((value, times) -> dense[value] = times);
        grown.accept(-moved.size() * SPARSE_CELL_BYTES);
        moved.clear();
        return true;
    }

    private void addSparse(int millis, long times) {
        if (sparse == NO_CELLS) {
            sparse = new TreeMap<>();
        }
        int before = sparse.size();
        sparse.merge(millis, times, Long::sum);
        if (sparse.size() > before) {
            grown.accept(SPARSE_CELL_BYTES);
        }
    }

    /** Approximate size of the counts, in bytes. */
    int bytes() {
        return dense.length * Long.BYTES + sparse.size() * SPARSE_CELL_BYTES;
    }

    public void add(LatencyHistogram other) {
        other.forEach(this::record);
    }

    public long count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Visits the distinct values in ascending order. */
    public void forEach(CellVisitor visitor) {
        for (int millis = 0; millis < dense.length; millis++) {
            if (dense[millis] > 0) {
                visitor.visit(millis, dense[millis]);
            }
        }
        for (Map.Entry<Integer, Long> cell : sparse.entrySet()) {
            visitor.visit(cell.getKey(), cell.getValue());
        }
    }

    /** Smallest sample in milliseconds. */
    public int min() {
        requireSamples();
        for (int millis = 0; millis < dense.length; millis++) {
            if (dense[millis] > 0) {
                return millis;
            }
        }
        return sparse.firstKey();
    }

    /** Largest sample in milliseconds. */
    public int max() {
        requireSamples();
        if (!sparse.isEmpty()) {
            return sparse.lastKey();
        }
        int millis = dense.length - 1;
        while (dense[millis] == 0) {
            millis--;
        }
        return millis;
    }

    /** Arithmetic mean in milliseconds. */
    public double mean() {
        requireSamples();
        return sum() / count;
    }

    /** Sum of the times in milliseconds; 0 if there is none. */
    double sum() {
        double[] sum = new double[1];
        forEach((millis, times) -> sum[0] += (double) millis * times);
        return sum[0];
    }

    /** Population standard deviation in milliseconds (divided by n, as Gatling does). */
    public double standardDeviation() {
        double mean = mean();
        double[] squares = new double[1];
        forEach((millis, times) -> squares[0] += times * (millis - mean) * (millis - mean));
        return Math.sqrt(squares[0] / count);
    }

    /**
     * Percentile by the nearest-rank definition: the smallest sample that at least {@code percent} % of the samples do not exceed
     * (definition 1 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996). Always a
     * value that occurred.
     *
     * @param percent above 0, at most 100
     * @return milliseconds
     * @throws IllegalArgumentException if {@code percent} is out of range
     */
    public int percentile(double percent) {
        requireSamples();
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percentile " + percent + " is not in (0, 100]");
        }
        // Dividing last keeps 95 % of 100 at exactly rank 95.
        long rank = Math.max(1, (long) Math.ceil(percent * count / 100.0));
        long seen = 0;
        for (int millis = 0; millis < dense.length; millis++) {
            seen += dense[millis];
            if (seen >= rank) {
                return millis;
            }
        }
        for (Map.Entry<Integer, Long> cell : sparse.entrySet()) {
            seen += cell.getValue();
            if (seen >= rank) {
                return cell.getKey();
            }
        }
        throw new AssertionError("rank " + rank + " of " + count + " samples");
    }

    /** Number of samples below {@code millis}. */
    public long countBelow(int millis) {
        long below = 0;
        for (int value = 0; value < Math.min(millis, dense.length); value++) {
            below += dense[value];
        }
        for (long times : sparse.headMap(millis).values()) {
            below += times;
        }
        return below;
    }

    /** Number of samples of exactly {@code millis}. */
    public long countOf(int millis) {
        return millis < dense.length && millis >= 0 ? dense[millis] : sparse.getOrDefault(millis, 0L);
    }

    private void requireSamples() {
        if (count == 0) {
            throw new IllegalStateException("no samples");
        }
    }
}
