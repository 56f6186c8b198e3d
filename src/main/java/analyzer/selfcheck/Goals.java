package analyzer.selfcheck;

import static analyzer.selfcheck.NoiseModel.AUTOCORRELATED;
import static analyzer.selfcheck.NoiseModel.CLIFF;
import static analyzer.selfcheck.NoiseModel.HEAVY_TAIL;
import static analyzer.selfcheck.NoiseModel.INDEPENDENT;
import static analyzer.selfcheck.NoiseModel.NEIGHBOUR;
import static analyzer.selfcheck.NoiseModel.PAUSES;
import static analyzer.selfcheck.NoiseModel.SHIFT_10;
import static analyzer.selfcheck.NoiseModel.SHIFT_2;
import static analyzer.selfcheck.NoiseModel.SHIFT_5;
import static analyzer.selfcheck.NoiseModel.SKEWED;
import static analyzer.selfcheck.NoiseModel.STUDENT;
import static analyzer.selfcheck.NoiseModel.TWO_LEVELS;

import analyzer.verdict.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The figures that the judge must reach, and desired ones that are reported but not required. */
final class Goals {

    /** Share of slowdowns to find. */
    private static final double WANTED = 0.95;

    /** Noise under which intervals must have their nominal coverage: normal between runs, steady within them. */
    private static final Set<NoiseModel> ASSUMED = EnumSet.of(INDEPENDENT, AUTOCORRELATED, SHIFT_2, SHIFT_5, SHIFT_10);

    /** Noise under which a slowdown must be found. */
    private static final Set<NoiseModel> QUIET = EnumSet.of(INDEPENDENT, SHIFT_2, HEAVY_TAIL, PAUSES);

    /** Run-to-run variation that is too large for a threshold of 20 %, or at its bound. */
    private static final Set<NoiseModel> TOO_NOISY = EnumSet.of(SHIFT_10, SKEWED, TWO_LEVELS, STUDENT, NEIGHBOUR);

    /** Share of unchanged runs that must pass, and of slowdowns that must be found, where P95 itself cannot decide. */
    private static final double WANTED_AT_A_CLIFF = 0.8;

    private final int pairs;
    private final List<Goal> goals = new ArrayList<>();
    private final List<String> notReached = new ArrayList<>();

    /** @param pairs number of pairs that a share was measured on, unless stated otherwise */
    Goals(int pairs) {
        this.pairs = pairs;
    }

    /**
     * Adds the goals of pairs under a noise model.
     *
     * @param same tally without a slowdown
     * @param slower tally at +35 %
     */
    void add(NoiseModel noise, int keptRuns, List<Tally> all, Tally same, Tally slower) {
        String where = noise + ", " + keptRuns + " runs";
        atMost("false positive: " + where, same.share(Outcome.REGRESSION), 0.01);
        atMost("false negative at +35 %: " + where, slower.share(Outcome.PASS), 0.05);
        double found = slower.share(Outcome.REGRESSION);
        if (noise == CLIFF) {
            atACliff(where, same, slower);
        } else if (QUIET.contains(noise)) {
            atLeast("found at +35 %: " + where, found, WANTED);
        } else if (!TOO_NOISY.contains(noise) && found < WANTED) {
            notReached.add(String.format(Locale.ROOT, "%-28s %5.1f %%", where, found * 100));
        }
        if (ASSUMED.contains(noise)) {
            for (Tally tally : all) {
                atLeast("coverage: " + where, tally.coverage(), 0.93);
                atMost("coverage: " + where, tally.coverage(), 0.97);
            }
        }
    }

    private void atACliff(String where, Tally same, Tally slower) {
        atLeast("passed: " + where, same.share(Outcome.PASS), WANTED_AT_A_CLIFF);
        atLeast("found at +35 %: " + where, slower.share(Outcome.REGRESSION), WANTED_AT_A_CLIFF);
        atLeast("coverage: " + where, same.coverage(), 0.93);
        atLeast("coverage: " + where, slower.coverage(), 0.93);
    }

    /** Adds the goals of paired runs, from the tallies without a slowdown and at +35 %. */
    void addPaired(PairedNoise noise, Tally same, Tally slower) {
        String where = noise + ", paired run";
        atMost("false positive: " + where, same.share(Outcome.REGRESSION), 0.01);
        atMost("false negative at +35 %: " + where, slower.share(Outcome.PASS), 0.05);
        if (noise == PairedNoise.CLIFF) {
            atACliff(where, same, slower);
        }
        if (noise == PairedNoise.PAUSES) {
            atLeast("found at +35 %: " + where, slower.share(Outcome.REGRESSION), WANTED);
        }
        if (noise.isShared()) {
            atLeast("found at +35 %: " + where, slower.share(Outcome.REGRESSION), WANTED);
            for (Tally tally : List.of(same, slower)) {
                atLeast("coverage: " + where, tally.coverage(), 0.93);
                atMost("coverage: " + where, tally.coverage(), 0.97);
            }
        }
    }

    /** Adds the goals of runs that end with the verdict, from the tallies without a slowdown and at +35 %. */
    void addSequential(String noise, int runs, SequentialTally same, SequentialTally slower) {
        String where = noise + ", by looks";
        atMost("false positive: " + where, same.byLooks().share(Outcome.REGRESSION), 0.01, runs);
        atMost("false negative at +35 %: " + where, slower.byLooks().share(Outcome.PASS), 0.05, runs);
    }

    void atMost(String name, double measured, double limit) {
        atMost(name, measured, limit, pairs);
    }

    void atMost(String name, double measured, double limit, int measuredOn) {
        goals.add(new Goal(name, measured, limit, false, measuredOn));
    }

    void atLeast(String name, double measured, double limit) {
        goals.add(new Goal(name, measured, limit, true, pairs));
    }

    boolean areMet() {
        return goals.stream().allMatch(Goal::isMet);
    }

    /** The figures that are not required, the number of goals met, and every missed goal. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Noise with up to 5 % run-to-run variation and a power below 95 % at +35 %");
        lines.add("(no goal; docs/METHOD.md explains why)");
        lines.addAll(notReached);
        List<Goal> missed = goals.stream().filter(goal -> !goal.isMet()).toList();
        lines.add("");
        lines.add(goals.size() - missed.size() + " of " + goals.size()
                + " goals met, within two standard errors of the study");
        missed.forEach(goal -> lines.add(goal.toString()));
        return lines;
    }

    /**
     * A figure that the judge must reach, and its measured value.
     *
     * @param measured share of the pairs, 0 to 1
     * @param pairs number of pairs it was measured on
     */
    record Goal(String name, double measured, double limit, boolean atLeast, int pairs) {

        /** Two standard errors of a share of that many pairs: a share within them of the limit meets it. */
        private double tolerance() {
            return 2 * Math.sqrt(limit * (1 - limit) / pairs);
        }

        boolean isMet() {
            return atLeast ? measured >= limit - tolerance() : measured <= limit + tolerance();
        }

        /** The line of a missed goal in the report. */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "NOT MET: %s: %.1f %%, %s %.0f %%",
                    name,
                    measured * 100,
                    atLeast ? "at least" : "at most",
                    limit * 100);
        }
    }
}
