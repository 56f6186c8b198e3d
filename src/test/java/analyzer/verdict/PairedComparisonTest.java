package analyzer.verdict;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestHealth;
import analyzer.TestPairs;
import analyzer.TestResults;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.Source;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts on paired runs. */
class PairedComparisonTest {

    private final Judge judge = new Judge(Policy.standard());

    private Verdict judge(EndpointResult pair) {
        return judge.judge(pair, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"1.00, PASS", "1.10, PASS", "0.60, PASS", "1.35, REGRESSION", "1.30, REGRESSION"})
    void theBaseIsTheBaseline(double factor, Outcome outcome) {
        assertEquals(outcome, judge(TestPairs.of(factor)).outcome());
    }

    @Test
    void aVerdictShowsItsNumbersAndThatTheyAreOfTheSameRun() {
        Verdict verdict = judge(TestPairs.of(1.5));

        assertEquals(
                "p95 97.5 ms -> 139 ms (+42.6 %; paired 95 % interval +35.9 to +49.6 %), above the threshold of 20 %;"
                        + " throughput 18.4/s -> 12.4/s (-32.3 %; paired 95 % interval -33.4 to -31.1 %), above the"
                        + " allowed loss of 20 %",
                reason(verdict));
        assertEquals(0, verdict.comparisons().get(0).keptRuns());
        assertEquals(1, verdict.baseline().orElseThrow().runs().size());
        assertFalse(verdict.sound(), "half the load of a baseline");
    }

    @Test
    void whatDisturbsBothHidesNoRegressionAndMakesNone() {
        for (int run = 0; run < 20; run++) {
            EndpointResult same = TestPairs.of(run, 4000, 1, TestPairs.bursts(new SplittableRandom(run)));
            EndpointResult slower = TestPairs.of(run, 4000, 1.35, TestPairs.bursts(new SplittableRandom(run)));
            assertEquals(Outcome.PASS, judge(same).outcome());
            assertEquals(Outcome.REGRESSION, judge(slower).outcome());
        }
    }

    @Test
    void keptRunsHaveNoSay() {
        EndpointResult fast = TestResults.spread(TestPairs.ENDPOINT, Instant.EPOCH, 0.1);
        Baseline kept = Baseline.of(TestPairs.ENDPOINT, List.of(KeptRun.of(fast)));

        assertEquals(
                Outcome.PASS, judge.judge(TestPairs.of(1), Optional.of(kept)).outcome());
    }

    @Test
    void aBaseThatFailsIsNoWinForTheCandidate() {
        Verdict verdict = judge(failing(Map.of(), Map.of("j.n.ConnectException", 100L)));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals(
                "100 of 3100 requests to the base http://127.0.0.1:8001 failed (3.226 %), more than the allowed 1 %; mostly:"
                        + " j.n.ConnectException; candidate: 0 %; a failing base cannot serve as a reference",
                reason(verdict));
        assertEquals(
                Outcome.CANNOT_JUDGE,
                judge(failing(Map.of("503", 900L), Map.of("503", 900L))).outcome());
    }

    @Test
    void aCandidateThatFailsIsARegression() {
        Verdict verdict = judge(failing(Map.of("503", 100L), Map.of("503", 3L)));

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertEquals(
                "100 of 3100 requests failed (3.226 %), more than the allowed 1 %; base: 0.0999 %; mostly: 503",
                reason(verdict));
        assertEquals(5, verdict.comparisons().size());
    }

    /** Two builds fail equally often, close to the limit. By chance one is above it and the other is not. */
    @Test
    void failuresThatChanceExplainsAreNeitherAPassNorARegression() {
        Verdict verdict = judge(failing(Map.of("503", 35L), Map.of("503", 28L)));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(
                reason(verdict)
                        .contains(
                                "but 1.153 % of the requests failed, more than the allowed 1 %, but not significantly more than the"
                                        + " base's 0.9247 %; load longer"),
                reason(verdict));
        assertEquals(
                Outcome.REGRESSION,
                judge(failing(Map.of("503", 35L), Map.of("503", 12L))).outcome());
        EndpointResult slowToo =
                TestPairs.with(TestPairs.of(1.5), Map.of("503", 35L), Map.of("503", 28L), Optional.empty());
        assertEquals(Outcome.REGRESSION, judge(slowToo).outcome(), "its times alone are a regression");
    }

    /** Runs with 3000 requests to each of two builds. Each request fails independently with a probability of 1 %. */
    @Test
    void equalBuildsThatFailAtTheLimitAreRarelyARegression() {
        SplittableRandom random = new SplittableRandom(5);
        int alarms = 0;
        int naive = 0;
        for (int run = 0; run < 500; run++) {
            EndpointResult pair =
                    failing(Map.of("503", binomial(random, 3000, 0.01)), Map.of("503", binomial(random, 3000, 0.01)));
            alarms += judge(pair).outcome() == Outcome.REGRESSION ? 1 : 0;
            naive += pair.errorRate() > 0.01 && pair.base().orElseThrow().errorRate() <= 0.01 ? 1 : 0;
        }
        assertTrue(alarms <= 15, alarms + " false positives");
        assertTrue(naive > 75, "counting alone would raise " + naive);
    }

    private static long binomial(SplittableRandom random, int requests, double share) {
        return random.doubles(requests).filter(chance -> chance < share).count();
    }

    private static EndpointResult lookedAt(EndpointResult pair) {
        return TestPairs.lookedAt(
                pair, AutoDuration.between(Duration.ofSeconds(10), Duration.ofMinutes(3)), Duration.ofSeconds(30));
    }

    /** Several looks cost certainty: intervals are wider. */
    @Test
    void aRunThatIsLookedAtIsJudgedMoreStrictly() {
        EndpointResult pair = TestPairs.of(1.1);
        Interval fixed = judge(pair).comparisons().get(0).interval().orElseThrow();
        Interval looked = judge(lookedAt(pair)).comparisons().get(0).interval().orElseThrow();
        assertTrue(looked.low() < fixed.low() && fixed.high() < looked.high(), fixed + " and " + looked);
    }

    /** An imbalance of failures that occurs by chance in 1 % of runs is no longer significant with eight looks. */
    @Test
    void failuresMustBeMoreUnevenWhereTheRunIsLookedAt() {
        EndpointResult pair = failing(Map.of("503", 51L), Map.of("503", 28L));
        assertEquals(Outcome.REGRESSION, judge(pair).outcome());
        assertEquals(Outcome.CANNOT_JUDGE, judge(lookedAt(pair)).outcome());
        assertEquals(
                Outcome.REGRESSION,
                judge(lookedAt(failing(Map.of("503", 80L), Map.of("503", 28L)))).outcome());
    }

    @Test
    void aBriefRunThatFailsIsARegressionAllTheSame() {
        Timeline brief = timeline(300, 90, i -> 5);
        Verdict verdict = judge(
                TestPairs.pair(brief, Map.of("503", 200L), timeline(300, 90, i -> 5), Map.of(), Optional.empty()));

        assertEquals(Outcome.REGRESSION, verdict.outcome());
    }

    @Test
    void aBaseBelowTheClockResolutionIsReported() {
        Verdict verdict = judge(both(timeline(4000, 30_000, i -> 0), timeline(4000, 30_000, i -> 0)));

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(
                reason(verdict).contains("the base has avg 0 ms, which is below the clock resolution of 1 ms"),
                reason(verdict));
        assertTrue(
                verdict.comparisons().stream().noneMatch(comparison -> comparison.metric() == Metric.THROUGHPUT),
                "rates that users split between two targets");
    }

    @Test
    void aPercentileNeedsEnoughRequestsOfBothSides() {
        Judge byP99 = new Judge(new Policy(0.2, 0.01, Set.of(Metric.P99), 0.05));
        Timeline enough = timeline(1005, 30_000, i -> 50 + i * 37 % 21);
        Verdict verdict = byP99.judge(both(enough, timeline(995, 30_000, i -> 50 + i * 37 % 21)), Optional.empty());

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(reason(verdict).contains("995 successful requests are too few for p99"), reason(verdict));
    }

    private static EndpointResult failing(Map<String, Long> candidate, Map<String, Long> base) {
        return TestPairs.with(TestPairs.of(1), candidate, base, Optional.empty());
    }

    @Test
    void aSideWithoutRequestsCannotBeCompared() {
        Timeline some = TestPairs.of(1).timeline().orElseThrow();
        Timeline few = TestPairs.of(1, 150, 1, TestPairs::quiet).timeline().orElseThrow();

        assertUnjudged("no request to the base http://127.0.0.1:8001 was measured", some, new Timeline());
        assertUnjudged("no request was measured", new Timeline(), some);
        assertUnjudged("150 successful requests to the base are too few for a 95th percentile", some, few);
        assertUnjudged("150 successful requests are too few for a 95th percentile", few, some);
    }

    @Test
    void aRunThatIsTooShortCannotBeJudged() {
        Timeline brief = timeline(1000, 1500, i -> 50);
        assertUnjudged("the measured time is too short for 20 batches", brief, timeline(1000, 1500, i -> 50));
    }

    private void assertUnjudged(String reason, Timeline candidate, Timeline base) {
        Verdict verdict = judge(TestPairs.pair(candidate, Map.of(), base, Map.of(), Optional.empty()));
        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(reason(verdict).startsWith(reason), reason(verdict));
    }

    private static Timeline timeline(int requests, int millis, IntUnaryOperator responseTime) {
        Timeline timeline = new Timeline();
        for (int i = 0; i < requests; i++) {
            timeline.recordOk((int) ((long) i * millis / requests), responseTime.applyAsInt(i));
        }
        return timeline;
    }

    @Test
    void aWarmUpThatBothGoThroughIsSteadyAndOneOfTheCandidateAloneIsNot() {
        IntUnaryOperator warming = i -> 50 + 40 * (4000 - i) / 4000 + i * 37 % 21;
        IntUnaryOperator warm = i -> 50 + i * 37 % 21;
        Timeline cold = timeline(4000, 30_000, warming);

        assertEquals(
                Outcome.PASS, judge(both(cold, timeline(4000, 30_000, warming))).outcome());
        Verdict verdict = judge(both(cold, timeline(4000, 30_000, warm)));
        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(reason(verdict).startsWith("the run was not steady"), reason(verdict));
    }

    private static EndpointResult both(Timeline candidate, Timeline base) {
        return TestPairs.pair(candidate, Map.of(), base, Map.of(), Optional.empty());
    }

    /** For 10 of 30 s there are no responses, and then an error for each of ten users. The number of errors is within the limit. */
    @Test
    void aStallOfTheCandidateIsFound() {
        Timeline stalling = timeline(4000, 20_000, i -> 40 + i * 37 % 21);
        for (int user = 0; user < 10; user++) {
            stalling.recordFailed(20_000, 10_000);
        }
        Timeline base = timeline(4000, 20_000, i -> 40 + i * 37 % 21);
        EndpointResult pair = TestPairs.pair(stalling, Map.of("timeout", 10L), base, Map.of(), Optional.empty());

        Verdict verdict = judge(pair);

        Comparison throughput = verdict.comparisons().get(Metric.THROUGHPUT.ordinal());
        assertEquals(Metric.THROUGHPUT, throughput.metric());
        assertTrue(throughput.gated() && throughput.aboveThreshold(), throughput.toString());
        assertTrue(throughput.outcome() != Outcome.PASS, throughput.toString());
        assertTrue(verdict.outcome() != Outcome.PASS, verdict.toString());
    }

    /** One response in twenty takes 200 ms instead of 10, at both targets. */
    @Test
    void atACliffTheMeanDecides() {
        Verdict verdict = judge(both(cliff(1237), cliff(1231)));

        assertFalse(verdict.comparisons().get(Metric.P95.ordinal()).gated());
        assertTrue(verdict.comparisons().get(Metric.AVG.ordinal()).gated());
        assertTrue(
                reason(verdict)
                        .contains("; p95 lies at a gap between fast and slow responses: chance alone moves it between"
                                + " 1"),
                reason(verdict));
    }

    private static Timeline cliff(int order) {
        return timeline(4000, 30_000, i -> {
            int place = i * order % 4000;
            return place < 200 ? 190 + place % 21 : 10 + place % 3;
        });
    }

    /** Manual calculation: alternately 2 and 4 %, compared with 1 %: terms of 1/2000 in 20 batches, times t(19) = 2.093. */
    @Test
    void theExcessOfFailuresHasAnInterval() {
        EndpointResult pair = both(failing(i -> i % 2 == 0 ? 2 : 4), failing(i -> 1));

        Interval interval = FailureExcess.interval(pair).orElseThrow();

        double halfWidth = 2.093 * Math.sqrt(20 * 20 / 19.0) / 2000;
        assertEquals(0.02 - halfWidth, interval.low(), 1e-6);
        assertEquals(0.02 + halfWidth, interval.high(), 1e-6);
        assertEquals(Optional.empty(), FailureExcess.interval(TestPairs.of(1)));
    }

    /** 100 requests in each of 20 batches, some of which fail. */
    private static Timeline failing(IntUnaryOperator failures) {
        Timeline timeline = new Timeline();
        for (int batch = 0; batch < 20; batch++) {
            for (int i = 0; i < 100; i++) {
                if (i < failures.applyAsInt(batch)) {
                    timeline.recordFailed(batch * 1500 + i * 15, 1);
                } else {
                    timeline.recordOk(batch * 1500 + i * 15, 20);
                }
            }
        }
        return timeline;
    }

    /** All failures are on the candidate's side. By chance this happens with six failures in one of 64 runs, with seven in one of 128. */
    @Test
    void sevenFailuresOfOneSideAloneAreNoChance() {
        assertTrue(FailureExcess.isChance(failing(Map.of("503", 6L), Map.of())));
        assertFalse(FailureExcess.isChance(failing(Map.of("503", 7L), Map.of())));
    }

    /** More failures than the binomial distribution counts: only the shares are compared. */
    @Test
    void amongBillionsOfFailuresThereIsNoChance() {
        assertTrue(FailureExcess.isChance(failing(Map.of("503", 2_000_000_000L), Map.of("503", 2_000_100_000L))));
        assertFalse(FailureExcess.isChance(failing(Map.of("503", 2_000_100_000L), Map.of("503", 2_000_000_000L))));
    }

    @Test
    void bothSidesMayFailAsOftenAsIsAllowed() {
        EndpointResult of990 = TestPairs.of(1, 990, 1, TestPairs::quiet);
        Map<String, Long> one = Map.of("503", 10L);

        Verdict candidate = judge(TestPairs.with(of990, one, Map.of(), Optional.empty()));
        assertEquals(Outcome.PASS, candidate.outcome(), reason(candidate));
        Verdict base = judge(TestPairs.with(of990, Map.of(), one, Optional.empty()));
        assertEquals(Outcome.PASS, base.outcome(), reason(base));
    }

    @Test
    void aRunThatFailsIsShownNextToItsBase() {
        Verdict verdict = judge(failing(Map.of("503", 100L), Map.of()));

        assertEquals(
                List.of("/v1/whoami (base)"),
                verdict.baseline().stream().map(Baseline::endpoint).toList());
    }

    @Test
    void twoHundredRequestsAreEnough() {
        Verdict verdict = judge(TestPairs.of(1, 200, 1, TestPairs::quiet));

        assertFalse(reason(verdict).contains("too few"), reason(verdict));
        assertFalse(verdict.comparisons().isEmpty());
    }

    @Test
    void threeQuartersOfTheTimeLeaveTheOtherSideEnough() {
        assertFalse(reason(judge(both(constant(30), constant(10)))).contains("users spent"));
        assertFalse(reason(judge(both(constant(10), constant(30)))).contains("users spent"));
        String reason = reason(judge(both(constant(31), constant(10))));
        assertTrue(reason.contains("; users spent 76 % of their time waiting for the candidate, so"), reason);
    }

    private static Timeline constant(int millis) {
        return timeline(4000, 30_000, i -> millis);
    }

    @Test
    void aStarvedGeneratorLetsNothingPassAndARegressionStand() {
        Verdict same = judge(health(1, 27));
        Verdict slower = judge(health(1.4, 27));

        assertEquals(Outcome.CANNOT_JUDGE, same.outcome());
        assertTrue(reason(same).contains("a starved load generator makes both sides look alike"), reason(same));
        assertTrue(
                same.comparisons().stream()
                        .filter(Comparison::gated)
                        .allMatch(comparison -> comparison.outcome() == Outcome.CANNOT_JUDGE),
                same.comparisons().toString());
        assertEquals(Outcome.REGRESSION, slower.outcome());
        assertTrue(reason(slower).contains("the load generator was starved (its threads were"), reason(slower));
        Verdict hopeless = judge(health(1.4, 100));
        assertEquals(Outcome.CANNOT_JUDGE, hopeless.outcome());
        assertTrue(reason(hopeless).contains("(limit 100 ms)"), reason(hopeless));
    }

    /** A stats.json can contain counts that no run has. */
    @Test
    void soManyFailuresThatChanceIsNegligibleAreCompared() {
        assertEquals(Outcome.REGRESSION, judge(counted(3_000_000_000L, 0)).outcome());
        assertEquals(
                Outcome.REGRESSION, judge(counted(2_000_000_000L, 147_483_648L)).outcome());
        assertFalse(judge(counted(2_000_000_000L, 2_000_000_000L)).isFailing());
    }

    private static EndpointResult counted(long failed, long baseFailed) {
        return counted(failed).withBase(counted(baseFailed));
    }

    private static EndpointResult counted(long failed) {
        return EndpointResult.ofFigures(
                        "/a",
                        Source.STATS_JSON,
                        "stats.json",
                        Instant.EPOCH,
                        new SummaryStatistics(100_000_000_000L, 50, 1, 200, 10, 100, 150))
                .withFailures(failed, Map.of());
    }

    @Test
    void aGeneratorThatIsNotStarvedIsNoDoubt() {
        Verdict same = judge(health(1, 0.25));

        assertEquals(Outcome.PASS, same.outcome(), reason(same));
        assertFalse(reason(same).contains("starved"), reason(same));
    }

    private static EndpointResult health(double factor, double p99) {
        return TestPairs.with(TestPairs.of(factor), Map.of(), Map.of(), Optional.of(TestHealth.withP99(p99)));
    }

    @Test
    void aSideThatTakesMostOfTheTimeIsNamed() {
        String reason = reason(judge(
                both(timeline(4000, 30_000, i -> 10 + i * 37 % 5), timeline(4000, 30_000, i -> 90 + i * 37 % 21))));
        assertTrue(
                reason.endsWith(
                        "; users spent 89 % of their time waiting for the base, so the other side had little load"),
                reason);
        assertFalse(reason(judge(TestPairs.of(1.5))).contains("users spent"));
    }
}
