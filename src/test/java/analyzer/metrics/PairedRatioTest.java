package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestPairs;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedRatioTest {

    private static final double FACTOR = 1.25;
    private static final int RUNS = 1000;

    @Test
    void theFiguresAreThoseOfTheWholeRun() {
        EndpointResult pair = TestPairs.of(1.5);
        EndpointResult base = pair.base().orElseThrow();
        PairedRatio p95 = estimate(Metric.P95, pair);

        assertEquals(InterpolatedPercentile.of(pair.timeline().orElseThrow().pooledOk(), 95), p95.candidate());
        assertEquals(InterpolatedPercentile.of(base.timeline().orElseThrow().pooledOk(), 95), p95.base());
        assertEquals(
                pair.timeline().orElseThrow().pooledOk().mean(),
                estimate(Metric.AVG, pair).candidate());
        RankInterval ranks = p95.candidateRanks().orElseThrow();
        assertTrue(ranks.low() < p95.candidate() && p95.candidate() < ranks.high(), ranks.toString());
        assertTrue(p95.baseRanks().orElseThrow().high() < ranks.low(), "the base is a third faster");
        assertTrue(estimate(Metric.AVG, pair).candidateRanks().isEmpty());
        assertEquals(
                1000 / base.timeline().orElseThrow().pooledOk().mean(),
                estimate(Metric.THROUGHPUT, pair).base(),
                1e-9);
    }

    /** Manual calculation: batch means of 10 and 30 ms, and of 10 and 10 ms. The means are 20 and 10 ms, the terms -1/4, +1/4, and 0. */
    @Test
    void theErrorIsThatOfTheDifferencesOfTheBatches() {
        PairedBatches batches =
                new PairedBatches(List.of(batch(10, 0), batch(30, 0)), List.of(batch(10, 0), batch(10, 0)));

        PairedRatio mean = PairedRatio.estimate(Metric.AVG, batches);

        assertEquals(2, mean.candidate() / mean.base());
        assertEquals(Math.sqrt(2 * (1 / 16.0 + 1 / 16.0)), mean.standardError(), 1e-9);
        assertEquals(
                0,
                PairedRatio.estimate(Metric.AVG, new PairedBatches(batches.candidate(), batches.candidate()))
                        .standardError());
    }

    /** Manual calculation: 100 requests of 10 ms and 50 of 30 ms, mean 16.67 ms, equal 60 and 90 means: 40 of 150 less and more. */
    @ParameterizedTest
    @CsvSource({"AVG", "THROUGHPUT"})
    void batchesWithMoreRequestsCountForMore(Metric metric) {
        PairedBatches batches = new PairedBatches(
                List.of(batch(10, 100, 0), batch(30, 50, 0)), List.of(batch(10, 100, 0), batch(10, 100, 0)));

        assertEquals(2 * 40 / 150.0, PairedRatio.estimate(metric, batches).standardError(), 1e-9);
    }

    /**
     * Manual calculation: the median of 100 requests of 10 ms and 100 of 20 ms is 10.5 ms. Below it a batch has 25 % more or less than
     * its half. That moves the share by 50 % in either direction, from one end to the other: 11 ms.
     */
    @Test
    void theErrorOfAPercentileIsThatOfItsShareInMilliseconds() {
        PairedBatches batches =
                new PairedBatches(List.of(batch(10, 0), batch(20, 0)), List.of(batch(10, 0), batch(10, 0)));

        PairedRatio median = PairedRatio.estimate(Metric.P50, batches);

        assertEquals(10.5, median.candidate(), 1e-9);
        assertEquals(2 * 0.25 * 11 / 10.5, median.standardError(), 1e-9);
    }

    @Test
    void ratiosAreOfTheMeansOfBatchesAboveTheClock() {
        PairedBatches batches = new PairedBatches(
                List.of(batch(10, 100, 0), batch(30, 50, 0), batch(0, 10, 0), batch(10, 10, 0)),
                List.of(batch(10, 50, 0), batch(10, 100, 0), batch(10, 10, 0), batch(0, 10, 0)));

        assertArrayEquals(new double[] {0, Math.log(3)}, batches.logRatios(), 1e-12);
        assertEquals(0, PairedBatches.of(new Timeline(), new Timeline()).count());
    }

    /** If one millisecond contains the whole tail, half a millisecond is unknown on either side. */
    @Test
    void theClockAddsItsShareOfBothSides() {
        PairedBatches batches =
                new PairedBatches(List.of(batch(30, 0), batch(30, 0)), List.of(batch(10, 0), batch(10, 0)));

        assertEquals(
                0.5 / 30.45 + 0.5 / 10.45,
                PairedRatio.estimate(Metric.P95, batches).resolution(),
                1e-9);
    }

    /** Forty slices from 500 ms on. The candidate's first slice contains only a failure, and the base begins two slices later. */
    @Test
    void theBatchesOfBothBeginWhereTheFirstOfThemDoes() {
        Timeline candidate = new Timeline();
        Timeline base = new Timeline();
        candidate.recordFailed(500, 70);
        for (int slice = 6; slice < 45; slice++) {
            candidate.recordOk(slice * 100, 10);
        }
        for (int slice = 7; slice < 45; slice++) {
            base.recordOk(slice * 100, 10);
        }

        PairedBatches batches = PairedBatches.of(candidate, base);

        assertEquals(20, batches.count());
        assertEquals(1, batches.candidate().get(0).failed());
        assertEquals(70, batches.candidate().get(0).failedMillis());
        assertEquals(1, batches.candidate().get(0).ok().count());
        assertEquals(0, batches.base().get(0).ok().count());
        for (int i = 1; i < 20; i++) {
            assertEquals(2, batches.candidate().get(i).ok().count());
            assertEquals(2, batches.base().get(i).ok().count());
        }
        base.recordOk(60_000, 10);
        assertEquals(
                40,
                PairedBatches.of(candidate, base).candidate().stream()
                        .mapToLong(PairedBatches.Batch::requests)
                        .sum(),
                "in slices as wide as the wider ones");
    }

    /** The rates themselves are equal, because a user waiting for one target sends nothing to the other. */
    @Test
    void throughputCountsTheTimeThatFailuresTook() {
        PairedBatches batches =
                new PairedBatches(List.of(batch(10, 1000), batch(10, 0)), List.of(batch(10, 0), batch(10, 0)));

        PairedRatio throughput = PairedRatio.estimate(Metric.THROUGHPUT, batches);

        assertEquals(100, throughput.base(), 1e-9);
        assertEquals(1000 * 200 / 3000.0, throughput.candidate(), 1e-9);
    }

    private static PairedBatches.Batch batch(int millis, long failedMillis) {
        return batch(millis, 100, failedMillis);
    }

    private static PairedBatches.Batch batch(int millis, int count, long failedMillis) {
        LatencyHistogram ok = new LatencyHistogram();
        ok.record(millis, count);
        return new PairedBatches.Batch(ok, failedMillis > 0 ? 1 : 0, failedMillis);
    }

    @ParameterizedTest
    @CsvSource({"P95, false", "P95, true", "P99, true", "AVG, true", "THROUGHPUT, true"})
    void ninetyFiveOfAHundredIntervalsHoldTheTruth(Metric metric, boolean noisy) {
        double truth = Math.log(FACTOR) * (metric.isBetterWhenHigher() ? -1 : 1);
        double t = new TDistribution(Batches.COUNT - 1).inverseCumulativeProbability(0.975);
        long covered = IntStream.range(0, RUNS)
                .parallel()
                .filter(run -> {
                    PairedRatio ratio = estimate(metric, pair(run, noisy));
                    double log = Math.log(ratio.candidate() / ratio.base());
                    return Math.abs(log - truth) <= t * ratio.standardError();
                })
                .count();

        double share = (double) covered / RUNS;
        assertTrue(share >= 0.93 && share <= 0.97, metric + (noisy ? ", noisy: " : ": ") + share);
    }

    @ParameterizedTest
    @CsvSource({"P95", "AVG", "THROUGHPUT"})
    void whatDisturbsBothCancels(Metric metric) {
        double quiet = averageError(metric, false);
        double noisy = averageError(metric, true);
        double apart = IntStream.range(0, 50)
                .mapToObj(run -> pair(run, true))
                .mapToDouble(pair -> Math.hypot(
                        relative(metric, pair), relative(metric, pair.base().orElseThrow())))
                .average()
                .orElseThrow();

        assertTrue(noisy < 1.3 * quiet, metric + ": " + noisy + ", on a quiet machine " + quiet);
        // The random scatter of the requests is the larger part of a percentile's error, and does not cancel.
        double rest = metric == Metric.P95 ? 0.8 : 0.5;
        assertTrue(
                metric == Metric.THROUGHPUT || noisy < rest * apart, metric + ": " + noisy + ", not paired " + apart);
    }

    private static double averageError(Metric metric, boolean noisy) {
        return IntStream.range(0, 50)
                .mapToDouble(run -> estimate(metric, pair(run, noisy)).standardError())
                .average()
                .orElseThrow();
    }

    private static double relative(Metric metric, EndpointResult result) {
        return WithinRun.estimate(metric, result.batches().orElseThrow(), 1).relativeError();
    }

    private static EndpointResult pair(int run, boolean noisy) {
        DoubleUnaryOperator machine = noisy ? TestPairs.bursts(new SplittableRandom(run)) : TestPairs::quiet;
        return TestPairs.of(1000L + run, 2000, FACTOR, machine);
    }

    private static PairedRatio estimate(Metric metric, EndpointResult pair) {
        return PairedRatio.estimate(metric, PairedBatches.of(pair).orElseThrow());
    }
}
