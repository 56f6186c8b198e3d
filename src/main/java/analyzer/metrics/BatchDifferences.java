package analyzer.metrics;

/**
 * Error of the sum of one difference per batch. The differences add up to 0. Noise of one target alone that lasts longer than a
 * batch makes neighbouring differences correlated; docs/METHOD.md, section "Base and candidate in one run", says what is done
 * about it. The bias of the correlation is removed (Marriott and Pope, Biometrika 41, 1954).
 */
record BatchDifferences(double standardError, double degreesOfFreedom) {

    private static final double ONE_SIDED_5_PERCENT = 1.645;

    /** Twenty batches cannot determine a larger one. */
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
        double error = errorOfSum(squares, k);
        double correlation = squares > 0 ? neighbours / squares : 0;
        // Mean and standard error of independent values (Moran, Biometrika 35, 1948).
        double byChance = -1 / k + ONE_SIDED_5_PERCENT * (k - 2) / (k * Math.sqrt(k - 1));
        if (differences.length < ENOUGH || correlation <= byChance) {
            return new BatchDifferences(error, k - 1);
        }
        double unbiased = Math.min(MOST_CORRELATION, (k * correlation + 1) / (k - 4));
        double factor = (1 + unbiased) / (1 - unbiased);
        return new BatchDifferences(error * Math.sqrt(factor), Math.max(LEAST_FREEDOM, k / factor - 1));
    }

    /** Standard error of the sum of independent differences that add up to 0, from their squares; NaN for a single one. */
    static double errorOfSum(double squares, double count) {
        return count < 2 ? Double.NaN : Math.sqrt(squares * count / (count - 1));
    }
}
