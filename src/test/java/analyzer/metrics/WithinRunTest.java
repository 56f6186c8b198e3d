package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithinRunTest {

    /** The standard error from one run must equal the scatter over many runs. */
    @Test
    void standardErrorsAreTheScatterOfRepeatedRuns() {
        for (Metric metric : List.of(Metric.AVG, Metric.P95, Metric.P99)) {
            DescriptiveStatistics values = new DescriptiveStatistics();
            DescriptiveStatistics errors = new DescriptiveStatistics();
            for (int seed = 0; seed < 400; seed++) {
                Estimate estimate = WithinRun.estimate(metric, autocorrelated(seed), 0);
                values.addValue(estimate.value());
                errors.addValue(estimate.standardError());
            }
            double ratio = errors.getMean() / values.getStandardDeviation();
            assertTrue(ratio > 0.85 && ratio < 1.15, metric + ": " + ratio);
        }
    }

    @Test
    void independentRequestsWouldPromiseTooMuch() {
        Batches batches = autocorrelated(1);
        LatencyHistogram pooled = batches.pooled();
        double naive = pooled.standardDeviation() / Math.sqrt(pooled.count());

        assertTrue(WithinRun.estimate(Metric.AVG, batches, 0).standardError() > 2 * naive);
    }

    /** Alternating means of 90 and 110 ms: a standard deviation of 10.26 ms, divided by the square root of 20. */
    @Test
    void theErrorOfAMeanIsThatOfItsBatchMeans() {
        List<LatencyHistogram> batches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            LatencyHistogram batch = new LatencyHistogram();
            batch.record(i % 2 == 0 ? 90 : 110, 10);
            batches.add(batch);
        }

        assertEquals(
                10.26 / Math.sqrt(20),
                WithinRun.estimate(Metric.AVG, Batches.of(batches), 0).standardError(),
                1e-3);
    }

    /** Means of 90 and 110 ms: a standard deviation of 14.14 ms, divided by the square root of 2. */
    @Test
    void twoBatchesTellAnError() {
        LatencyHistogram one = new LatencyHistogram();
        one.record(90, 10);
        LatencyHistogram two = new LatencyHistogram();
        two.record(110, 10);

        assertEquals(
                10,
                WithinRun.estimate(Metric.AVG, Batches.of(List.of(one, two)), 0).standardError(),
                1e-9);
    }

    @Test
    void throughputVariesWithTheCountsOfItsBatches() {
        List<LatencyHistogram> batches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            LatencyHistogram batch = new LatencyHistogram();
            batch.record(10, i % 2 == 0 ? 90 : 110);
            batches.add(batch);
        }

        Estimate estimate = WithinRun.estimate(Metric.THROUGHPUT, Batches.of(batches), 50);

        assertEquals(50, estimate.value());
        // Counts of 100 +- 10.26 over 20 batches, relative to their mean.
        assertEquals(50 * 0.1026 / Math.sqrt(20), estimate.standardError(), 1e-3);
    }

    /** A run of 3 s has batches of one and of two slices. The longer ones contain more requests, which is not scatter. */
    @Test
    void batchesOfUnequalLengthDoNotMakeTheThroughputUncertain() {
        Timeline timeline = new Timeline();
        for (int slice = 0; slice < 30; slice++) {
            for (int request = 0; request < 10; request++) {
                timeline.recordOk(slice * 100, 50);
            }
        }

        Estimate estimate = WithinRun.estimate(Metric.THROUGHPUT, Batches.of(timeline), 100);

        assertEquals(0, estimate.standardError(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 19, 20, 40, 100})
    void oneBatchGivesNoError(int samples) {
        LatencyHistogram batch = new LatencyHistogram();
        batch.record(100, samples);

        for (Metric metric : EnumSet.complementOf(EnumSet.of(Metric.CPU))) {
            Estimate estimate = WithinRun.estimate(metric, Batches.of(List.of(batch)), 50);
            assertTrue(Double.isNaN(estimate.standardError()), metric + ": " + estimate);
        }
    }

    @Test
    void samplesWithoutBatchesTellTheFigureAlone() {
        LatencyHistogram samples = autocorrelated(1).pooled();

        Estimate estimate = WithinRun.estimate(Metric.P95, samples, 0);

        assertEquals(WithinRun.estimate(Metric.P95, autocorrelated(1), 0).value(), estimate.value());
        assertTrue(Double.isNaN(estimate.standardError()));
    }

    private static Batches autocorrelated(int seed) {
        Random random = new Random(seed);
        List<LatencyHistogram> batches = new ArrayList<>();
        double state = random.nextGaussian();
        for (int i = 0; i < Batches.COUNT; i++) {
            LatencyHistogram batch = new LatencyHistogram();
            for (int request = 0; request < 200; request++) {
                state = 0.9 * state + Math.sqrt(1 - 0.81) * random.nextGaussian();
                batch.record((int) (100 * Math.exp(0.4 * state) + random.nextDouble()));
            }
            batches.add(batch);
        }
        return Batches.of(batches);
    }
}
