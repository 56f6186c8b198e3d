package analyzer.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestResults;
import analyzer.TestTargets;
import analyzer.metrics.Estimate;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.Metric;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.WithinRun;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptRunTest {

    private static final Instant START = Instant.parse("2026-11-23T14:30:00Z");

    /** 2020 requests in 30 s, with response times that differ between batches. */
    private static final KeptRun RUN = KeptRun.of(
            TestResults.sample("/a", START, 2020, i -> 50 + i * i % 103).withTarget(TestTargets.used(3, 1)));

    @ParameterizedTest
    @EnumSource(Metric.class)
    void aMetricIsAsItWasEstimated(Metric metric) {
        assertEquals(Optional.of(RUN.estimates().get(metric)), RUN.estimate(metric));
    }

    @Test
    void cpuTimeIsKeptAndCannotBeDerived() {
        assertEquals(RUN.estimates().get(Metric.CPU).value(), RUN.figure(Metric.CPU));
        assertEquals(3, RUN.figure(Metric.CPU), 0.05);
        KeptRun older = with(RUN.metrics(), RUN.throughputPerSecond(), Map.of(), RUN.responseTimes());
        assertEquals(Optional.empty(), older.estimate(Metric.CPU));
        assertTrue(Double.isNaN(older.figure(Metric.CPU)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1, 0", "-1, 0.1, 0", "Infinity, 0.1, 0", "NaN, 0.1, 0", "3, -1, 0", "3, 0.1, -1", "3, 0.1, NaN"})
    void cpuTimeThatCannotBeShows(double value, double error, double resolution) {
        Map<Metric, Estimate> estimates = new EnumMap<>(RUN.estimates());
        estimates.put(Metric.CPU, new Estimate(3, 0.1, 0.01));
        assertTrue(with(RUN.metrics(), RUN.throughputPerSecond(), estimates, RUN.responseTimes())
                .isOfItsSamples());
        estimates.put(Metric.CPU, new Estimate(value, error, resolution));
        assertFalse(with(RUN.metrics(), RUN.throughputPerSecond(), estimates, RUN.responseTimes())
                .isOfItsSamples());
    }

    /** Files of older versions contain only the samples, which give a figure but not its standard error. */
    @Test
    void aRunWithoutEstimatesIsEstimatedFromItsSamples() {
        KeptRun older = with(RUN.metrics(), RUN.throughputPerSecond(), Map.of(), RUN.responseTimes());

        Estimate p95 = older.estimate(Metric.P95).orElseThrow();

        assertEquals(RUN.estimate(Metric.P95).orElseThrow().value(), p95.value());
        assertTrue(Double.isNaN(p95.standardError()));
        assertEquals(
                2020 / 30.0, older.estimate(Metric.THROUGHPUT).orElseThrow().value());
    }

    @Test
    void aRunWithoutSamplesHasFiguresAndNoEstimates() {
        KeptRun bare = with(RUN.metrics(), RUN.throughputPerSecond(), Map.of(), new LatencyHistogram());

        assertEquals(Optional.empty(), bare.estimate(Metric.P95));
        assertEquals(RUN.metrics().p95Millis(), bare.figure(Metric.P95));
        assertEquals(2020 / 30.0, bare.figure(Metric.THROUGHPUT));
        assertTrue(bare.isOfItsSamples());
        assertFalse(with(RUN.metrics(), RUN.throughputPerSecond(), RUN.estimates(), new LatencyHistogram())
                .isOfItsSamples());
    }

    @Test
    void theFiguresAreThoseOfAllRequestsAndTheSamples() {
        assertTrue(RUN.isOfItsSamples());
        SummaryStatistics withFailures = SummaryStatistics.of(2020 + 5, RUN.responseTimes());
        KeptRun failing = new KeptRun(
                START,
                withFailures,
                5,
                RUN.throughputPerSecond(),
                RUN.estimates(),
                RUN.responseTimes(),
                RUN.profile(),
                RUN.machine(),
                "",
                "",
                Optional.empty());
        assertTrue(failing.isOfItsSamples());
        assertFalse(with(withFailures, RUN.throughputPerSecond(), RUN.estimates(), RUN.responseTimes())
                .isOfItsSamples());
    }

    /** For several injectors the rate covers only the time that they had in common, which is not all of the measured time. */
    @ParameterizedTest
    @ValueSource(doubles = {0.75, 0.76, 1, 1.24})
    void aRateNearThatOfTheNumberOfRequestsCanBe(double factor) {
        assertTrue(withRate(OptionalDouble.of(factor * 2020 / 30)).isOfItsSamples());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.74, 1.26, 10})
    void anyOtherRateCannot(double factor) {
        assertFalse(withRate(OptionalDouble.of(factor * 2020 / 30)).isOfItsSamples());
    }

    @Test
    void aRateThatCannotBeCheckedIsNotHeldAgainstIt() {
        assertTrue(withRate(OptionalDouble.empty()).isOfItsSamples());
        KeptRun ofUnknownLoad = new KeptRun(
                START,
                RUN.metrics(),
                0,
                OptionalDouble.of(1),
                Map.of(),
                RUN.responseTimes(),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                Optional.empty());
        assertTrue(ofUnknownLoad.isOfItsSamples());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1 + 1e-10, 1 - 1e-10, 1})
    void anEstimateMayDifferInItsLastPlaces(double factor) {
        assertTrue(withEstimate(1, factor).isOfItsSamples());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1 + 1e-8, 1 - 1e-8, 0, 3, Double.NaN})
    void anEstimateThatIsNotThatOfTheSamplesShows(double factor) {
        assertFalse(withEstimate(1, factor).isOfItsSamples());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aStandardErrorIsANumberThatAnErrorCanBe(double factor) {
        assertFalse(withEstimate(factor, 1).isOfItsSamples());
        assertTrue(withEstimate(0, 1).isOfItsSamples());
    }

    @Test
    void aHistoryKeepsTheFiguresThatAreAbove0() {
        SummaryStatistics quick = new SummaryStatistics(10, 0.4, 0, 1, 0, 1, 1);
        KeptRun bare = with(quick, OptionalDouble.empty(), Map.of(), new LatencyHistogram());

        PastRun past = PastRun.of(bare);

        assertEquals(Map.of(Metric.AVG, 0.4, Metric.P95, 1.0, Metric.P99, 1.0), values(past));
        assertEquals(RUN.estimates(), PastRun.of(RUN).figures());
    }

    private static Map<Metric, Double> values(PastRun past) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        past.figures().forEach((metric, estimate) -> values.put(metric, estimate.value()));
        return values;
    }

    private static KeptRun withRate(OptionalDouble perSecond) {
        Map<Metric, Estimate> estimates = new EnumMap<>(RUN.estimates());
        if (perSecond.isPresent()) {
            estimates.put(Metric.THROUGHPUT, new Estimate(perSecond.getAsDouble(), 1, 0));
        } else {
            estimates.remove(Metric.THROUGHPUT);
        }
        return with(RUN.metrics(), perSecond, estimates, RUN.responseTimes());
    }

    private static KeptRun withEstimate(double errorFactor, double factor) {
        Estimate kept = RUN.estimates().get(Metric.P95);
        Map<Metric, Estimate> estimates = new EnumMap<>(RUN.estimates());
        estimates.put(
                Metric.P95,
                new Estimate(kept.value() * factor, kept.standardError() * errorFactor, kept.resolution() * factor));
        assertEquals(
                WithinRun.estimate(Metric.P95, RUN.responseTimes(), 0).value(), kept.value(), "as the samples say");
        return with(RUN.metrics(), RUN.throughputPerSecond(), estimates, RUN.responseTimes());
    }

    private static KeptRun with(
            SummaryStatistics metrics,
            OptionalDouble perSecond,
            Map<Metric, Estimate> estimates,
            LatencyHistogram responseTimes) {
        return new KeptRun(
                START,
                metrics,
                0,
                perSecond,
                estimates,
                responseTimes,
                RUN.profile(),
                RUN.machine(),
                RUN.commit(),
                RUN.gatlingVersion(),
                RUN.uptime());
    }
}
