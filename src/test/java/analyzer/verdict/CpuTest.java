package analyzer.verdict;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestPairs;
import analyzer.TestResults;
import analyzer.TestTargets;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.TargetUsage;
import analyzer.report.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CPU time per request is judged like every metric, if it is known for both sides. */
class CpuTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");
    private static final Judge GATING = new Judge(new Policy(0.2, 0.01, Set.of(Metric.CPU), 0.05));
    private static final Judge SHOWING = new Judge(Policy.standard());

    private static EndpointResult pair(double cpu, double baseCpu) {
        return TestTargets.pair(TestPairs.of(1), TestTargets.used(cpu, 1), TestTargets.used(baseCpu, 2));
    }

    private static Comparison cpu(Verdict verdict) {
        return verdict.comparisons().stream()
                .filter(comparison -> comparison.metric() == Metric.CPU)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Baseline> kept(double... cpu) {
        return Optional.of(Baseline.of(
                "/a",
                IntStream.range(0, cpu.length)
                        .mapToObj(i -> TestResults.spread("/a", NOW.minusSeconds(60 + i), 1)
                                .withTarget(TestTargets.used(cpu[i], i)))
                        .map(KeptRun::of)
                        .toList()));
    }

    @ParameterizedTest
    @CsvSource({"1.0, PASS", "1.15, PASS", "0.5, PASS", "1.25, REGRESSION"})
    void decidesByTheBaseWhereItGates(double factor, Outcome outcome) {
        Verdict verdict = GATING.judge(pair(3 * factor, 3), Optional.empty());

        assertEquals(outcome, verdict.outcome(), reason(verdict));
        assertEquals(outcome, cpu(verdict).outcome());
        assertEquals(factor - 1, cpu(verdict).change(), 0.02);
        assertTrue(cpu(verdict).gated());
        assertEquals(factor < 1, reason(verdict).contains(", improved"), reason(verdict));
    }

    /** CPU time is that of the process, regardless of its responses. */
    @Test
    void isSharedOnlyAmongSeveralEndpoints() {
        Verdict alone = GATING.judge(pair(3, 3), Optional.empty());
        assertFalse(cpu(alone).reasons().contains(Reason.Code.CPU_OF_ALL_REQUESTS), reason(alone));
        Verdict together = GATING.judge(
                TestTargets.pair(TestPairs.of(1), TestTargets.used(3, 1, 2), TestTargets.used(3, 2, 2)),
                Optional.empty());
        assertTrue(cpu(together).reasons().contains(Reason.Code.CPU_OF_ALL_REQUESTS), reason(together));
    }

    @Test
    void isShownWhereItDoesNot() {
        Verdict verdict = SHOWING.judge(pair(6, 3), Optional.empty());

        assertEquals(Outcome.PASS, verdict.outcome(), reason(verdict));
        assertEquals(Outcome.REGRESSION, cpu(verdict).outcome());
        assertFalse(cpu(verdict).gated());
        assertTrue(reason(cpu(verdict)).startsWith("cpu 3.00 ms -> 6.02 ms (+100.9 %; paired"), reason(cpu(verdict)));
    }

    @ParameterizedTest
    @CsvSource({"1.0, PASS", "1.4, REGRESSION"})
    void decidesByKeptRuns(double factor, Outcome outcome) {
        EndpointResult result = TestResults.spread("/a", NOW, 1).withTarget(TestTargets.used(3 * factor, 9));

        Verdict verdict = GATING.judge(result, kept(3, 3.05, 2.95, 3, 3.02));

        assertEquals(outcome, verdict.outcome(), reason(verdict));
        assertEquals(5, cpu(verdict).keptRuns());
        assertEquals(3, cpu(verdict).baseline(), 0.03);
    }

    @Test
    void whatIsNotKnownDoesNotPass() {
        EndpointResult bare = TestPairs.of(1);
        assertUnknown(GATING.judge(bare, Optional.empty()), "of the result is unknown: its target was not observed");
        EndpointResult embedded = TestTargets.pair(
                bare,
                TestTargets.unknown(TargetUsage.Source.EMBEDDED),
                TestTargets.unknown(TargetUsage.Source.EMBEDDED));
        assertUnknown(
                GATING.judge(embedded, Optional.empty()), "of the result is unknown: the embedded stand-in runs in");
        EndpointResult baseless =
                TestTargets.pair(bare, TestTargets.used(3, 1), TestTargets.unknown(TargetUsage.Source.NONE));
        assertUnknown(
                GATING.judge(baseless, Optional.empty()),
                "of the base is unknown: no process that listens on the target's address");

        EndpointResult alone = TestResults.spread("/a", NOW, 1);
        assertUnknown(GATING.judge(alone, kept(3, 3)), "of the result is unknown: its target was not observed");
        Optional<Baseline> older =
                Optional.of(Baseline.of("/a", List.of(KeptRun.of(TestResults.spread("/a", NOW.minusSeconds(60), 1)))));
        assertUnknown(
                GATING.judge(alone.withTarget(TestTargets.used(3, 1)), older),
                "no kept run records the CPU time per request; compare with runs that do, such as a new baseline");
        Verdict shown = SHOWING.judge(alone.withTarget(TestTargets.used(3, 1)), older);
        assertEquals(Outcome.PASS, shown.outcome(), reason(shown));
        assertEquals(5, shown.comparisons().size());
    }

    private static void assertUnknown(Verdict verdict, String why) {
        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(reason(verdict).contains(why), reason(verdict));
    }

    @Test
    void oneOfSeveralRunsThatDoesNotTellItLeavesItOpen() {
        EndpointResult known = TestResults.spread("/a", NOW, 1).withTarget(TestTargets.used(3, 9));
        EndpointResult unknown = TestResults.spread("/a", NOW.plusSeconds(60), 1);

        assertUnknown(
                GATING.judge(known.withRepeats(List.of(unknown)), kept(3, 3)),
                "of the result is unknown: its target was not observed");
    }

    @Test
    void ofSeveralEndpointsItIsThatOfAllTogether() {
        EndpointResult mix = TestTargets.pair(TestPairs.of(1), TestTargets.used(4.5, 1, 3), TestTargets.used(3, 2, 3));

        Verdict verdict = GATING.judge(mix, Optional.empty());

        assertEquals(Outcome.REGRESSION, verdict.outcome());
        assertTrue(reason(verdict).endsWith("of 20 %, for all requests to the target together"), reason(verdict));
    }

    @Test
    void aClockThatIsTooCoarseLeavesItOpenAndTheMeanDoesNotDecideInItsPlace() {
        EndpointResult coarse =
                TestTargets.pair(TestPairs.of(1), TestTargets.coarse(3, 0.2), TestTargets.coarse(3, 0.2));

        Verdict verdict = GATING.judge(coarse, Optional.empty());

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome(), reason(verdict));
        assertTrue(cpu(verdict).gated());
        assertTrue(reason(cpu(verdict)).contains("too uncertain to exclude +35.0 %"), reason(verdict));
        assertFalse(verdict.comparisons().get(Metric.AVG.ordinal()).gated());
    }

    @ParameterizedTest
    @CsvSource({"0.031234, 0.0312 ms", "3.2149, 3.21 ms", "12.34, 12.3 ms", "1234.5, 1230 ms", "3, 3 ms"})
    void hasThreeFigures(double millis, String words) {
        assertEquals(words, Words.figure(Metric.CPU, millis));
    }
}
