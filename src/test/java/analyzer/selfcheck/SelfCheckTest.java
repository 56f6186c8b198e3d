package analyzer.selfcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestPairs;
import analyzer.TestTargets;
import analyzer.selfcheck.Goals.Goal;
import analyzer.verdict.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

    @Test
    void theSameSeedGivesTheSameCounts() {
        assertEquals(
                new Study(7, 20, 3).under(NoiseModel.STALLS, 0, 0.35),
                new Study(7, 20, 3).under(NoiseModel.STALLS, 0, 0.35));
    }

    @Test
    void quietTargetsAreJudgedRight() {
        List<Tally> tallies = new Study(1, 60, 5).under(NoiseModel.SHIFT_2, 0, 0.35);

        assertTrue(tallies.get(0).share(Outcome.PASS) > 0.95, tallies.toString());
        assertTrue(tallies.get(1).share(Outcome.REGRESSION) > 0.9, tallies.toString());
        assertTrue(tallies.get(0).coverage() > 0.85, tallies.toString());
    }

    @Test
    void noisyTargetsAreLeftOpenWhereTheNaiveRuleGuesses() {
        List<Tally> tallies = new Study(1, 100, 5).under(NoiseModel.SHIFT_10, 0, 0.35);

        assertTrue(tallies.get(0).share(Outcome.REGRESSION) <= 0.03, tallies.toString());
        assertTrue(tallies.get(0).naiveShare() > 0.04, tallies.toString());
        assertTrue(tallies.get(1).share(Outcome.PASS) < 0.1, tallies.toString());
    }

    @Test
    void belowTheClockASlowDownIsFound() {
        List<Tally> tallies = new Study(1, 40, 5).nearTheClock(0.4, 0, 0.5);

        assertTrue(tallies.get(0).share(Outcome.PASS) > 0.9, tallies.toString());
        assertTrue(tallies.get(1).share(Outcome.REGRESSION) > 0.9, tallies.toString());
    }

    @Test
    void pairedRunsAreJudgedRightWhateverTheMachineDoes() {
        List<Tally> tallies = new PairedStudy(1, 60).under(PairedNoise.SLOW_MACHINE, 0, 0.35);

        assertTrue(tallies.get(0).share(Outcome.PASS) > 0.9, tallies.toString());
        assertTrue(tallies.get(1).share(Outcome.REGRESSION) > 0.9, tallies.toString());
        assertTrue(tallies.get(0).coverage() > 0.85, tallies.toString());
        assertEquals(tallies, new PairedStudy(1, 60).under(PairedNoise.SLOW_MACHINE, 0, 0.35));
    }

    @Test
    void noiseOfOneTargetCausesNoFalsePositives() {
        List<Tally> tallies = new PairedStudy(1, 100).under(PairedNoise.SLOW_TARGET, 0);

        assertTrue(tallies.get(0).share(Outcome.REGRESSION) <= 0.02, tallies.toString());
        assertTrue(tallies.get(0).coverage() > 0.7, tallies.toString());
    }

    @Test
    void withKeptRunsARunEndsInAThirdOfTheTime() {
        List<SequentialTally> tallies = new KeptStudy(1, 60, 8).under(NoiseModel.SHIFT_2, 0, 0.5);

        assertTrue(tallies.get(0).byLooks().share(Outcome.PASS) > 0.95, tallies.toString());
        assertTrue(tallies.get(1).byLooks().share(Outcome.REGRESSION) > 0.95, tallies.toString());
        for (SequentialTally tally : tallies) {
            assertTrue(tally.seconds() < 11, tallies.toString());
            assertTrue(tally.byLooks().coverage() > 0.9, tallies.toString());
        }
        assertEquals(tallies, new KeptStudy(1, 60, 8).under(NoiseModel.SHIFT_2, 0, 0.5));
    }

    /** Half of these runs are inconclusive after 30 s, and would be after three minutes. */
    @Test
    void whereKeptRunsDifferTooMuchARunEndsSoon() {
        SequentialTally tally =
                new KeptStudy(1, 60, 5).under(NoiseModel.SHIFT_10, 0.2).get(0);

        assertTrue(tally.byLooks().share(Outcome.CANNOT_JUDGE) > 0.5, tally.toString());
        assertTrue(tally.seconds() < 30, tally.toString());
    }

    @Test
    void theBestPossibleShareGrowsWithTheKeptRuns() {
        double five = BestPossible.share(5, 0.10, 0.35, new SplittableRandom(1));

        // Computed with NumPy in 3000000 trials: 94.4 %, and 91.8 % if the rule must be safe with 13 %.
        assertEquals(0.944, five, 0.005);
        assertEquals(0.918, BestPossible.share(5, 0.13, 0.35, new SplittableRandom(1)), 0.005);
        assertTrue(BestPossible.share(8, 0.10, 0.35, new SplittableRandom(1)) > five);
    }

    @Test
    void skewedLevelsCostAnyRuleItsPower() {
        double five = BestPossible.shareIfSkewed(5, 0.35, new SplittableRandom(1));
        double eight = BestPossible.shareIfSkewed(8, 0.35, new SplittableRandom(1));

        // NumPy gives 86.3 and 89.8 %, with a density from 2000000 samples that is less exact in the lower tail.
        assertTrue(five > 0.855 && five < 0.89, "" + five);
        assertTrue(eight > 0.89 && eight < 0.93, "" + eight);
    }

    @Test
    void atACliffTheMeanDecides() {
        List<Tally> kept = new Study(1, 60, 5).under(NoiseModel.CLIFF, 0, 0.35);
        List<Tally> paired = new PairedStudy(1, 60).under(PairedNoise.CLIFF, 0, 0.35);

        for (List<Tally> tallies : List.of(kept, paired)) {
            assertTrue(tallies.get(0).share(Outcome.PASS) > 0.8, tallies.toString());
            assertTrue(tallies.get(1).share(Outcome.REGRESSION) > 0.75, tallies.toString());
            assertTrue(tallies.get(0).coverage() > 0.9, tallies.toString());
        }
    }

    /** Without the allowance for run levels, this seed gives 19 false positives. */
    @Test
    void skewedLevelsCauseFewFalsePositives() {
        List<Tally> tallies = new Study(1, 1000, 5).under(NoiseModel.SKEWED, 0);

        assertTrue(tallies.get(0).share(Outcome.REGRESSION) <= 0.015, tallies.toString());
    }

    @Test
    void whatTheGateDoesNotKeepIsCounted() {
        Study.Selection selection = new Study(1, 40, 5).keptByTheGate(NoiseModel.SHIFT_10);

        assertEquals(40, selection.baselines());
        assertEquals(4 * 40 + selection.dropped(), selection.judged());
        assertTrue(selection.droppedShare() > 0.01 && selection.droppedShare() < 0.2, selection.toString());
    }

    @Test
    void aGoalIsMetUpToTheStudysOwnError() {
        assertTrue(new Goal("t", 0.012, 0.01, false, 2000).isMet());
        assertFalse(new Goal("t", 0.016, 0.01, false, 2000).isMet());
        assertTrue(new Goal("t", 0.945, 0.95, true, 2000).isMet());
        assertFalse(new Goal("t", 0.93, 0.95, true, 2000).isMet());
        assertEquals("NOT MET: found: 93.0 %, at least 95 %", new Goal("found", 0.93, 0.95, true, 2000).toString());
    }

    @Test
    void aJudgeThatErrsMissesItsGoals() {
        assertTrue(goals(tally(2000, 0, 0, 1900), tally(20, 1960, 20, 1900)).areMet());
        assertFalse(goals(tally(1960, 40, 0, 1900), tally(20, 1960, 20, 1900)).areMet(), "false positives");
        assertFalse(goals(tally(2000, 0, 0, 1900), tally(140, 1860, 0, 1900)).areMet(), "false negatives");
        assertFalse(goals(tally(2000, 0, 0, 1900), tally(20, 1800, 180, 1900)).areMet(), "not found");
        assertFalse(goals(tally(2000, 0, 0, 1800), tally(20, 1960, 20, 1900)).areMet(), "too narrow");
        assertFalse(goals(tally(2000, 0, 0, 1900), tally(20, 1960, 20, 1980)).areMet(), "too wide");
    }

    @Test
    void whatIsDesiredAndNotReachedIsReported() {
        Goals goals = new Goals(2000);
        Tally same = tally(2000, 0, 0, 1900);
        Tally slower = tally(20, 1700, 280, 1900);
        goals.add(NoiseModel.SHIFT_5, 5, List.of(same, slower), same, slower);

        assertTrue(goals.areMet());
        assertTrue(
                goals.lines().contains("run-to-run 5 %, 5 runs        85.0 %"),
                goals.lines().toString());
        goals.add(NoiseModel.SHIFT_2, 8, List.of(same, slower), same, slower);
        assertFalse(goals.areMet());
        assertTrue(
                goals.lines().contains("NOT MET: found at +35 %: run-to-run 2 %, 8 runs: 85.0 %, at least 95 %"),
                goals.lines().toString());
    }

    private static Goals goals(Tally same, Tally slower) {
        Goals goals = new Goals(2000);
        goals.add(NoiseModel.SHIFT_2, 5, List.of(same, slower), same, slower);
        return goals;
    }

    private static Tally tally(int pass, int regression, int cannotJudge, int covered) {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        outcomes.put(Outcome.PASS, pass);
        outcomes.put(Outcome.REGRESSION, regression);
        outcomes.put(Outcome.CANNOT_JUDGE, cannotJudge);
        return new Tally(outcomes, 0, covered, pass + regression + cannotJudge);
    }

    @Test
    void theTablesFitATerminal() {
        StringWriter out = new StringWriter();

        SelfCheck.run(1, 40, new PrintWriter(out), new PrintWriter(new StringWriter()));

        assertTrue(out.toString().lines().allMatch(line -> line.length() <= 80), out.toString());
        assertTrue(out.toString().contains(" goals met"), out.toString());
    }

    @Test
    void bothWaysOfJudgingStandBelowEachOther() {
        Tally keptRuns = new Tally(Map.of(Outcome.CANNOT_JUDGE, 1), 1, 0, 0);
        PairedTally rounds = PairedTally.NONE
                .plus(PairedTally.of(
                        TestTargets.pair(TestPairs.of(1.5), TestTargets.used(3.9, 1), TestTargets.used(3, 2)),
                        keptRuns))
                .plus(PairedTally.of(TestPairs.of(1), keptRuns));

        assertEquals("""
                         judged by    PASS  REGRESSION  CANNOT_JUDGE  naive    change       +-
                slower   paired run      1           1             0      1   +18.8 %    5.7 %
                         kept runs       0           0             2      2
                         cpu             0           1             1          +30.6 %    0.7 %""", PairedTally.HEAD + "\n" + rounds.rows("slower"));
    }
}
