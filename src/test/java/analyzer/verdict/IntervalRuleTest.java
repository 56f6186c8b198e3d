package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Metric;
import org.junit.jupiter.api.Test;

class IntervalRuleTest {

    private static final double THRESHOLD = Math.log(1.2);

    private final IntervalRule rule = new IntervalRule(Policy.standard());

    @Test
    void theClockIsTooCoarseWhereItExplainsHalfTheThreshold() {
        assertFalse(rule.isBelowTheClock(change(0, 0.1, 0.49 * THRESHOLD, 0.5)));
        assertTrue(rule.isBelowTheClock(change(0, 0.1, 0.51 * THRESHOLD, 0.5)));
    }

    @Test
    void aRegressionIsAboveTheThresholdAndBeyondChance() {
        assertEquals(Outcome.REGRESSION, outcome(Metric.P95, change(THRESHOLD + 0.01, 0.1, 0, 0.01)));
        assertEquals(Outcome.CANNOT_JUDGE, outcome(Metric.P95, change(THRESHOLD + 0.01, 0.1, 0, 0.011)));
        assertEquals(Outcome.PASS, outcome(Metric.P95, change(THRESHOLD - 0.01, 0.1, 0, 0.001)));
    }

    @Test
    void aPassExcludesASlowDownOfOneAndThreeQuartersOfTheThreshold() {
        assertEquals(Outcome.PASS, outcome(Metric.P95, change(0, Math.log(1.35) - 0.01, 0, 0.5)));
        assertEquals(Outcome.CANNOT_JUDGE, outcome(Metric.P95, change(0, Math.log(1.35) + 0.01, 0, 0.5)));
        assertEquals(Outcome.PASS, outcome(Metric.THROUGHPUT, change(0, -Math.log(0.65) - 0.01, 0, 0.5)));
        assertEquals(Outcome.CANNOT_JUDGE, outcome(Metric.THROUGHPUT, change(0, -Math.log(0.65) + 0.01, 0, 0.5)));
    }

    @Test
    void whatDoesNotStandAmongManyCannotBeJudged() {
        Change found = change(0.5, 0.1, 0, 0.009);

        assertEquals(
                Outcome.REGRESSION,
                rule.compare(Metric.P95, found, true, 0.009, 9).outcome());
        assertEquals(
                Outcome.CANNOT_JUDGE,
                rule.compare(Metric.P95, found, true, 0.008, 9).outcome());
    }

    @Test
    void anEndlessIntervalIsSpeltInFewDigits() {
        assertEquals("-100.0 to over +1000 %", new Interval(-1, 3e30).toString());
        assertEquals("-2.0 to +999.9 %", new Interval(-0.02, 9.999).toString());
    }

    private Outcome outcome(Metric metric, Change change) {
        return rule.compare(metric, change, true, 1, 1).outcome();
    }

    private static Change change(double worse, double halfWidth, double resolution, double probability) {
        return new Change(100, 100 * Math.exp(worse), worse, halfWidth, resolution, probability, 5);
    }
}
