package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class CoordinatedOmissionTest {

    /** HdrHistogram's own correction, with the same expected interval, is the reference. */
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

        LatencyHistogram corrected = CoordinatedOmission.corrected(samples);

        assertEquals(expected.getTotalCount(), corrected.count());
        assertEquals(expected.getValueAtPercentile(99), corrected.percentile(99));
        assertEquals(expected.getMean(), corrected.mean(), 1e-9);
    }

    /** A stall of 100 ms where half of the requests take 10 ms stands for ten of them. */
    @Test
    void theUsualIntervalIsTheMedian() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(10, 60);
        samples.record(19, 39);
        samples.record(100, 1);

        assertEquals(100 + 9, CoordinatedOmission.corrected(samples).count());
    }

    @Test
    void equalTimesNeedNoCorrection() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(0, 100);
        samples.record(1, 100);

        assertEquals(200, CoordinatedOmission.corrected(samples).count());
    }
}
