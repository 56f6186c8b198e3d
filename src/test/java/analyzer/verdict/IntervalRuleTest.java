package analyzer.verdict;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.AutoDuration;
import analyzer.metrics.Metric;
import analyzer.metrics.RankInterval;
import analyzer.report.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntervalRuleTest {

    private static final double THRESHOLD = Math.log(1.2);

    private final IntervalRule rule = new IntervalRule(Policy.standard());

    /** One-sided quantile of the normal distribution for 1 %. */
    private static final double ONE_PERCENT = 2.3263;

    private static final double TWO_SIDED = 1.9600;

    /** One-sided quantile of the normal distribution for one in eight. */
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
        assertEquals("-100.0 to over +1000 %", Figures.interval(new Interval(-1, 3e30)));
        assertEquals("-100.0 to +1000.0 %", Figures.interval(new Interval(-1, 10)));
        assertEquals("-2.0 to +999.9 %", Figures.interval(new Interval(-0.02, 9.999)));
    }

    private static final Looks TWO =
            Looks.of(Optional.of(AutoDuration.between(Duration.ofSeconds(10), Duration.ofSeconds(12))), 0);

    @Test
    void moreTimeNarrowsTheIntervalByTheRootOfIt() {
        assertEquals(Math.pow(2.326 * 0.2 / 0.4, 2), rule.timesNeeded(Metric.P95, change(0.4, 0.2, 0, 0)), 0.01);
        assertEquals(
                Math.pow(1.960 * 0.2 / Math.log(1.35), 2), rule.timesNeeded(Metric.P95, change(0, 0.2, 0, 0)), 0.01);
        assertEquals(
                Math.pow(1.150 * 0.2 / (0.24 - Math.log(1.2)), 2),
                rule.timesNeeded(Metric.P95, change(0.24, 0.2, 0, 0).seenBy(TWO)),
                0.05);
        assertEquals(Double.POSITIVE_INFINITY, rule.timesNeeded(Metric.P95, change(0.1, 0.2, 0, 0.3)));
        assertEquals(
                Math.pow(2.326 * 0.2 / (0.4 - 0.05), 2),
                rule.timesNeeded(Metric.P95, change(0.4, 0.2, 0, 0.05)),
                0.01,
                "the clock explains a part of the change");
    }

    /** With a standard error of 20 %, a fifth more time is very unlikely to decide, but many times the time can. */
    @Test
    void whatMoreTimeHardlyDecidesIsHopeless() {
        Change unsure = change(0.24, 0.2, 0, 0);
        assertTrue(rule.isHopeless(Metric.P95, unsure, 1.2));
        assertFalse(rule.isHopeless(Metric.P95, unsure, 18));
        assertFalse(rule.isHopeless(Metric.P95, unsure, 1));
        assertFalse(rule.isHopeless(Metric.P95, change(0, 0.2, 0, 0), 1.7));
        assertFalse(rule.isHopeless(Metric.P95, change(0, 2, 0, 0), 18), "it would be much more exact by then");
        assertTrue(
                rule.isHopeless(Metric.P95, change(0.4, 0.2, 0, 0.1), 1.1), "the clock explains a part of the change");
        assertFalse(rule.isHopeless(Metric.P95, change(0.4, 0.2, 0, 0), 1.1));
    }

    /** The same error of 20 %, 3 % of it the candidate's own. A pass would need 15 %, and an infinite run leaves 20 %. */
    @Test
    void whatRunsDifferByNoLongerRunDecides() {
        Change levels = ofLevels(0, 0.03);

        assertEquals(Double.POSITIVE_INFINITY, rule.timesNeeded(Metric.P95, levels));
        assertTrue(rule.isHopeless(Metric.P95, levels, 18));
        assertFalse(rule.isHopeless(Metric.P95, ofLevels(0, 0.19), 18));
    }

    /** More time also changes the estimate, but by no more than it reduces the error. */
    @Test
    void anEstimateThatMoreTimeCanMoveIsNotHopeless() {
        double justTooSlow = Math.log(1.2) + 0.01;
        Change exact = new Change(100, 121, justTooSlow, spread(0.05, 0.05, 0.001), 0, 8, Optional.empty(), TWO);
        Change vague = new Change(100, 121, justTooSlow, spread(0.06, 0.05, 0.03), 0, 8, Optional.empty(), TWO);

        assertTrue(rule.isHopeless(Metric.P95, exact, 18));
        assertFalse(rule.isHopeless(Metric.P95, vague, 18));
    }

    /** Spread for a candidate with the same measured time and the same standard error as the kept runs. */
    private static RunSpread spread(double standardError, double levelError, double ownError) {
        double own = ownError * ownError;
        double rest = standardError * standardError - own;
        return new RunSpread(Math.log(100), 1e6, levelError, ownError, new RunSpread.Common(rest, rest, own));
    }

    private static Change ofLevels(double worse, double ownError) {
        return new Change(
                100, 100 * Math.exp(worse), worse, spread(0.2, 0.1, ownError), 0, 8, Optional.empty(), Looks.ONE);
    }

    /** A value exactly on a bound counts as within it. The exception is a pass, which must exclude its bound. */
    @Test
    void theBoundsThemselves() {
        double threshold = Math.log1p(0.2);

        assertFalse(rule.isBelowTheClock(change(0, 0.1, 0, threshold / 2)));
        RankInterval point = new RankInterval(10, 10, 0);
        assertFalse(rule.isCliff(Change.Cliff.of(List.of(point), new RankInterval(10, 10, threshold))));
        assertFalse(rule.isCliff(new Change.Cliff(point, point, 0.75 * threshold)));
        assertFalse(compared(change(threshold, 0.1, 0, 0)).aboveThreshold());
        assertTrue(compared(change(Math.nextUp(threshold), 0.1, 0, 0)).aboveThreshold());
        double excluded = Math.log1p(0.2 * 1.75);
        assertEquals(Outcome.CANNOT_JUDGE, compared(change(0, 0, 0, excluded)).outcome());
        assertEquals(
                Outcome.PASS, compared(change(0, 0, 0, Math.nextDown(excluded))).outcome());
    }

    /** The error of a damaged figure can be so large that its square is not a number. */
    @Test
    void anIntervalThatIsNoNumberIsNoPass() {
        assertEquals(Outcome.CANNOT_JUDGE, compared(change(0, Double.NaN, 0, 0)).outcome());
        assertEquals(
                Outcome.CANNOT_JUDGE,
                compared(change(0, Double.POSITIVE_INFINITY, 0, 0)).outcome());
    }

    @Test
    void onlyWhatIsFasterBeyondDoubtIsImproved() {
        assertTrue(reason(compared(change(-0.01, 0, 0, 0))).endsWith(", improved"));
        assertTrue(reason(compared(change(-0.01, 0, 0, 0.01))).endsWith(", within the threshold of 20 %"));
        assertTrue(reason(compared(change(0, 0, 0, 0))).endsWith(", within the threshold of 20 %"));
    }

    /** A loss of more than 100 % is impossible, so no loss exceeds such a threshold, and a pass has none to exclude. */
    @Test
    void aThresholdOfAllTheThroughputIsNeverReached() {
        for (double threshold : new double[] {1, 1.5}) {
            IntervalRule generous = new IntervalRule(new Policy(threshold, 0.01, Set.of(Metric.P95), 0.05));

            Comparison gone = generous.compare(Metric.THROUGHPUT, change(9, 0.1, 0, 0), true, 1, 1);

            assertEquals(Outcome.PASS, gone.outcome(), reason(gone));
        }
    }

    @Test
    void moreRunsHelpUpToSevenAndLongerOnesAlways() {
        assertTrue(reason(uncertain(6)).endsWith("; compare with more than 6 runs, or load longer"));
        assertTrue(reason(uncertain(7)).endsWith(", too uncertain to exclude +35.0 %; load longer"));
        assertTrue(reason(uncertain(0)).endsWith(", too uncertain to exclude +35.0 %; load longer"), "of the same run");
    }

    /** The runs' own part of a standard error of 1 is 0.4, so infinite runs would leave 0.92. */
    @Test
    void whereRunsDifferALongerOneIsNoRemedy() {
        RunSpread levels = spread(1, 0, 0.4);

        assertTrue(reason(uncertain(levels, 6))
                .endsWith("; compare with more than 6 runs, because a longer run would help little"));
        assertTrue(reason(uncertain(levels, 7))
                .endsWith("; the kept runs vary too much, and a longer run would help little; compare in a paired"
                        + " run (BASELINE_URL)"));
    }

    private Comparison uncertain(int keptRuns) {
        RunSpread spread = spread(1, 0, 0.5);
        return uncertain(spread, keptRuns);
    }

    private Comparison uncertain(RunSpread spread, int keptRuns) {
        return compared(new Change(100, 100, 0, spread, 0, keptRuns, Optional.empty(), Looks.ONE));
    }

    private Comparison compared(Change change) {
        return rule.compare(Metric.P95, change, true, 1, 1);
    }

    private Outcome outcome(Metric metric, Change change) {
        return rule.compare(metric, change, true, 1, 1).outcome();
    }

    /** A change with many degrees of freedom, so that the normal distribution applies. */
    private static Change change(double worse, double standardError, double levelError, double resolution) {
        RunSpread spread = spread(standardError, levelError, standardError);
        return new Change(100, 100 * Math.exp(worse), worse, spread, resolution, 5, Optional.empty(), Looks.ONE);
    }
}
