package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchDifferencesTest {

    private static final int RUNS = 4000;

    @Test
    void independentOnesHaveTheErrorOfTheirScatter() {
        BatchDifferences error = BatchDifferences.of(new double[] {3, -3, 3, -3, 3, -3, 3, -3, 3, -3, 3, -3});

        assertEquals(Math.sqrt(12 * 9 * 12 / 11.0), error.standardError(), 1e-9);
        assertEquals(11, error.degreesOfFreedom());
    }

    /** Manual calculation: the correlation of neighbours is 9/12, without bias 10/8, which is limited to 0.8: a factor of 9. */
    @Test
    void neighboursThatAreAlikeCountForFewer() {
        BatchDifferences error = BatchDifferences.of(new double[] {1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1});

        assertEquals(3 * Math.sqrt(12 * 12 / 11.0), error.standardError(), 1e-9);
        assertEquals(4, error.degreesOfFreedom());
    }

    /** Manual calculation: 45 equal and 14 unequal neighbours give 31/60, without bias 32/56: a factor of 11/3, and 60 count as 16.36. */
    @Test
    void theLikenessOfNeighboursIsFreedFromItsBias() {
        double[] series = new double[60];
        Arrays.setAll(series, i -> i / 4 % 2 == 0 ? 2 : -2);

        BatchDifferences error = BatchDifferences.of(series);

        assertEquals(Math.sqrt(4 * 60 * 60 / 59.0 * 11 / 3), error.standardError(), 1e-9);
        assertEquals(60 * 3 / 11.0 - 1, error.degreesOfFreedom(), 1e-9);
    }

    /** Moran: in 5 % of runs the correlation exceeds 0.273 for 24 independent batches, and 0.339 for 10. */
    @ParameterizedTest
    @CsvSource({"24, 8, true", "24, 9, false", "10, 2, true", "10, 3, false", "9, 1, false"})
    void onlyMoreLikenessThanChanceMakesCounts(int count, int changes, boolean counts) {
        double[] series = new double[count];
        for (int i = 0, sign = 1, left = changes; i < count; i++) {
            series[i] = sign;
            // Early sign changes, so that the last stretch is the long one.
            sign = left-- > 0 ? -sign : sign;
        }
        double independent = Math.sqrt((double) count * count / (count - 1));

        BatchDifferences error = BatchDifferences.of(series);

        assertEquals(counts, error.standardError() > independent + 1e-9, error.toString());
        assertEquals(counts, error.degreesOfFreedom() < count - 1);
    }

    @Test
    void whereNothingDiffersThereIsNoError() {
        assertEquals(new BatchDifferences(0, 19), BatchDifferences.of(new double[20]));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.94, 0.97", "0.3, 0.88, 0.97", "0.6, 0.87, 0.97", "0.8, 0.80, 0.97"})
    void intervalsHoldTheTruthThoughNeighboursAreAlike(double correlation, double least, double most) {
        Random random = new Random(7);
        double covered = IntStream.range(0, RUNS)
                        .filter(run -> covers(series(random, correlation)))
                        .count()
                / (double) RUNS;

        assertTrue(covered >= least && covered <= most, "of series with " + correlation + ": " + covered);
    }

    /** Whether the error from the differences from the mean covers the sum of a series around 0. */
    private static boolean covers(double[] series) {
        double sum =
                IntStream.range(0, series.length).mapToDouble(i -> series[i]).sum();
        double[] differences = IntStream.range(0, series.length)
                .mapToDouble(i -> series[i] - sum / series.length)
                .toArray();
        BatchDifferences error = BatchDifferences.of(differences);
        double t = new TDistribution(error.degreesOfFreedom()).inverseCumulativeProbability(0.975);
        return Math.abs(sum) <= t * error.standardError();
    }

    private static double[] series(Random random, double correlation) {
        double[] series = new double[Batches.COUNT];
        double level = random.nextGaussian();
        for (int i = 0; i < series.length; i++) {
            series[i] = level;
            level = correlation * level + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        }
        return series;
    }
}
