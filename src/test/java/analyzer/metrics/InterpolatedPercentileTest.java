package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolatedPercentileTest {

    /** With exponential response times and a clock of whole milliseconds, the error of the interpolated P95 is within the stated bound. */
    @ParameterizedTest
    @ValueSource(doubles = {2, 5, 20, 100})
    void isAsExactAsTheClockResolutionSays(double mean) {
        Random random = new Random(1);
        LatencyHistogram samples = new LatencyHistogram();
        for (int i = 0; i < 2_000_000; i++) {
            samples.record((int) (-mean * Math.log(1 - random.nextDouble()) + random.nextDouble()));
        }
        double truth = mean * Math.log(20);

        double error = Math.abs(InterpolatedPercentile.of(samples, 95) - truth);

        assertTrue(error <= InterpolatedPercentile.resolution(samples, 95) + 0.004 * mean, "off by " + error);
    }

    @Test
    void whereOneMillisecondHoldsTheTailHalfATickIsUnknown() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(1, 1000);

        assertEquals(0.5, InterpolatedPercentile.resolution(samples, 95));
        assertEquals(1.45, InterpolatedPercentile.of(samples, 95), 1e-9);
    }

    @Test
    void theResolutionGrowsWithTheTailInOneMillisecond() {
        assertEquals(0.9 / 6, InterpolatedPercentile.resolution(samplesInTheCell(90), 95), 1e-9);
        assertEquals(0.5, InterpolatedPercentile.resolution(samplesInTheCell(110), 95));
        LatencyHistogram halves = new LatencyHistogram();
        halves.record(10, 100);
        halves.record(20, 100);
        assertEquals(0.5, InterpolatedPercentile.resolution(halves, 50), "as many as in the whole tail");
    }

    /** 2000 samples, 100 of them above P95 and {@code count} in its millisecond. */
    private static LatencyHistogram samplesInTheCell(int count) {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(50, 1900 - count);
        samples.record(60, count);
        samples.record(70, 100);
        return samples;
    }

    @Test
    void theLowestCellStartsAtNothing() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(0, 1000);

        assertEquals(0.475, InterpolatedPercentile.of(samples, 95), 1e-9);
    }

    /** The cell of 0 ms has half the width of the others. Samples are assumed to be spread evenly within a cell. */
    @Test
    void ofACellThatIsCutThePartUpToTheCutCounts() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(0, 100);
        samples.record(1, 40);

        assertEquals(50, InterpolatedPercentile.countUpTo(samples, 0.25), 1e-9);
        assertEquals(100 + 10, InterpolatedPercentile.countUpTo(samples, 0.75), 1e-9);
        assertEquals(140, InterpolatedPercentile.countUpTo(samples, 1.5), 1e-9);
    }

    @Test
    void countsUpToAPercentileAreItsShare() {
        LatencyHistogram samples = new LatencyHistogram();
        for (int i = 0; i < 101; i++) {
            samples.record(50 + i, 20);
        }
        double p95 = InterpolatedPercentile.of(samples, 95);

        assertEquals(0.95 * 2020, InterpolatedPercentile.countUpTo(samples, p95), 1e-6);
        assertEquals(0, InterpolatedPercentile.countUpTo(samples, 10));
        assertEquals(2020, InterpolatedPercentile.countUpTo(samples, 1000));
    }
}
