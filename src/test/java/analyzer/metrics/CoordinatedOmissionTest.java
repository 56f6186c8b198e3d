package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class CoordinatedOmissionTest {

    /** The reference is HdrHistogram's own correction with the same expected interval. */
    @Test
    void addsTheRequestsThatAStallKeptFromBeingSent() {
        LatencyHistogram samples = new LatencyHistogram();
        Histogram reference = new Histogram(5);
        samples.record(10, 990);
        samples.record(35, 5);
        samples.record(1000, 5);
        reference.recordValueWithCount(10, 990);
        reference.recordValueWithCount(35, 5);
        reference.recordValueWithCount(1000, 5);
        Histogram expected = reference.copyCorrectedForCoordinatedOmission(10);

        for (double percent : new double[] {1, 50, 66.6, 67, 90, 95, 99, 99.9, 100}) {
            assertEquals(
                    expected.getValueAtPercentile(percent),
                    CoordinatedOmission.percentile(samples, percent),
                    percent + " %");
        }
    }

    /** With a median of 10 ms a stall of 100 ms stands for ten requests: 109 in total, the last with rank 109. */
    @Test
    void theUsualIntervalIsTheMedian() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(10, 60);
        samples.record(19, 39);
        samples.record(100, 1);

        assertEquals(10, CoordinatedOmission.percentile(samples, 100 * 61.0 / 109), "one of the ten took 10 ms");
        assertEquals(19, CoordinatedOmission.percentile(samples, 100 * 61.5 / 109));
        assertEquals(20, CoordinatedOmission.percentile(samples, 100 * 100.5 / 109));
        assertEquals(90, CoordinatedOmission.percentile(samples, 100 * 107.5 / 109));
        assertEquals(100, CoordinatedOmission.percentile(samples, 100 * 108.5 / 109));
    }

    @Test
    void equalTimesNeedNoCorrection() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(0, 100);
        samples.record(1, 100);

        assertEquals(0, CoordinatedOmission.percentile(samples, 50));
        assertEquals(1, CoordinatedOmission.percentile(samples, 51));
    }

    /** One damaged time of 24 days stands for two thousand million requests of a millisecond. They are only counted. */
    @Test
    void aStallOfAnyLengthCostsNoMemory() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(0, 1000);
        samples.record(Integer.MAX_VALUE, 1);

        assertEquals(Integer.MAX_VALUE, CoordinatedOmission.percentile(samples, 100));
        assertEquals(0, CoordinatedOmission.percentile(samples, 1e-5));
        assertEquals(Integer.MAX_VALUE / 2, CoordinatedOmission.percentile(samples, 50), 1000);
    }
}
