package analyzer.selfcheck;

import static analyzer.selfcheck.NoiseModel.SHIFT_10;
import static analyzer.selfcheck.NoiseModel.SHIFT_2;
import static analyzer.selfcheck.NoiseModel.SHIFT_5;

import analyzer.verdict.Outcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The whole study: noise models, clock, number of kept runs, several endpoints together, paired runs, looks, and the goals. */
public final class SelfCheck {

    /** Kept runs of the two tables: the fewest without an assumed variation, and enough for a run-to-run variation of 5 %. */
    private static final int FEW_RUNS = 5;

    private static final int ENOUGH_RUNS = 8;

    private static final double[] SLOW_DOWNS = {0, 0.1, 0.2, 0.3, 0.35, 0.5};
    private static final double[] JUST_TWO = {0, 0.35};
    private static final double[] CLOCK_P95_MILLIS = {0.4, 0.9, 1.5, 3, 7};
    private static final double[] CLOCK_SLOW_DOWNS = {0, 0.5};
    private static final int[] RUNS_TO_KEEP = {1, 2, 3, 5, 8, 10};
    private static final int ENDPOINTS = 4;

    /** Pairs per run in the table of paired runs by looks. */
    private static final int LOOKED_AT = 10;

    /** Pairs per run in the table of kept runs by looks. */
    private static final int LOOKED_AT_KEPT = 20;

    private static final double WANTED_SLOW_DOWN = 0.35;
    /** Run-to-run variation at which false positives are bounded: the largest in the study, and the one that costs most power. */
    private static final double[] NOISY = {0.10, 0.13};

    private final long seed;
    private final int pairs;
    private final PrintWriter out;
    private final PrintWriter progress;
    private final Goals goals;

    private SelfCheck(long seed, int pairs, PrintWriter out, PrintWriter progress) {
        this.seed = seed;
        this.pairs = pairs;
        this.out = out;
        this.progress = progress;
        this.goals = new Goals(pairs);
    }

    /**
     * Runs the study and prints its tables.
     *
     * @param seed seed of all randomness; the same seed gives the same tables
     * @param pairs baselines per condition
     * @param progress receives a line per finished condition
     * @return whether every goal is met, up to two standard errors of the study itself
     */
    public static boolean run(long seed, int pairs, PrintWriter out, PrintWriter progress) {
        return new SelfCheck(seed, pairs, out, progress).run();
    }

    private boolean run() {
        line("%d pairs per condition, seed %d, threshold 20 %%. naive: two P95s, +20 %%", pairs, seed);
        noiseTable(FEW_RUNS);
        noiseTable(ENOUGH_RUNS);
        clockTable();
        runsTable();
        familyTable();
        pairedTable();
        sequentialTable();
        keptSequentialTable();
        selectionTable();
        line("%nLargest power of any rule with 1 %% false positives at run-to-run variation N, at");
        line("+35 %% and 5 %% variation, with %d kept runs (with %d)", FEW_RUNS, ENOUGH_RUNS);
        for (double noisy : NOISY) {
            line("N = %.0f %%: %.1f %% (%.1f %%)", noisy * 100, atMost(FEW_RUNS, noisy), atMost(ENOUGH_RUNS, noisy));
        }
        line(
                "N skewed: %.1f %% (%.1f %%)",
                100 * BestPossible.shareIfSkewed(FEW_RUNS, WANTED_SLOW_DOWN, new SplittableRandom(seed)),
                100 * BestPossible.shareIfSkewed(ENOUGH_RUNS, WANTED_SLOW_DOWN, new SplittableRandom(seed)));
        goals.lines().forEach(line -> line("%s", line));
        return goals.areMet();
    }

    /** Largest power of any rule, in percent. */
    private double atMost(int keptRuns, double noisy) {
        return 100 * BestPossible.share(keptRuns, noisy, WANTED_SLOW_DOWN, new SplittableRandom(seed));
    }

    private void noiseTable(int keptRuns) {
        header(keptRuns + " kept runs", "noise");
        for (NoiseModel noise : NoiseModel.values()) {
            double[] slowDowns = keptRuns == FEW_RUNS && noise.isShownInFull() ? SLOW_DOWNS : JUST_TWO;
            List<Tally> tallies = new Study(seed, pairs, keptRuns).under(noise, slowDowns);
            rows(noise.toString(), slowDowns, tallies);
            goals.add(noise, keptRuns, tallies, tallies.get(0), tallies.get(indexOf(slowDowns, WANTED_SLOW_DOWN)));
        }
    }

    private void clockTable() {
        header("Clock resolution of 1 ms, 5 kept runs, run-to-run 2 %", "true P95");
        for (double p95 : CLOCK_P95_MILLIS) {
            List<Tally> tallies = new Study(seed, pairs, FEW_RUNS).nearTheClock(p95, CLOCK_SLOW_DOWNS);
            String where = "P95 of " + p95 + " ms";
            rows(p95 + " ms", CLOCK_SLOW_DOWNS, tallies);
            goals.atMost("false positive: " + where, tallies.get(0).share(Outcome.REGRESSION), 0.01);
            goals.atLeast("found at +50 %: " + where, tallies.get(1).share(Outcome.REGRESSION), 0.95);
        }
    }

    private void runsTable() {
        line("%nKept runs and run-to-run variation: %% A/A passed | false positives | +35 %% found");
        StringBuilder head = new StringBuilder(String.format("%-10s", "kept runs"));
        List<NoiseModel> shifts = List.of(SHIFT_2, SHIFT_5, SHIFT_10);
        shifts.forEach(
                noise -> head.append(String.format("  %20s", noise.toString().replace("run-to-run ", ""))));
        line("%s", head);
        for (int runs : RUNS_TO_KEEP) {
            StringBuilder row = new StringBuilder(String.format("%-10d", runs));
            for (NoiseModel noise : shifts) {
                List<Tally> tallies = new Study(seed, pairs / 4, runs).under(noise, JUST_TWO);
                row.append(String.format(
                        Locale.ROOT,
                        "  %5.1f | %4.1f | %5.1f",
                        tallies.get(0).share(Outcome.PASS) * 100,
                        tallies.get(0).share(Outcome.REGRESSION) * 100,
                        tallies.get(1).share(Outcome.REGRESSION) * 100));
            }
            line("%s", row);
            progress("kept runs: " + runs);
        }
    }

    private void familyTable() {
        line("%n%d endpoints judged together, %d kept runs: gates with a false positive", ENDPOINTS, ENOUGH_RUNS);
        for (NoiseModel noise : List.of(SHIFT_5, SHIFT_10)) {
            int gates = pairs / 4;
            Study study = new Study(seed, gates, ENOUGH_RUNS);
            Study.Family same = study.family(noise, ENDPOINTS, 0);
            Study.Family one = study.family(noise, ENDPOINTS, 0.35);
            double falsePositives = (double) same.falsePositives() / gates;
            line(
                    "%-16s no change: %.1f %%; one +35 %%: %.1f %%, found: %.1f %%",
                    noise, falsePositives * 100, 100.0 * one.falsePositives() / gates, 100.0 * one.found() / gates);
            goals.atMost("false positive of 4 together: " + noise, falsePositives, 0.05, gates);
            progress(ENDPOINTS + " endpoints: " + noise);
        }
    }

    private void pairedTable() {
        header("Base and candidate in one run", "noise");
        for (PairedNoise noise : PairedNoise.values()) {
            List<Tally> tallies = new PairedStudy(seed, pairs).under(noise, JUST_TWO);
            rows(noise.toString(), JUST_TWO, tallies);
            goals.addPaired(noise, tallies.get(0), tallies.get(1));
        }
    }

    private void sequentialTable() {
        int runs = pairs / LOOKED_AT;
        sequentialHeader("The same paired runs", runs);
        for (PairedNoise noise : PairedNoise.values()) {
            sequentialRows(noise.toString(), "", new PairedStudy(seed, runs).sequential(noise, SLOW_DOWNS), runs);
        }
    }

    private void keptSequentialTable() {
        int runs = pairs / LOOKED_AT_KEPT;
        sequentialHeader("Against " + ENOUGH_RUNS + " kept runs of 30 s", runs);
        for (NoiseModel noise : NoiseModel.values()) {
            List<SequentialTally> tallies = new KeptStudy(seed, runs, ENOUGH_RUNS).under(noise, SLOW_DOWNS);
            sequentialRows(noise.toString(), ", kept runs", tallies, runs);
        }
    }

    private void sequentialHeader(String what, int runs) {
        line("%n%s, %d runs each: %% PASS, REGRESSION and CANNOT_JUDGE", what, runs);
        line("after 30 s and by looks until the verdict, with the mean measured time and %% of");
        line("intervals covered");
        line("%-18s %7s  %17s  %17s %7s %7s", "noise", "slower", "after 30 s", "by looks", "time", "covered");
    }

    private void sequentialRows(String noise, String basis, List<SequentialTally> tallies, int runs) {
        for (int i = 0; i < SLOW_DOWNS.length; i++) {
            line("%-18s %+5.0f %% %s", i == 0 ? noise : "", SLOW_DOWNS[i] * 100, tallies.get(i));
        }
        goals.addSequential(noise + basis, runs, tallies.get(0), tallies.get(indexOf(SLOW_DOWNS, WANTED_SLOW_DOWN)));
        progress("by looks: " + noise + basis);
    }

    /** Baselines built by the gate itself, run by run: dropping runs must not make the target look quiet. */
    private void selectionTable() {
        line("%nBaselines that the gate built run by run, until %d runs are kept", ENOUGH_RUNS);
        line("%-18s %8s %15s", "noise", "dropped", "false positives");
        for (NoiseModel noise : List.of(SHIFT_10, NoiseModel.CLIFF, NoiseModel.SKEWED, NoiseModel.TWO_LEVELS)) {
            Study.Selection selection = new Study(seed, pairs / 2, ENOUGH_RUNS).keptByTheGate(noise);
            double falsePositives = (double) selection.falsePositives() / selection.baselines();
            line("%-18s %6.1f %% %13.1f %%", noise, selection.droppedShare() * 100, falsePositives * 100);
            goals.atMost("false positive, gate-built: " + noise, falsePositives, 0.01, selection.baselines());
            progress("built by the gate: " + noise);
        }
    }

    private void header(String title, String first) {
        line("%n%s", title);
        line(
                "%-18s %7s %9s %11s %13s %8s %8s",
                first, "slower", "PASS", "REGRESSION", "CANNOT_JUDGE", "naive", "covered");
    }

    private void rows(String name, double[] slowDowns, List<Tally> tallies) {
        for (int i = 0; i < slowDowns.length; i++) {
            Tally tally = tallies.get(i);
            line(
                    "%-18s %+5.0f %% %7.1f %% %9.1f %% %11.1f %% %6.1f %% %8s",
                    i == 0 ? name : "",
                    slowDowns[i] * 100,
                    tally.share(Outcome.PASS) * 100,
                    tally.share(Outcome.REGRESSION) * 100,
                    tally.share(Outcome.CANNOT_JUDGE) * 100,
                    tally.naiveShare() * 100,
                    Double.isNaN(tally.coverage())
                            ? "-"
                            : String.format(Locale.ROOT, "%.1f %%", tally.coverage() * 100));
        }
        progress(name);
    }

    private static int indexOf(double[] values, double value) {
        int index = 0;
        while (values[index] != value) {
            index++;
        }
        return index;
    }

    private void progress(String what) {
        progress.println("... " + what);
        progress.flush();
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
