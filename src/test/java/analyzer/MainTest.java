package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.baseline.BaselineFolder;
import analyzer.gatling.HealthFile;
import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunName;
import analyzer.io.JsonFile;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Slug;
import analyzer.verdict.Policies;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The program as its users call it: arguments, files, console, exit status. */
class MainTest {

    private static final String LIVE = "/v1/healthz/live";

    @TempDir
    Path folder;

    private Map<String, String> environment = Map.of();
    private String out;
    private String err;

    @Test
    void aFirstRunIsMeasuredAndNotPassed() throws Exception {
        run(0, 20);

        assertEquals(3, check());

        assertTrue(out.startsWith("Endpoint: " + LIVE + "\nResults file: "), out);
        assertTrue(out.contains("no baseline; save one with --save-baselines"), out);
        assertEquals(
                "1000,20,20,20,20,20,20\n", Files.readString(results().resolve("v1_healthz_live_20261123_143000.csv")));
        assertTrue(
                out.startsWith(Files.readString(results().resolve("summary_20261123_143000.txt"))
                        .stripTrailing()),
                out);
        assertTrue(Files.exists(runFolder(0).resolve("js/stats.json")));
        assertTrue(Files.exists(runFolder(0).resolve("js/global_stats.json")));
        assertFalse(Files.exists(baselines()), "nothing is saved unless asked for");
    }

    @Test
    void baselinesAreSavedAndThenJudgedBy() {
        run(0, 20);
        assertEquals(3, check("--save-baselines"));
        assertTrue(out.contains("Saved: "), out);
        run(1, 21);
        assertEquals(0, check());
        assertTrue(out.contains("PASS: 1 of 1 endpoint judged, no regression"), out);
        run(2, 30);
        assertEquals(1, check());
        assertTrue(out.contains("p95 20.5 ms -> 30.5 ms (+48.9 %; 95 % interval"), out);
        assertTrue(out.contains("REGRESSION: " + LIVE), out);
    }

    @Test
    void whatTheJvmCannotDoIsNoRegression() {
        StringWriter errWriter = new StringWriter();
        PrintWriter full = new PrintWriter(new StringWriter()) {
            @Override
            public void println(String line) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        run(0, 20);

        int exitCode = Main.run(
                Map.of(),
                full,
                new PrintWriter(errWriter),
                "--gatling-dir",
                gatling().toString(),
                "--results-dir",
                results().toString(),
                "--baseline-dir",
                baselines().toString());

        assertEquals(2, exitCode);
        assertEquals(
                "perf-analyzer: out of memory, nothing was judged; give the JVM more, such as -Xmx1g",
                errWriter.toString().strip());
    }

    @Test
    void aDumbTerminalGetsNoColours() {
        run(0, 20);
        // Makes picocli assume a terminal with colours.
        System.setProperty("picocli.ansi", "true");
        try {
            environment = Map.of("TERM", "xterm");
            check();
            assertTrue(out.contains("\033["), out);
            environment = Map.of("TERM", "dumb");
            check();
            assertFalse(out.contains("\033["), out);
        } finally {
            System.clearProperty("picocli.ansi");
        }
    }

    @Test
    void aRegressionIsNotSavedUnlessAccepted() {
        saved(20);
        run(1, 30);

        assertEquals(1, check("--save-baselines"));
        assertTrue(out.contains("Not saved: " + LIVE + ": it did not pass"), out);
        assertEquals(20.0, savedP95());

        assertEquals(1, check("--save-baselines", "--accept-regression"));
        assertEquals(30.0, savedP95());
        assertEquals(1, JsonFile.readObject(baselineFile()).path("runs").size(), "the baseline starts again");
    }

    @Test
    void aRunOfUnknownLoadIsNotAddedToABaselineThatRecordsIts() throws Exception {
        saved(20);
        run(1, 20);
        assertEquals(0, check());
        Files.delete(runFolder(1).resolve("simulation.log"));
        Files.delete(runFolder(1).resolve("run.json"));

        assertEquals(0, check("--save-baselines"));

        assertTrue(
                out.replaceAll("\\s+", " ")
                        .contains("Not saved: " + LIVE
                                + ": a stats.json does not record its load profile, which its baseline does; "),
                out);
        assertEquals(1, JsonFile.readObject(baselineFile()).path("runs").size());
    }

    /** The interval of the limit, 4.2 to 7.1 %, includes it. */
    @Test
    void aRunWithMoreFailuresThanALimitAllowsIsNotSaved() {
        LogBuilder log = log(0).userStart(0);
        for (int i = 0; i < 1000; i++) {
            if (i % 18 == 0) {
                log.failed(LIVE, 5000 + i * 30, 5020 + i * 30, "boom");
            } else {
                log.ok(LIVE, 5000 + i * 30, 5020 + i * 30);
            }
        }
        write(0, log.userEnd(35_000));

        assertEquals(3, check("--save-baselines", "--allow-unjudged", "--limit", "errors < 5%"));

        assertTrue(out.contains("Not saved: " + LIVE + ": too many of its requests failed"), out);
        assertEquals(1, check("--save-baselines", "--allow-unjudged"));
        assertTrue(out.contains("Not saved: " + LIVE + ": the measurement is not sound: 56 of 1000"), out);
        assertFalse(Files.exists(baselineFile()));
    }

    @Test
    void runsOfAnotherProjectAreComparedWithANoteThatTheirLoadIsUnknown() {
        log(0).thirtySeconds(LIVE, 5000, 20).writeInto(runFolder(0));
        assertEquals(3, check("--save-baselines"));
        assertFalse(out.contains("records neither load nor machine"), out);
        log(1).thirtySeconds(LIVE, 5000, 20).writeInto(runFolder(1));

        assertEquals(0, check());
        assertTrue(
                out.replaceAll("\\s+", " ")
                        .contains(
                                "Note: the baseline of " + LIVE + " records neither load nor machine; compare only runs"
                                        + " with the same load, on one machine"),
                out);
    }

    @Test
    void whatIsTooUncertainIsKeptUnlessItIsAboveTheThreshold() {
        saved(200);
        run(1, 230);
        assertEquals(3, check("--save-baselines"));
        assertEquals(2, JsonFile.readObject(baselineFile()).path("runs").size());
        run(2, 275);
        assertEquals(3, check("--save-baselines", "--assumed-spread", "9"));
        assertTrue(out.replaceAll("\\s+", " ").contains("but could be due to chance"), out);
        assertTrue(out.contains("Not saved: " + LIVE + ": it did not pass"), out);
    }

    @Test
    void theSelfCheckRefusesWhatMakesNoSense() {
        assertEquals(2, call("self-check", "--pairs", "1"));
        assertTrue(err.contains("--pairs must be at least 40"), err);
        assertEquals(2, call("self-check", "--live", "--rounds", "0"));
        assertEquals(2, call("self-check", "--auto"));
        assertTrue(err.contains("--auto needs --live"), err);
        assertEquals(2, call("self-check", "--condition", "noisy"));
        assertTrue(err.contains("--condition needs --live"), err);
        assertEquals(2, call("self-check", "--rounds", "5"));
        assertTrue(err.contains("--rounds needs --live"), err);
        assertEquals(2, call("self-check", "--live", "--condition", "loud"));
        assertTrue(err.contains("QUIET_WORK"), err);
        assertEquals(0, call("self-check", "--help"));
        assertTrue(out.contains("--seed=NUMBER"), out);
    }

    @Test
    void whatPassedIsKeptWithTheRunsBefore() {
        saved(200);
        run(1, 210);

        assertEquals(0, check("--save-baselines"));

        assertEquals(2, JsonFile.readObject(baselineFile()).path("runs").size());
        assertEquals(205.0, savedP95());
    }

    @Test
    void theVerdictIsOfTheTimeBeforeSaving() {
        saved(200);
        run(1, 210);
        check("--save-baselines");
        int runs = JsonFile.readObject(baselineFile()).path("runs").size();

        assertEquals(0, check("--save-baselines"), "judged by the run before, not by itself");
        assertTrue(out.contains("p95 200.4 ms -> 210.5 ms"), out);
        assertEquals(runs, JsonFile.readObject(baselineFile()).path("runs").size());
    }

    @Test
    void optionsReachThePolicy() {
        saved(200);
        run(1, 230);

        assertEquals(3, check());
        assertTrue(out.replaceAll("\\s+", " ").contains("too uncertain to exclude +35.0 %"), out);
        assertEquals(0, check("--assumed-spread", "1"));
        assertEquals(1, check("--assumed-spread", "1", "--threshold", "10"));
        assertEquals(1, check("--assumed-spread", "1", "--threshold=10", "--gate", "avg,p99"));
        assertEquals(0, check("--assumed-spread", "1", "--threshold", "16", "--gate", "P95"));
    }

    @Test
    void failuresBeyondTheAllowedRateAreARegression() {
        saved(20);
        LogBuilder log = log(1);
        for (int i = 0; i < 100; i++) {
            log.failed(LIVE, 5000 + i, 5001 + i, "found 503");
        }
        write(1, log.oneUser(LIVE, 5000, 1500, 20));

        assertEquals(1, check());
        assertTrue(
                out.replaceAll("\\s+", " ")
                        .contains("100 of 1600 requests failed (6.25 %), more than the allowed 1 %; mostly: found 503"),
                out);
        assertEquals(0, check("--max-error-rate", "7"));
    }

    @Test
    void aBackendThatStopsInMidRunIsNoPass() {
        saved(20);
        LogBuilder log = log(1).userStart(5000);
        for (int i = 0; i < 750; i++) {
            log.ok(LIVE, 5000 + i * 20, 5020 + i * 20);
        }
        for (int i = 0; i < 15_000; i++) {
            log.failed(LIVE, 20_000 + i, 20_001 + i, "j.n.ConnectException: Connection refused");
        }
        write(1, log.userEnd(35_001));

        assertEquals(1, check());
        assertTrue(out.contains("Connection refused"), out);
    }

    @Test
    void endpointsCanBeChosenExactly() {
        saved(20);
        run(1, 30);
        JsonFile.write(baselines().resolve("v1_whoami_baseline.json"), documented("/v1/whoami"));

        assertEquals(1, check());
        assertTrue(out.contains("it has a baseline but no result"), out);
        assertEquals(3, check("--endpoint", "/v1/whoami"));
        assertFalse(out.contains(LIVE), out);
        assertEquals(1, check("--endpoint", LIVE));
        assertEquals(1, check("--endpoint", LIVE, "--endpoint", "/v1/whoami"));
        assertEquals(2, check("--endpoint", "/v1/who"));
        assertTrue(err.contains("--endpoint /v1/who: is unknown; known endpoints: " + LIVE + ", /v1/whoami"), err);
    }

    /** It can measure the chosen endpoint, too, and an older run of another simulation must not pass in its place. */
    @Test
    void aSimulationThatFailedBeforeItsEndpointsWereKnownIsJudgedWithAnyEndpoint() {
        saved(20);
        run(1, 20);
        assertEquals(0, check("--endpoint", LIVE));
        RunInfoFile.write(gatling().resolve("whoamisimulation-20261123143500000"), TestRuns.failedInfo("status 401"));

        assertEquals(3, check("--endpoint", LIVE));

        assertTrue(out.contains("CANNOT_JUDGE: LiveSimulation"), out);
        assertTrue(out.contains("the load failed: status 401"), out);
    }

    @Test
    void aMissingEndpointIsNoPass() {
        saved(20);
        run(1, 20);
        JsonFile.write(baselines().resolve("v1_whoami_baseline.json"), documented("/v1/whoami"));

        assertEquals(3, check());
        assertTrue(out.contains("\nCANNOT_JUDGE: /v1/whoami\nHTML report: "), out);
        assertEquals(0, check("--allow-unjudged"));
        assertTrue(out.contains("CANNOT_JUDGE: /v1/whoami"), out);
    }

    /** A first baseline without some of the endpoints is not accepted: each later run would end with status 3. */
    @Test
    void allowUnjudgedDoesNotAllowAnEndpointThatGotNoBaseline() {
        run(0, 20);
        RunInfoFile.write(
                gatling().resolve("other-20261123143000000"), TestRuns.failedInfo("connection refused", "/v1/whoami"));

        assertEquals(3, check("--save-baselines", "--allow-unjudged"));
        assertTrue(out.contains("Not saved: /v1/whoami: the measurement is not sound"), out);
        assertTrue(out.contains("Saved: "), out);
        assertEquals(0, check("--allow-unjudged"));
    }

    @Test
    void allowUnjudgedDoesNotAllowARegression() {
        saved(20);
        run(1, 30);

        assertEquals(1, check("--allow-unjudged"));
    }

    @Test
    void anOlderRunIsIgnoredWhenOnlyNewerOnesCount() {
        saved(20);

        assertEquals(2, check("--since", "2026-11-23T14:30:01Z"));
        assertTrue(err.contains("contains no run since 2026-11-23T14:30:01Z"), err);
        assertEquals(3, check("--since", "2026-11-23T14:30:00Z"));
    }

    @Test
    void aRunThatNeverLoadedIsJudgedInPlaceOfTheLastGoodOne() {
        saved(20);
        RunInfoFile.write(runFolder(1), TestRuns.failedInfo("connection refused", LIVE));

        assertEquals(3, check("--save-baselines"));
        assertTrue(out.contains("the load failed: connection refused"), out);
        assertTrue(out.contains("Not saved: " + LIVE + ": the measurement is not sound"), out);
    }

    @Test
    void withoutAnyRunTheNewestCsvFilesAreJudged() throws Exception {
        JsonFile.write(baselines().resolve("v1_healthz_live_baseline.json"), documented(LIVE));
        Files.createDirectories(folder.resolve("target/gatling"));
        Files.createDirectories(results());
        Files.writeString(results().resolve("v1_healthz_live_20261123_143000.csv"), "1000,10,1,80,10,60,70\n");
        Files.writeString(results().resolve("v1_healthz_live_20261122_143000.csv"), "1000,10,1,80,10,20,70\n");

        TestShell.Ended ended = inDefaultFolder();

        assertEquals(1, ended.status(), ended.text());
        assertTrue(ended.text().contains("the newest CSV files are judged"), ended.text());
        assertTrue(ended.text().contains("p95 20 ms -> 60 ms"), ended.text());
    }

    /** As when an artifact was unpacked empty. Older figures must not pass in place of the run that was meant. */
    @Test
    void aNamedFolderWithoutARunIsNotReplacedByCsvFiles() throws Exception {
        saved(20);
        Path empty = Files.createDirectories(folder.resolve("run-1"));

        assertEquals(2, check("--gatling-dir", empty.toString()));

        assertEquals(
                "perf-analyzer: " + empty
                        + ": contains no run; check --gatling-dir, or omit it to judge the newest CSV files\n",
                err);
    }

    /** Runs a check that reads target/gatling below the folder of the test. */
    private TestShell.Ended inDefaultFolder(String... args) throws Exception {
        return TestShell.analyzer(
                folder,
                Stream.concat(Stream.of("--results-dir", "results", "--baseline-dir", "baselines"), Stream.of(args))
                        .toArray(String[]::new));
    }

    @Test
    void figuresOfAnUnsoundRunDoNotComeBackAsACsvFile() throws Exception {
        saved(20);
        Files.delete(results().resolve("v1_healthz_live_20261123_143000.csv"));
        byte[] whole = log(1).oneUser(LIVE, 5000, 1000, 20).bytes();
        LogBuilder.write(runFolder(1), Arrays.copyOf(whole, whole.length - 3));

        assertEquals(3, check());
        assertTrue(out.contains("Results file: none, see the verdict"), out);
        assertEquals(Set.of(), csvFiles());
    }

    /** Otherwise the file of one endpoint would later be judged as that of the other. */
    @Test
    void anEndpointWithoutACsvFileKeepsItsNameFromOthers() throws Exception {
        LogBuilder log = log(0).oneUser("/v1/items", 0, 1000, 20)
                .oneUser("/v1/items/", 20_000, 1000, 20)
                .userStart(40_000);
        for (int i = 0; i < 20; i++) {
            log.failed("/v1/items", 40_000 + i, 40_001 + i, "found 503");
        }
        log.userEnd(40_100).writeInto(runFolder(0));
        String name = Slug.distinct("/v1/items/") + "_20261123_143000.csv";

        check();
        assertEquals(Set.of(name), csvFiles());

        Files.delete(results().resolve(name));
        check("--endpoint", "/v1/items/");
        assertEquals(Set.of(name), csvFiles());
    }

    private Set<String> csvFiles() {
        return Set.of(results().toFile().list((dir, name) -> name.endsWith(".csv")));
    }

    @Test
    void aCsvFileIsComparedWithABaselineOfRunsAndSaysWhatItLacks() throws Exception {
        saved(20);
        Files.writeString(results().resolve("v1_healthz_live_20261124_143000.csv"), "1000,10,1,80,10,60,70\n");

        TestShell.Ended ended = inDefaultFolder("--save-baselines");

        assertEquals(1, ended.status(), ended.text());
        assertTrue(ended.text().contains("a CSV file does not record its load profile"), ended.text());
        assertTrue(ended.text().contains("Not saved: " + LIVE), ended.text());
    }

    @Test
    void zeroInABaselineIsNoPassWhateverRunsItKeeps() throws Exception {
        saved(20);
        String text = Files.readString(baselineFile());
        TestFiles.edit(
                baselineFile(),
                whole -> whole.replaceFirst("\"p95_response_time\" : 20.0", "\"p95_response_time\" : 0"));
        run(1, 20);

        assertEquals(2, check());
        assertTrue(err.contains("its metrics are impossible"), err);

        // At its first occurrence, and where it decides.
        for (String max : List.of("\"max_response_time\" : 2", "\"avg\" : {\n        \"value\" : 2")) {
            Files.writeString(baselineFile(), text);
            TestFiles.edit(
                    baselineFile(),
                    whole -> whole.replaceFirst(Pattern.quote(max) + "0", Matcher.quoteReplacement(max) + "9"));
            assertEquals(3, check());
            assertTrue(out.contains("the figures of its baseline do not match the runs and samples in it"), out);
        }
    }

    @Test
    void theNewestResultOfAnEndpointIsJudgedAndTheChoiceIsReported() {
        saved(20);
        RunInfoFile.write(gatling().resolve("mixed-20261123143500000"), TestRuns.failedInfo("down", LIVE));

        assertEquals(3, check());
        assertTrue(out.replaceAll("\\s+", " ").contains(" is judged, because it is newer than "), out);
    }

    /** Otherwise the slow requests of one simulation would be hidden by the fast ones of the other. */
    @Test
    void aNameThatTwoSimulationsMeasuredInOneLoadCannotBeJudged() {
        saved(20);
        run(1, 60);
        Path other = gatling().resolve("othersimulation-20261123143500000");
        LogBuilder.startedAt(start(5), "3.15.1", "simulations.OtherSimulation")
                .thirtySeconds(LIVE, 5000, 20)
                .writeInto(other);
        RunInfo info = TestRuns.info(start(5), Duration.ofSeconds(30), Duration.ofSeconds(5), LIVE);
        LoadProfile load = info.profile();
        RunInfoFile.write(
                other,
                new RunInfo(
                        new LoadProfile(
                                "simulations.OtherSimulation",
                                load.target(),
                                load.concurrency(),
                                load.duration(),
                                load.warmUp(),
                                ""),
                        info.endpoints(),
                        info.measuredFrom(),
                        info.machine(),
                        info.commit(),
                        Optional.empty()));

        assertEquals(3, check("--since", start(1).toString()));
        assertTrue(out.contains("two simulations measured it"), out);
        assertEquals(3, check());
        assertTrue(out.contains("measured under a different load profile"), out);
    }

    @Nested
    class BadInput {

        @Test
        void noRunAtAll() throws Exception {
            refused("does not exist; check --gatling-dir");
            Files.createDirectories(gatling());
            refused("contains no run; check --gatling-dir");
            refusedInDefaultFolder("target/gatling: contains no run, and results no CSV file; run the simulations: mvn"
                    + " gatling:test");
        }

        @Test
        void anEmptyLog() {
            LogBuilder.write(runFolder(0), new byte[0]);
            refused("is empty");
        }

        @Test
        void garbage() {
            LogBuilder.write(runFolder(0), "GARBAGE".getBytes());
            refused("is damaged (a first record of kind 71)");
        }

        @Test
        void aLogOfText() {
            LogBuilder.write(runFolder(0), "RUN\tsimulations.Live\tlive\t1700000000000\t \t3.11.5\n".getBytes());
            refused("is not a log of Gatling 3.13 to 3.15");
        }

        @Test
        void aLogOfAnUnknownVersion() {
            new LogBuilder().run("4.0.0", "x").ok(LIVE, 0, 1).writeInto(runFolder(0));
            refused("was written by Gatling 4.0.0");
        }

        @Test
        void aDirectoryInPlaceOfALog() throws Exception {
            Files.createDirectories(runFolder(0).resolve("simulation.log"));
            refused("is a folder where Gatling's log should be");
        }

        @Test
        void aMalformedBaseline() throws Exception {
            run(0, 20);
            Files.createDirectories(baselines());
            Files.writeString(baselineFile(), "{");
            refused("is not valid JSON");
        }

        @Test
        void aDirectoryInPlaceOfABaseline() throws Exception {
            run(0, 20);
            Files.createDirectories(baselineFile());
            refused("is a folder where a JSON file should be");
        }

        @Test
        void aFileInPlaceOfTheBaselines() throws Exception {
            run(0, 20);
            Files.writeString(baselines(), "");
            refused("cannot be listed");
        }

        @Test
        void aMalformedRunDescription() throws Exception {
            run(0, 20);
            Files.writeString(runFolder(0).resolve("run.json"), "{\"schema\": 4}");
            TestFiles.seal(runFolder(0).resolve("run.json"));
            refused("does not describe a run (its simulation is missing or not a string)");
            Files.writeString(runFolder(0).resolve("run.json"), "{\"schema\": 1");
            refused("run.json: is not valid JSON");
        }

        @Test
        void aMalformedHealthOfTheGenerator() throws Exception {
            run(0, 20);
            Files.writeString(runFolder(0).resolve("health.json"), "{\"schema\": 1");
            refused("health.json: is not valid JSON");
            Files.writeString(runFolder(0).resolve("health.json"), "{\"schema\": 4}");
            TestFiles.seal(runFolder(0).resolve("health.json"));
            refused(
                    "health.json: does not describe the health of a load generator (its measured_from_ms is missing or not a whole number)");
        }

        @Test
        void aMalformedStatsJson() throws Exception {
            Files.createDirectories(runFolder(0).resolve("js"));
            Files.writeString(runFolder(0).resolve("js/stats.json"), "{\"type\": \"GROUP\"}");
            refused("contains no request");
            Files.writeString(
                    runFolder(0).resolve("js/stats.json"),
                    "{\"type\": \"GROUP\", \"contents\": {\"a\": {\"type\": \"REQUEST\", \"name\": \"/a\", \"stats\": {}}}}");
            refused("has no whole number numberOfRequests.total for /a");
        }

        @Test
        void aMalformedCsvFile() throws Exception {
            Files.createDirectories(results());
            Files.writeString(results().resolve("x_20261123_143000.csv"), "1,2,three\n");
            refusedInDefaultFolder("has 3 columns where 7 are expected");
        }

        @Test
        void aDirectoryInPlaceOfACsvFile() throws Exception {
            Files.createDirectories(results().resolve("x_20261123_143000.csv"));
            refusedInDefaultFolder("is not a regular file; move it");
        }

        @Test
        void resultsThatCannotBeWritten() throws Exception {
            run(0, 20);
            Files.writeString(results(), "in the way");
            refused("cannot be written (a part of the path is not a folder)");
        }

        @Test
        void baselinesThatCannotBeWritten() throws Exception {
            run(0, 20);
            Path file = Files.writeString(folder.resolve("file"), "in the way");

            assertEquals(
                    2,
                    check(
                            "--save-baselines",
                            "--baseline-dir",
                            file.resolve("below").toString()));
            assertOneLine("cannot be written");
        }

        @Test
        void oneBadRunAmongGoodOnes() {
            run(0, 20);
            LogBuilder.write(gatling().resolve("other-20261123143000000"), new byte[] {5});
            refused("is damaged (a first record of kind 5)");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "abc", "NaN", "Infinity", "", "20d", "0x1p3"})
        void aThresholdThatIsNoPercentage(String threshold) {
            run(0, 20);
            refused(
                    "Invalid value for option '--threshold': '" + threshold
                            + "' is not a number of percent; specify it without the sign, such as 20 or 2.5; see --help",
                    "--threshold=" + threshold);
        }

        @Test
        void runsWithoutARequest() {
            LogBuilder.started().userStart(0).userEnd(1).writeInto(runFolder(0));
            refused("the runs contain no request that could be judged; run the simulations again");
        }

        @Test
        void aRunDescriptionOfALaterVersion() throws Exception {
            run(0, 20);
            Path file = runFolder(0).resolve("run.json");
            TestFiles.edit(file, text -> text.replaceFirst("\"schema\" : 4", "\"schema\" : 5"));
            refused("has schema 5, but this version reads only schema 4");
        }

        /** A broken link does not count as a missing file: without it a worse run would pass. */
        @ParameterizedTest
        @ValueSource(strings = {"run.json", "health.json", "simulation.log"})
        void aLinkThatLeadsNowhere(String file) throws Exception {
            run(0, 20);
            Files.deleteIfExists(runFolder(0).resolve(file));
            Files.createSymbolicLink(runFolder(0).resolve(file), Path.of("elsewhere"));
            refused(file + ": cannot be read (no such file)");
        }

        @Test
        void aNewestRunThatALinkNoLongerLeadsTo() throws Exception {
            run(0, 20);
            Files.createSymbolicLink(runFolder(1), Path.of("elsewhere"));
            refused(runFolder(1).getFileName() + ": contains neither simulation.log nor js/stats.json");
        }

        @Test
        void baselinesThatALinkNoLongerLeadsTo() throws Exception {
            run(0, 20);
            Files.createSymbolicLink(baselines(), Path.of("elsewhere"));
            refused("baselines: cannot be listed (no such file)");
        }

        @Test
        void timesInRunJsonThatCannotBe() throws Exception {
            run(0, 20);
            Path file = runFolder(0).resolve("run.json");
            String text = Files.readString(file);
            for (String key : List.of("duration_ms", "warm_up_ms", "measured_from_ms")) {
                for (String value : List.of("9223372036854775807", "-1")) {
                    Files.writeString(file, text);
                    TestFiles.edit(
                            file, whole -> whole.replaceFirst("\"" + key + "\" : \\d+", "\"" + key + "\" : " + value));
                    refused("its " + key + " is out of range");
                }
            }
        }

        @Test
        void wrongUsage() {
            run(0, 20);
            refused("Unknown option: '--treshold=3'", "--treshold=3");
            refused("Missing required parameter for option '--endpoint'", "--endpoint");
            refused("Invalid value for option '--gate'", "--gate", "p42");
            refused("Invalid value for option '--since'", "--since", "yesterday");
            refused("--accept-regression needs --save-baselines", "--accept-regression");
            refused("Unmatched argument", "surplus");
            refused(": belongs after the command compare", "--limit", "p95 < 1ms", "compare", "a", "b");
            refused("the path is empty; specify a file or folder", "--gatling-dir", "");
        }

        /** Checks for exit status 2, one line on standard error, no output, and unchanged files. */
        private void refused(String reason, String... args) {
            Map<String, String> before = files();
            assertEquals(2, check(args));
            assertOneLine(reason);
            assertEquals("", out);
            assertEquals(before, files());
        }

        /** The same for CSV files, which are read only if there is no run in target/gatling. */
        private void refusedInDefaultFolder(String reason) throws Exception {
            Map<String, String> before = files();
            TestShell.Ended ended = inDefaultFolder();
            assertEquals(2, ended.status(), ended.text());
            err = ended.text();
            assertOneLine(reason);
            assertEquals(before, files());
        }

        private void assertOneLine(String reason) {
            assertTrue(err.contains(reason), err);
            assertTrue(err.startsWith("perf-analyzer: "), err);
            assertEquals(1, err.lines().count(), err);
        }
    }

    @Test
    void aTruncatedLogIsShownAndNotJudged() {
        saved(20);
        byte[] whole = log(1).thirtySeconds(LIVE, 5000, 200).bytes();
        LogBuilder.write(runFolder(1), Arrays.copyOf(whole, whole.length / 2));
        RunInfoFile.write(runFolder(1), TestRuns.info(start(1), Duration.ofSeconds(30), Duration.ofSeconds(5), LIVE));

        assertEquals(3, check("--save-baselines"));
        assertTrue(out.contains("the log is truncated: it ends in the middle of a record"), out);
        assertTrue(out.contains("Response time p95: 200ms"), out);
        assertEquals(20.0, savedP95());
    }

    @Test
    void aRunOfAStarvedGeneratorIsShownAndNotJudged() {
        saved(20);
        run(1, 90);
        HealthFile.write(runFolder(1), TestHealth.starved());

        assertEquals(3, check("--save-baselines"));
        assertTrue(out.contains("the load generator was starved"), out);
        assertTrue(out.contains("Generator: CPU 34 % of the machine"), out);
        assertTrue(out.contains("Response time p95: 90ms"), out);
        assertTrue(out.contains("Not saved: " + LIVE + ": the measurement is not sound"), out);
        assertEquals(20.0, savedP95());

        HealthFile.write(runFolder(1), TestHealth.quiet());
        assertEquals(1, check());
    }

    /** A name or message from outside must not control the CI job that prints it, on any CI system. */
    @Test
    void noCommandOfARunnerIsPrinted() throws IOException {
        String name = "##vso[task.complete result=Succeeded;]";
        Path baselines = Files.createDirectories(folder.resolve("hostile"));
        Files.writeString(
                baselines.resolve("a_baseline.json"),
                "{\"endpoint\": \"" + name + "\", \"timestamp\": \"20250801_120000\", \"metrics\": {}}");
        assertEquals(0, call("trend", "--baseline-dir", baselines.toString(), "--results-dir", baselines.toString()));
        assertTrue(out.contains("## vso[task.complete"), out);
        assertFalse(out.contains("##vso["), out);

        assertEquals(2, call("check", "--pool", name));
        assertTrue(err.contains("## vso[task.complete"), err);
        assertFalse(err.contains("##vso["), err);
    }

    @Test
    void helpAndVersionArePrinted() {
        assertEquals(0, call("--help"));
        assertTrue(out.contains("--save-baselines") && out.contains("Exit status:"), out);
        assertTrue(out.lines().allMatch(line -> line.length() <= 80), out);
        String help = out;
        assertEquals(0, call("check", "--help"));
        assertEquals(help, out);
        for (String other : List.of("compare", "repeat", "report", "trend", "self-check", "generate-completion")) {
            assertTrue(help.contains("\n  " + other + " "), help);
            assertEquals(0, call(other, "--help"));
            assertTrue(out.lines().allMatch(line -> line.length() <= 80), out);
            assertEquals(!other.equals("generate-completion"), out.contains("Examples:\n"), out);
        }
        assertTrue(help.contains("Examples:\n"), help);
        assertEquals(0, call("--version"));
        assertTrue(out.startsWith("perf-analyzer "), out);
    }

    @Test
    void aShellCompletesCommandsAndOptions() {
        assertEquals(0, call("generate-completion"));
        assertTrue(out.startsWith("#!/usr/bin/env bash"), out);
        assertTrue(out.contains("local commands=\"compare repeat report trend self-check"), out);
        assertTrue(out.contains("'--no-baseline'"), out);
    }

    /** Writes a run of 1000 requests that all took {@code millis}, {@code minute} minutes after the first run. */
    private void run(int minute, int millis) {
        write(minute, log(minute).thirtySeconds(LIVE, 5000, millis));
    }

    private void write(int minute, LogBuilder log) {
        Path run = runFolder(minute);
        log.writeInto(run);
        RunInfoFile.write(run, TestRuns.info(start(minute), Duration.ofSeconds(30), Duration.ofSeconds(5), LIVE));
    }

    /** Another analysis saves after this one has judged and before it saves. What the other one saved remains. */
    @Test
    void noSaverOverwritesWhatAnotherHasSaved() {
        run(0, 20);
        BaselineFolder judgedBy = BaselineFolder.read(baselines());
        Verdict first = verdict(judgedBy);
        assertEquals(3, check("--save-baselines"));

        List<String> lines =
                BaselineUpdate.apply(judgedBy, List.of(first), false).lines();

        assertEquals(
                List.of("Not saved: " + LIVE
                        + ": its baseline was changed while this run was judged; judge the run again"),
                lines);
        run(1, 21);
        BaselineFolder before = BaselineFolder.read(baselines());
        Verdict second = verdict(before);
        run(2, 20);
        assertEquals(0, check("--save-baselines"));
        assertEquals(
                Set.of(LIVE),
                BaselineUpdate.apply(before, List.of(second), false).saved());
        assertEquals(3, JsonFile.readObject(baselineFile()).path("runs").size());
    }

    private Verdict verdict(BaselineFolder baselines) {
        return InputReader.readRuns(gatling(), Optional.empty())
                .orElseThrow()
                .judge(new Policies(Policy.standard(), List.of()), baselines)
                .get(0);
    }

    private void saved(int millis) {
        run(0, millis);
        assertEquals(3, check("--save-baselines"));
    }

    private double savedP95() {
        return JsonFile.readObject(baselineFile())
                .at("/metrics/p95_response_time")
                .asDouble();
    }

    private static ObjectNode documented(String endpoint) {
        ObjectNode baseline = JsonFile.object().put("endpoint", endpoint).put("timestamp", "20250801_120000");
        baseline.putObject("metrics")
                .put("total_requests", 1000)
                .put("avg_response_time", 12)
                .put("p95_response_time", 20)
                .put("p99_response_time", 30);
        return baseline;
    }

    private int check(String... args) {
        List<String> all = new ArrayList<>(List.of("--results-dir", results().toString()));
        if (!List.of(args).contains("--gatling-dir")) {
            all.addAll(List.of("--gatling-dir", gatling().toString()));
        }
        if (!List.of(args).contains("--baseline-dir")) {
            all.addAll(List.of("--baseline-dir", baselines().toString()));
        }
        all.addAll(List.of(args));
        return call(all.toArray(String[]::new));
    }

    private int call(String... args) {
        StringWriter outWriter = new StringWriter();
        StringWriter errWriter = new StringWriter();
        int exitCode = Main.run(environment, new PrintWriter(outWriter), new PrintWriter(errWriter), args);
        out = outWriter.toString();
        err = errWriter.toString();
        return exitCode;
    }

    private Map<String, String> files() {
        try (Stream<Path> paths = Files.walk(folder)) {
            Map<String, String> files = new TreeMap<>();
            for (Path path : paths.toList()) {
                files.put(
                        path.toString(),
                        Files.isRegularFile(path) ? Files.getLastModifiedTime(path) + " " + Files.size(path) : "");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path gatling() {
        return folder.resolve("gatling");
    }

    private Path results() {
        return folder.resolve("results");
    }

    private Path baselines() {
        return folder.resolve("baselines");
    }

    private Path baselineFile() {
        return baselines().resolve("v1_healthz_live_baseline.json");
    }

    private Path runFolder(int minute) {
        return gatling().resolve(RunName.of("simulations.LiveSimulation", start(minute)));
    }

    private static LogBuilder log(int minute) {
        return LogBuilder.startedAt(start(minute));
    }

    private static Instant start(int minute) {
        return LogBuilder.START.plusSeconds(60L * minute);
    }
}
