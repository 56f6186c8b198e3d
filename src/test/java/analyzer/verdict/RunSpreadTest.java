package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Estimate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSpreadTest {

    private static final Estimate EXACT = new Estimate(100, 1, 0);

    /** Manual calculation: logarithms 4.6 + (-2, -1, 0, 1, 2) %, standard deviation 1.581 %, times t(4) = 2.776 and sqrt(1 + 1/5). */
    @Test
    void isThePredictionIntervalOfOneMoreRun() {
        RunSpread spread = spread(kept(-0.02, -0.01, 0, 0.01, 0.02), List.of(EXACT), 20, 0.05);

        assertEquals(4.6, spread.center(), 1e-12);
        assertEquals(4, spread.degreesOfFreedom(), 1e-9);
        assertEquals(2.776 * 0.015811 * Math.sqrt(1.2), spread.reach(0.025), 1e-4);
    }

    /** Manual calculation: the runs' own error of 1 % explains 1 of a variance of 2.5 in 10000, and one of 2 % all but a quarter. */
    @Test
    void whatBatchesDoNotExplainIsTheLevelOfRuns() {
        List<Estimate> quiet = kept(-0.02, -0.01, 0, 0.01, 0.02);
        List<Estimate> noisy = quiet.stream()
                .map(run -> new Estimate(run.value(), 0.02 * run.value(), 0))
                .toList();

        assertEquals(
                Math.sqrt(0.00015 * 1.2),
                spread(quiet, List.of(EXACT), 20, 0.05).levelError(),
                1e-6);
        assertEquals(
                Math.sqrt(0.25 * 0.00025 * 1.2),
                spread(noisy, List.of(EXACT), 20, 0.05).levelError(),
                1e-6);
        assertEquals(0, spread(kept(0), List.of(EXACT), 20, 0.05).levelError(), "one run shows no level");
    }

    /** Manual calculation: squares of 2 and 8 (in 0.0001) over 2 + 2 degrees of freedom, times 1/3 + 1/3, with no assumed variation. */
    @Test
    void ofSeveralRunsOnBothSidesTheVarianceIsPooledAndTheMeansCount() {
        RunSpread spread = spread(kept(-0.01, 0, 0.01), kept(-0.02, 0, 0.02), 20, 0.5);

        assertEquals(4.6, spread.center(), 1e-12);
        assertEquals(4, spread.degreesOfFreedom(), 1e-9);
        assertEquals(Math.sqrt(0.0010 / 4 * 2 / 3), spread.standardError(), 1e-12);
    }

    @Test
    void assumesASpreadForTheRunsThatAreMissing() {
        // The kept runs' own error of 1 %, known from 20 batches each, is added to the assumed 5 %.
        RunSpread one = spread(kept(0), List.of(EXACT), 20, 0.05);
        assertEquals(Math.sqrt(2 * (0.0025 + 0.0001)), one.standardError(), 1e-12);
        assertEquals(0.0026 * 0.0026 / (0.0025 * 0.0025 / 4 + 0.0001 * 0.0001 / 19), one.degreesOfFreedom(), 1e-9);
        // Three runs: their variance counts twice, and so does the assumed one, for the two missing runs.
        RunSpread three = spread(kept(-0.01, 0, 0.01), List.of(EXACT), 20, 0.05);
        double between = (2 * 0.0001 + 2 * 0.0025) / 4;
        double within = 2 * 0.0001 / 4;
        assertEquals(Math.sqrt((between + within) * 4 / 3), three.standardError(), 1e-12);
        assertEquals(
                Math.pow(between + within, 2) / (between * between / 4 + within * within / (3 * 19)),
                three.degreesOfFreedom(),
                1e-9);
    }

    @Test
    void whereTheKeptRunsDoNotTellTheirErrorTheCandidatesCounts() {
        List<Estimate> unknown = List.of(new Estimate(100, Double.NaN, 0));

        assertEquals(
                Math.sqrt(2 * (0.0025 + 0.0036)),
                spread(unknown, List.of(new Estimate(100, 6, 0)), 20, 0.05).standardError(),
                1e-12);
        RunSpread neither = spread(unknown, List.of(unknown.get(0)), 20, 0.05);
        assertEquals(Math.sqrt(2 * 0.0025), neither.standardError(), 1e-12);
        assertEquals(4, neither.degreesOfFreedom(), 1e-9);
    }

    @Test
    void aCandidateThatScattersWhereTheKeptRunsDidNotAtAllHasItsOwnError() {
        List<Estimate> constant = Collections.nCopies(5, new Estimate(100, 0, 0));

        RunSpread spread = spread(constant, List.of(new Estimate(100, 10, 0)), 20, 0.05);

        assertEquals(0.1, spread.standardError(), 1e-12);
        assertEquals(19, spread.degreesOfFreedom(), 1e-9);
    }

    @Test
    void aCandidateNoisierThanTheKeptRunsWidensTheInterval() {
        List<Estimate> kept = kept(-0.02, -0.01, 0, 0.01, 0.02);
        double usual =
                spread(kept, List.of(new Estimate(100, 1.2, 0)), 20, 0.05).standardError();
        double beyondChance =
                spread(kept, List.of(new Estimate(100, 1.5, 0)), 20, 0.05).standardError();
        double noisier =
                spread(kept, List.of(new Estimate(100, 5, 0)), 20, 0.05).standardError();

        assertEquals(spread(kept, List.of(EXACT), 20, 0.05).standardError(), usual);
        // A variance of 2.25 times the usual one. Chance reaches 2.10 times in 1 % of runs (F table, 19 and 95).
        assertTrue(beyondChance > usual);
        // Its own variance replaces the usual one: 0.05^2 for 0.01^2.
        assertEquals(Math.sqrt(0.00025 * 1.2 + 0.0025 - 0.0001), noisier, 1e-9);
    }

    /** Manual calculation: five degrees of freedom, 1/2 + 1/5 of the variance, and half of the surplus variance of each of the two. */
    @Test
    void ofTwoNoisyCandidatesTheMeanIsNoisyByHalf() {
        List<Estimate> noisy = List.of(new Estimate(100, 5, 0), new Estimate(100, 5, 0));

        RunSpread spread = spread(kept(-0.02, -0.01, 0, 0.01, 0.02), noisy, 20, 0.05);

        assertEquals(Math.sqrt(0.0010 / 5 * 0.7 + (0.0025 - 0.0001) / 2), spread.standardError(), 1e-9);
    }

    /** Manual calculation: a third of the time has three times the squared error of 1 %, which is 0.0002 more than usual. */
    @Test
    void aShorterCandidateIsLessExact() {
        RunSpread shorter =
                spread(kept(-0.02, -0.01, 0, 0.01, 0.02), 3, List.of(new Estimate(100, Math.sqrt(3), 0)), 20, 0.05);

        assertEquals(Math.sqrt(0.00025 * 1.2 + 0.0002), shorter.standardError(), 1e-9);
        assertEquals(0.01 * Math.sqrt(3), shorter.ownError(), 1e-9);
        assertTrue(shorter.degreesOfFreedom() > 4, "the error within runs is known better than that between them");
    }

    /** Manual calculation: 0.0001 of 0.00025 * 1.2 is the candidate's own, and four times the time leaves a quarter of it. */
    @Test
    void aLongerCandidateIsMoreExact() {
        List<Estimate> mine = List.of(new Estimate(100, 0.5, 0));

        RunSpread longer = spread(kept(-0.02, -0.01, 0, 0.01, 0.02), 0.25, mine, 20, 0.05);

        assertEquals(Math.sqrt(0.00025 * 1.2 - 0.000075), longer.standardError(), 1e-9);
        assertEquals(0.005, longer.ownError(), 1e-9);
    }

    /** Manual calculation: batches of 2 % explain more than the whole spread. A quarter of it still counts as run levels. */
    @Test
    void whatBatchesExplainIsNotAllTakenOffALongerCandidate() {
        List<Estimate> kept = kept(-0.02, -0.01, 0, 0.01, 0.02).stream()
                .map(run -> new Estimate(run.value(), 0.02 * run.value(), 0))
                .toList();

        RunSpread longer = spread(kept, 0.01, List.of(new Estimate(100, 0.2, 0)), 20, 0.05);

        assertEquals(0.002, longer.ownError(), 1e-9);
        assertEquals(Math.sqrt(0.25 * 0.00025 * 1.2 + 0.0004 / 5 + 0.000004), longer.standardError(), 1e-9);
    }

    /** Four times the usual squared error is a surplus in a run of usual length, but not in one of a third of that length. */
    @Test
    void whatIsNoisyIsAskedOfRunsOfItsLength() {
        List<Estimate> kept = kept(-0.02, -0.01, 0, 0.01, 0.02);
        List<Estimate> mine = List.of(new Estimate(100, 2, 0));

        assertEquals(0.02, spread(kept, 1, mine, 20, 0.05).ownError(), 1e-9);
        assertEquals(0.01 * Math.sqrt(3), spread(kept, 3, mine, 20, 0.05).ownError(), 1e-9);
        RunSpread longer = spread(kept, 0.5, mine, 20, 0.05);
        assertEquals(0.02, longer.ownError(), 1e-9);
        assertEquals(Math.sqrt(0.00025 * 1.2 + 0.0004 - 0.0001), longer.standardError(), 1e-9);
    }

    /** Manual calculation: 0.0002 of the spread of 0.0003 remain, and the 0.0003 of a candidate with a third of the time decrease. */
    @Test
    void moreTimeTakesOffTheCandidatesOwnError() {
        RunSpread shorter = spread(kept(-0.02, -0.01, 0, 0.01, 0.02), 3, List.of(new Estimate(100, 1.7, 0)), 20, 0.05);

        assertEquals(Math.sqrt(0.0002 + 0.00015), shorter.after(2).standardError(), 1e-9);
        assertEquals(Math.sqrt(0.0002 + 0.0001), shorter.after(3).standardError(), 1e-9);
        assertEquals(Math.sqrt(0.0002 + 0.00001), shorter.after(30).standardError(), 1e-9);
        assertEquals(Math.sqrt(0.0002), shorter.after(Double.POSITIVE_INFINITY).standardError(), 1e-9);
        assertEquals(2, shorter.timesUntil(Math.sqrt(0.00035)), 1e-6);
        assertEquals(30, shorter.timesUntil(Math.sqrt(0.00021)), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, shorter.timesUntil(0.014));
        assertEquals(0.0002 / 0.0005, shorter.commonShare(1), 1e-6);
        assertEquals(0.0002 / 0.0003, shorter.commonShare(3), 1e-6);
        assertEquals(
                1,
                spread(kept(0, 0, 0, 0, 0), 0, List.of(new Estimate(100, 0, 0)), 20, 0.05)
                        .commonShare(1));
    }

    /** Equal to that of a fixed duration at its length, and later no less than with run levels of a quarter of the spread. */
    @Test
    void whatBatchesExplainComesOffLate() {
        RunSpread explained = new RunSpread(4.6, 7, 0, 0.02, new RunSpread.Common(0.0001, 0.0003, 0.0004));

        assertEquals(Math.sqrt(0.0005), explained.standardError(), 1e-12);
        assertEquals(Math.sqrt(0.0005), explained.after(1.5).standardError(), 1e-12);
        assertEquals(Math.sqrt(0.0004), explained.after(4).standardError(), 1e-12);
        assertEquals(4, explained.timesUntil(0.02), 1e-9);
        assertEquals(0.5, explained.timesUntil(0.03), 1e-9);
    }

    @Test
    void ofAPairedRunAllFallsWithTheTime() {
        RunSpread paired = RunSpread.ofPairedRun(4.6, 0.04, 19);

        assertEquals(0.02, paired.after(4).standardError(), 1e-12);
        assertEquals(4, paired.timesUntil(0.02), 1e-9);
        assertEquals(0, paired.errorAtTheThreshold(false));
        assertEquals(0.04, paired.errorAtTheThreshold(true));
    }

    @Test
    void whoLooksEarlySeesTheLevelsOfRunsAndChance() {
        RunSpread levels = new RunSpread(4.6, 7, 0.03, 0.04, new RunSpread.Common(0.002, 0.002, 0.0004));

        assertEquals(0.03, levels.errorAtTheThreshold(false));
        assertEquals(0.05, levels.errorAtTheThreshold(true), 1e-12);
        assertEquals(4, levels.timesUntilAtTheThreshold(Math.hypot(0.03, 0.02)), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, levels.timesUntilAtTheThreshold(0.03));
    }

    @Test
    void theProbabilityIsThatOfStudentsDistribution() {
        RunSpread spread = spread(kept(-0.02, -0.01, 0, 0.01, 0.02), List.of(EXACT), 20, 0.05);

        assertEquals(0.5, spread.probabilityBeyond(0), 1e-12);
        assertEquals(0.025, spread.probabilityBeyond(spread.reach(0.025)), 1e-9);
    }

    @Test
    void identicalRunsLeaveNoDoubt() {
        RunSpread spread = spread(kept(0, 0, 0, 0, 0), List.of(new Estimate(100, 0, 0)), 20, 0.05);

        assertEquals(0, spread.reach(0.025));
        assertEquals(0, spread.probabilityBeyond(0.01));
        assertEquals(1, spread.probabilityBeyond(0));
    }

    /** Spread for kept runs with the same measured time as the candidate. */
    private static RunSpread spread(List<Estimate> kept, List<Estimate> candidates, int batches, double assumed) {
        return spread(kept, 1, candidates, batches, assumed);
    }

    private static RunSpread spread(
            List<Estimate> kept, double length, List<Estimate> candidates, int batches, double assumed) {
        return RunSpread.of(
                kept.stream().map(run -> new RunSpread.Kept(run, length)).toList(), candidates, batches, assumed);
    }

    private static List<Estimate> kept(double... deviations) {
        return Arrays.stream(deviations)
                .mapToObj(deviation -> {
                    double value = Math.exp(4.6 + deviation);
                    return new Estimate(value, 0.01 * value, 0);
                })
                .toList();
    }
}
