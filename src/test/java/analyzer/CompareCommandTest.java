package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunReader;
import analyzer.io.JsonFile;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Comparison of runs with runs, in folders with any name. */
class CompareCommandTest {

    private static final String LIVE = "/v1/healthz/live";

    @TempDir
    Path folder;

    private int runs;
    private String out;
    private String err;

    @Test
    void whatIsAlikePassesAndWhatIsSlowerDoesNot() {
        run("main", 20);
        run("same", 20);
        run("slow", 40);

        assertEquals(0, compare("main", "same"));
        assertTrue(out.contains("PASS: 1 of 1 endpoint judged"), out);
        assertTrue(out.contains("1000 requests, 1 kept run\n"), out);
        assertEquals(1, compare("main", "slow/simulation.log"));
        assertTrue(out.contains("p95 20.5 ms -> 40.5 ms (+97.8 %"), out);
        assertTrue(out.contains("Note: base: " + path("main") + "\n"), out);
        assertTrue(out.contains("Note: candidate: " + path("slow/simulation.log") + "\n"), out);
        assertTrue(Files.exists(folder.resolve("results/compare_20261123_143000_with_20261123_143200.html")));
        assertFalse(Files.exists(folder.resolve("baselines")));
    }

    /** Damage can move the start of a log by less than a second without being noticed. */
    @Test
    void aRunThatBeganWithinASecondIsTheSame() {
        Instant start = start();
        LogBuilder.startedAt(start).thirtySeconds(LIVE, 5000, 20).writeInto(folder.resolve("a"));
        LogBuilder.startedAt(start.plusMillis(3)).thirtySeconds(LIVE, 5000, 20).writeInto(folder.resolve("b"));

        assertEquals(2, compare("a", "b"));
        assertTrue(err.contains("is on both sides"), err);
    }

    @Test
    void aRunThatRecordsItsLoadIsNotComparedWithOneThatDoesNot() {
        run("bare", 20);
        describe(run("known", 20), 10, "Some CPU");

        assertEquals(3, compare("bare", "known"));
        assertTrue(out.contains("only the candidate records its load profile and machine"), out);
        assertEquals(3, compare("known", "bare"));
        assertTrue(out.contains("only the base records its load profile and machine"), out);
    }

    @Test
    void anotherBaseOfTheSameCandidateLeavesTheFirstReport() {
        run("main", 20);
        run("older", 40);
        run("new", 40);

        assertEquals(1, compare("main", "new"));
        String first = time();
        assertEquals(0, compare("older", "new"));

        assertTrue(Files.exists(folder.resolve("results/compare_" + first + ".json")));
        assertFalse(first.equals(time()), first);
    }

    @Test
    void moreRunsOnASideNarrowTheInterval() {
        run("main/1", 100);
        run("main/2", 104);
        run("new/1", 101);
        run("new/2", 105);
        run("new/3", 103);

        compare("main/1", "new/1");
        double one = width();
        compare("main", "new/1");
        double moreOfTheBase = width();
        compare("main", "new");
        double moreOfBoth = width();

        assertTrue(moreOfTheBase < one && moreOfBoth < moreOfTheBase, one + " " + moreOfTheBase + " " + moreOfBoth);
        assertTrue(out.contains("3000 requests in 3 runs, 2 kept runs\n"), out);
        assertTrue(out.contains("avg          102.0ms -> 103.0ms"), out);
        assertEquals(0, call("compare", "--base", path("main/1"), path("main/2"), "--candidate", path("new/1")));
    }

    /** 31 of 2000 requests fail, all in the older of two runs. Each run must keep a limit of a response time by itself. */
    @Test
    void severalRunsOfTheCandidateFailTogetherAndKeepLimitsEach() {
        run("main", 100);
        LogBuilder log = LogBuilder.startedAt(start()).userStart(0);
        for (int i = 0; i < 1000; i++) {
            if (i % 33 == 7) {
                log.failed(LIVE, 100 * i, 100 * i + 100, "status 500");
            } else {
                log.ok(LIVE, 100 * i, 100 * i + 110);
            }
        }
        log.userEnd(100_010).writeInto(folder.resolve("new/1"));
        run("new/2", 100);

        compare("main", "new", "--limit", "errors < 6%", "--limit", "p95 < 115ms");

        assertTrue(out.contains("1.55 %"), out);
        String all = out.replaceAll("\\s+", " ");
        assertTrue(all.contains("errors 1.55 % (95 % interval 1.06 to 2.19 %), meets the limit errors < 6 %"), out);
        assertTrue(all.contains("meets the limit p95 < 115 ms, in " + path("new/1")), out);
    }

    @Test
    void runsOfDifferentSimulationsAreNoRepeats() {
        run("main/1", 20);
        LogBuilder.startedAt(start(), "3.15.1", "com.example.Other")
                .oneUser(LIVE, 0, 1000, 20)
                .writeInto(folder.resolve("main/2"));
        run("new", 20);

        refused("on the same side: measured by simulation other, not livesimulation", path("main"), path("new"));
    }

    @Test
    void moreThanTenRunsCountAll() {
        for (int i = 0; i < 12; i++) {
            run("main/" + i, 100);
        }
        run("new", 100);

        assertEquals(0, compare("main", "new"));

        assertTrue(out.contains("12 kept runs"), out);
    }

    @Test
    void anotherLoadOrMachineIsNotCompared() {
        describe(run("main", 20), 10, "Some CPU");
        describe(run("more-users", 20), 20, "Some CPU");
        describe(run("elsewhere", 20), 10, "Another CPU");
        run("unknown", 20);

        assertEquals(3, compare("main", "more-users"));
        assertTrue(out.replaceAll("\\s+", " ").contains("concurrency 20, not 10"), out);
        assertEquals(3, compare("main", "elsewhere"));
        assertTrue(out.replaceAll("\\s+", " ").contains("CPU Another CPU, not Some CPU"), out);
        assertEquals(3, compare("main", "unknown"));
        assertTrue(out.contains("only the base records its load"), out);
    }

    @Test
    void runsThatTellNoLoadAreComparedAndTheReaderIsWarned() {
        run("main", 20);
        run("new", 20);
        LogBuilder.startedAt(start(), "3.15.1", "com.example.Other")
                .oneUser(LIVE, 0, 1000, 20)
                .writeInto(folder.resolve("other"));

        assertEquals(0, compare("main", "new"));
        assertTrue(out.contains("Note: these runs record neither load nor machine"), out);
        assertEquals(3, compare("main", "other"));
        assertTrue(
                out.replaceAll("\\s+", " ")
                        .contains("measured by a different simulation from the base: other, not livesimulation"),
                out);
    }

    @Test
    void oneUnfitRunOfEitherSideIsNoPass() {
        run("good", 20);
        LogBuilder.startedAt(start()).userStart(0).ok(LIVE, 0, 10).writeInto(folder.resolve("cut"));
        LogBuilder failing = LogBuilder.startedAt(start()).oneUser(LIVE, 0, 1000, 20);
        for (int i = 0; i < 100; i++) {
            failing.failed(LIVE, 20_000 + i, 20_001 + i, "found 503");
        }
        failing.writeInto(folder.resolve("failing"));

        assertEquals(3, compare("good", "cut"));
        assertEquals(3, compare("cut", "good"));
        assertTrue(out.replaceAll("\\s+", " ").contains("is unusable: the log is incomplete"), out);
        assertEquals(1, compare("good", "failing"));
        assertEquals(3, compare("failing", "good"));
        run("newest", 20);
        assertEquals(3, call("compare", "--base", path("good"), "--candidate", path("cut"), path("newest")));
        assertEquals(1, call("compare", "--base", path("good"), "--candidate", path("failing"), path("newest")));
    }

    @Test
    void whatOnlyOneSideMeasuredIsNoPass() {
        LogBuilder.startedAt(start())
                .oneUser(LIVE, 0, 1000, 20)
                .oneUser("/old", 20_000, 1000, 20)
                .writeInto(folder.resolve("main"));
        LogBuilder.startedAt(start())
                .oneUser(LIVE, 0, 1000, 20)
                .oneUser("/new", 20_000, 1000, 20)
                .writeInto(folder.resolve("new"));

        assertEquals(3, compare("main", "new"));
        assertTrue(out.contains("  it was measured on the base only; run the same simulation on both sides\n"), out);
        assertTrue(
                out.contains("  it was measured on the candidate only; run the same simulation on both sides\n"), out);
        assertEquals(0, compare("main", "new", "--endpoint", LIVE));
    }

    @Test
    void limitsAndTheThresholdHoldHereToo() {
        run("main", 20);
        run("new", 21);

        assertEquals(0, compare("main", "new"));
        assertEquals(1, compare("main", "new", "--limit", "p95 < 20.9ms"));
        assertEquals(3, compare("main", "new", "--threshold", "5"));
    }

    @Test
    void whatMakesNoSenseIsRefusedInOneLineAndWritesNothing() throws IOException {
        run("main", 20);
        run("new", 20);
        describe(run("mixed/1", 20), 10, "Some CPU");
        describe(run("mixed/2", 20), 20, "Some CPU");
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("copy"));
        Files.copy(folder.resolve("main/simulation.log"), folder.resolve("copy/simulation.log"));
        Files.writeString(folder.resolve("notes.txt"), "");

        refused("main/simulation.log: is on both sides; compare different runs", path("main"), path("main"));
        refused("is on both sides", path("main"), path("copy"));
        refused("is the same run as", "--base", path("main"), path("copy"), "--candidate", path("new"));
        refused("on the same side: concurrency 20, not 10", path("mixed"), path("new"));
        refused("none: does not exist; check the path", path("none"), path("new"));
        refused("empty: contains no run", path("empty"), path("new"));
        refused("notes.txt: is neither a folder nor a simulation.log", path("notes.txt"), path("new"));
        refused("specify two runs, BASE and CANDIDATE", path("new"));
        refused("specify two runs, BASE and CANDIDATE", path("main"), path("new"), "--base", path("main"));
        refused("--endpoint /x: is unknown; known endpoints: " + LIVE, path("main"), path("new"), "--endpoint", "/x");
    }

    /** A run without its log must not be left out silently, because it can be the one with the regression. */
    @Test
    void aRunOfASideThatCannotBeReadIsReportedAndNoneIsJudged() throws IOException {
        run("main/1", 20);
        run("new/1", 20);
        Path damaged = run("new/livesimulation-20261123150000000", 40);
        Files.delete(damaged.resolve("simulation.log"));

        String why = "livesimulation-20261123150000000: contains neither simulation.log nor js/stats.json";
        refused(why, path("main"), path("new"));
        refused(why, path("new"), path("main"));
        Files.delete(damaged);
        Files.createSymbolicLink(damaged, Path.of("nowhere"));
        refused(why, path("main"), path("new"));
        Files.delete(damaged);
        Files.createFile(damaged);
        refused(why, path("main"), path("new"));
        Files.delete(damaged);
        Files.createDirectories(folder.resolve("new/2"));
        Files.createSymbolicLink(folder.resolve("new/2/simulation.log"), Path.of("nowhere"));
        refused("new/2/simulation.log: cannot be read", path("main"), path("new"));
    }

    /** As when an older run was unpacked or moved into the folder of another. */
    @Test
    void aRunInsideARunIsNotCountedAsAnother() {
        run("main", 20);
        run("new/1", 20);
        Path run = run("new/2", 40);
        Path inside = run("new/2/old/3", 20);

        refused(run + ": contains both the files of a run and the run folder " + inside, path("main"), path("new"));
    }

    /** A link such as {@code latest} next to its run is not another run, but one with the name of another run can hide that one. */
    @Test
    void aLinkToARunThatIsFoundAnywayIsLeftOut() throws IOException {
        Path one = run("main/build-1/livesimulation-20261123143000000", 20);
        Files.createSymbolicLink(folder.resolve("main/latest"), one);
        Files.createSymbolicLink(folder.resolve("main/current"), Path.of("build-1"));
        run("new", 20);

        assertEquals(0, compare("main", "new"), err);
        assertTrue(out.contains("1000 requests, 1 kept run\n"), out);
        assertEquals(0, compare("main/latest", "new"), err);
        assertEquals(2, compare("main", "main/latest"));

        Files.createSymbolicLink(folder.resolve("main/livesimulation-20261123150000000"), one);
        assertEquals(2, compare("main", "new"));
        assertTrue(err.contains("is the same run as"), err);
    }

    /** Without a log, a run has its time only in the name of its folder, so a copy seems to be another run. */
    @Test
    void aCopyOfARunUnderAnotherTimeIsTheSameRun() throws IOException {
        Path main = statistics("main/livesimulation-20261123143000000", 20);
        Path copy = folder.resolve("copy/livesimulation-20261123150000000");
        Files.createDirectories(copy.resolve("js"));
        Files.copy(main.resolve("js/stats.json"), copy.resolve("js/stats.json"));
        statistics("new/livesimulation-20261123143100000", 21);

        refused(main + ": is on both sides; compare different runs", path("main"), path("copy"));
        refused(
                copy + ": is the same run as " + main + "; specify each run once",
                "--base",
                path("main"),
                path("copy"),
                "--candidate",
                path("new"));
        LogBuilder.startedAt(Instant.parse("2026-11-23T15:00:00Z"))
                .oneUser(LIVE, 0, 1000, 20)
                .writeInto(copy);
        refused(main + ": is on both sides; compare different runs", path("main"), path("copy"));
        Path twice = folder.resolve("twice/livesimulation-20261123160000000");
        Files.createDirectories(twice);
        Files.copy(copy.resolve("simulation.log"), twice.resolve("simulation.log"));
        refused(copy + ": is on both sides; compare different runs", path("copy"), path("twice"));
        // A log of an older Gatling is not read, so a different one makes no difference.
        Path older = folder.resolve("older/livesimulation-20261123170000000");
        Files.createDirectories(older.resolve("js"));
        Files.copy(main.resolve("js/stats.json"), older.resolve("js/stats.json"));
        Files.writeString(
                main.resolve("simulation.log"), "RUN\tLiveSimulation\tlivesimulation\t1795444200000\t \t3.9.5\n");
        Files.writeString(
                older.resolve("simulation.log"), "RUN\tLiveSimulation\tlivesimulation\t1795444200000\t \t3.9.\n");
        refused(main + ": is on both sides; compare different runs", path("main"), path("older"));
        Files.delete(main.resolve("simulation.log"));
        assertEquals(0, compare("main", "new"), err);
    }

    /** As after a conversion of line ends, or by a formatter of JSON. */
    @Test
    void aCopyOfStatisticsInOtherWordsIsTheSameRun() throws IOException {
        Path main = statistics("main/livesimulation-20261123143000000", 20);
        Path copy = folder.resolve("copy/livesimulation-20261123150000000");
        Files.createDirectories(copy.resolve("js"));
        String text = Files.readString(main.resolve("js/stats.json"));
        Files.writeString(
                copy.resolve("js/stats.json"), text.replace("\n", "\r\n").replace("\"htmlName\"", "\"html\""));
        statistics("new/livesimulation-20261123143100000", 21);

        refused(main + ": is on both sides; compare different runs", path("main"), path("copy"));
        refused("is the same run as", "--base", path("main"), path("copy"), "--candidate", path("new"));
        // A log of an older Gatling is not read, whatever it contains.
        Files.writeString(
                copy.resolve("simulation.log"), "RUN\tLiveSimulation\tlivesimulation\t1795444200000\t \t3.9.5\n");
        refused(main + ": is on both sides", path("main"), path("copy"));
        assertEquals(0, compare("copy", "new"), err);
    }

    /** It can measure the chosen endpoint, too. */
    @Test
    void aSimulationThatFailedBeforeItsEndpointsWereKnownIsJudgedWithAnyEndpoint() {
        run("main", 20);
        run("new/1", 20);
        RunInfoFile.write(folder.resolve("new/2"), TestRuns.failedInfo("status 401"));

        assertEquals(3, compare("main", "new", "--endpoint", LIVE), err);

        assertTrue(out.contains("CANNOT_JUDGE: LiveSimulation"), out);
    }

    /** Two empty logs are equal, but contain no figures. */
    @Test
    void runsThatLeftNoFiguresAreNotTheSameRun() throws IOException {
        for (String run : List.of("main", "new")) {
            RunInfoFile.write(folder.resolve(run), TestRuns.failedInfo("nothing listens there", LIVE));
            // Two starts, by the time of their folders.
            Files.createFile(folder.resolve(run + "/simulation.log"));
        }
        FileTime earlier = FileTime.from(LogBuilder.START);
        Files.setLastModifiedTime(folder.resolve("main"), earlier);

        assertEquals(3, compare("main", "new"), err);
        assertTrue(out.contains("the load failed: nothing listens there"), out);
    }

    /** A run with only its statistics left. */
    private Path statistics(String name, int millis) throws IOException {
        Path run = run(name, millis);
        RunReader.read(RunFolder.at(run)).writeStatistics();
        Files.delete(run.resolve("simulation.log"));
        return run;
    }

    /** Fast runs of an older build among those of a slow one would hide the regression in their average. */
    @Test
    void runsOfDifferentCommitsAreNoRepeats() {
        describe(run("main", 20), 10, "Some CPU", "abc");
        describe(run("new/1", 20), 10, "Some CPU", "");
        describe(run("new/2", 20), 10, "Some CPU", "abc");
        Path other = run("other/3", 40);
        describe(other, 10, "Some CPU", "def");

        String message = other + "/simulation.log: measured commit def, but " + path("new/2/simulation.log")
                + " on the same side measured abc; specify only runs of one commit on a side; if the"
                + " recorded commit is not the backend's, set COMMIT for the load";
        refused(message, "--base", path("main"), "--candidate", path("new"), path("other"));
        refused(message, "--base", path("new"), path("other"), "--candidate", path("main"));
        assertEquals(0, compare("main", "new"), err);
        assertEquals(1, compare("main", "other"), err);
    }

    private void refused(String message, String... args) {
        List<String> all = new ArrayList<>(List.of("compare"));
        all.addAll(List.of(args));
        assertEquals(2, call(all.toArray(String[]::new)), out);
        assertTrue(err.contains(message), err);
        assertEquals(1, err.lines().count(), err);
        assertFalse(Files.exists(folder.resolve("results")));
    }

    /** Returns the width of the P95's interval. */
    private double width() {
        JsonNode interval = JsonFile.readObject(folder.resolve("results/compare_" + time() + ".json"))
                .at("/endpoints/0/comparisons/0/interval");
        return interval.path("high").asDouble() - interval.path("low").asDouble();
    }

    private String time() {
        return out.replaceAll("(?s).*compare_(\\w+)\\.html.*", "$1");
    }

    private Path run(String name, int millis) {
        Path run = folder.resolve(name);
        LogBuilder.startedAt(start()).oneUser(LIVE, 0, 1000, millis).writeInto(run);
        return run;
    }

    private Instant start() {
        return LogBuilder.START.plusSeconds(60L * runs++);
    }

    private void describe(Path run, int concurrency, String cpu) {
        describe(run, concurrency, cpu, "");
    }

    private void describe(Path run, int concurrency, String cpu, String commit) {
        RunInfo usual = TestRuns.info(start().minusSeconds(60), Duration.ofSeconds(20), Duration.ZERO, LIVE);
        RunInfoFile.write(
                run,
                new RunInfo(
                        new LoadProfile(
                                "simulations.LiveSimulation",
                                "http://127.0.0.1:8000",
                                concurrency,
                                usual.profile().duration(),
                                Duration.ZERO,
                                ""),
                        usual.endpoints(),
                        LogBuilder.START.plusSeconds(60L * (runs - 2)),
                        new Machine(cpu, 2, "Linux", "17"),
                        commit,
                        usual.failure()));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int compare(String base, String candidate, String... args) {
        List<String> all = new ArrayList<>(List.of("compare", path(base), path(candidate)));
        all.addAll(List.of(args));
        return call(all.toArray(String[]::new));
    }

    private int call(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--results-dir", path("results")));
        StringWriter outWriter = new StringWriter();
        StringWriter errWriter = new StringWriter();
        int exitCode =
                Main.run(Map.of(), new PrintWriter(outWriter), new PrintWriter(errWriter), all.toArray(String[]::new));
        out = outWriter.toString();
        err = errWriter.toString();
        return exitCode;
    }
}
