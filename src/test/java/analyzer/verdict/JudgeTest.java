package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestResults;
import analyzer.TestRuns;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metrics;
import analyzer.metrics.RunInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {

    private static final Instant BEFORE = Instant.parse("2026-11-22T14:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

    private final Judge judge = new Judge(Policy.standard());

    @ParameterizedTest
    @CsvSource({
        "100, 100, PASS",
        "100, 120, PASS",
        "100, 121, REGRESSION",
        "100, 50, PASS",
        // What 1 ms of clock resolution could explain is no regression, however large in percent.
        "2, 3, PASS",
        "2, 4, REGRESSION",
        "1, 2, PASS",
    })
    void p95BeyondTheThresholdIsARegression(int before, int now, Outcome outcome) {
        assertEquals(outcome, judge.judge(constant(now), baseline(before)).outcome());
    }

    @Test
    void theThresholdIsThePolicys() {
        Judge strict = new Judge(new Policy(0.05, 0.01, Set.of(Metric.P95)));

        assertEquals(
                Outcome.REGRESSION, strict.judge(constant(106), baseline(100)).outcome());
        assertEquals(Outcome.PASS, strict.judge(constant(105), baseline(100)).outcome());
    }

    @Test
    void aVerdictShowsItsNumbers() {
        Verdict verdict = judge.judge(constant(150), baseline(100));

        assertEquals("p95 100 ms -> 150 ms (+50.0 %), above the threshold of 20 %", verdict.reason());
        assertEquals(
                List.of(Metric.P95, Metric.AVG, Metric.P99),
                verdict.comparisons().stream().map(Comparison::metric).toList());
        assertEquals(0.5, verdict.comparisons().get(0).change(), 1e-9);
    }

    @Test
    void onlyGatedMetricsDecide() {
        EndpointResult slowTail = withMetrics(new Metrics(1000, 200, 1, 900, 10, 100, 800));
        Optional<Baseline> before =
                Optional.of(new Baseline("/a", BEFORE, new Metrics(1000, 50, 1, 200, 10, 100, 150), List.of()));

        assertEquals(Outcome.PASS, judge.judge(slowTail, before).outcome());
        assertEquals(
                Outcome.REGRESSION, gating(Metric.AVG).judge(slowTail, before).outcome());
        assertEquals(
                Outcome.REGRESSION,
                gating(Metric.P95, Metric.P99).judge(slowTail, before).outcome());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.NaN, -1, Double.POSITIVE_INFINITY})
    void aBaselineWithoutAUsableFigureIsNoPass(double p95) {
        Baseline unusable = new Baseline("/a", BEFORE, new Metrics(1000, 50, 1, 200, 10, p95, 150), List.of());

        Verdict verdict = judge.judge(constant(100), Optional.of(unusable));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(verdict.reason().startsWith("the baseline "), verdict.reason());
    }

    @Test
    void aResultWithoutAFigureIsNoPass() {
        EndpointResult csvOfAnAllFailedRun =
                withMetrics(new Metrics(1000, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN));

        Verdict verdict = judge.judge(csvOfAnAllFailedRun, documented(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("the result has no p95", verdict.reason());
    }

    @Test
    void failuresAreARegressionWhateverTheResponseTimes() {
        EndpointResult fastFailures =
                TestResults.of("/a", NOW, 10, 980, Map.of("found 500", 15L, "found 503", 5L), List.of());

        Verdict verdict = judge.judge(fastFailures, baseline(100));

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertEquals("20 of 1000 requests failed (2 %), more than 1 %; mostly: found 500", verdict.reason());
        assertFalse(verdict.sound());
        assertEquals(
                Outcome.REGRESSION, judge.judge(fastFailures, Optional.empty()).outcome());
    }

    @Test
    void failuresAreNotShownBesideABaselineOfAnotherLoadProfile() {
        RunInfo shorter = TestRuns.info(NOW, Duration.ofSeconds(3), Duration.ofSeconds(5), "/a");
        EndpointResult failures = TestResults.of("/a", NOW, 10, 500, Map.of("found 500", 500L), List.of());

        Verdict verdict = judge.judge(withRun(failures, Optional.of(shorter)), baseline(100));

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertEquals(List.of(), verdict.comparisons());
    }

    @Test
    void theErrorRateMayReachItsLimit() {
        EndpointResult tolerable = TestResults.of("/a", NOW, 100, 990, Map.of("found 500", 10L), List.of());

        assertEquals(Outcome.PASS, judge.judge(tolerable, baseline(100)).outcome());
    }

    @Test
    void aRunOfFailuresOnlyIsARegression() {
        EndpointResult allFailed = TestResults.of("/a", NOW, 10, 0, Map.of("refused", 5000L), List.of());

        assertEquals(Outcome.REGRESSION, judge.judge(allFailed, baseline(100)).outcome());
    }

    @Test
    void nothingMeasuredIsNoPass() {
        EndpointResult nothing = TestResults.of("/a", NOW, 10, 0, Map.of(), List.of());

        Verdict verdict = judge.judge(nothing, baseline(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("no request was measured", verdict.reason());
    }

    @Test
    void aFlawedMeasurementIsNoPassAndNoRegression() {
        EndpointResult cut =
                TestResults.of("/a", NOW, 500, 1000, Map.of("refused", 5000L), List.of("the log is truncated"));

        Verdict verdict = judge.judge(cut, baseline(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("the log is truncated", verdict.reason());
        assertFalse(verdict.sound());
    }

    @Test
    void tooFewSamplesForAPercentileAreNoPass() {
        assertEquals(
                Outcome.CANNOT_JUDGE,
                judge.judge(TestResults.of("/a", NOW, 10, 99, Map.of(), List.of()), baseline(10))
                        .outcome());
        assertEquals(
                Outcome.PASS,
                judge.judge(
                                withThroughput(TestResults.of("/a", NOW, 10, 100, Map.of(), List.of()), 1000 / 30.0),
                                baseline(10))
                        .outcome());
    }

    @Test
    void withoutABaselineNothingPasses() {
        Verdict verdict = judge.judge(constant(100), Optional.empty());

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("no baseline; save one with --save-baselines", verdict.reason());
        assertTrue(verdict.sound());
    }

    @Test
    void aRunIsNotComparedWithItself() {
        Optional<Baseline> itself = Optional.of(Baseline.of("/a", List.of(KeptRun.of(constant(100)))));

        Verdict verdict = judge.judge(constant(100), itself);

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("its baseline consists of this very run; run the simulation again", verdict.reason());
    }

    @Test
    void anotherLoadProfileIsNoPassAndTheDifferenceIsNamed() {
        RunInfo shorter = TestRuns.info(NOW, Duration.ofSeconds(3), Duration.ofSeconds(5), "/a");

        Verdict verdict = judge.judge(withRun(constant(100), Optional.of(shorter)), baseline(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("measured under another load profile than the baseline: duration 3s, not 30s", verdict.reason());
        assertTrue(verdict.sound());
    }

    @Test
    void anUnknownLoadProfileIsNotTakenForTheSame() {
        Verdict verdict = judge.judge(withRun(constant(100), Optional.empty()), baseline(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
    }

    @Test
    void aStallThatMovesNoPercentileIsARegressionOfThroughput() {
        EndpointResult stalled = withThroughput(constant(100), 1000 / 60.0);

        Verdict verdict = judge.judge(stalled, baseline(100));

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertEquals("throughput 33.3/s -> 16.7/s (-50.0 %), lost more than 20 %", verdict.reason());
    }

    @Test
    void throughputMayFallByTheThresholdAndRise() {
        assertEquals(
                Outcome.PASS,
                judge.judge(withThroughput(constant(100), 26.7), baseline(100)).outcome());
        assertEquals(
                Outcome.REGRESSION,
                judge.judge(withThroughput(constant(100), 26.6), baseline(100)).outcome());
        assertEquals(
                Outcome.PASS,
                judge.judge(withThroughput(constant(100), 99), baseline(100)).outcome());
    }

    @Test
    void aBaselineOfTheThreeDocumentedKeysIsComparedWith() {
        assertEquals(Outcome.PASS, judge.judge(constant(110), documented(100)).outcome());
        assertEquals(
                Outcome.REGRESSION, judge.judge(constant(130), documented(100)).outcome());
    }

    @Test
    void anEndpointThatWasNotMeasuredIsNoPass() {
        Verdict verdict = Judge.notMeasured(baseline(100).orElseThrow());

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("/a", verdict.endpoint());
        assertFalse(verdict.sound());
    }

    private static Judge gating(Metric... metrics) {
        return new Judge(new Policy(0.20, 0.01, Set.of(metrics)));
    }

    private static EndpointResult constant(int millis) {
        return TestResults.constant("/a", NOW, millis);
    }

    private static EndpointResult withMetrics(Metrics metrics) {
        EndpointResult like = constant(1);
        return new EndpointResult(
                like.endpoint(),
                like.source(),
                like.origin(),
                like.started(),
                metrics,
                0,
                Map.of(),
                like.timeline(),
                like.throughputPerSecond(),
                like.run(),
                like.gatlingVersion(),
                List.of());
    }

    private static EndpointResult withThroughput(EndpointResult like, double perSecond) {
        return new EndpointResult(
                like.endpoint(),
                like.source(),
                like.origin(),
                like.started(),
                like.metrics(),
                0,
                Map.of(),
                like.timeline(),
                OptionalDouble.of(perSecond),
                like.run(),
                like.gatlingVersion(),
                List.of());
    }

    private static EndpointResult withRun(EndpointResult like, Optional<RunInfo> run) {
        return new EndpointResult(
                like.endpoint(),
                like.source(),
                like.origin(),
                like.started(),
                like.metrics(),
                like.failed(),
                like.errors(),
                like.timeline(),
                like.throughputPerSecond(),
                run,
                like.gatlingVersion(),
                List.of());
    }

    private static Optional<Baseline> baseline(int millis) {
        return Optional.of(Baseline.of("/a", List.of(KeptRun.of(TestResults.constant("/a", BEFORE, millis)))));
    }

    private static Optional<Baseline> documented(int p95) {
        return Optional.of(
                new Baseline("/a", BEFORE, new Metrics(1000, p95 / 2.0, 1, 200, 10, p95, p95 + 20), List.of()));
    }
}
