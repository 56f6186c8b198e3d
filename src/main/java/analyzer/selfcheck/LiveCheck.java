package analyzer.selfcheck;

import analyzer.baseline.KeptRun;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.io.BadInputException;
import analyzer.metrics.EndpointResult;
import analyzer.verdict.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The study with real load: one simulation runs repeatedly against the stand-in, with and without a slowdown. Each candidate is
 * judged against the same kept runs, which are measured first.
 */
public final class LiveCheck {

    static final String SIMULATION = "simulations.WhoamiSimulation";
    static final String ENDPOINT = "/v1/whoami";
    private static final int KEPT_RUNS = 8;
    private static final double SLOW_DOWN = 0.35;
    private static final Path RUNS = Path.of("target", "gatling");

    private final int rounds;
    private final PrintWriter progress;

    private LiveCheck(int rounds, PrintWriter progress) {
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * Runs the rounds and prints the counts.
     *
     * @param rounds number of rounds without a slowdown, and of rounds with one
     * @param progress receives a line per round
     * @return whether no round without a slowdown was a regression, and no round with one passed
     * @throws BadInputException if the simulations cannot be run here
     */
    public static boolean run(int rounds, PrintWriter out, PrintWriter progress) {
        return new LiveCheck(rounds, progress).run(out);
    }

    private boolean run(PrintWriter out) {
        List<KeptRun> kept = new ArrayList<>();
        for (int i = 1; i <= KEPT_RUNS; i++) {
            kept.add(KeptRun.of(measure(0)));
            progress("kept run " + i + " of " + KEPT_RUNS);
        }
        Tally same = Tally.NONE;
        Tally slower = Tally.NONE;
        for (int i = 1; i <= rounds; i++) {
            same = same.plus(round("round " + i + " of " + rounds + ", A/A", kept, 0));
            slower = slower.plus(round("round " + i + " of " + rounds + ", slower", kept, SLOW_DOWN));
        }
        out.println(String.format("%-10s %7s %11s %13s %8s", "", "PASS", "REGRESSION", "CANNOT_JUDGE", "naive"));
        row(out, "A/A", same);
        row(out, String.format(Locale.ROOT, "%+.0f %%", SLOW_DOWN * 100), slower);
        out.flush();
        return same.share(Outcome.REGRESSION) == 0 && slower.share(Outcome.PASS) == 0;
    }

    private Tally round(String name, List<KeptRun> kept, double slowDown) {
        EndpointResult candidate = measure(slowDown);
        Tally tally = Trial.judge(kept, candidate, slowDown);
        progress(name + ": " + tally.outcomes().keySet().iterator().next() + ", P95 "
                + candidate.metrics().p95Millis() + " ms");
        return tally;
    }

    private static void row(PrintWriter out, String name, Tally tally) {
        out.println(String.format(
                Locale.ROOT,
                "%-10s %7d %11d %13d %8d",
                name,
                tally.outcomes().getOrDefault(Outcome.PASS, 0),
                tally.outcomes().getOrDefault(Outcome.REGRESSION, 0),
                tally.outcomes().getOrDefault(Outcome.CANNOT_JUDGE, 0),
                tally.naive()));
    }

    private static EndpointResult measure(double slowDown) {
        Instant before = Instant.now();
        load(slowDown);
        return RunSearch.newestOfEach(RUNS).stream()
                .filter(run -> !run.started().isBefore(before))
                .flatMap(run -> RunReader.read(run).results().stream())
                .filter(result -> result.endpoint().equals(ENDPOINT))
                .findFirst()
                .orElseThrow(() -> new BadInputException(RUNS + ": contains no run of " + SIMULATION
                        + " after it was run; see the output of mvn gatling:test"));
    }

    /** The shortest load with twenty batches and a steady state: the stand-in's JVM needs a few seconds to warm up. */
    private static void load(double slowDown) {
        Jvms.maven(
                "gatling:test",
                "-Dgatling.simulationClass=" + SIMULATION,
                "-Dgatling.noReports=true",
                "-DDURATION=8s",
                "-DWARMUP=3s",
                "-Dstandin.slowdown=" + ENDPOINT + "=" + (1 + slowDown));
    }

    private void progress(String what) {
        progress.println("... " + what);
        progress.flush();
    }
}
