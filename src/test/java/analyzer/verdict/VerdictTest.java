package analyzer.verdict;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.TestResults;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

    /** A baseline keeps runs that passed, and runs that are within the threshold but inconclusive. */
    @ParameterizedTest
    @CsvSource({
        "PASS, true, false, true",
        "PASS, true, true, true",
        "CANNOT_JUDGE, true, false, true",
        "CANNOT_JUDGE, true, true, false",
        "CANNOT_JUDGE, false, true, true",
        "REGRESSION, true, true, false",
        "REGRESSION, true, false, false",
    })
    void aBaselineKeepsWhatIsNotFoundSlower(Outcome outcome, boolean gated, boolean above, boolean kept) {
        assertEquals(
                kept, verdict(outcome, 0, comparison(outcome, gated, above)).isWorthKeeping());
    }

    @Test
    void aBaselineDoesNotKeepWhatCouldNotBeCompared() {
        assertEquals(false, verdict(Outcome.CANNOT_JUDGE, 0).isWorthKeeping());
    }

    @ParameterizedTest
    @CsvSource({"REGRESSION, true, true", "REGRESSION, false, false", "PASS, true, false", "CANNOT_JUDGE, true, false"})
    void aDecidingMetricMakesItWorse(Outcome outcome, boolean gated, boolean worse) {
        assertEquals(
                worse,
                verdict(Outcome.PASS, 0, comparison(outcome, gated, true)).isWorse());
    }

    /** The limit is 1 % of 1000 requests. */
    @ParameterizedTest
    @CsvSource({"REGRESSION, 11, true", "REGRESSION, 10, false", "CANNOT_JUDGE, 11, false"})
    void itFailsWhereMoreRequestsFailedThanMay(Outcome outcome, long failed, boolean failing) {
        assertEquals(failing, verdict(outcome, failed).isFailing());
    }

    @ParameterizedTest
    @CsvSource({"REGRESSION, true", "PASS, false", "CANNOT_JUDGE, false"})
    void aViolatedLimitIsReported(Outcome outcome, boolean violated) {
        Verdict verdict = verdict(Outcome.PASS, 0).with(List.of(limit(outcome)));

        assertEquals(violated, verdict.violatesLimit());
        assertEquals(outcome, verdict.outcome());
    }

    @Test
    void theWorseOfComparisonAndLimitsGivesTheReason() {
        assertEquals(
                "limit; compared", reason(verdict(Outcome.REGRESSION, 0).with(List.of(limit(Outcome.REGRESSION)))));
        assertEquals("compared; limit", reason(verdict(Outcome.PASS, 0).with(List.of(limit(Outcome.PASS)))));
        assertEquals("limit", reason(verdict(Outcome.PASS, 0).with(List.of(limit(Outcome.REGRESSION)))));
        assertEquals("compared", reason(verdict(Outcome.REGRESSION, 0).with(List.of(limit(Outcome.PASS)))));
        assertEquals(
                "limit; compared", reason(verdict(Outcome.CANNOT_JUDGE, 0).with(List.of(limit(Outcome.REGRESSION)))));
        assertEquals("compared", reason(verdict(Outcome.PASS, 0).with(List.of())));
    }

    private static LimitCheck limit(Outcome outcome) {
        return new LimitCheck(
                Limit.parse("p95 < 200ms"),
                100,
                Optional.empty(),
                outcome,
                List.of(new Reason.Text(Reason.Code.FLAW, "limit")));
    }

    private static Comparison comparison(Outcome outcome, boolean gated, boolean above) {
        return new Comparison(Metric.P95, 100, 130, Optional.empty(), 1, above, gated, outcome, List.of());
    }

    private static Verdict verdict(Outcome outcome, long failed, Comparison... comparisons) {
        EndpointResult result = TestResults.of(
                "/a", NOW, 20, (int) (1000 - failed), failed == 0 ? Map.of() : Map.of("found 500", failed), List.of());
        return new Verdict(
                "/a",
                outcome,
                List.of(new Reason.Text(Reason.Code.FLAW, "compared")),
                true,
                List.of(comparisons),
                List.of(),
                Optional.of(result),
                Optional.empty(),
                Policy.standard());
    }
}
