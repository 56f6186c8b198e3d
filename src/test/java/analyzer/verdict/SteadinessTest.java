package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Batches;
import analyzer.metrics.LatencyHistogram;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.Test;

class SteadinessTest {

    @Test
    void aTrendIsSizedByItsSlope() {
        double drift = Steadiness.drift(batches(i -> 1000 + 20 * i), 0.2).orElseThrow();

        assertEquals(19 * 20 / 1190.0, drift, 1e-9);
        assertTrue(Steadiness.drift(batches(i -> 1000 - 20 * i), 0.2).orElseThrow() < 0);
    }

    @Test
    void aSmallTrendDoesNoHarm() {
        assertEquals(Optional.empty(), Steadiness.drift(batches(i -> 1000 + 4 * i), 0.2));
        assertTrue(Steadiness.drift(batches(i -> 1000 + 4 * i), 0.1).isPresent());
    }

    @Test
    void moreThanHalfTheThresholdIsTooMuch() {
        assertTrue(Steadiness.drift(batches(i -> 1000 + 6 * i), 0.2).isPresent());
        assertEquals(Optional.empty(), Steadiness.drift(batches(i -> 1000 + 5 * i), 0.2));
    }

    /** 55 of 190 pairs are out of order, which happens by chance in 1.03 % of runs; 45 in 0.13 %. */
    @Test
    void aTrendIsWhatChanceMakesInLessThanOneOfAHundredRuns() {
        assertEquals(Optional.empty(), Steadiness.drift(batches(i -> 1000 + 20 * (i < 11 ? 10 - i : i)), 0.2));
        assertTrue(Steadiness.drift(batches(i -> 1000 + 20 * (i < 10 ? 9 - i : i)), 0.2)
                .isPresent());
    }

    /** One pair fewer is out of order: 54 of 190, which happens by chance in 0.87 % of runs. */
    @Test
    void onePairMoreInOrderMakesATrend() {
        IntUnaryOperator order = i -> i < 2 ? 9 + i : i < 11 ? 10 - i : i;

        assertTrue(Steadiness.drift(batches(i -> 1000 + 20 * order.applyAsInt(i)), 0.2)
                .isPresent());
    }

    @Test
    void justHalfTheThresholdIsNotTooMuch() {
        IntUnaryOperator rising = i -> 905 + 10 * i;

        assertEquals(190 / 1000.0, Steadiness.drift(batches(rising), 0.37).orElseThrow(), 1e-12);
        assertEquals(Optional.empty(), Steadiness.drift(batches(rising), 0.38));
    }

    /** Theil and Sen: the median of the slopes between all pairs, here of a curve without equal slopes. */
    @Test
    void theSlopeIsTheMedianOfAllPairs() {
        double[] values =
                IntStream.range(0, 20).mapToDouble(i -> 1000 + i * i * i).toArray();
        double[] slopes = IntStream.range(0, 20)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(0, i).mapToDouble(j -> (values[i] - values[j]) / (i - j)))
                .toArray();
        double expected = new Median().evaluate(slopes) * 19 / new Mean().evaluate(values);

        assertEquals(
                expected, Steadiness.drift(batches(i -> 1000 + i * i * i), 0.2).orElseThrow(), 1e-12);
        IntUnaryOperator falling = i -> 1000 + (19 - i) * (19 - i) * (19 - i);
        assertEquals(-expected, Steadiness.drift(batches(falling), 0.2).orElseThrow(), 1e-12);
    }

    @Test
    void upAndDownIsNoTrend() {
        assertEquals(Optional.empty(), Steadiness.drift(batches(i -> i % 2 == 0 ? 1000 : 2000), 0.2));
    }

    @Test
    void aSlopeThatChanceExplainsIsNoTrend() {
        int[] noise = {
            400, -300, 100, -450, 250, 50, -200, 450, -400, 300, -100, 350, -350, 0, 200, -250, 150, 400, -50, 100
        };

        assertEquals(Optional.empty(), Steadiness.drift(batches(i -> 1000 + 10 * i + noise[i]), 0.2));
    }

    @Test
    void oneBatchOutOfLineIsNoTrend() {
        assertEquals(Optional.empty(), Steadiness.drift(batches(i -> i == 19 ? 9000 : 1000), 0.2));
    }

    @Test
    void nothingAboveTheClockHasNoTrend() {
        assertEquals(Optional.empty(), Steadiness.drift(batches(i -> 0), 0.2));
        assertEquals(Optional.empty(), Steadiness.drift(Batches.of(Arrays.asList(new LatencyHistogram())), 0.2));
    }

    private static Batches batches(IntUnaryOperator millis) {
        return Batches.of(IntStream.range(0, 20)
                .mapToObj(i -> {
                    LatencyHistogram batch = new LatencyHistogram();
                    batch.record(millis.applyAsInt(i), 100);
                    return batch;
                })
                .toList());
    }
}
