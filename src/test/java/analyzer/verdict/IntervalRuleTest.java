package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Metric;
import analyzer.metrics.RankInterval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntervalRuleTest {

    private static final double THRESHOLD = Math.log(1.2);

    private final IntervalRule rule = new IntervalRule(Policy.standard());

    /** One-sided quantile of the normal distribution: beyond it lies 1 %. */
    private static final double ONE_PERCENT = 2.3263;

    private static final double TWO_SIDED = 1.9600;

    /** One in eight lies beyond it. */
    private static final double ONE_IN_EIGHT = 1.1503;

    @Test
    void theClockIsTooCoarseWhereItExplainsHalfTheThreshold() {
        assertFalse(rule.isBelowTheClock(change(0, 0.1, 0, 0.49 * THRESHOLD)));
        assertTrue(rule.isBelowTheClock(change(0, 0.1, 0, 0.51 * THRESHOLD)));
    }

    @Test
    void aRegressionIsAboveTheThresholdAndBeyondChance() {
        double above = THRESHOLD + 0.01;
        assertEquals(Outcome.REGRESSION, outcome(Metric.P95, change(above, above / ONE_PERCENT - 1e-4, 0, 0)));
        assertEquals(Outcome.CANNOT_JUDGE, outcome(Metric.P95, change(above, above / ONE_PERCENT + 1e-4, 0, 0)));
        assertEquals(Outcome.PASS, outcome(Metric.P95, change(THRESHOLD - 0.01, 0.01, 0, 0)));
    }

    @Test
    void theLevelsOfRunsDoNotExplainHowFarItIsAboveTheThreshold() {
        double level = 0.02;
        double needed = THRESHOLD + ONE_IN_EIGHT * level;

        assertEquals(Outcome.REGRESSION, outcome(Metric.P95, change(needed + 1e-4, level, level, 0)));
        assertEquals(Outcome.CANNOT_JUDGE, outcome(Metric.P95, change(needed - 1e-4, level, level, 0)));
        assertEquals(Outcome.REGRESSION, outcome(Metric.P95, change(needed - 1e-4, level, 0, 0)), "noise within runs");
    }

    @Test
    void aPassExcludesASlowDownOfOneAndThreeQuartersOfTheThreshold() {
        double latency = Math.log(1.35) / TWO_SIDED;
        double loss = -Math.log(0.65) / TWO_SIDED;
        assertEquals(Outcome.PASS, outcome(Metric.P95, change(0, latency - 0.01, 0, 0)));
        assertEquals(Outcome.CANNOT_JUDGE, outcome(Metric.P95, change(0, latency + 0.01, 0, 0)));
        assertEquals(Outcome.PASS, outcome(Metric.THROUGHPUT, change(0, loss - 0.01, 0, 0)));
        assertEquals(Outcome.CANNOT_JUDGE, outcome(Metric.THROUGHPUT, change(0, loss + 0.01, 0, 0)));
    }

    @Test
    void whatDoesNotStandAmongManyCannotBeJudged() {
        Change found = change(0.5, 0.5 / ONE_PERCENT - 1e-4, 0, 0);

        assertEquals(
                Outcome.REGRESSION,
                rule.compare(Metric.P95, found, true, 0.01, 9).outcome());
        assertEquals(
                Outcome.CANNOT_JUDGE,
                rule.compare(Metric.P95, found, true, 0.008, 9).outcome());
    }

    @Test
    void aGapOfAnyRunIsACliffAndSoIsASteepSlopeOfMost() {
        double slope = 2 * 0.75 * THRESHOLD;
        RankInterval flat = new RankInterval(100, 101, 0);

        assertFalse(rule.isCliff(Change.Cliff.of(List.of(flat), new RankInterval(10, 13, THRESHOLD - 0.01))));
        assertTrue(rule.isCliff(Change.Cliff.of(List.of(flat), new RankInterval(10, 13, THRESHOLD + 0.01))));
        assertTrue(rule.isCliff(Change.Cliff.of(List.of(flat, new RankInterval(10, 13, THRESHOLD + 0.01)), flat)));
        RankInterval steep = new RankInterval(10, 10 * Math.exp(slope + 0.01), 0);
        RankInterval gentle = new RankInterval(10, 10 * Math.exp(slope - 0.01), 0);
        assertTrue(rule.isCliff(Change.Cliff.of(List.of(steep, flat), steep)));
        assertFalse(rule.isCliff(Change.Cliff.of(List.of(gentle, gentle), gentle)));
        assertFalse(rule.isCliff(Change.Cliff.of(List.of(flat, flat), steep)));
    }

    @Test
    void anEndlessIntervalIsSpeltInFewDigits() {
        assertEquals("-100.0 to over +1000 %", new Interval(-1, 3e30).toString());
        assertEquals("-2.0 to +999.9 %", new Interval(-0.02, 9.999).toString());
    }

    @Test
    void moreTimeNarrowsTheIntervalByTheRootOfIt() {
        assertEquals(Math.pow(2.326 * 0.2 / 0.24, 2), rule.timesNeeded(Metric.P95, change(0.24, 0.2, 0, 0)), 0.01);
        assertEquals(
                Math.pow(1.960 * 0.2 / Math.log(1.35), 2), rule.timesNeeded(Metric.P95, change(0, 0.2, 0, 0)), 0.01);
        assertEquals(
                Math.pow(1.150 * 0.2 / (0.24 - Math.log(1.2)), 2),
                rule.timesNeeded(Metric.P95, change(0.24, 0.2, 0.2, 0)),
                0.05);
        assertEquals(Double.POSITIVE_INFINITY, rule.timesNeeded(Metric.P95, change(0.1, 0.2, 0, 0.3)));
    }

    /** An error of 20 % hardly leaves hope in a fifth more time, and does in many times as much. */
    @Test
    void whatMoreTimeHardlyDecidesIsHopeless() {
        Change unsure = change(0.24, 0.2, 0, 0);
        assertTrue(rule.isHopeless(Metric.P95, unsure, 1.2));
        assertFalse(rule.isHopeless(Metric.P95, unsure, 18));
        assertFalse(rule.isHopeless(Metric.P95, unsure, 1));
        assertFalse(rule.isHopeless(Metric.P95, change(0, 0.2, 0, 0), 1.7));
    }

    private Outcome outcome(Metric metric, Change change) {
        return rule.compare(metric, change, true, 1, 1).outcome();
    }

    /** By many kept runs, so that chance is normal. */
    private static Change change(double worse, double standardError, double levelError, double resolution) {
        RunSpread spread = new RunSpread(Math.log(100), standardError, 1e6, levelError);
        return new Change(100, 100 * Math.exp(worse), worse, spread, resolution, 5, Optional.empty(), Looks.ONE);
    }
}
