package analyzer.verdict;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestResults;
import analyzer.TestRuns;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metric;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Source;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {

    private static final Instant BEFORE = Instant.parse("2026-11-22T14:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

    private static final double[] QUIET = {1, 1.01, 0.99, 1.02, 0.98};
    private static final double[] NOISY = {1, 1.3, 0.8, 1.2, 0.75};

    private final Judge judge = new Judge(Policy.standard());

    @ParameterizedTest
    @CsvSource({"1.00, PASS", "1.15, PASS", "0.60, PASS", "1.35, REGRESSION", "1.24, REGRESSION"})
    void whatIsBeyondTheThresholdAndBeyondChanceIsARegression(double factor, Outcome outcome) {
        assertEquals(outcome, judge.judge(spread(factor), kept(QUIET)).outcome());
    }

    @Test
    void theThresholdIsThePolicys() {
        Judge strict = new Judge(new Policy(0.10, 0.01, Set.of(Metric.P95), 0.05));

        assertEquals(Outcome.REGRESSION, strict.judge(spread(1.15), kept(QUIET)).outcome());
        assertEquals(Outcome.PASS, strict.judge(spread(1.05), kept(QUIET)).outcome());
    }

    @Test
    void aVerdictShowsItsNumbers() {
        Verdict verdict = judge.judge(spread(1.5), kept(QUIET));

        assertEquals(
                "p95 145.4 ms -> 218.5 ms (+50.2 %; 95 % interval +43.3 to +57.5 %), above the threshold of 20 %",
                reason(verdict));
        assertEquals(
                List.of(Metric.P95, Metric.P50, Metric.AVG, Metric.P99, Metric.THROUGHPUT),
                verdict.comparisons().stream().map(Comparison::metric).toList());
        assertEquals(0.502, verdict.comparisons().get(0).change(), 0.001);
        assertEquals(5, verdict.comparisons().get(0).keptRuns());
    }

    @Test
    void aNoisyTargetIsNeitherARegressionNorAPass() {
        Verdict slower = judge.judge(spread(1.35), kept(NOISY));
        Verdict same = judge.judge(spread(1), kept(NOISY));

        assertEquals(Outcome.CANNOT_JUDGE, slower.outcome());
        assertTrue(
                reason(slower).contains("but could be due to chance; compare with more than 5 runs"), reason(slower));
        assertEquals(Outcome.CANNOT_JUDGE, same.outcome());
        assertTrue(reason(same).contains("too uncertain to exclude +35.0 %"), reason(same));
        assertTrue(same.sound());
    }

    /** The interval excludes no change (1 in 40 on this side), but one false positive in 65 comparisons is still too many. */
    @Test
    void aFalsePositiveOccursInAtMostOneOfAHundredComparisons() {
        Verdict verdict = judge.judge(spread(1.35), kept(0.896, 0.961, 1, 1.041, 1.116));

        assertTrue(verdict.comparisons().get(0).interval().orElseThrow().low() > 0, reason(verdict));
        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
    }

    @Test
    void anImprovementIsAPassThatSaysSo() {
        Verdict verdict = judge.judge(spread(0.7), kept(QUIET));

        assertEquals(Outcome.PASS, verdict.outcome());
        assertTrue(reason(verdict).contains(", improved"), reason(verdict));
        assertFalse(reason(judge.judge(spread(1), kept(QUIET))).contains(", improved"));
    }

    @Test
    void withOneKeptRunASpreadIsAssumed() {
        assertEquals(Outcome.PASS, judge.judge(spread(1), kept(1)).outcome());
        assertEquals(Outcome.REGRESSION, judge.judge(spread(1.4), kept(1)).outcome());
        Judge cautious = new Judge(new Policy(0.20, 0.01, Set.of(Metric.P95), 0.15));
        assertEquals(Outcome.CANNOT_JUDGE, cautious.judge(spread(1.4), kept(1)).outcome());
    }

    @Test
    void amongManyComparisonsOneFindingMustStandOut() {
        Judge strict = new Judge(Policy.standard());
        Optional<Baseline> doubtful = kept(1, 1.1, 0.92, 1.06, 0.94);
        List<EndpointResult> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(TestResults.spread("/" + i, NOW, i == 0 ? 1.42 : 1));
        }

        assertEquals(Outcome.REGRESSION, strict.judge(spread(1.42), doubtful).outcome());
        Verdict first = strict.judge(many, endpoint -> doubtful).get(0);
        assertEquals(Outcome.CANNOT_JUDGE, first.outcome());
        assertTrue(reason(first).contains("but not significant after correction for 120 comparisons"), reason(first));
        // One in 400 is less than one in 120, but more than 5 % of that.
        many.set(0, TestResults.spread("/0", NOW, 1.6));
        assertEquals(
                Outcome.CANNOT_JUDGE,
                strict.judge(many, endpoint -> doubtful).get(0).outcome());
    }

    @Test
    void belowTheClockTheMeanDecides() {
        EndpointResult before = TestResults.sample("/a", BEFORE, 3000, i -> i % 4 == 0 ? 1 : 0);
        EndpointResult now = TestResults.sample("/a", NOW, 3000, i -> i % 2);
        EndpointResult same = TestResults.sample("/a", NOW, 3000, i -> i % 4 == 0 ? 1 : 0);
        Optional<Baseline> baseline = Optional.of(Baseline.of("/a", List.of(KeptRun.of(before))));

        Verdict slower = judge.judge(now, baseline);

        assertEquals(1, now.metrics().p95Millis());
        assertEquals(Outcome.REGRESSION, slower.outcome());
        assertTrue(reason(slower).startsWith("avg 0.25 ms -> 0.50 ms (+100.0 %"), reason(slower));
        assertFalse(slower.comparisons().get(0).gated());
        assertEquals(Outcome.PASS, judge.judge(same, baseline).outcome());
    }

    /** Such an endpoint is below the clock resolution, and 0 has no logarithm. */
    @Test
    void whatTheClockShowsNothingOfIsNoPass() {
        EndpointResult before = TestResults.sample("/a", BEFORE, 3000, i -> 0);
        Optional<Baseline> baseline = Optional.of(Baseline.of("/a", List.of(KeptRun.of(before))));

        Verdict verdict = judge.judge(TestResults.sample("/a", NOW, 3000, i -> 0), baseline);

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals(
                "the baseline has avg 0 ms, which is below the clock resolution of 1 ms; load a slower endpoint or"
                        + " environment; p95 is too close to the clock resolution of 1 ms for the threshold; the mean"
                        + " decides in its place",
                reason(verdict));
        assertEquals(
                Outcome.CANNOT_JUDGE,
                judge.judge(TestResults.sample("/a", NOW, 3000, i -> i % 2), baseline)
                        .outcome());
    }

    @Test
    void aCandidateThatScattersIsNotHeldToKeptRunsThatDidNot() {
        // About two batches of twenty were slow.
        EndpointResult slowBatches =
                TestResults.sample("/a", NOW, 3000, i -> i / 150 == 7 || i / 150 == 13 ? 100 + i * 7 % 61 : 100);
        List<KeptRun> equal = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            equal.add(KeptRun.of(TestResults.sample("/a", BEFORE.plusSeconds(i), 3000, request -> 100)));
        }

        Verdict verdict = judge.judge(slowBatches, Optional.of(Baseline.of("/a", equal)));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome(), reason(verdict));
    }

    /** One response in twenty takes 200 ms instead of 10: 4.7 to 5.3 % of a run, so that P95 is 10 or 200 ms by chance. */
    @Test
    void atACliffTheMeanDecidesAndTheReasonSaysSo() {
        List<KeptRun> kept = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            kept.add(KeptRun.of(cliff(BEFORE.plusSeconds(run), 188 + 6 * run, 1)));
        }
        Optional<Baseline> baseline = Optional.of(Baseline.of("/a", kept));

        Verdict same = judge.judge(cliff(NOW, 212, 1), baseline);
        Verdict slower = judge.judge(cliff(NOW, 200, 1.35), baseline);
        Verdict slowest = judge.judge(cliff(NOW, 400, 5), baseline);

        assertEquals(Outcome.PASS, same.outcome(), reason(same));
        assertTrue(
                reason(same)
                        .matches("avg 20.*, within the threshold of 20 %; p95 lies at a gap between fast and slow"
                                + " responses: chance alone moves it between 1.* ms and 193.* ms; the mean"
                                + " decides in its place"),
                reason(same));
        assertFalse(same.comparisons().get(0).gated());
        assertTrue(same.comparisons().get(0).interval().orElseThrow().high() > 10, "the interval spans the gap");
        assertEquals(Outcome.REGRESSION, slower.outcome(), reason(slower));
        assertTrue(reason(slower).startsWith("avg 2"), reason(slower));
        assertEquals(Outcome.REGRESSION, slowest.outcome(), reason(slowest));
        assertEquals(
                Outcome.PASS,
                gating(Metric.P50).judge(cliff(NOW, 212, 1), baseline).outcome());
    }

    /** Slow responses in four bursts per run move P95 further than the same number of single ones. */
    @Test
    void howFarACliffReachesDependsOnHowSlowAnswersCome() {
        Verdict ofKeptRun = judge.judge(bursts(NOW, 40), keeping(bursts(BEFORE, 168)));
        Verdict ofCandidate = judge.judge(bursts(NOW, 260), keeping(bursts(BEFORE, 0)));
        Verdict oneByOne = judge.judge(cliff(NOW, 260, 1), keeping(cliff(BEFORE, 0, 1)));

        assertFalse(ofKeptRun.comparisons().get(0).gated(), reason(ofKeptRun));
        assertFalse(ofCandidate.comparisons().get(0).gated(), reason(ofCandidate));
        assertTrue(oneByOne.comparisons().get(0).gated(), reason(oneByOne));
        assertTrue(reason(oneByOne).startsWith("p95"), reason(oneByOne));
    }

    private static Optional<Baseline> keeping(EndpointResult result) {
        return Optional.of(Baseline.of("/a", List.of(KeptRun.of(result))));
    }

    private static EndpointResult bursts(Instant started, int slow) {
        return TestResults.sample("/a", started, 4000, i -> i % 1000 < slow / 4 ? 190 + i % 21 : 10 + i % 3);
    }

    /** 4000 requests, some of them slow, in mixed order. */
    private static EndpointResult cliff(Instant started, int slow, double factor) {
        return TestResults.sample("/a", started, 4000, i -> {
            int order = i * 1237 % 4000;
            return (int) (factor * (order < slow ? 190 + order % 21 : 10 + order % 3));
        });
    }

    /** With run-to-run variation, a build that is slower by just the threshold exceeds it by chance. */
    @Test
    void howRunsDifferIsNoReasonToCallAChangeLargerThanTheThreshold() {
        double[] spread = {0.95, 1.05, 0.97, 1.03, 1};

        assertEquals(
                Outcome.CANNOT_JUDGE, judge.judge(spread(1.24), kept(spread)).outcome());
        assertEquals(Outcome.REGRESSION, judge.judge(spread(1.35), kept(spread)).outcome());
        assertEquals(Outcome.REGRESSION, judge.judge(spread(1.24), kept(QUIET)).outcome());
    }

    @Test
    void aTailThatGrowsBeyondTheClockIsFoundByItself() {
        EndpointResult before = TestResults.sample("/a", BEFORE, 3000, i -> i % 4 == 0 ? 2 : 1);
        EndpointResult now = TestResults.sample("/a", NOW, 3000, i -> i % 18 == 0 ? 7 : i % 4 == 0 ? 2 : 1);
        Optional<Baseline> baseline = Optional.of(Baseline.of("/a", List.of(KeptRun.of(before))));

        Verdict verdict = judge.judge(now, baseline);

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertTrue(reason(verdict).startsWith("p95"), reason(verdict));
    }

    @Test
    void aRunThatWasNotSteadyIsNoPass() {
        EndpointResult warmingUp =
                TestResults.sample("/a", NOW, 2020, i -> (int) ((50 + i * 37 % 101) * (1.3 - 0.4 * i / 2020)));

        Verdict verdict = judge.judge(warmingUp, kept(QUIET));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(reason(verdict).startsWith("the run was not steady: "), reason(verdict));
        assertFalse(verdict.sound());
    }

    @Test
    void aRunTooShortForBatchesIsNoPass() {
        Timeline short1 = new Timeline();
        for (int i = 0; i < 1900; i++) {
            short1.recordOk(i, 50 + i * 37 % 101);
        }

        Verdict verdict = judge.judge(TestResults.of("/a", NOW, short1, Map.of(), List.of()), kept(QUIET));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("the measured time is too short for 20 batches; load longer (DURATION)", reason(verdict));
    }

    @Test
    void anotherMachineIsNoPassWhereTheTargetIsOnIt() {
        Machine other = new Machine("Another CPU", 8, "Linux 6 amd64", "OpenJDK 17");

        for (String target : List.of("http://127.0.0.1:8000", "http://localhost", "https://[::1]:8443/api")) {
            Verdict verdict = judge.judge(on(target, other, NOW), before(target));
            assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome(), target);
            assertEquals(
                    "measured on a different machine from the baseline: CPU Another CPU, not Some CPU, 8 cores, not 2;"
                            + " compare only runs from one machine",
                    reason(verdict));
            assertEquals(
                    Outcome.PASS,
                    judge.judge(on(target, TestRuns.MACHINE, NOW), before(target))
                            .outcome());
        }
    }

    /** These targets do not depend on the generator's machine: the stand-in waits, and the others compute elsewhere. */
    @Test
    void anotherGeneratorIsComparedWhereTheTargetIsTheStandInOrElsewhere() {
        Machine other = new Machine("Another CPU", 8, "Linux 6 amd64", "OpenJDK 17");

        for (String target :
                List.of("stand-in", "http://b", "https://127.example.com", "http://localhost.example.com:80")) {
            assertEquals(
                    Outcome.PASS,
                    judge.judge(on(target, other, NOW), before(target)).outcome(),
                    target);
        }
    }

    private static Optional<Baseline> before(String target) {
        return Optional.of(Baseline.of("/a", List.of(KeptRun.of(on(target, TestRuns.MACHINE, BEFORE)))));
    }

    /** Half of the responses take twice as long, but the slowest are unchanged. The median shows it, and P95 does not. */
    @Test
    void theMedianDecidesWhereItIsGated() {
        EndpointResult slower = TestResults.sample("/a", NOW, 2020, i -> {
            int millis = 50 + i * 37 % 101;
            return millis < 105 ? Math.min(140, millis * 2) : millis;
        });

        Verdict shown = judge.judge(slower, kept(QUIET));
        Verdict gated = gating(Metric.P50).judge(slower, kept(QUIET));

        Comparison median = shown.comparisons().get(Metric.P50.ordinal());
        assertEquals(Metric.P50, median.metric());
        assertEquals(Outcome.REGRESSION, median.outcome());
        assertFalse(median.gated());
        assertEquals(Outcome.PASS, shown.outcome(), reason(shown));
        assertEquals(Outcome.REGRESSION, gated.outcome());
        assertTrue(reason(gated).startsWith("p50 100.0 ms -> "), reason(gated));
    }

    @Test
    void onlyGatedMetricsDecide() {
        EndpointResult slowTail = withMetrics(new SummaryStatistics(1000, 200, 1, 900, 10, 100, 800));
        Optional<Baseline> before = Optional.of(
                new Baseline("/a", BEFORE, new SummaryStatistics(1000, 50, 1, 200, 10, 100, 150), List.of()));

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
        Baseline unusable =
                new Baseline("/a", BEFORE, new SummaryStatistics(1000, 50, 1, 200, 10, p95, 150), List.of());

        Verdict verdict = judge.judge(constant(100), Optional.of(unusable));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(reason(verdict).startsWith("the baseline "), reason(verdict));
    }

    /** Figures without samples have no throughput, so no gated metric is left. */
    @Test
    void aResultWithNothingThatDecidesIsNoPass() {
        Judge byThroughput = new Judge(new Policy(0.2, 0.01, Set.of(Metric.THROUGHPUT), 0.05));

        Verdict verdict =
                byThroughput.judge(withMetrics(new SummaryStatistics(1000, 50, 1, 200, 10, 100, 150)), documented(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals(
                "the result and its baseline have no gated metric in common; gate another (--gate)", reason(verdict));
    }

    @Test
    void aResultWithoutAFigureIsNoPass() {
        EndpointResult csvOfAnAllFailedRun = withMetrics(
                new SummaryStatistics(1000, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN));

        Verdict verdict = judge.judge(csvOfAnAllFailedRun, documented(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(reason(verdict).startsWith("the result has no p95; compared without an interval"), reason(verdict));
    }

    @Test
    void failuresAreARegressionWhateverTheResponseTimes() {
        EndpointResult fastFailures =
                TestResults.of("/a", NOW, 10, 980, Map.of("found 500", 15L, "found 503", 5L), List.of());

        Verdict verdict = judge.judge(fastFailures, baseline(100));

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertEquals("20 of 1000 requests failed (2 %), more than the allowed 1 %; mostly: found 500", reason(verdict));
        assertFalse(verdict.sound());
        assertEquals(
                Outcome.REGRESSION, judge.judge(fastFailures, Optional.empty()).outcome());
    }

    @Test
    void failuresAreNotShownNextToABaselineOfAnotherLoadProfile() {
        RunInfo colder = TestRuns.info(NOW, Duration.ofSeconds(30), Duration.ofSeconds(3), "/a");
        EndpointResult failures = TestResults.of("/a", NOW, 10, 500, Map.of("found 500", 500L), List.of());

        Verdict verdict = judge.judge(failures.withRun(Optional.of(colder)), baseline(100));

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
        assertEquals("no request was measured", reason(verdict));
    }

    @Test
    void aFlawedMeasurementIsNoPassAndNoRegression() {
        EndpointResult cut =
                TestResults.of("/a", NOW, 500, 1000, Map.of("refused", 5000L), List.of("the log is truncated"));

        Verdict verdict = judge.judge(cut, baseline(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("the log is truncated", reason(verdict));
        assertFalse(verdict.sound());
    }

    @Test
    void tooFewSamplesForAPercentileAreNoPass() {
        Verdict few = judge.judge(TestResults.of("/a", NOW, 10, 199, Map.of(), List.of()), baseline(10));
        assertEquals(Outcome.CANNOT_JUDGE, few.outcome());
        assertEquals(
                "199 successful requests are too few for a 95th percentile, which needs 200; load longer", reason(few));
        assertFalse(few.sound());
        assertEquals(
                Outcome.PASS,
                judge.judge(
                                withThroughput(TestResults.of("/a", NOW, 10, 200, Map.of(), List.of()), 1000 / 30.0),
                                baseline(10))
                        .outcome());
    }

    @Test
    void aGatedP99NeedsMoreSamplesThanAP95() {
        IntUnaryOperator millis = i -> 50 + i * 37 % 101;
        Optional<Baseline> baseline =
                Optional.of(Baseline.of("/a", List.of(KeptRun.of(TestResults.sample("/a", BEFORE, 1000, millis)))));

        Verdict verdict = gating(Metric.P99).judge(TestResults.sample("/a", NOW, 999, millis), baseline);

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("999 successful requests are too few for p99, which needs 1000; load longer", reason(verdict));
        assertEquals(
                Outcome.PASS,
                gating(Metric.P99)
                        .judge(TestResults.sample("/a", NOW, 1000, millis), baseline)
                        .outcome());
    }

    @Test
    void withoutABaselineNothingPasses() {
        Verdict verdict = judge.judge(constant(100), Optional.empty());

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("no baseline; save one with --save-baselines", reason(verdict));
        assertTrue(verdict.sound());
    }

    @Test
    void aRunIsNotComparedWithItself() {
        Optional<Baseline> itself = Optional.of(Baseline.of("/a", List.of(KeptRun.of(constant(100)))));

        Verdict verdict = judge.judge(constant(100), itself);

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("its baseline contains only this run; run the simulation again", reason(verdict));
    }

    @Test
    void anotherLoadProfileIsNoPassAndTheDifferenceIsNamed() {
        RunInfo colder = TestRuns.info(NOW, Duration.ofSeconds(30), Duration.ofSeconds(3), "/a");

        Verdict verdict = judge.judge(constant(100).withRun(Optional.of(colder)), baseline(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals(
                "measured under a different load profile from the baseline: warm-up 3s, not 5s; load with the profile of the baseline, or save a new baseline",
                reason(verdict));
        assertTrue(verdict.sound());
        assertTrue(verdict.baseline().isPresent());
    }

    /** The same samples count as less exact after twelve seconds, and as more exact after a minute. */
    @Test
    void runsOfOtherMeasuredTimesAreComparedByHowExactTheyAre() {
        Baseline baseline = Baseline.of(
                "/a",
                IntStream.range(0, 6)
                        .mapToObj(run -> KeptRun.of(scattered(BEFORE.plusSeconds(60L * run), run)))
                        .toList());
        Comparison equal = p95(judge.judge(measured(scattered(NOW, 9), 30), Optional.of(baseline)));
        Comparison shorter = p95(judge.judge(measured(scattered(NOW, 9), 12), Optional.of(baseline)));
        Comparison longer = p95(judge.judge(measured(scattered(NOW, 9), 60), Optional.of(baseline)));

        assertEquals(Outcome.PASS, shorter.outcome(), reason(shorter));
        assertTrue(high(shorter) > high(equal), high(shorter) + " " + high(equal));
        assertTrue(high(longer) <= high(equal), high(longer) + " " + high(equal));
        assertEquals(6, shorter.keptRuns());
    }

    private static EndpointResult scattered(Instant started, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return TestResults.sample("/a", started, 2000, i ->
                (int) Math.round(50 * Math.exp(0.3 * random.nextGaussian())));
    }

    private static double high(Comparison comparison) {
        return comparison.interval().orElseThrow().high();
    }

    private static Comparison p95(Verdict verdict) {
        return verdict.comparisons().stream()
                .filter(comparison -> comparison.metric() == Metric.P95)
                .findFirst()
                .orElseThrow(() -> new AssertionError(reason(verdict)));
    }

    private static EndpointResult measured(EndpointResult like, int seconds) {
        return TestResults.withProfile(like, TestRuns.profile(Duration.ofSeconds(seconds), Duration.ofSeconds(5)));
    }

    /** P99 needs a thousand requests in a kept run, too. Only runs that have them count for P99. */
    @Test
    void aKeptRunNeedsTheSamplesOfAFigureAsWell() {
        IntUnaryOperator millis = i -> 50 + i * 37 % 101;
        EndpointResult few = TestResults.sample("/a", BEFORE, 999, millis);
        EndpointResult now = TestResults.sample("/a", NOW, 1000, millis);
        Verdict verdict = gating(Metric.P99).judge(now, keeping(few));
        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals(
                "no kept run has the 1000 successful requests that p99 needs; compare with longer ones",
                reason(verdict));

        KeptRun enough = KeptRun.of(TestResults.sample("/a", BEFORE.plusSeconds(60), 1000, millis));
        Baseline both = keeping(few).orElseThrow().plus(enough);
        Verdict byOne = gating(Metric.P99).judge(now, Optional.of(both));
        assertEquals(Outcome.PASS, byOne.outcome(), reason(byOne));
        assertEquals(
                List.of(1, 2),
                Stream.of(Metric.P99, Metric.P95)
                        .map(metric -> byOne.comparisons().stream()
                                .filter(comparison -> comparison.metric() == metric)
                                .findFirst()
                                .orElseThrow()
                                .keptRuns())
                        .toList());
    }

    @Test
    void anUnknownLoadProfileIsNotTakenForTheSame() {
        Verdict verdict = judge.judge(constant(100).withRun(Optional.empty()), baseline(100));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
    }

    @Test
    void aStallThatMovesNoPercentileIsARegressionOfThroughput() {
        EndpointResult stalled = withThroughput(constant(100), 1000 / 60.0);

        Verdict verdict = judge.judge(stalled, baseline(100));

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertEquals(
                "throughput 33.3/s -> 16.7/s (-50.0 %; 95 % interval -58.9 to -39.2 %), above the allowed loss of 20 %",
                reason(verdict));
    }

    @Test
    void throughputMayFallByTheThresholdAndRise() {
        assertEquals(
                Outcome.PASS,
                judge.judge(withThroughput(spread(1), 54), kept(QUIET)).outcome());
        assertEquals(
                Outcome.REGRESSION,
                judge.judge(withThroughput(spread(1), 48), kept(1, 1, 1, 1, 1)).outcome());
        assertEquals(
                Outcome.PASS,
                judge.judge(withThroughput(spread(1), 99), kept(QUIET)).outcome());
    }

    @Test
    void underAnOpenLoadTheThroughputIsTheOneThatWasAskedFor() {
        LoadProfile closed = TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5));
        LoadProfile open = new LoadProfile(
                closed.simulation(),
                closed.target(),
                closed.concurrency(),
                closed.duration(),
                closed.warmUp(),
                "",
                OptionalDouble.of(70),
                Duration.ZERO,
                0,
                Map.of());
        List<KeptRun> runs = new ArrayList<>();
        for (double factor : QUIET) {
            runs.add(KeptRun.of(
                    TestResults.withProfile(TestResults.spread("/a", BEFORE.plusSeconds(runs.size()), factor), open)));
        }
        Verdict verdict = judge.judge(
                TestResults.withProfile(withThroughput(spread(1), 30), open), Optional.of(Baseline.of("/a", runs)));

        assertEquals(Outcome.PASS, verdict.outcome(), reason(verdict));
        Comparison throughput = verdict.comparisons().get(verdict.comparisons().size() - 1);
        assertEquals(Metric.THROUGHPUT, throughput.metric());
        assertFalse(throughput.gated());
    }

    @Test
    void withoutSamplesThroughputMayFallByTheThresholdToo() {
        assertEquals(Outcome.PASS, fallTo(82).outcome());
        assertEquals(Outcome.REGRESSION, fallTo(79).outcome());
    }

    private static Comparison fallTo(double perSecond) {
        return PointRule.compare(Metric.THROUGHPUT, 100, perSecond, 1, true, Policy.standard());
    }

    @Test
    void aBaselineOfTheThreeDocumentedKeysIsComparedWith() {
        assertEquals(Outcome.PASS, judge.judge(constant(110), documented(100)).outcome());
        assertEquals(
                Outcome.REGRESSION, judge.judge(constant(130), documented(100)).outcome());
        // One millisecond of the clock, and more than one.
        assertEquals(Outcome.PASS, judge.judge(constant(3), documented(2)).outcome());
        assertEquals(Outcome.REGRESSION, judge.judge(constant(4), documented(2)).outcome());
    }

    @Test
    void anEndpointThatWasNotMeasuredIsNoPass() {
        Verdict verdict = judge.notMeasured(baseline(100).orElseThrow());

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("/a", verdict.endpoint());
        assertFalse(verdict.sound());
    }

    @Test
    void aBaselineWhoseFiguresAreNotThoseOfItsRunsIsNothingToJudgeBy() {
        Baseline sound = baseline(100).orElseThrow();
        SummaryStatistics edited = new SummaryStatistics(1000, 300, 300, 300, 300, 300, 300);

        Verdict verdict =
                judge.judge(constant(100), Optional.of(new Baseline("/a", sound.saved(), edited, sound.runs())));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(
                reason(verdict).startsWith("the figures of its baseline do not match the runs and samples in it; "),
                reason(verdict));
    }

    @Test
    void aVerdictByBareFiguresSaysWhichSideHasNoSamples() {
        String ofBaseline = reason(judge.judge(constant(110), documented(100)));
        String ofResult = reason(
                judge.judge(withMetrics(new SummaryStatistics(1000, 50, 1, 200, 10, 100, 150)), documented(100)));

        assertTrue(ofBaseline.endsWith("without an interval: the baseline has no samples"), ofBaseline);
        assertTrue(ofResult.endsWith("without an interval: a simulation.log has no samples"), ofResult);
    }

    @Test
    void aCsvFileIsComparedWithABaselineOfAnyLoadAndAStatsJsonThatRecordsItsLoadIsNot() {
        EndpointResult figures = withMetrics(new SummaryStatistics(1000, 100, 100, 100, 100, 100, 100));
        RunInfo colder = TestRuns.info(NOW, Duration.ofSeconds(30), Duration.ofSeconds(3), "/a");

        Verdict csv = judge.judge(from(Source.CSV, figures, Optional.empty()), baseline(100));

        assertEquals(Outcome.PASS, csv.outcome());
        assertTrue(reason(csv).endsWith("; a CSV file does not record its load profile"), reason(csv));
        Verdict statistics = judge.judge(from(Source.STATS_JSON, figures, Optional.of(colder)), baseline(100));
        assertEquals(Outcome.CANNOT_JUDGE, statistics.outcome());
        assertTrue(reason(statistics).contains("warm-up 3s, not 5s"), reason(statistics));
    }

    /** Losing the samples of a run must not make a verdict of it possible. */
    @Test
    void aGatedP99NeedsAsManyRequestsWithoutSamples() {
        EndpointResult few = withMetrics(new SummaryStatistics(999, 50, 1, 200, 10, 100, 120));

        Verdict csv = gating(Metric.P99).judge(from(Source.CSV, few, Optional.empty()), documented(100));
        assertEquals(Outcome.CANNOT_JUDGE, csv.outcome());
        assertTrue(reason(csv).startsWith("999 successful requests are too few for p99"), reason(csv));
        Verdict json = gating(Metric.P99).judge(from(Source.STATS_JSON, few, Optional.empty()), baseline(100));
        assertEquals(Outcome.CANNOT_JUDGE, json.outcome());
        EndpointResult sampled = TestResults.sample("/a", NOW, 999, i -> 100);
        assertEquals(
                Outcome.CANNOT_JUDGE,
                gating(Metric.P99).judge(sampled, documented(100)).outcome());
        EndpointResult enough = withMetrics(new SummaryStatistics(1000, 50, 1, 200, 10, 100, 120));
        assertEquals(
                Outcome.PASS,
                gating(Metric.P99)
                        .judge(from(Source.CSV, enough, Optional.empty()), documented(100))
                        .outcome());
        assertEquals(Outcome.PASS, judge.judge(few, documented(100)).outcome(), "not gated");
    }

    /** A mean of 0 ms has no logarithm, so its change has no interval. */
    @Test
    void whatTheClockShowsNothingOfAnyMoreIsComparedByItsFigure() {
        EndpointResult before = TestResults.sample("/a", BEFORE, 3000, i -> i % 2);

        Verdict verdict = judge.judge(TestResults.sample("/a", NOW, 3000, i -> 0), keeping(before));

        assertTrue(verdict.comparisons().get(Metric.AVG.ordinal()).interval().isEmpty());
        assertTrue(verdict.comparisons().get(Metric.P95.ordinal()).interval().isPresent());
    }

    @Test
    void theFigureOfSeveralRunsWithoutSamplesIsTheirGeometricMean() {
        EndpointResult one = withMetrics(new SummaryStatistics(1000, 50, 1, 200, 10, 80, 150));
        EndpointResult other = withMetrics(new SummaryStatistics(1000, 50, 1, 200, 10, 125, 150));

        Comparison p95 = judge.judge(one.withRepeats(List.of(other)), documented(100))
                .comparisons()
                .get(0);

        assertEquals(100, p95.candidate(), 1e-9);
    }

    /** Its logarithm would make the mean 0, and a regression of the others an improvement. */
    @Test
    void aRunOfZeroAmongSeveralWithoutSamplesDoesNotHideTheOthers() {
        EndpointResult slow = withMetrics(new SummaryStatistics(1000, 50, 1, 400, 10, 300, 350));
        EndpointResult zero = withMetrics(new SummaryStatistics(1000, 0, 0, 0, 0, 0, 0));

        Verdict verdict = judge.judge(slow.withRepeats(List.of(zero)), documented(100));

        assertEquals(Outcome.REGRESSION, verdict.outcome(), reason(verdict));
        assertEquals(150, verdict.comparisons().get(0).candidate());
    }

    @Test
    void aKeptRunWithoutSamplesDoesNotCountNextToThoseThatHaveThem() {
        KeptRun withSamples = KeptRun.of(TestResults.spread("/a", BEFORE, 1));
        KeptRun without = KeptRun.of(withoutSamples(TestResults.spread("/a", BEFORE.plusSeconds(1), 1)));

        Verdict verdict = judge.judge(spread(1), Optional.of(Baseline.of("/a", List.of(withSamples, without))));

        assertEquals(Outcome.PASS, verdict.outcome(), reason(verdict));
        assertEquals(1, verdict.comparisons().get(0).keptRuns());
    }

    /** With four times the requests the error of the share below a time is half, so P95 stays among the slow responses. */
    @Test
    void howFarACliffReachesDependsOnTheNumberOfRequests() {
        // Alternately 1 and 9 of 100 are slow, so the share has an error of 0.9 % with 2000 requests and half of that
        // with 8000.
        EndpointResult waves = TestResults.sample("/a", NOW, 2000, i -> {
            int place = i % 100;
            int slow = i / 100 % 2 == 0 ? 0 : 8;
            return place == 0 ? 1 : place == 50 ? 2000 : place <= slow ? 190 + place : 10 + place % 3;
        });
        String reach = ".*chance alone moves it between 1[0-2](\\.\\d)? ms and (19|20|21)\\d(\\.\\d)? ms; the mean.*";

        for (EndpointResult candidate : List.of(tails(NOW, 2000), waves)) {
            String reason = reason(judge.judge(candidate, keeping(tails(BEFORE, 8000))));
            assertTrue(reason.matches(reach), reason);
        }
    }

    /** Of a hundred requests one takes 1 ms, two take 2000 ms and three about 200 ms, so that P95 is at the edge of the latter. */
    private static EndpointResult tails(Instant started, int requests) {
        return TestResults.sample("/a", started, requests, i -> {
            int order = i * 1237 % requests;
            double share = (double) order / requests;
            return share < 0.01 ? 1 : share < 0.03 ? 2000 : share < 0.06 ? 190 + order % 21 : 10 + order % 3;
        });
    }

    @Test
    void aThroughputThatOneSideDoesNotTellIsNotCompared() {
        EndpointResult now = withoutSamples(constant(100));
        EndpointResult standstill = withoutSamples(withThroughput(TestResults.constant("/a", BEFORE, 100), 0));

        assertTrue(tellsThroughput(judge.judge(now, keeping(withoutSamples(TestResults.constant("/a", BEFORE, 100))))));
        assertFalse(tellsThroughput(judge.judge(now, keeping(standstill))));
        assertFalse(tellsThroughput(judge.judge(now, documented(100))));
        assertFalse(tellsThroughput(
                judge.judge(withMetrics(new SummaryStatistics(1000, 100, 100, 100, 100, 100, 100)), baseline(100))));
    }

    private static boolean tellsThroughput(Verdict verdict) {
        assertFalse(verdict.comparisons().isEmpty(), reason(verdict));
        return verdict.comparisons().stream().anyMatch(comparison -> comparison.metric() == Metric.THROUGHPUT);
    }

    @Test
    void aResultThatIsNotComparedSaysWhy() {
        Verdict verdict =
                judge.notCompared(constant(100), baseline(100), List.of(new Reason.Text(Reason.Code.FLAW, "because")));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals("because", reason(verdict));
        assertFalse(verdict.sound());
        assertTrue(verdict.baseline().isPresent());
    }

    @Test
    void whatCannotBeComparedIsShownNextToTheOtherRunsOfItsBaseline() {
        RunInfo shorter = TestRuns.info(NOW, Duration.ofSeconds(3), Duration.ofSeconds(5), "/a");
        Baseline both = Baseline.of(
                "/a", List.of(KeptRun.of(TestResults.constant("/a", BEFORE, 100)), KeptRun.of(constant(100))));

        Verdict verdict = judge.judge(constant(100).withRun(Optional.of(shorter)), Optional.of(both));

        assertEquals(
                List.of(BEFORE),
                verdict.baseline().orElseThrow().runs().stream()
                        .map(KeptRun::started)
                        .toList());
    }

    @Test
    void theTimesOfARunThatFailsAreShownNextToItsBaseline() {
        EndpointResult failing = TestResults.of("/a", NOW, 10, 980, Map.of("found 500", 20L), List.of());
        Baseline both = Baseline.of(
                "/a", List.of(KeptRun.of(TestResults.constant("/a", BEFORE, 100)), KeptRun.of(constant(100))));

        Verdict verdict = judge.judge(failing, Optional.of(both));

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertEquals(5, verdict.comparisons().size());
        assertEquals(1, verdict.comparisons().get(0).keptRuns(), "it does not count itself");
        assertEquals(Optional.of(both), verdict.baseline());
        EndpointResult allFailed = TestResults.of("/a", NOW, 10, 0, Map.of("refused", 5000L), List.of());
        assertEquals(List.of(), judge.judge(allFailed, Optional.of(both)).comparisons());
    }

    /** As when all users send one request at the same time. */
    @Test
    void aRunOfOneSliceThatFailsIsARegressionWithoutIntervals() {
        Timeline timeline = new Timeline();
        for (int i = 0; i < 10; i++) {
            timeline.recordOk(i, 100);
        }
        EndpointResult failing = TestResults.of("/a", NOW, timeline, Map.of("found 500", 1L), List.of());
        Baseline one = Baseline.of("/a", List.of(KeptRun.of(TestResults.spread("/a", BEFORE, 1))));

        Verdict verdict = judge.judge(failing, Optional.of(one));

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertTrue(verdict.comparisons().stream()
                .allMatch(comparison -> comparison.interval().isEmpty()));
    }

    /** A limit of another metric that is kept does not allow more failures. */
    @Test
    void tooManyFailuresFailDespiteALimitThatIsMet() {
        Policy policy = new Policy(0.2, 0.01, Set.of(Metric.P95), 0.05, List.of(Limit.parse("p95 < 10s")), false, "");
        EndpointResult failing = TestResults.of("/a", NOW, 20, 1000, Map.of("found 500", 50L), List.of());

        assertEquals(
                Outcome.REGRESSION,
                new Judge(policy).judge(failing, kept(QUIET)).outcome());
    }

    /** P99 needs 1000 requests. A kept run with fewer shows its P95 and not its P99. */
    @Test
    void aKeptRunWithTooFewRequestsForAMetricIsLeftOutOfIt() {
        List<KeptRun> runs = new ArrayList<>(kept(QUIET).orElseThrow().runs());
        runs.add(KeptRun.of(TestResults.sample("/a", BEFORE.plusSeconds(99), 500, i -> 50 + i * 37 % 101)));
        Verdict verdict = judge.judge(spread(1), Optional.of(Baseline.of("/a", runs)));

        assertEquals(runs.size(), keptRuns(verdict, Metric.P95));
        assertEquals(runs.size() - 1, keptRuns(verdict, Metric.P99));
    }

    /** The logarithm of a mean of 0 ms does not exist. */
    @Test
    void aKeptRunBelowTheClockIsLeftOutOfTheMean() {
        List<KeptRun> runs = new ArrayList<>(kept(QUIET).orElseThrow().runs());
        runs.add(KeptRun.of(TestResults.constant("/a", BEFORE.plusSeconds(99), 0)));
        Verdict verdict = judge.judge(spread(1), Optional.of(Baseline.of("/a", runs)));

        assertEquals(runs.size() - 1, keptRuns(verdict, Metric.AVG));
    }

    private static int keptRuns(Verdict verdict, Metric metric) {
        return verdict.comparisons().stream()
                .filter(comparison -> comparison.metric() == metric)
                .findFirst()
                .orElseThrow()
                .keptRuns();
    }

    private static EndpointResult withoutSamples(EndpointResult like) {
        return EndpointResult.ofFigures(like.endpoint(), like.source(), like.origin(), like.started(), like.metrics())
                .withThroughput(like.throughputPerSecond())
                .withRun(like.run())
                .withGatlingVersion(like.gatlingVersion());
    }

    private static EndpointResult from(Source source, EndpointResult like, Optional<RunInfo> run) {
        return EndpointResult.ofFigures(like.endpoint(), source, like.origin(), like.started(), like.metrics())
                .withRun(run)
                .withGatlingVersion(like.gatlingVersion())
                .withHealth(like.health());
    }

    private static Judge gating(Metric... metrics) {
        return new Judge(new Policy(0.20, 0.01, Set.of(metrics), 0.05));
    }

    private static EndpointResult constant(int millis) {
        return TestResults.constant("/a", NOW, millis);
    }

    private static EndpointResult spread(double factor) {
        return TestResults.spread("/a", NOW, factor);
    }

    private static Optional<Baseline> kept(double... factors) {
        List<KeptRun> runs = new ArrayList<>();
        for (double factor : factors) {
            runs.add(KeptRun.of(TestResults.spread("/a", BEFORE.plusSeconds(runs.size()), factor)));
        }
        return Optional.of(Baseline.of("/a", runs));
    }

    private static EndpointResult on(String target, Machine machine, Instant started) {
        RunInfo like = TestRuns.info(started, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a");
        LoadProfile profile = new LoadProfile(
                like.profile().simulation(), target, 10, Duration.ofSeconds(30), Duration.ofSeconds(5), "");
        return TestResults.spread("/a", started, 1)
                .withRun(Optional.of(
                        new RunInfo(profile, like.endpoints(), like.measuredFrom(), machine, "", Optional.empty())));
    }

    /** Figures without samples, as in a CSV file. */
    private static EndpointResult withMetrics(SummaryStatistics metrics) {
        EndpointResult like = constant(1);
        return EndpointResult.ofFigures(like.endpoint(), like.source(), like.origin(), like.started(), metrics)
                .withRun(like.run())
                .withGatlingVersion(like.gatlingVersion());
    }

    private static EndpointResult withThroughput(EndpointResult like, double perSecond) {
        return like.withThroughput(OptionalDouble.of(perSecond));
    }

    private static Optional<Baseline> baseline(int millis) {
        return Optional.of(Baseline.of("/a", List.of(KeptRun.of(TestResults.constant("/a", BEFORE, millis)))));
    }

    private static Optional<Baseline> documented(int p95) {
        return Optional.of(new Baseline(
                "/a", BEFORE, new SummaryStatistics(1000, p95 / 2.0, 1, 200, 10, p95, p95 + 20), List.of()));
    }
}
