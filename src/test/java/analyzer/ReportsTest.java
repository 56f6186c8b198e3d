package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunName;
import analyzer.gatling.RunReader;
import analyzer.io.JsonFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The reports that the program writes: which ones, where, and in a CI job. */
class ReportsTest {

    private static final String LIVE = "/v1/healthz/live";

    @TempDir
    Path folder;

    private Map<String, String> environment = Map.of();
    private String resultsName = "results";
    private String out;
    private String err;

    @Test
    void everyFormatIsWrittenEvenWhenTheGateFails() throws Exception {
        run(0, 20);
        check("--save-baselines");
        run(1, 40);

        assertEquals(1, check());

        assertEquals(
                List.of(
                        "TEST-performance.xml",
                        "report_20261123_143000.html",
                        "report_20261123_143000.json",
                        "report_20261123_143000.md",
                        "report_20261123_143100.html",
                        "report_20261123_143100.json",
                        "report_20261123_143100.md",
                        "summary_20261123_143000.txt",
                        "summary_20261123_143100.txt",
                        "v1_healthz_live_20261123_143000.csv",
                        "v1_healthz_live_20261123_143100.csv"),
                names(results()));
        assertEquals(
                "REGRESSION",
                JsonFile.readObject(results().resolve("report_20261123_143100.json"))
                        .path("outcome")
                        .asString());
        assertTrue(Files.readString(results().resolve("TEST-performance.xml")).contains("<failure "));
        assertTrue(
                out.endsWith(
                        "REGRESSION: " + LIVE + "\nHTML report: " + results().resolve("report_20261123_143100.html")
                                + "\nNext to it: report_20261123_143100.json, .md and TEST-performance.xml\nSummary: "
                                + results().resolve("summary_20261123_143100.txt") + "\n"),
                out);
    }

    @Test
    void thePageLinksToGatlingsOwnReport() throws Exception {
        run(0, 20);
        Files.writeString(runFolder(0).resolve("index.html"), "");

        check();

        assertTrue(Files.readString(results().resolve("report_20261123_143000.html"))
                .contains("href=\"../gatling/" + runFolder(0).getFileName() + "/index.html\""));
    }

    @Test
    void anAnalysisWithoutAnyResultIsReportedToo() throws Exception {
        run(0, 20);
        check("--save-baselines");
        TestFiles.edit(
                Files.copy(
                        baselines().resolve("v1_healthz_live_baseline.json"),
                        baselines().resolve("v1_other_baseline.json")),
                text -> text.replace(LIVE, "/v1/other"));

        assertEquals(3, check("--endpoint", "/v1/other"));

        assertTrue(Files.readString(results().resolve("TEST-performance.xml")).contains("/v1/other"));
    }

    /** The folder's name can be that of a branch, which anybody can choose. */
    @Test
    void aFolderControlsNeitherTheTerminalNorTheJob() throws Exception {
        run(0, 20);
        String page = folder.resolve("p\u001b[31m\n::error::x.html").toString();

        assertEquals(0, call("report", "--output", page));
        assertEquals("HTML report: " + folder.resolve("p?[31m\n: :error::x.html") + "\n", out);

        resultsName = "r\u001b[31m\n::error::x";
        assertEquals(3, check());
        assertFalse(out.contains("\u001b[31m"), out);
        assertFalse(out.contains("\n::error::x"), out);
    }

    @Test
    void thePageAloneIsWrittenFromWhatIsThere() throws Exception {
        run(0, 20);

        assertEquals(0, call("report", "--output", folder.resolve("page.html").toString()));

        assertEquals("HTML report: " + folder.resolve("page.html") + "\n", out);
        assertTrue(Files.readString(folder.resolve("page.html")).contains("no baseline; save one"));
        assertFalse(Files.exists(results()), "nothing else is written");
        assertFalse(Files.exists(runFolder(0).resolve("js")), "nothing else is written");
        assertEquals(0, call("report"));
        assertEquals(List.of("report_20261123_143000.html"), names(results()));
    }

    @Test
    void thePageAloneHasTheOptionsOfTheCheck() throws Exception {
        run(0, 20);
        check("--save-baselines");
        run(1, 23);

        assertEquals(0, call("report", "--threshold", "10"));
        assertTrue(Files.readString(results().resolve("report_20261123_143100.html"))
                .contains("dashed: 10 %"));
        assertEquals(2, call("report", "--endpoint", "/unknown"));
        assertTrue(err.contains("--endpoint /unknown: is unknown"), err);
        assertEquals(2, call("report", "--threshold", "many"));
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void theTrendShowsTheKeptRuns() throws Exception {
        for (int minute = 0; minute < 3; minute++) {
            run(minute, 20 + minute);
            check("--save-baselines");
        }

        assertEquals(0, call("trend"));

        assertTrue(out.contains("3 runs are too few to detect a level change, which needs 8"), out);
        assertTrue(out.endsWith("\nHTML report: " + results().resolve("trend_20261123_143200.html") + "\n"), out);
        assertTrue(Files.readString(results().resolve("trend_20261123_143200.html"))
                .contains(LIVE));
        assertEquals(0, call("trend", "--metric", "throughput", "--endpoint", LIVE));
        assertEquals(2, call("trend", "--endpoint", "/unknown"));
        assertTrue(err.contains("there is no baseline to show"), err);
    }

    @Test
    void aJobOfGitHubGetsASummaryAndAnnotations() throws Exception {
        run(0, 20);
        check("--save-baselines");
        run(1, 40);
        Path summary = Files.writeString(folder.resolve("summary.md"), "of another step\n");
        environment = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());

        assertEquals(1, check());

        assertTrue(out.contains("\n::error title=Regression%3A /v1/healthz/live::p95 20"), out);
        String text = Files.readString(summary);
        assertTrue(text.startsWith("of another step\n### \u274C REGRESSION: /v1/healthz/live\n"), text);
    }

    /** JSON can escape half of a surrogate pair, which no encoder writes. */
    @Test
    void aNameWithHalfACharacterIsStillSummarized() throws Exception {
        Path summary = folder.resolve("summary.md");
        environment = Map.of("GITHUB_STEP_SUMMARY", summary.toString());
        run(0, 20);
        RunReader.read(RunFolder.at(runFolder(0))).writeStatistics();
        Files.delete(runFolder(0).resolve("simulation.log"));
        Files.delete(runFolder(0).resolve("run.json"));
        TestFiles.edit(
                runFolder(0).resolve("js").resolve("stats.json"),
                text -> text.replace("\"" + LIVE + "\"", "\"" + LIVE + "\\ud83d\""));

        assertEquals(3, check(), err);
        assertTrue(Files.readString(summary).contains(LIVE + "?"), Files.readString(summary));
    }

    @Test
    void aJobShowsWhyNothingWasJudged() throws Exception {
        Path summary = folder.resolve("summary.md");
        environment = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());

        assertEquals(2, check());

        assertTrue(out.startsWith("::error title=Nothing was judged::"), out);
        assertTrue(Files.readString(summary).contains("does not exist; check"), Files.readString(summary));
        assertEquals(2, check("--threshold", "many"));
        assertTrue(out.contains("'many' is not a number of percent"), out);
    }

    @Test
    void aSummaryThatCannotBeWrittenIsReportedInOneLine() {
        run(0, 20);
        environment = Map.of("GITHUB_STEP_SUMMARY", folder.toString());

        assertEquals(2, check());

        assertTrue(err.contains("GITHUB_STEP_SUMMARY=" + folder + ": cannot be written"), err);
        assertTrue(out.contains("\nHTML report: "), "the verdicts are shown all the same: " + out);
    }

    @Test
    void twoFailuresAreReportedInOneLine() throws Exception {
        run(0, 20);
        Files.writeString(runFolder(0).resolve("run.json"), "{");
        environment = Map.of("GITHUB_STEP_SUMMARY", folder.toString());

        assertEquals(2, check());

        assertTrue(err.startsWith("perf-analyzer: " + runFolder(0).resolve("run.json") + ": "), err);
        assertTrue(err.contains("; also, GITHUB_STEP_SUMMARY=" + folder + ": cannot be written"), err);
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void aCommandThatOnlyShowsDoesNotReportThatNothingWasJudged() throws Exception {
        run(0, 20);
        Path summary = folder.resolve("summary.md");
        environment = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());
        assertEquals(3, check());
        String judged = Files.readString(summary);

        for (List<String> args : List.of(List.of("trend"), List.of("report", "--endpoint", "/unknown"))) {
            assertEquals(2, call(args.toArray(String[]::new)));

            assertEquals("", out);
            assertEquals(judged, Files.readString(summary));
            assertEquals(1, err.lines().count(), err);
        }
    }

    @Test
    void aPageCannotBeAFolder() {
        run(0, 20);
        check("--save-baselines");
        Path root = folder.getRoot();

        for (String command : List.of("report", "trend")) {
            assertEquals(2, call(command, "--output", root.toString()));
            assertEquals("perf-analyzer: --output " + root + ": is a folder; specify a file\n", err);
        }
    }

    /** Opening a pipe would block. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aSummaryThatIsAPipeIsReportedInOneLine() throws Exception {
        run(0, 20);
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        environment = Map.of("GITHUB_STEP_SUMMARY", pipe.toString());

        assertEquals(2, check());
        assertTrue(err.contains("GITHUB_STEP_SUMMARY=" + pipe + ": is not a regular file"), err);
        environment = Map.of("GITHUB_STEP_SUMMARY", "/dev/null");
        assertEquals(3, check());
    }

    /** Such names occur in a locale that has only ASCII characters. */
    @Test
    void aNameThatNoFileCanHaveIsReportedInOneLine() {
        run(0, 20);
        environment = Map.of("GITHUB_STEP_SUMMARY", folder + "/a\0b");
        assertEquals(2, check());
        assertTrue(err.startsWith("perf-analyzer: GITHUB_STEP_SUMMARY: '" + folder + "/a"), err);
        assertTrue(err.contains("LC_ALL=C.UTF-8"), err);
        assertEquals(1, err.lines().count(), err);
        assertEquals(2, check("--threshold", "many"));
        assertEquals(1, err.lines().count(), err);
        environment = Map.of();
        for (String option : List.of("--gatling-dir", "--results-dir", "--baseline-dir", "--policy")) {
            assertEquals(2, check(option, folder + "/a\0b"));
            assertEquals(1, err.lines().count(), err);
            assertFalse(err.contains("internal error"), err);
        }
        StringWriter text = new StringWriter();
        System.setProperty("OUTPUT_DIR", folder + "/a\0b");
        try {
            assertEquals(2, Main.run(Map.of(), new PrintWriter(text), new PrintWriter(text)));
        } finally {
            System.clearProperty("OUTPUT_DIR");
        }
        assertEquals(1, text.toString().lines().count(), text.toString());
        for (String option : List.of("--gatling-dir", "--baseline-dir")) {
            assertEquals(2, check(option, ""), "as from an unset variable");
            assertTrue(err.contains("the path is empty; specify a file or folder"), err);
        }
    }

    /** A CI system shows the file after any exit status. */
    @Test
    void theXmlOfAnEarlierAnalysisIsNotLeftAsThatOfOneThatJudgedNothing() throws Exception {
        run(0, 20);
        Path xml = results().resolve("TEST-performance.xml");
        String nothing = "<error message=\"nothing was judged: ";
        check("--save-baselines");
        run(1, 20);
        assertEquals(0, check());
        String passed = Files.readString(xml);
        assertFalse(passed.contains("<error"), passed);

        Files.writeString(runFolder(1).resolve("run.json"), "{");
        assertEquals(2, check());
        assertTrue(Files.readString(xml).contains(nothing + runFolder(1).resolve("run.json")), Files.readString(xml));

        for (String usage : List.of("--treshold=5", "--threshold=many")) {
            Files.writeString(xml, passed);
            assertEquals(2, check(usage));
            assertTrue(Files.readString(xml).contains(nothing), Files.readString(xml));
            assertTrue(Files.readString(xml).contains("see --help"), Files.readString(xml));
        }
        Files.delete(xml);
        assertEquals(2, check());
        assertFalse(Files.exists(xml), "where there was none, nothing is written");
    }

    @Test
    void aReportThatCannotBeWrittenDoesNotHideTheVerdicts() throws Exception {
        run(0, 20);
        Files.createDirectories(results().resolve("report_20261123_143000.md"));

        assertEquals(2, check());

        assertTrue(out.contains("\nCANNOT_JUDGE: " + LIVE), out);
        assertTrue(err.contains("a folder of that name is in the way"), err);
    }

    @Test
    void anEndpointCanHaveANameOfAnyLength() throws Exception {
        String name = "/" + "long".repeat(75);
        Path run = runFolder(0);
        LogBuilder.startedAt(start(0)).thirtySeconds(name, 5000, 20).writeInto(run);
        RunInfoFile.write(run, TestRuns.info(start(0), Duration.ofSeconds(30), Duration.ofSeconds(5), name));

        assertEquals(0, check("--save-baselines", "--allow-unjudged"), err);

        assertEquals(2, names(baselines()).size(), "the baseline and the lock of the folder");
    }

    @Test
    void whatCouldNotBeJudgedIsSkippedInTheTestViewWhereAsked() throws Exception {
        run(0, 20);

        check("--junit-unjudged", "skipped");

        String xml = Files.readString(results().resolve("TEST-performance.xml"));
        assertTrue(xml.contains("<skipped"), xml);
        assertFalse(xml.contains("<error"), xml);
    }

    private void run(int minute, int millis) {
        Path run = runFolder(minute);
        LogBuilder.startedAt(start(minute)).thirtySeconds(LIVE, 5000, millis).writeInto(run);
        RunInfoFile.write(run, TestRuns.info(start(minute), Duration.ofSeconds(30), Duration.ofSeconds(5), LIVE));
    }

    private int check(String... args) {
        return call(args);
    }

    private int call(String... args) {
        StringWriter outWriter = new StringWriter();
        StringWriter errWriter = new StringWriter();
        Stream<String> folders = Stream.of(
                "--results-dir",
                results().toString(),
                "--baseline-dir",
                baselines().toString());
        // The trend reads baselines and no runs.
        Stream<String> runs = List.of(args).contains("trend")
                ? Stream.of()
                : Stream.of("--gatling-dir", folder.resolve("gatling").toString());
        // Options of a subcommand follow its name.
        String[] words =
                Stream.of(Stream.of(args), runs, folders).flatMap(all -> all).toArray(String[]::new);
        int exitCode = Main.run(environment, new PrintWriter(outWriter), new PrintWriter(errWriter), words);
        out = outWriter.toString();
        err = errWriter.toString();
        return exitCode;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return List.copyOf(new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList()));
        }
    }

    private Path results() {
        return folder.resolve(resultsName);
    }

    private Path baselines() {
        return folder.resolve("baselines");
    }

    private Path runFolder(int minute) {
        return folder.resolve("gatling").resolve(RunName.of("simulations.LiveSimulation", start(minute)));
    }

    private static Instant start(int minute) {
        return LogBuilder.START.plusSeconds(60L * minute);
    }
}
