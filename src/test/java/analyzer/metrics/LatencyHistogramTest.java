package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 19, 20, 21, 100, 1000, 12_345})
    void percentilesEqualTheNearestRankOfTheSortedSamples(int count) {
        int[] samples = new Random(count).ints(count, 0, 9000).toArray();
        LatencyHistogram histogram = of(samples);
        Arrays.sort(samples);

        for (double percent : new double[] {0.01, 1, 50, 75, 90, 95, 99, 99.9, 100}) {
            int atLeast = 0;
            while ((atLeast + 1) * 100.0 < percent * count) {
                atLeast++;
            }
            assertEquals(samples[atLeast], histogram.percentile(percent), percent + " % of " + count);
        }
    }

    @Test
    void the95thPercentileOf100SamplesIsThe95th() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int millis = 1; millis <= 100; millis++) {
            histogram.record(millis);
        }

        assertEquals(95, histogram.percentile(95));
        assertEquals(99, histogram.percentile(99));
        assertEquals(100, histogram.percentile(100));
    }

    @Test
    void momentsEqualThoseOfCommonsMath() {
        int[] samples = new Random(7).ints(5000, 0, 20_000).toArray();
        LatencyHistogram histogram = of(samples);
        DescriptiveStatistics expected = new DescriptiveStatistics();
        Arrays.stream(samples).forEach(expected::addValue);

        assertEquals(expected.getMean(), histogram.mean(), 1e-6);
        assertEquals(Math.sqrt(expected.getPopulationVariance()), histogram.standardDeviation(), 1e-6);
        assertEquals(expected.getMin(), histogram.min());
        assertEquals(expected.getMax(), histogram.max());
        assertEquals(5000, histogram.count());
    }

    @Test
    void aRareValueOfMinutesIsExactToo() {
        LatencyHistogram histogram = of(new int[] {1, 2, 3, 60_000, 2_000_000_000});

        assertEquals(2_000_000_000, histogram.max());
        assertEquals(60_000, histogram.percentile(80));
        assertEquals(1, histogram.min());
        assertEquals(3, histogram.countBelow(60_000));
        assertEquals(4, histogram.countBelow(60_001));
    }

    @Test
    void whatNeverOccurredIsNoSample() {
        LatencyHistogram histogram = of(new int[] {5000, 7000});
        histogram.record(3, 0);

        assertEquals(5000, histogram.min());
        assertEquals(2, histogram.count());
        assertEquals(0, histogram.countOf(-1));
        assertEquals(0, histogram.countOf(3));
        assertEquals(1, histogram.countOf(7000));
        assertEquals(0, histogram.countOf(6999));
        assertEquals(0, histogram.countBelow(5000));
    }

    /** The memory limit needs the complete amount. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100, 5000})
    void itReportsAllTheMemoryThatItNeeds(int count) {
        long[] reported = new long[1];
        LatencyHistogram histogram = new LatencyHistogram(bytes -> reported[0] += bytes);

        new Random(count).ints(count, 0, 6000).forEach(millis -> {
            histogram.record(millis);
            assertEquals(reported[0], histogram.bytes());
        });

        assertTrue(reported[0] > 0);
    }

    /** An entry of the map counts as 96 bytes. Up to 4096 ms an array stores the counts once it has at most 64 cells per sample. */
    @Test
    void fewSlowSamplesCostNoArray() {
        assertEquals(64 * Long.BYTES, of(new int[] {63}).bytes());
        assertEquals(96, of(new int[] {64}).bytes());
        assertEquals(128 * Long.BYTES, of(new int[] {64, 127}).bytes());
        assertEquals(2 * 96, of(new int[] {64, 128}).bytes());
        assertEquals(256 * Long.BYTES, of(new int[] {64, 128, 128, 200}).bytes());
        int[] often = new int[200];
        Arrays.fill(often, 4096);
        assertEquals(96, of(often).bytes());
        Arrays.fill(often, 4095);
        assertEquals(4096 * Long.BYTES, of(often).bytes());
    }

    @Test
    void addingPoolsTheSamples() {
        LatencyHistogram pooled = of(new int[] {1, 5000});
        pooled.add(of(new int[] {1, 7, 5000}));

        assertEquals(5, pooled.count());
        assertEquals(2, pooled.countBelow(2));
        assertEquals(5000, pooled.percentile(61));
        assertEquals(7, pooled.percentile(60));
    }

    @Test
    void hasNoFiguresWithoutSamples() {
        LatencyHistogram empty = new LatencyHistogram();

        assertTrue(empty.isEmpty());
        assertThrows(IllegalStateException.class, empty::mean);
        assertThrows(IllegalStateException.class, empty::min);
        assertThrows(IllegalStateException.class, empty::max);
        assertThrows(IllegalStateException.class, () -> empty.percentile(50));
    }

    @Test
    void refusesWhatIsNoResponseTimeOrPercentile() {
        LatencyHistogram histogram = of(new int[] {1});

        assertThrows(IllegalArgumentException.class, () -> histogram.record(-1));
        assertThrows(IllegalArgumentException.class, () -> histogram.record(1, -1));
        assertThrows(IllegalArgumentException.class, () -> histogram.percentile(0));
        assertThrows(IllegalArgumentException.class, () -> histogram.percentile(100.1));
        assertThrows(IllegalArgumentException.class, () -> histogram.percentile(Double.NaN));
    }

    private static LatencyHistogram of(int[] samples) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int sample : samples) {
            histogram.record(sample);
        }
        return histogram;
    }
}
