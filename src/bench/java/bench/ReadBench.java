package bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reading: {@code check} of long logs, from the start of its JVM to its end, compared with Gatling's own report of the same log; and
 * the reading alone, compared with a bare scan.
 */
final class ReadBench implements Bench {

    private static final Path FOLDER = Path.of("target", "bench", "read");
    private static final long USUAL = 10_000_000;
    private static final String CHECK = "`check`: verdicts, stats.json, CSV and all reports";
    private static final double GOAL_SECONDS = 1.0;
    private static final double GOAL_MEGABYTES = 256;
    private static final double GOAL_BARE = 2;

    @Override
    public String name() {
        return "read";
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        SyntheticRunFolders.delete(FOLDER);
        try {
            whole(size, out);
            curve(size, out);
        } finally {
            SyntheticRunFolders.delete(FOLDER);
        }
    }

    private static void whole(Size size, PrintStream out) throws IOException, InterruptedException {
        long requests = size.of(USUAL, 10_000L);
        LongRuns one = LongRuns.ofOneLog(FOLDER.resolve("one"));
        one.add(requests);
        LongRuns several = LongRuns.ofOneLogPerEndpoint(FOLDER.resolve("several"));
        several.add(requests);
        Path log = one.run(requests).resolve("simulation.log");

        Map<String, List<Command.Ended>> taken = new Turns<Command.Ended>()
                .with(CHECK, () -> one.check(List.of(), requests))
                .with("`check`, " + Analyzer.ONE_COMPILER, () -> one.check(List.of(Analyzer.ONE_COMPILER), requests))
                .with("the same requests in four logs", () -> several.check(List.of(), requests))
                .with("a bare scan of the log, in a separate JVM", () -> BareScan.command(log))
                .take(size.of(1, 0), size.of(7, 1));
        double check = Samples.of(taken.get(CHECK), Command.Ended::wallSeconds).median();
        double peak = Samples.of(taken.get(CHECK), Command.Ended::peakMegabytes).max();
        CommandTable table = CommandTable.of(
                count(requests) + " requests, " + Files.size(log) / 1_000_000 + " MB", "`check`", check, 2);
        taken.forEach(table::row);
        table.row("Gatling 3.15.1, its own reports, once", List.of(GatlingReport.run(one.run(requests))));
        out.println(table);
        out.printf(
                Locale.ROOT,
                "Goals: `check` in at most %.1f s: %s; at most %.0f MB: %s.%n%n",
                GOAL_SECONDS,
                Goal.atMost(GOAL_SECONDS, check),
                GOAL_MEGABYTES,
                Goal.atMost(GOAL_MEGABYTES, peak));
    }

    private static void curve(Size size, PrintStream out) throws IOException, InterruptedException {
        List<Long> sizes = size.of(List.of(10_000L, 100_000L, 1_000_000L, USUAL, 100_000_000L), List.of(10_000L));
        Path folder = FOLDER.resolve("curve");
        Table table = Table.of(
                "requests",
                "read, ns each",
                "only checked, ns each",
                "bare scan, ns each",
                "read to bare scan",
                "checked to bare scan",
                "goal",
                "`check`, wall s",
                "peak resident MB");
        for (long requests : sizes) {
            LongRuns runs = LongRuns.ofOneLog(folder);
            runs.add(requests);
            table.row(cells(runs, requests, size));
            SyntheticRunFolders.delete(folder);
        }
        out.println(table);
        out.printf(Locale.ROOT, "Goal: a read in at most %.0f bare scans.%n", GOAL_BARE);
    }

    private static Object[] cells(LongRuns runs, long requests, Size size) throws IOException, InterruptedException {
        Map<String, String> parameters = Map.of("folder", runs.run(requests).toString());
        Map<String, List<Double>> inProcess = new Turns<Double>()
                .with("read", () -> Jmh.fork("ReadInProcess.read", parameters, size) / requests)
                .with("checkedScan", () -> Jmh.fork("ReadInProcess.checkedScan", parameters, size) / requests)
                .with("bareScan", () -> Jmh.fork("ReadInProcess.bareScan", parameters, size) / requests)
                .take(0, size.of(3, 1));
        Samples read = new Samples(inProcess.get("read"));
        Samples checked = new Samples(inProcess.get("checkedScan"));
        Samples bare = new Samples(inProcess.get("bareScan"));
        List<Command.Ended> checks = new ArrayList<>();
        for (int round = 0; round < size.of(3, 1); round++) {
            checks.add(runs.check(List.of(), requests));
        }
        return new Object[] {
            count(requests),
            read.text(1),
            checked.text(1),
            bare.text(1),
            ratio(read, bare),
            ratio(checked, bare),
            Goal.atMost(GOAL_BARE, read.median() / bare.median()),
            Samples.of(checks, Command.Ended::wallSeconds).text(2),
            Samples.of(checks, Command.Ended::peakMegabytes).text(0)
        };
    }

    private static String ratio(Samples time, Samples reference) {
        return String.format(Locale.ROOT, "%.2f", time.median() / reference.median());
    }

    private static String count(long requests) {
        return String.format(Locale.ROOT, "%,d", requests).replace(',', ' ');
    }
}
