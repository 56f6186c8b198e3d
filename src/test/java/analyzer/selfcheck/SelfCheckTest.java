package analyzer.selfcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.verdict.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
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
    void theBestPossibleShareGrowsWithTheKeptRuns() {
        double five = BestPossible.share(5, 0.35, new SplittableRandom(1));

        assertTrue(five > 0.9 && five < 0.96, "" + five);
        assertTrue(BestPossible.share(8, 0.35, new SplittableRandom(1)) > five);
    }

    @Test
    void aTargetIsMetUpToTheStudysOwnError() {
        assertTrue(new Target("t", 0.012, 0.01, false, 2000).isMet());
        assertFalse(new Target("t", 0.016, 0.01, false, 2000).isMet());
        assertTrue(new Target("t", 0.945, 0.95, true, 2000).isMet());
        assertFalse(new Target("t", 0.93, 0.95, true, 2000).isMet());
        assertEquals("NOT MET: found: 93.0 %, at least 95 %", new Target("found", 0.93, 0.95, true, 2000).toString());
    }

    @Test
    void theTablesFitATerminal() {
        StringWriter out = new StringWriter();

        SelfCheck.run(1, 40, new PrintWriter(out), new PrintWriter(new StringWriter()));

        assertTrue(out.toString().lines().allMatch(line -> line.length() <= 80), out.toString());
        assertTrue(out.toString().contains(" targets met"), out.toString());
    }
}
