package analyzer.trend;

/**
 * Cumulative sums of the distances between values, so that the sum for any part takes a few look-ups: histories have hundreds of
 * runs, and each is shuffled hundreds of times.
 */
final class Distances {

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
