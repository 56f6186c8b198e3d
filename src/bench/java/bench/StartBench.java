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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Start: a typical {@code check} of four runs of 30 s with the baselines in the repository, including the start of its JVM. */
final class StartBench implements Bench {

    private static final Path FOLDER = Path.of("target", "bench", "start");
    private static final Path RUNS = FOLDER.resolve("runs");
    private static final Path ARCHIVE = FOLDER.resolve("check.jsa");
    private static final Path BASELINES = Path.of("perf_baselines");
    private static final Instant STARTED =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(10));

    /** Makes it an error if the archive does not match; by default it is silently ignored. */
    private static final String STRICT = "-Xshare:on";

    private static final double GOAL_SECONDS = 0.6;
    private static final String CHECK = "`check`";
    private static final String HELLO = "a JVM that prints hello";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        SyntheticRunFolders.delete(FOLDER);
        try {
            writeRuns();
            compare(size, out);
        } finally {
            SyntheticRunFolders.delete(FOLDER);
        }
    }

    /** Writes runs like those in the baselines, with their load profile, machine and number of requests. */
    private static void writeRuns() throws IOException {
        ReferenceLog reference = ReferenceLog.read();
        Instant started = STARTED;
        for (Baseline baseline : BaselineFolder.read(BASELINES).all()) {
            KeptRun kept = baseline.runs().get(0);
            LoadProfile profile = kept.profile().orElseThrow();
            LongLog log = new LongLog(
                    reference.only(baseline.endpoint()), kept.metrics().totalRequests(), profile.duration());
            SyntheticRunFolders.write(
                    RUNS, log, started, profile, kept.machine().orElseThrow());
            started = started.plus(Duration.ofMinutes(1));
        }
    }

    private static void compare(Size size, PrintStream out) throws IOException, InterruptedException {
        String shared = "-XX:SharedArchiveFile=" + ARCHIVE;
        Command.Ended making = check("-XX:ArchiveClassesAtExit=" + ARCHIVE);
        Map<String, List<Command.Ended>> taken = new Turns<Command.Ended>()
                .with(HELLO, () -> Hello.command().run(0))
                .with(CHECK, StartBench::check)
                .with(
                        "`check`, " + Analyzer.ONE_COMPILER + ", as `mvn verify` starts it",
                        () -> check(Analyzer.ONE_COMPILER))
                .with("`check`, class-data sharing", () -> check(shared, STRICT))
                .with("`check`, both", () -> check(shared, STRICT, Analyzer.ONE_COMPILER))
                .take(size.of(1, 0), size.of(15, 1));
        double hello = Samples.of(taken.get(HELLO), Command.Ended::wallSeconds).median();
        CommandTable table = CommandTable.of("four runs of 30 s", "hello", hello, 0);
        taken.forEach(table::row);
        table.row("creating the class-data sharing archive, once", List.of(making));
        out.println(table);
        Samples check = Samples.of(taken.get(CHECK), Command.Ended::wallSeconds);
        out.printf(
                Locale.ROOT,
                "Goal: `check` in at most %.1f s by the median: %s.%n",
                GOAL_SECONDS,
                Goal.atMost(GOAL_SECONDS, check.median()));
    }

    private static Command.Ended check(String... javaOptions) throws IOException, InterruptedException {
        return Analyzer.check(List.of(javaOptions), RUNS, FOLDER.resolve("results"), BASELINES);
    }
}
