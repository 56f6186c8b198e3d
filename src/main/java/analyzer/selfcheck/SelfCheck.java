package analyzer.selfcheck;

import static analyzer.selfcheck.NoiseModel.SHIFT_10;
import static analyzer.selfcheck.NoiseModel.SHIFT_2;
import static analyzer.selfcheck.NoiseModel.SHIFT_5;

import analyzer.verdict.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** The whole study: every noise model, the clock, how many runs to keep, several endpoints at once, and the targets. */
public final class SelfCheck {

    /** Kept runs of the two tables: the fewest that tell a spread by themselves, and enough for a spread of 5 %. */
    private static final int FEW_RUNS = 5;

    private static final int ENOUGH_RUNS = 8;

    private static final double[] SLOW_DOWNS = {0, 0.1, 0.2, 0.3, 0.35, 0.5};
    private static final double[] JUST_TWO = {0, 0.35};
    private static final double[] CLOCK_P95_MILLIS = {0.4, 0.9, 1.5, 3, 7};
    private static final double[] CLOCK_SLOW_DOWNS = {0, 0.5};
    private static final int[] RUNS_TO_KEEP = {1, 2, 3, 5, 8, 10};
    private static final int ENDPOINTS = 4;

    /** Noise whose intervals must hold the truth as often as they say: normal from run to run, steady within. */
    private static final Set<NoiseModel> ASSUMED =
            EnumSet.of(NoiseModel.INDEPENDENT, NoiseModel.AUTOCORRELATED, SHIFT_2, SHIFT_5, SHIFT_10);

    private static final Set<NoiseModel> QUIET =
            EnumSet.of(NoiseModel.INDEPENDENT, NoiseModel.AUTOCORRELATED, SHIFT_2, SHIFT_5);

    private final long seed;
    private final int pairs;
    private final PrintWriter out;
    private final PrintWriter progress;
    private final List<Target> targets = new ArrayList<>();

    private SelfCheck(long seed, int pairs, PrintWriter out, PrintWriter progress) {
        this.seed = seed;
        this.pairs = pairs;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Runs the study and prints its tables.
     *
     * @param seed of all randomness; the same seed gives the same tables
     * @param pairs baselines per condition
     * @param progress where a line is printed per finished condition
     * @return whether every target is met, up to two standard errors of the study itself
     */
    public static boolean run(long seed, int pairs, PrintWriter out, PrintWriter progress) {
        return new SelfCheck(seed, pairs, out, progress).run();
    }

    private boolean run() {
        line("%d pairs per condition, seed %d, threshold 20 %%. naive: two P95s, +20 %%", pairs, seed);
        noiseTable(FEW_RUNS, SLOW_DOWNS);
        noiseTable(ENOUGH_RUNS, JUST_TWO);
        clockTable();
        runsTable();
        familyTable();
        line(
                "%nAny rule with 1 %% of false alarms at a run-to-run noise of 10 %% finds at most"
                        + "%n%.1f %% of +35 %% at 5 %% noise with %d kept runs, %.1f %% with %d",
                100 * BestPossible.share(FEW_RUNS, 0.35, new SplittableRandom(seed)),
                FEW_RUNS,
                100 * BestPossible.share(ENOUGH_RUNS, 0.35, new SplittableRandom(seed)),
                ENOUGH_RUNS);
        List<Target> missed = targets.stream().filter(target -> !target.isMet()).toList();
        line("%n%d of %d targets met", targets.size() - missed.size(), targets.size());
        missed.forEach(target -> line("%s", target));
        return missed.isEmpty();
    }

    private void noiseTable(int keptRuns, double[] slowDowns) {
        header(keptRuns + " kept runs", "noise");
        for (NoiseModel noise : NoiseModel.values()) {
            List<Tally> tallies = new Study(seed, pairs, keptRuns).under(noise, slowDowns);
            rows(noise.toString(), slowDowns, tallies);
            Tally same = tallies.get(0);
            Tally slower = tallies.get(indexOf(slowDowns, 0.35));
            String where = noise + ", " + keptRuns + " runs";
            target("false alarm: " + where, same.share(Outcome.REGRESSION), 0.01, false);
            target("wrong pass at +35 %: " + where, slower.share(Outcome.PASS), 0.05, false);
            if (QUIET.contains(noise) && keptRuns >= ENOUGH_RUNS) {
                target("found at +35 %: " + where, slower.share(Outcome.REGRESSION), 0.95, true);
            }
            if (ASSUMED.contains(noise)) {
                target("coverage: " + where, same.coverage(), 0.93, true);
                target("coverage: " + where, same.coverage(), 0.97, false);
            }
        }
    }

    private void clockTable() {
        header("A clock of whole ms, 5 kept runs, run-to-run 2 %", "true P95");
        for (double p95 : CLOCK_P95_MILLIS) {
            List<Tally> tallies = new Study(seed, pairs, FEW_RUNS).nearTheClock(p95, CLOCK_SLOW_DOWNS);
            String where = "P95 of " + p95 + " ms";
            rows(p95 + " ms", CLOCK_SLOW_DOWNS, tallies);
            target("false alarm: " + where, tallies.get(0).share(Outcome.REGRESSION), 0.01, false);
            target("found at +50 %: " + where, tallies.get(1).share(Outcome.REGRESSION), 0.95, true);
        }
    }

    private void runsTable() {
        line("%nKept runs and run-to-run noise: A/A that pass | +35 %% that are found");
        StringBuilder head = new StringBuilder(String.format("%-10s", "kept runs"));
        List<NoiseModel> shifts = List.of(SHIFT_2, SHIFT_5, SHIFT_10);
        shifts.forEach(
                noise -> head.append(String.format("  %18s", noise.toString().replace("run-to-run ", ""))));
        line("%s", head);
        for (int runs : RUNS_TO_KEEP) {
            StringBuilder row = new StringBuilder(String.format("%-10d", runs));
            for (NoiseModel noise : shifts) {
                List<Tally> tallies = new Study(seed, pairs / 4, runs).under(noise, JUST_TWO);
                row.append(String.format(
                        Locale.ROOT,
                        "  %7.1f %% | %5.1f %%",
                        tallies.get(0).share(Outcome.PASS) * 100,
                        tallies.get(1).share(Outcome.REGRESSION) * 100));
            }
            line("%s", row);
            progress("kept runs: " + runs);
        }
    }

    private void familyTable() {
        line("%n%d endpoints judged together, %d kept runs: gates with a false alarm", ENDPOINTS, ENOUGH_RUNS);
        for (NoiseModel noise : List.of(SHIFT_5, SHIFT_10)) {
            int gates = pairs / 4;
            Study study = new Study(seed, gates, ENOUGH_RUNS);
            Study.Family same = study.family(noise, ENDPOINTS, 0);
            Study.Family one = study.family(noise, ENDPOINTS, 0.35);
            double falseAlarms = (double) same.falseAlarms() / gates;
            line(
                    "%-16s no change: %.1f %%; one +35 %%: %.1f %%, found: %.1f %%",
                    noise, falseAlarms * 100, 100.0 * one.falseAlarms() / gates, 100.0 * one.found() / gates);
            targets.add(new Target("false alarm of 4 together: " + noise, falseAlarms, 0.05, false, gates));
            progress(ENDPOINTS + " endpoints: " + noise);
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

    private void target(String name, double measured, double limit, boolean atLeast) {
        targets.add(new Target(name, measured, limit, atLeast, pairs));
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
