package analyzer.metrics;

/**
 * Error of the sum of one difference per batch. The differences add up to 0.
 *
 * <p>Noise of one target alone that lasts longer than a batch makes neighbouring differences correlated. The sum then varies more
 * than the differences suggest, and a paired run has no kept runs to show it. If the lag-1 autocorrelation {@code r} exceeds the
 * value that independent differences exceed in only 5 % of runs (mean and variance: Moran, Biometrika 35, 1948), the bias of
 * {@code r} is removed (Marriott and Pope, Biometrika 41, 1954) and the variance is multiplied by {@code (1 + r) / (1 - r)}, as
 * for a first-order autoregressive series. The degrees of freedom then come from the effective number of independent batches
 * (Bayley and Hammersley, JRSS Suppl. 8, 1946). Twenty batches cannot determine an {@code r} above 0.8, so it is limited to that.
 *
 * @param standardError standard error of the sum
 * @param degreesOfFreedom degrees of freedom of that error
 */
record BatchDifferences(double standardError, double degreesOfFreedom) {

    private static final double ONE_SIDED_5_PERCENT = 1.645;
    private static final double MOST_CORRELATION = 0.8;

    /** Fewer batches cannot show a correlation. */
    private static final int ENOUGH = 10;

    /** With fewer, the interval of a run of this length would be too wide to show anything. */
    private static final double LEAST_FREEDOM = 4;

    /** @param differences at least two, in order of time */
    static BatchDifferences of(double[] differences) {
        double k = differences.length;
        double squares = 0;
        double neighbours = 0;
        for (int i = 0; i < differences.length; i++) {
            squares += differences[i] * differences[i];
            neighbours += i > 0 ? differences[i] * differences[i - 1] : 0;
        }
        double error = Math.sqrt(squares * k / (k - 1));
        double correlation = squares > 0 ? neighbours / squares : 0;
        double byChance = -1 / k + ONE_SIDED_5_PERCENT * (k - 2) / (k * Math.sqrt(k - 1));
        if (differences.length < ENOUGH || correlation <= byChance) {
            return new BatchDifferences(error, k - 1);
        }
        double unbiased = Math.min(MOST_CORRELATION, (k * correlation + 1) / (k - 4));
        double factor = (1 + unbiased) / (1 - unbiased);
        return new BatchDifferences(error * Math.sqrt(factor), Math.max(LEAST_FREEDOM, k / factor - 1));
    }
}
