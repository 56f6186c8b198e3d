package bench;

import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import simulations.run.ThisMachine;

/**
 * Reading: {@code check} of one long log, from the start of its JVM to its end, beside what Gatling takes to report on the same
 * log; and the reading alone, beside a bare scan.
 */
final class ReadBench implements Bench {

    private static final Path FOLDER = Path.of("target", "bench", "read");
    private static final Duration DURATION = Duration.ofSeconds(300);
    private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BASELINE_RUNS = 5;
    private static final long BASELINE_REQUESTS = 20_000;
    private static final long USUAL = 10_000_000;

    @Override
    public String name() {
        return "read";
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        List<Long> sizes = size.of(List.of(10_000L, 100_000L, 1_000_000L, USUAL, 100_000_000L), List.of(10_000L));
        RunFolders.delete(FOLDER);
        try {
            Logs logs = Logs.make();
            for (long requests : sizes) {
                logs.add(requests);
            }
            long compared = size.of(USUAL, 10_000L);
            compare(logs, compared, size, out);
            curve(logs, sizes, size, out);
        } finally {
            RunFolders.delete(FOLDER);
        }
    }

    /** Logs of one profile, and baselines that they are judged by. */
    private record Logs(ReferenceLog reference, LoadProfile profile, Machine machine) {

        static Logs make() throws IOException, InterruptedException {
            LoadProfile profile = new LoadProfile("bench.Long", LoadProfile.STAND_IN, 10, DURATION, Duration.ZERO, "");
            Logs logs = new Logs(ReferenceLog.read(), profile, ThisMachine.describe());
            for (int run = 1; run <= BASELINE_RUNS; run++) {
                Instant started = STARTED.minus(Duration.ofDays(run));
                Path folder = logs.write(FOLDER.resolve("earlier"), BASELINE_REQUESTS, started);
                Analyzer.command(
                                List.of(),
                                "--gatling-dir",
                                folder.toString(),
                                "--results-dir",
                                results().toString(),
                                "--baseline-dir",
                                baselines().toString(),
                                "--save-baselines",
                                "--allow-unjudged")
                        .run(0);
            }
            return logs;
        }

        void add(long requests) throws IOException {
            write(runs(requests), requests, STARTED);
        }

        private Path write(Path parent, long requests, Instant started) throws IOException {
            return RunFolders.write(parent, new LongLog(reference, requests, DURATION), started, profile, machine);
        }

        static Path runs(long requests) {
            return FOLDER.resolve("runs-" + requests);
        }

        static Path run(long requests) throws IOException {
            try (Stream<Path> folders = Files.list(runs(requests))) {
                return folders.findFirst().orElseThrow();
            }
        }

        static Path results() {
            return FOLDER.resolve("results");
        }

        static Path baselines() {
            return FOLDER.resolve("baselines");
        }

        static Command.Ended check(long requests) throws IOException, InterruptedException {
            return Analyzer.check(List.of(), runs(requests), results(), baselines());
        }
    }

    private static void compare(Logs logs, long requests, Size size, PrintStream out)
            throws IOException, InterruptedException {
        List<Command.Ended> checks = new Turns<Command.Ended>()
                .with("check", () -> Logs.check(requests))
                .take(1, size.of(7, 1))
                .get("check");
        Command.Ended gatling = GatlingReport.run(Logs.run(requests));
        Table table = Table.of(
                "a log of " + count(requests) + " requests ("
                        + Files.size(Logs.run(requests).resolve("simulation.log")) / 1_000_000 + " MB)",
                "wall s",
                "CPU s",
                "peak resident MB",
                "wall, check = 1");
        Samples wall = Samples.of(checks, Command.Ended::wallSeconds);
        table.row(
                "`check`: verdicts, stats.json, CSV, all reports",
                wall.text(2),
                Samples.of(checks, Command.Ended::cpuSeconds).text(2),
                Samples.of(checks, Command.Ended::peakMegabytes).text(0),
                "1");
        table.row(
                "Gatling 3.15.1, its reports alone, once",
                Samples.of(gatling.wallSeconds()).text(1),
                Samples.of(gatling.cpuSeconds()).text(1),
                Samples.of(gatling.peakMegabytes()).text(0),
                Samples.of(gatling.wallSeconds() / wall.median()).text(0));
        out.println(table);
    }

    private static void curve(Logs logs, List<Long> sizes, Size size, PrintStream out)
            throws IOException, InterruptedException {
        Table table = Table.of(
                "requests",
                "read ns each",
                "bare scan ns each",
                "read, bare scan = 1",
                "`check` wall s",
                "peak resident MB");
        for (long requests : sizes) {
            Map<String, String> folder = Map.of("folder", Logs.run(requests).toString());
            Map<String, List<Double>> inProcess = new Turns<Double>()
                    .with("read", () -> Jmh.fork("InProcess.read", folder, size) / requests)
                    .with("bareScan", () -> Jmh.fork("InProcess.bareScan", folder, size) / requests)
                    .take(0, size.of(3, 1));
            Samples read = new Samples(inProcess.get("read"));
            Samples bare = new Samples(inProcess.get("bareScan"));
            List<Command.Ended> checks = new ArrayList<>();
            for (int round = 0; round < size.of(3, 1); round++) {
                checks.add(Logs.check(requests));
            }
            table.row(
                    count(requests),
                    read.text(1),
                    bare.text(1),
                    Samples.of(read.median() / bare.median()).text(2),
                    Samples.of(checks, Command.Ended::wallSeconds).text(2),
                    Samples.of(checks, Command.Ended::peakMegabytes).text(0));
        }
        out.println(table);
    }

    private static String count(long requests) {
        return String.format(Locale.ROOT, "%,d", requests).replace(',', ' ');
    }
}
