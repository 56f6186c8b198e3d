package analyzer.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every response time of a set of requests, in whole milliseconds, as exact counts.
 *
 * <p>Gatling's clock ticks in whole milliseconds, so counting how often each value occurred loses nothing: count,
 * mean, standard deviation and percentiles below are exact, and memory depends on the range of the values, never on
 * how many there are. Not thread-safe.
 */
public final class LatencyHistogram {

    /** Values from here on are kept in a map, so that one request of a minute does not cost a large array. */
    private static final int DENSE_LIMIT = 4096;

    private static final int INITIAL_SIZE = 64;
    private static final long[] NOTHING = {};

    /** Nothing until the first sample: a timeline has many slices, and some stay empty. */
    private long[] dense = NOTHING;

    private final TreeMap<Integer, Long> sparse = new TreeMap<>();
    private long count;

    /** Receives each distinct value with the number of times it occurred. */
    @FunctionalInterface
    public interface CellVisitor {
        void visit(int millis, long count);
    }

    /**
     * Adds one response time.
     *
     * @param millis response time in milliseconds, zero or more
     */
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
        if (millis < DENSE_LIMIT) {
            if (millis >= dense.length) {
                dense = Arrays.copyOf(dense, Math.max(INITIAL_SIZE, Integer.highestOneBit(millis) * 2));
            }
            dense[millis] += times;
        } else {
            sparse.merge(millis, times, Long::sum);
        }
        count += times;
    }

    /** Adds all samples of another histogram. */
    public void add(LatencyHistogram other) {
        other.forEach(this::record);
    }

    /** Number of samples. */
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

    /**
     * Smallest sample in milliseconds.
     *
     * @throws IllegalStateException if there are no samples
     */
    public int min() {
        requireSamples();
        for (int millis = 0; millis < dense.length; millis++) {
            if (dense[millis] > 0) {
                return millis;
            }
        }
        return sparse.firstKey();
    }

    /**
     * Largest sample in milliseconds.
     *
     * @throws IllegalStateException if there are no samples
     */
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

    /**
     * Arithmetic mean in milliseconds.
     *
     * @throws IllegalStateException if there are no samples
     */
    public double mean() {
        requireSamples();
        double[] sum = new double[1];
        forEach((millis, times) -> sum[0] += (double) millis * times);
        return sum[0] / count;
    }

    /**
     * Population standard deviation in milliseconds (divided by n, as Gatling does).
     *
     * @throws IllegalStateException if there are no samples
     */
    public double standardDeviation() {
        double mean = mean();
        double[] squares = new double[1];
        forEach((millis, times) -> squares[0] += times * (millis - mean) * (millis - mean));
        return Math.sqrt(squares[0] / count);
    }

    /**
     * Percentile by the nearest-rank definition: the smallest sample that at least {@code percent} % of the samples do
     * not exceed (definition 1 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American
     * Statistician 50(4), 1996). Always a value that really occurred.
     *
     * @param percent above 0, at most 100
     * @return milliseconds
     * @throws IllegalArgumentException if {@code percent} is out of range
     * @throws IllegalStateException if there are no samples
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
