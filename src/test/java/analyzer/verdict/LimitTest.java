package analyzer.verdict;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestPairs;
import analyzer.TestResults;
import analyzer.TestTargets;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.Metric;
import analyzer.metrics.PerRequest;
import analyzer.metrics.Source;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.TargetFigures;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Timeline;
import analyzer.report.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "p95 < 200ms, p95 < 200 ms",
        "p95<200ms, p95 < 200 ms",
        "p(99) <= 1.5s, p99 < 1500 ms",
        "avg < 12.5ms, avg < 12.5 ms",
        "errors < 0.5%, errors < 0.5 %",
        "throughput >= 300/s, throughput > 300/s",
        "memory < 512MB, memory < 512 MB",
        "growth <= 0.5MB, growth < 0.5 MB per 1000 requests",
    })
    void aLimitIsReadAsItIsMeant(String text, String meaning) {
        assertEquals(meaning, Words.of(Limit.parse(text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p95 < 200|'p95 < 200' lacks its unit; use ms",
                "p95 < 200%|'p95 < 200%' has the wrong unit; use ms",
                "errors < 5ms|'errors < 5ms' has the wrong unit; use %",
                "throughput > 3s|'throughput > 3s' has the wrong unit; use /s",
                "memory < 5GB|'memory < 5GB' is not a limit such as 'p95 < 200ms'",
                "growth < 5ms|'growth < 5ms' has the wrong unit; use MB",
                "memory > 5MB|'memory > 5MB' has the wrong operator: memory takes <",
                "p95 > 200ms|'p95 > 200ms' has the wrong operator: p95 takes <",
                "throughput < 3/s|'throughput < 3/s' has the wrong operator: throughput takes >",
                "p42 < 3ms|'p42 < 3ms' limits 'p42', which is not one of p",
                "errors < 0%|'errors < 0%' is a limit that no run can be shown to meet",
                "errors < 100%|'errors < 100%' is a limit that every run meets",
                "fast|'fast' is not a limit such as 'p95 < 200ms'",
            })
    void whatIsNoLimitIsRefusedWithAReason(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Limit.parse(text))
                .getMessage();

        assertTrue(message.startsWith(reason), message);
    }

    /** 2020 requests spread evenly from 50 to 150 ms: P95 is 145 ms, and half of its interval about 2 ms. */
    @ParameterizedTest
    @CsvSource({
        "p95 < 155ms, PASS",
        "p95 < 145.45ms, CANNOT_JUDGE",
        "p95 < 135ms, REGRESSION",
        "throughput > 50/s, PASS",
        "throughput > 80/s, REGRESSION"
    })
    void aLimitIsJudgedByTheRunsOwnInterval(String limit, Outcome outcome) {
        LimitCheck check = LimitCheck.of(Limit.parse(limit), TestResults.spread("/a", NOW, 1));

        assertEquals(outcome, check.outcome(), reason(check));
    }

    /**
     * Every 22nd response (4.5 %) takes 200 ms, the others 10 ms. P95 is just within the fast responses, and chance could have moved
     * it to the slow ones.
     */
    @ParameterizedTest
    @CsvSource({"p95 < 100ms, CANNOT_JUDGE", "p95 < 250ms, PASS", "p95 < 5ms, REGRESSION", "p50 < 100ms, PASS"})
    void aLimitWithinAGapBetweenFastAndSlowIsOpen(String limit, Outcome outcome) {
        EndpointResult result = TestResults.sample("/a", NOW, 2200, i -> i % 22 == 7 ? 200 : 10);

        LimitCheck check = LimitCheck.of(Limit.parse(limit), result);

        assertEquals(outcome, check.outcome(), reason(check));
    }

    @Test
    void sharesOfAThousandPercentAndMoreKeepTheirZeros() {
        assertEquals("1000 %", Words.share(10));
        assertEquals("10000 %", Words.share(100));
        assertEquals("99.99 %", Words.share(0.9999));
        assertEquals("0.5 %", Words.share(0.005));
        assertEquals("20 %", Words.share(0.2));
        assertEquals("0 %", Words.share(0));
    }

    /** Clopper and Pearson: with 1000 requests, no failure means up to 0.368 %, and 5 failures mean 0.162 to 1.163 %. */
    @ParameterizedTest
    @CsvSource({
        "0, errors < 0.369%, PASS",
        "0, errors < 0.368%, CANNOT_JUDGE",
        "5, errors < 1.164%, PASS",
        "5, errors < 1.162%, CANNOT_JUDGE",
        "5, errors < 0.163%, CANNOT_JUDGE",
        "5, errors < 0.162%, REGRESSION",
    })
    void failuresHaveAnExactInterval(long failed, String limit, Outcome outcome) {
        Map<String, Long> errors = failed == 0 ? Map.of() : Map.of("found 503", failed);
        EndpointResult result = TestResults.of("/a", NOW, 20, (int) (1000 - failed), errors, List.of());

        assertEquals(outcome, LimitCheck.of(Limit.parse(limit), result).outcome());
    }

    /** If none, one or all of n requests fail, the limits of Clopper and Pearson have a closed form. */
    @ParameterizedTest
    @ValueSource(ints = {20, 300, 5000})
    void theExactIntervalAgreesWithItsClosedForms(int n) {
        assertRange(0, 1 - Math.pow(0.025, 1.0 / n), errors(n, 0));
        assertEquals(1 - Math.pow(0.975, 1.0 / n), errors(n, 1).low(), 1e-9);
        assertRange(Math.pow(0.025, 1.0 / n), 1, errors(n, n));
        assertEquals(Math.pow(0.975, 1.0 / n), errors(n, n - 1).high(), 1e-9);
    }

    private static Interval errors(int requests, int failed) {
        Map<String, Long> errors = failed == 0 ? Map.of() : Map.of("found 503", (long) failed);
        EndpointResult result = TestResults.of("/a", NOW, 20, requests - failed, errors, List.of());
        return LimitCheck.of(Limit.parse("errors < 1%"), result).range().orElseThrow();
    }

    private static void assertRange(double low, double high, Interval range) {
        assertEquals(low, range.low(), 1e-9);
        assertEquals(high, range.high(), 1e-9);
    }

    /** Alternating batches of 90 and 110 ms: 10.26 ms divided by the square root of 20, times t(19) = 2.093. */
    @Test
    void theIntervalOfAMetricIsThatOfStudent() {
        EndpointResult waves = TestResults.sample("/a", NOW, 3000, i -> i / 150 % 2 == 0 ? 90 : 110);

        LimitCheck check = LimitCheck.of(Limit.parse("avg < 104.7ms"), waves);

        assertEquals(100, check.value());
        double halfWidth = 2.093 * 10.26 / Math.sqrt(20);
        assertEquals(100 - halfWidth, check.range().orElseThrow().low(), 0.002);
        assertEquals(100 + halfWidth, check.range().orElseThrow().high(), 0.002);
        assertEquals(
                "avg 100 ms (95 % interval 95.2 to 104.8 ms), too uncertain for the limit avg < 104.7 ms; load longer",
                reason(check));
    }

    /** All requests take 20 ms, with 50 in each batch, so there is no uncertainty. */
    @ParameterizedTest
    @CsvSource({"AVG, 0", "THROUGHPUT, 0", "AVG, 1e-9", "AVG, -1e-9", "THROUGHPUT, 1e-9", "THROUGHPUT, -1e-9"})
    void whatLiesJustOnALimitBreaksIt(Metric metric, double above) {
        EndpointResult result = TestResults.constant("/a", NOW, 20);
        double figure = result.figure(metric);
        boolean kept = metric == Metric.AVG ? above > 0 : above < 0;
        Outcome expected = kept ? Outcome.PASS : Outcome.REGRESSION;

        Limit limit = new Limit(metric.toString(), Optional.of(metric), figure + above);

        assertEquals(expected, LimitCheck.of(limit, result).outcome());
        LimitCheck bare = LimitCheck.of(limit, withoutSamples(result, Source.STATS_JSON));
        assertEquals(expected, bare.outcome());
        assertEquals(Optional.empty(), bare.range());
        assertTrue(
                reason(bare)
                        .endsWith((kept ? ", meets the limit " : ", violates the limit ") + Words.of(limit)
                                + "; checked without an interval: a stats.json has no samples"),
                reason(bare));
    }

    @Test
    void whatARunDoesNotTellLeavesItsLimitOpen() {
        EndpointResult result = TestResults.constant("/a", NOW, 20);

        assertOpen(
                "a CSV file does not record failures; judge the run folder instead",
                "errors < 1%",
                withoutSamples(result, Source.CSV));
        assertOpen(
                "the result has no throughput",
                "throughput > 1/s",
                withFigures(SummaryStatistics.of(0, new LatencyHistogram())));
        assertOpen("the result has no p95", "p95 < 1s", withFigures(SummaryStatistics.of(300, new LatencyHistogram())));
        assertOpen(
                "a paired run has no throughput of its own: its users also wait for the base",
                "throughput > 1/s",
                TestPairs.of(1));
        assertEquals(
                Outcome.PASS,
                LimitCheck.of(Limit.parse("p95 < 1s"), TestPairs.of(1)).outcome());
    }

    /**
     * The target ends with 182.3 MB. Its memory grows by 0 and 40960 bytes in turn, with 150 requests each: by 136.5 bytes per
     * request, with a half-width of the interval of t(19) = 2.093 times 31.3 bytes.
     */
    @ParameterizedTest
    @CsvSource({
        "memory < 182.31MB, PASS, 'memory 182.3 MB, meets the limit memory < 182.3 MB'",
        "memory < 182.3MB, REGRESSION, 'memory 182.3 MB, violates the limit memory < 182.3 MB'",
        "growth < 0.203MB, PASS, 'growth 0.137 MB per 1000 requests (95 % interval 0.071 to 0.202"
                + " MB per 1000 requests), meets the limit growth < 0.203 MB per 1000 requests'",
        "growth < 0.202MB, CANNOT_JUDGE, ",
        "growth < 0.0715MB, CANNOT_JUDGE, ",
        "growth < 0.0705MB, REGRESSION, "
    })
    void theMemoryOfTheTargetCanHaveALimit(String limit, Outcome outcome, String reason) {
        LimitCheck check = LimitCheck.of(
                Limit.parse(limit), TestResults.constant("/a", NOW, 20).withTarget(TestTargets.used(1, 1)));

        assertEquals(outcome, check.outcome(), reason(check));
        assertEquals(reason == null ? reason(check) : reason, reason(check));
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory < 5MB", "growth < 5MB"})
    void unknownMemoryIsNotJudged(String limit) {
        EndpointResult result = TestResults.constant("/a", NOW, 20);

        String unknown = "the memory of the target is unknown: ";
        assertOpen(unknown + "its target was not observed", limit, result);
        assertOpen(
                unknown + "it was not read throughout the measured time, with at least eleven readings",
                limit,
                result.withTarget(TestTargets.constant(1)));
        assertOpen(
                unknown
                        + "the embedded stand-in runs in the load generator's own process; start it as a separate process",
                limit,
                result.withTarget(TestTargets.unknown(TargetUsage.Source.EMBEDDED)));
    }

    /**
     * A limit at the true growth is met in 2.5 % of runs and violated in 2.5 %, if the growth of a batch is independent of that of
     * the others. If memory rises and falls around a line, a batch that rises is followed by one that falls, and it is less often.
     */
    @ParameterizedTest
    @CsvSource({"false, 35, 65", "true, 0, 10"})
    void aLimitAtTheTrueGrowthIsSeldomDecided(boolean aroundALine, int least, int most) {
        SplittableRandom random = new SplittableRandom(7);
        Limit limit = Limit.parse("growth < 0.2MB");
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int run = 0; run < 2000; run++) {
            List<PerRequest.Batch> growth = new ArrayList<>();
            double before = 0;
            for (int i = 0; i < 20; i++) {
                double off = random.nextGaussian() * 50_000;
                growth.add(new PerRequest.Batch(200 * 150 + off - (aroundALine ? before : 0), 150));
                before = off;
            }
            TargetFigures used = TestTargets.growing(new PerRequest(growth, 0));
            outcomes.merge(
                    LimitCheck.of(limit, TestResults.constant("/a", NOW, 20).withTarget(used))
                            .outcome(),
                    1,
                    Integer::sum);
        }

        for (Outcome decided : List.of(Outcome.PASS, Outcome.REGRESSION)) {
            int count = outcomes.getOrDefault(decided, 0);
            assertTrue(count >= least && count <= most, outcomes.toString());
        }
    }

    private static void assertOpen(String why, String limit, EndpointResult result) {
        LimitCheck check = LimitCheck.of(Limit.parse(limit), result);

        assertEquals(Outcome.CANNOT_JUDGE, check.outcome());
        assertEquals("the limit " + Words.of(Limit.parse(limit)) + " is inconclusive: " + why, reason(check));
    }

    private static EndpointResult withoutSamples(EndpointResult like, Source source) {
        return figures(source, like.metrics(), like.throughputPerSecond());
    }

    private static EndpointResult withFigures(SummaryStatistics metrics) {
        return figures(Source.STATS_JSON, metrics, OptionalDouble.empty());
    }

    private static EndpointResult figures(Source source, SummaryStatistics metrics, OptionalDouble perSecond) {
        return EndpointResult.ofFigures("/a", source, "somewhere", NOW, metrics).withThroughput(perSecond);
    }

    /** All requests are within a tenth of a second: one batch, whose standard error is unknown. */
    @Test
    void oneBatchGivesNoInterval() {
        Timeline brief = new Timeline();
        for (int i = 0; i < 300; i++) {
            brief.recordOk(i / 4, 20);
        }
        EndpointResult pair = TestPairs.pair(brief, Map.of(), brief, Map.of(), Optional.empty());

        LimitCheck check = LimitCheck.of(Limit.parse("p95 < 21ms"), pair);

        assertEquals(Outcome.PASS, check.outcome());
        assertEquals(Optional.empty(), check.range());
        brief.recordOk(100, 20);
        assertTrue(LimitCheck.of(Limit.parse("p95 < 21ms"), pair).range().isPresent(), "two batches do");
    }

    @Test
    void aPercentileIsJudgedFromTheFirstRequestOnThatIsEnough() {
        Map<String, Long> none = Map.of();

        assertEquals(
                Outcome.PASS,
                LimitCheck.of(Limit.parse("p99 < 1s"), TestResults.of("/a", NOW, 20, 1000, none, List.of()))
                        .outcome());
    }

    @Test
    void aPercentileOfTooFewRequestsIsNotJudged() {
        LimitCheck check =
                LimitCheck.of(Limit.parse("p99 < 1s"), TestResults.of("/a", NOW, 20, 999, Map.of(), List.of()));

        assertEquals(Outcome.CANNOT_JUDGE, check.outcome());
        assertTrue(reason(check).contains("999 successful requests are too few for p99"), reason(check));
    }

    @Test
    void aViolatedLimitIsARegressionThatAPassAgainstTheBaselineDoesNotHide() {
        Verdict verdict = judge("p95 < 135ms").judge(result(), baseline());

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertTrue(reason(verdict).contains("violates the limit p95 < 135 ms"), reason(verdict));
    }

    @Test
    void anOpenLimitIsNoPass() {
        assertEquals(
                Outcome.CANNOT_JUDGE,
                judge("p95 < 145.45ms").judge(result(), baseline()).outcome());
    }

    @Test
    void aMetLimitIsNamedNextToThePass() {
        Verdict verdict = judge("p95 < 155ms").judge(result(), baseline());

        assertEquals(Outcome.PASS, verdict.outcome());
        assertTrue(reason(verdict).contains("meets the limit p95 < 155 ms"), reason(verdict));
    }

    @Test
    void withoutABaselineAKeptLimitIsNoPassAndABrokenOneARegression() {
        assertEquals(
                Outcome.CANNOT_JUDGE,
                judge("p95 < 155ms").judge(result(), Optional.empty()).outcome());
        Verdict broken = judge("p95 < 135ms").judge(result(), Optional.empty());
        assertEquals(Outcome.REGRESSION, broken.outcome());
        assertTrue(reason(broken).contains("; no baseline"), reason(broken));
    }

    @Test
    void limitsAlonePassWithoutABaselineAndNothingPassesWithoutLimits() {
        assertEquals(Outcome.PASS, alone(Limit.parse("p95 < 155ms")).outcome());
        assertEquals(Outcome.REGRESSION, alone(Limit.parse("p95 < 135ms")).outcome());
        assertEquals(Outcome.CANNOT_JUDGE, alone().outcome());
    }

    @Test
    void aRunThatIsNotWholeKeepsNoLimit() {
        EndpointResult cut = TestResults.of("/a", NOW, 20, 1000, Map.of(), List.of("the log is cut off"));

        Verdict verdict = judge("p95 < 155ms").judge(cut, Optional.empty());

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals(List.of(), verdict.limits());
    }

    private static Verdict alone(Limit... limits) {
        Policy policy = new Policy(0.2, 0.01, Set.of(Metric.P95), 0.05, List.of(limits), true, "");
        return new Judge(policy).judge(result(), Optional.empty());
    }

    private static Judge judge(String limit) {
        return new Judge(new Policy(0.2, 0.01, Set.of(Metric.P95), 0.05, List.of(Limit.parse(limit)), false, ""));
    }

    private static EndpointResult result() {
        return TestResults.spread("/a", NOW, 1);
    }

    private static Optional<Baseline> baseline() {
        return Optional.of(Baseline.of("/a", List.of(KeptRun.of(TestResults.spread("/a", NOW.minusSeconds(3600), 1)))));
    }

    @ParameterizedTest
    @CsvSource({"errors < 5%, 0.05", "errors < 0.5%, 0.01", "p95 < 200ms, 0.01"})
    void aLimitOfErrorsThatIsWiderThanTheUsualOneReplacesIt(String limit, double allowed) {
        assertEquals(allowed, Limit.errorRate(List.of(Limit.parse("p99 < 1s"), Limit.parse(limit)), 0.01));
    }

    /** At a true rate of 5 %, 55 of 1000 requests can fail by chance, but not 200. */
    @ParameterizedTest
    @CsvSource({
        "errors < 5%, 55, CANNOT_JUDGE",
        "errors < 5%, 200, REGRESSION",
        "errors < 50%, 55, REGRESSION",
        "errors < 5%, 45, CANNOT_JUDGE",
        "p95 < 200ms, 55, REGRESSION"
    })
    void failuresThatALimitAllowsAreHeldToItsInterval(String limit, long failed, Outcome outcome) {
        EndpointResult result =
                TestResults.of("/a", NOW, 20, (int) (1000 - failed), Map.of("found 503", failed), List.of());
        Policy policy = new Policy(0.2, 0.05, Set.of(Metric.P95), 0.05, List.of(Limit.parse(limit)), true, "");

        assertEquals(outcome, new Judge(policy).judge(result, Optional.empty()).outcome());
    }

    /** The number of failures is named as well, as for any failing endpoint. */
    @Test
    void failuresBeyondALimitAreTheReason() {
        EndpointResult result = TestResults.of("/a", NOW, 20, 800, Map.of("found 503", 200L), List.of());
        Limit limit = Limit.parse("errors < 5%");
        Policy policy = new Policy(0.2, 0.05, Set.of(Metric.P95), 0.05, List.of(limit), true, "");

        Verdict verdict = new Judge(policy).judge(result, Optional.empty());

        assertTrue(reason(verdict).contains("200 of 1000 requests failed"), reason(verdict));
        assertFalse(verdict.sound());
    }

    /** Neither more nor fewer failures than allowed violate it significantly. Both runs are compared. */
    @ParameterizedTest
    @ValueSource(longs = {55, 45})
    void aRunWithinTheIntervalOfALimitOnErrorsIsCompared(long failed) {
        EndpointResult result =
                TestResults.of("/a", NOW, 20, (int) (1000 - failed), Map.of("found 503", failed), List.of());
        Policy policy = new Policy(0.2, 0.05, Set.of(Metric.P95), 0.05, List.of(Limit.parse("errors < 5%")), false, "");
        KeptRun before = KeptRun.of(TestResults.constant("/a", NOW.minusSeconds(3600), 20));

        Verdict first = new Judge(policy).judge(result, Optional.empty());
        Verdict later = new Judge(policy).judge(result, Optional.of(Baseline.of("/a", List.of(before))));

        assertEquals(Outcome.CANNOT_JUDGE, first.outcome(), reason(first));
        assertTrue(first.sound(), reason(first));
        assertTrue(later.sound(), reason(later));
        assertTrue(later.comparison(Metric.P95).isPresent(), reason(later));
    }

    /** Only a wider limit replaces the usual rate. */
    @Test
    void aLimitThatEqualsTheUsualErrorRateDoesNotReplaceIt() {
        EndpointResult result = TestResults.of("/a", NOW, 20, 988, Map.of("found 503", 12L), List.of());

        Verdict verdict = judge("errors < 1%").judge(result, Optional.empty());

        assertEquals(Outcome.REGRESSION, verdict.outcome(), reason(verdict));
        assertFalse(verdict.sound(), reason(verdict));
    }

    /** The clock has whole milliseconds. */
    @Test
    void theStepOfTheClockIsOnEitherSideOfTheInterval() {
        EndpointResult result = TestResults.constant("/a", NOW, 20);
        double step = result.estimate(Metric.P95).orElseThrow().resolution();
        Interval range =
                LimitCheck.of(Limit.parse("p95 < 30ms"), result).range().orElseThrow();

        assertTrue(step > 0);
        assertTrue(range.high() - range.low() >= 2 * step, range + "");
    }

    @Test
    void eachOfSeveralRunsMustKeepALimitAndTheWorstIsNamed() {
        EndpointResult quick = TestResults.constant("/a", NOW, 20);
        EndpointResult slow = TestResults.constant("/a", NOW.minusSeconds(60), 60);
        EndpointResult middle = TestResults.of("/a", NOW.minusSeconds(120), 40, 900, Map.of(), List.of());
        EndpointResult all = quick.withRepeats(List.of(slow, middle));
        Policy policy = new Policy(
                0.2,
                0.01,
                Set.of(Metric.P95),
                0.05,
                List.of(
                        Limit.parse("p95 < 30ms"),
                        Limit.parse("p95 < 100ms"),
                        Limit.parse("throughput > 1/s"),
                        Limit.parse("errors < 5%")),
                true,
                "");

        List<LimitCheck> checks = new Judge(policy).judge(all, Optional.empty()).limits();

        assertEquals(
                List.of(Outcome.REGRESSION, Outcome.PASS, Outcome.PASS, Outcome.PASS),
                checks.stream().map(LimitCheck::outcome).toList());
        double slowest = LimitCheck.of(Limit.parse("p95 < 30ms"), slow).value();
        assertEquals(slowest, checks.get(0).value());
        assertEquals(slowest, checks.get(1).value());
        assertTrue(reason(checks.get(0)).endsWith(", in " + slow.origin()), reason(checks.get(0)));
        assertEquals(
                all.runs().stream()
                        .mapToDouble(run -> run.throughputPerSecond().orElseThrow())
                        .min()
                        .orElseThrow(),
                checks.get(2).value());
        assertEquals(LimitCheck.of(Limit.parse("errors < 5%"), all), checks.get(3));
    }

    @Test
    void theUsageOfTheTargetIsKnownOnlyWhenARunIsOver() {
        List<Limit> limits = Stream.of("cpu < 5ms", "p95 < 1s", "memory < 5MB", "growth < 5MB", "errors < 1%")
                .map(Limit::parse)
                .toList();
        Policy policy = new Policy(0.2, 0.01, Set.of(Metric.P95, Metric.CPU), 0.05, limits, false, "");
        assertEquals(
                List.of(limits.get(1), limits.get(4)), policy.whileUnderWay().limits());
        assertEquals(
                Set.of(Metric.P95, Metric.THROUGHPUT), policy.whileUnderWay().gated());
        assertEquals(policy.threshold(), policy.whileUnderWay().threshold());
    }
}
