package analyzer.trend;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Change points of a series by E-divisive (Matteson and James, "A Nonparametric Approach for Multiple Change Point Analysis of
 * Multivariate Data", Journal of the American Statistical Association 109, 2014), with exponent 1.
 *
 * <p>A series is cut where the energy distance between the parts before and after, scaled by their lengths, is largest. Each
 * part can be cut again. A cut is kept if shuffling the values within the current parts rarely gives an equally clear one. Values
 * are assumed to be independent within a part; their distribution is arbitrary. They are shuffled from a fixed seed, so a series
 * always has the same change points.
 */
public final class EDivisive {

    /** A shorter part contains no distances to compare the distance between parts with. */
    private static final int MIN_PART = 2;

    private static final int SHUFFLES = 499;
    private static final double SIGNIFICANCE = 0.05;
    private static final long SEED = 20140601;

    /** With fewer values, no permutation of them is rare enough to be significant. */
    public static final int MIN_VALUES = 8;

    private EDivisive() {}

    private record Cut(int at, double statistic) {}

    /**
     * Returns the indexes at which a new level begins, ascending; none if there are fewer than {@value #MIN_VALUES} values.
     *
     * @param values the series, in time order
     */
    public static List<Integer> changePoints(double[] values) {
        TreeSet<Integer> found = new TreeSet<>();
        Random random = new Random(SEED);
        while (values.length >= MIN_VALUES) {
            Cut best = best(values, found);
            if (best.at == 0 || !isRare(values, found, best.statistic, random)) {
                break;
            }
            found.add(best.at);
        }
        return List.copyOf(found);
    }

    /** The clearest cut of any current part; at 0 if no part can be cut. */
    private static Cut best(double[] values, TreeSet<Integer> bounds) {
        Cut best = new Cut(0, 0);
        int from = 0;
        for (int to : ends(values, bounds)) {
            Cut cut = best(values, from, to);
            best = cut.statistic > best.statistic ? cut : best;
            from = to;
        }
        return best;
    }

    /** The clearest cut within [from, to). The part after the cut can end early (kappa in the paper). */
    private static Cut best(double[] values, int from, int to) {
        Distances distances = Distances.of(values, from, to);
        int length = to - from;
        Cut best = new Cut(0, 0);
        for (int at = MIN_PART; at <= length - MIN_PART; at++) {
            for (int end = at + MIN_PART; end <= length; end++) {
                double statistic = statistic(distances, at, end);
                best = statistic > best.statistic ? new Cut(from + at, statistic) : best;
            }
        }
        return best;
    }

    /** Equation (5) of the paper: the energy distance of [0, at) and [at, end), times m n / (m + n). */
    private static double statistic(Distances distances, int at, int end) {
        double m = at;
        double n = end - at;
        double energy = 2 * distances.between(at, end) / (m * n)
                - 2 * distances.within(0, at) / (m * (m - 1))
                - 2 * distances.within(at, end) / (n * (n - 1));
        return m * n / (m + n) * energy;
    }

    /** Permutation test: whether an equally clear cut is rare if the values within each part are in random order. */
    private static boolean isRare(double[] values, TreeSet<Integer> bounds, double statistic, Random random) {
        int asClear = 1;
        for (int i = 0; i < SHUFFLES && asClear <= SIGNIFICANCE * (SHUFFLES + 1); i++) {
            double[] shuffled = values.clone();
            int from = 0;
            for (int to : ends(values, bounds)) {
                shuffle(shuffled, from, to, random);
                from = to;
            }
            // An equal cut can differ by the rounding of sums.
            asClear += best(shuffled, bounds).statistic >= statistic * (1 - 1e-9) ? 1 : 0;
        }
        return asClear <= SIGNIFICANCE * (SHUFFLES + 1);
    }

    private static void shuffle(double[] values, int from, int to, Random random) {
        for (int i = to - 1; i > from; i--) {
            int other = from + random.nextInt(i - from + 1);
            double value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }

    private static List<Integer> ends(double[] values, TreeSet<Integer> bounds) {
        List<Integer> ends = new ArrayList<>(bounds);
        ends.add(values.length);
        return ends;
    }

    /**
     * Cumulative sums of the distances between values, so that the sum for any part takes a few lookups: histories have
     * hundreds of runs, and each is shuffled hundreds of times.
     */
    private static final class Distances {

        /** At [i][j] the sum over all pairs of one of the first i values and one of the first j values. */
        private final double[][] sums;

        private Distances(double[][] sums) {
            this.sums = sums;
        }

        /** The distances between the values in [from, to). */
        static Distances of(double[] values, int from, int to) {
            int length = to - from;
            double[][] sums = new double[length + 1][length + 1];
            for (int i = 1; i <= length; i++) {
                double row = 0;
                for (int j = 1; j <= length; j++) {
                    row += Math.abs(values[from + i - 1] - values[from + j - 1]);
                    sums[i][j] = sums[i - 1][j] + row;
                }
            }
            return new Distances(sums);
        }

        /** Sum over the pairs of one value in [0, at) and one in [at, end). */
        double between(int at, int end) {
            return sums[at][end] - sums[at][at];
        }

        /** Sum over the pairs of values in [start, end), each pair once. */
        double within(int start, int end) {
            return (sums[end][end] - sums[start][end] - sums[end][start] + sums[start][start]) / 2;
        }
    }
}
