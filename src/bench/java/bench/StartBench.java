package bench;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.baseline.KeptRun;
import analyzer.metrics.LoadProfile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Start: a usual {@code check}, four runs of 30 s judged beside the baselines in the repository, the start of its JVM included. */
final class StartBench implements Bench {

    private static final Path FOLDER = Path.of("target", "bench", "start");
    private static final Path RUNS = FOLDER.resolve("runs");
    private static final Path BASELINES = Path.of("perf_baselines");
    private static final Instant STARTED = Instant.parse("2026-12-01T00:00:00Z");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        RunFolders.delete(FOLDER);
        try {
            writeRuns();
            compare(size, out);
        } finally {
            RunFolders.delete(FOLDER);
        }
    }

    /** Runs alike to those that the baselines keep: their profile, their machine, their number of requests. */
    private static void writeRuns() throws IOException {
        ReferenceLog reference = ReferenceLog.read();
        Instant started = STARTED;
        for (Baseline baseline : BaselineFolder.read(BASELINES).all()) {
            KeptRun kept = baseline.runs().get(0);
            LoadProfile profile = kept.profile().orElseThrow();
            LongLog log = new LongLog(
                    reference.only(baseline.endpoint()), kept.metrics().totalRequests(), profile.duration());
            RunFolders.write(RUNS, log, started, profile, kept.machine().orElseThrow());
            started = started.plus(Duration.ofMinutes(1));
        }
    }

    private static void compare(Size size, PrintStream out) throws IOException, InterruptedException {
        Path results = FOLDER.resolve("results");
        Map<String, List<Command.Ended>> taken = new Turns<Command.Ended>()
                .with("`check`", () -> Analyzer.check(List.of(), RUNS, results, BASELINES))
                .take(1, size.of(15, 1));
        Table table = Table.of("", "wall s", "CPU s", "peak resident MB");
        taken.forEach((name, ended) -> table.row(
                name,
                Samples.of(ended, Command.Ended::wallSeconds).text(2),
                Samples.of(ended, Command.Ended::cpuSeconds).text(2),
                Samples.of(ended, Command.Ended::peakMegabytes).text(0)));
        out.println(table);
    }
}
