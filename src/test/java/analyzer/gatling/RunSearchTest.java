package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestHealth;
import analyzer.TestRuns;
import analyzer.TestTargets;
import analyzer.io.BadInputException;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import analyzer.metrics.TargetUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which runs are found in folders, and that no older run takes the place of a damaged or misplaced one. */
class RunSearchTest extends TestRunFolder {

    @Test
    void aLinkToAFolderAboveItIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(gatlingDir.resolve("up"), gatlingDir);

        BadInputException e = assertThrows(BadInputException.class, () -> RunSearch.below(gatlingDir));

        assertEquals(
                gatlingDir + ": cannot be listed (" + link + " is a link to a folder above it); check the path",
                e.getMessage());
    }

    @Test
    void aDayThatDoesNotExistIsNoTimeOfARun() {
        assertEquals(Optional.empty(), RunName.parse(Path.of("livesimulation-20261131143000000")));
        assertTrue(RunName.parse(Path.of("livesimulation-20261130143000000")).isPresent());
    }

    @Test
    void theNewestFolderOfEachSimulationIsTheOneOfTheLatestTimeInItsName() throws Exception {
        for (String name : List.of(
                "livesimulation-20261123143000000",
                "livesimulation-20261123143001000",
                "loginsimulation-20260101000000000",
                "livesimulation-20261123142959999",
                "not-a-run",
                "x-99999999999999999")) {
            Files.createDirectories(gatlingDir.resolve(name));
        }

        assertEquals(
                List.of("livesimulation-20261123143001000", "loginsimulation-20260101000000000"),
                RunSearch.newestOfEach(gatlingDir).stream()
                        .map(run -> run.path().getFileName().toString())
                        .toList());
    }

    /** An older run must not be judged instead, whether the damaged name makes the newer run appear older or the older one newer. */
    @ParameterizedTest
    @CsvSource({
        "livesimulation-20261123143000000, livesimulation-20251124143000000",
        "livesimulation-20271123143000000, livesimulation-20261124143000000",
    })
    void aRunWhoseFolderIsMisnamedIsNotPassedOver(String older, String newer) {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(gatlingDir.resolve(older));
        LogBuilder.startedAt(LogBuilder.START.plus(Duration.ofDays(1)))
                .oneUser("/a", 0, 100, 20)
                .writeInto(gatlingDir.resolve(newer));

        EndpointResult read = RunReader.read(theRun()).results().get(0);

        assertTrue(read.flaws().get(0).startsWith("the log is damaged or from another run"), read.flaws() + "");
    }

    /** Flips every bit of the start and of the simulation's name in a log, in a folder whose name has neither. */
    @Test
    void aLogWhoseFirstRecordIsDamagedGivesWayToNoOlderRun() throws IOException {
        Path older = gatlingDir.resolve("older");
        LogBuilder.startedAt(LogBuilder.START.minusSeconds(3600))
                .oneUser("/a", 5000, 3000, 10)
                .writeInto(older);
        RunInfoFile.write(older, RunReaderTest.infoFrom(LogBuilder.START.minusSeconds(3595)));
        Path newer = gatlingDir.resolve("newer");
        byte[] whole = LogBuilder.started().oneUser("/a", 5000, 3000, 10).bytes();
        LogBuilder.write(newer, whole);
        RunInfoFile.write(newer, RunReaderTest.infoFrom(LogBuilder.START.plusSeconds(5)));
        assertEquals(newer, theRun().path());
        assertEquals(List.of(), RunReader.read(theRun()).results().get(0).flaws());

        int simulation = 1 + 4 + "3.15.1".length() + 1 + 4;
        int start = simulation + "simulations.LiveSimulation".length() + 1;
        for (int bit = 8 * simulation; bit < 8 * (start + Long.BYTES); bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            LogBuilder.write(newer, damaged);
            // Two clocks can differ by a second.
            boolean little = bit >= 8 * (start + 7) || bit >= 8 * (start + 6) && bit % 8 < 2;
            try {
                EndpointResult judged = RunSearch.newestOfEach(gatlingDir).stream()
                        .map(run -> RunReader.read(run).results().get(0))
                        .max(Comparator.comparing(EndpointResult::started))
                        .orElseThrow();
                assertTrue(judged.origin().startsWith(newer.toString()), "bit " + bit + ": " + judged.origin());
                assertTrue(little || !judged.flaws().isEmpty(), "bit " + bit);
            } catch (BadInputException e) {
                assertTrue(e.getMessage().startsWith(newer.toString()), e.getMessage());
            }
        }
    }

    /** Another simulation can measure the same endpoint, and the newest result is judged. */
    @Test
    void aLogThatMakesItsRunOlderThanItsFolderSaysIsNoOlderResult() {
        EndpointResult result = onlyResult(
                LogBuilder.startedAt(LogBuilder.START.minusSeconds(3600)).oneUser("/a", 0, 100, 10));

        assertEquals(1, result.flaws().size());
        assertEquals(LogBuilder.START, result.started());
    }

    @Test
    void runsAreFoundInAnyFolderAboveThem() throws Exception {
        Path deep = gatlingDir.resolve("injector-1/results/x/run");
        LogBuilder.started().writeInto(deep);
        RunInfoFile.write(gatlingDir.resolve("other"), TestRuns.failedInfo("nothing listens there", "/a"));
        Files.createDirectories(gatlingDir.resolve("empty"));

        List<Path> both = List.of(deep, gatlingDir.resolve("other"));
        assertEquals(both, RunSearch.below(gatlingDir));
        assertEquals(
                both, RunSearch.runsIn(gatlingDir).stream().map(RunFolder::path).toList());
        assertEquals(
                List.of(deep),
                RunSearch.runsIn(deep).stream().map(RunFolder::path).toList());
        assertEquals(
                deep.toAbsolutePath(),
                RunSearch.runsIn(deep.resolve("simulation.log")).get(0).path());
        assertNoRun(gatlingDir.resolve("absent"), ": does not exist; check the path");
        assertNoRun(gatlingDir.resolve("simulation.log"), ": does not exist; check the path");
        assertNoRun(
                Files.createFile(gatlingDir.resolve("file")),
                ": is neither a folder nor a simulation.log; specify a run folder");
        assertNoRun(gatlingDir.resolve("empty"), ": contains no run (no simulation.log); check the path");
        assertThrows(BadInputException.class, () -> RunSearch.below(gatlingDir.resolve("absent")));
    }

    @Test
    void ofTheLinksToARunOnlyOneWithTheNameOfAnotherRunIsFound() throws IOException {
        Path run = gatlingDir.resolve("build").resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START));
        LogBuilder.started().writeInto(run);
        Files.createSymbolicLink(gatlingDir.resolve("current"), Path.of("build"));
        Files.createSymbolicLink(gatlingDir.resolve("latest"), run);
        assertEquals(List.of(run), RunSearch.below(gatlingDir));
        assertEquals(
                List.of(gatlingDir.resolve("latest")),
                RunSearch.below(gatlingDir.resolve("latest")),
                "unless it was named");

        Path other = gatlingDir.resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START.plusSeconds(60)));
        Files.createSymbolicLink(other, run);
        assertEquals(List.of(run, other), RunSearch.below(gatlingDir));
        Files.delete(other);
        Files.createSymbolicLink(other, Path.of("nowhere"));
        assertEquals(List.of(run, other), RunSearch.below(gatlingDir));
    }

    private static void assertNoRun(Path path, String why) {
        assertEquals(
                path + why,
                assertThrows(BadInputException.class, () -> RunSearch.runsIn(path))
                        .getMessage());
    }

    @Test
    void aFolderWithoutATimeCountsFromItsLastModification() throws Exception {
        Path folder = Files.createDirectories(gatlingDir.resolve("renamed"));
        Files.setLastModifiedTime(folder, FileTime.from(LogBuilder.START));

        assertEquals("renamed", RunFolder.at(folder).simulation());
        assertEquals(LogBuilder.START, RunFolder.at(folder).started());
        Files.createFile(gatlingDir.resolve("notes.txt"));
        assertEquals(List.of(), RunSearch.newestOfEach(gatlingDir), "they contain nothing");
        assertEquals(List.of(), RunSearch.newestOfEach(gatlingDir.resolve("absent")));
    }

    /** One damaged digit in the name of the newest run must not make an older one be judged. */
    @Test
    void aRunOfAnOlderGatlingIsAsNewAsItsLog() throws Exception {
        Path damaged = gatlingDir.resolve("livesimulation-20221123143000000");
        LogBuilder.write(
                damaged,
                ("RUN\tsimulations.LiveSimulation\tlive\t" + LogBuilder.START.toEpochMilli() + "\t \t3.9.5\n")
                        .getBytes());
        Path older = gatlingDir.resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START.minusSeconds(60)));
        LogBuilder.startedAt(LogBuilder.START.minusSeconds(60)).writeInto(older);

        assertEquals(
                List.of(damaged),
                RunSearch.newestOfEach(gatlingDir).stream().map(RunFolder::path).toList());
    }

    /** As {@code cp -r old new} leaves it where {@code new} exists, when the files of the newer run are lost. */
    @Test
    void anOlderRunInARunThatWasNamedDoesNotTakeItsPlace() throws Exception {
        Path named = gatlingDir.resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START));
        Path older = named.resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START.minusSeconds(60)));
        LogBuilder.startedAt(LogBuilder.START.minusSeconds(60)).writeInto(older);
        for (Executable search :
                List.<Executable>of(() -> RunSearch.newestOfEach(named), () -> RunSearch.below(named))) {
            String message = assertThrows(BadInputException.class, search).getMessage();
            assertTrue(message.startsWith(named + ": has the name of a run, but contains the run folder "), message);
        }
        Path same = named.resolve(named.getFileName());
        Files.move(older, same);
        assertEquals(List.of(same), RunSearch.below(named), "an artifact that was unpacked into a folder of its name");
    }

    /** Like a disk that is not mounted: the run behind it can be newer than all others. */
    @Test
    void aLinkThatLeadsNowhereIsRefusedWhateverItsName() throws Exception {
        Path run = gatlingDir.resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START));
        LogBuilder.started().writeInto(run);
        assertEquals(1, RunSearch.newestOfEach(gatlingDir).size());
        assertEquals(List.of(run), RunSearch.below(gatlingDir));
        Path link = Files.createSymbolicLink(gatlingDir.resolve("latest"), Path.of("nowhere"));
        for (Executable search :
                List.<Executable>of(() -> RunSearch.newestOfEach(gatlingDir), () -> RunSearch.below(gatlingDir))) {
            assertEquals(
                    link + ": leads to nothing; restore what it leads to, or delete the link",
                    assertThrows(BadInputException.class, search).getMessage());
        }
    }

    /** By its name the run would belong to another simulation, and an older run of its own simulation would be judged instead. */
    @Test
    void aFolderThatIsNamedAfterAnotherSimulationIsOfThatOfItsLog() throws IOException {
        Path older = gatlingDir.resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START.minusSeconds(60)));
        LogBuilder.startedAt(LogBuilder.START.minusSeconds(60)).writeInto(older);
        Path renamed = gatlingDir.resolve(RunName.of("simulations.WhoamiSimulation", LogBuilder.START));
        LogBuilder.started().writeInto(renamed);

        // The newest of the endpoint's two results is judged.
        assertEquals(
                List.of(older, renamed),
                RunSearch.newestOfEach(gatlingDir).stream().map(RunFolder::path).toList());
        assertEquals("livesimulation", RunFolder.at(renamed).simulation());
    }

    /** A flipped bit in the class name of a log, or the log of another simulation. */
    @Test
    void aRunOfWhichNameAndLogTellDifferentSimulationsIsHiddenByNone() {
        Instant start = LogBuilder.START;
        for (int minutes : List.of(0, 1)) {
            Instant at = start.plusSeconds(60L * minutes);
            Path run = gatlingDir.resolve(RunName.of("simulations.Checkout2", at));
            LogBuilder.startedAt(at, "3.15.1", "simulations.Checkout" + (2 + minutes))
                    .writeInto(run);
        }
        Path other = gatlingDir.resolve(RunName.of("simulations.Checkout3", start.plusSeconds(120)));
        LogBuilder.startedAt(start.plusSeconds(120), "3.15.1", "simulations.Checkout3")
                .writeInto(other);

        assertTrue(RunSearch.newestOfEach(gatlingDir).stream()
                .map(RunFolder::path)
                .toList()
                .containsAll(List.of(
                        gatlingDir.resolve(RunName.of("simulations.Checkout2", start.plusSeconds(60))), other)));
    }

    /** A newer run that was renamed is not a run of that simulation, and a copy under another name is not another run. */
    @Test
    void aRunOfWhichNameAndLogTellDifferentSimulationsHidesNone() throws IOException {
        LogBuilder.started().writeInto(runFolder());
        Instant later = LogBuilder.START.plusSeconds(60);
        Path renamed = gatlingDir.resolve(RunName.of("simulations.LiveSimulation", later));
        LogBuilder.startedAt(later, "3.15.1", "simulations.WhoamiSimulation").writeInto(renamed);
        assertEquals(
                Set.of(runFolder(), renamed),
                RunSearch.newestOfEach(gatlingDir).stream().map(RunFolder::path).collect(Collectors.toSet()));

        Files.delete(renamed.resolve("simulation.log"));
        Files.delete(renamed);
        LogBuilder.started().writeInto(gatlingDir.resolve(RunName.of("Keep", LogBuilder.START)));
        assertEquals(1, RunSearch.newestOfEach(gatlingDir).size());
    }

    @Test
    void aLinkToARunIsAsOldAsItsNameSays() throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().log());
        Path link = Files.createSymbolicLink(gatlingDir.resolve("latest"), runFolder());

        assertEquals(LogBuilder.START, RunFolder.at(link).started());
        assertEquals(1, RunSearch.newestOfEach(gatlingDir).size());
    }

    /** A nested run must not be newer than the run of its own simulation; others do not matter. */
    @Test
    void aRunThatLiesTooDeepIsComparedWithItsOwnSimulation() {
        Instant start = LogBuilder.START;
        run(gatlingDir, "simulations.LiveSimulation", start);
        run(gatlingDir, "simulations.LoginSimulation", start.plusSeconds(7200));
        Path deep = gatlingDir.resolve("old");
        run(deep, "simulations.LiveSimulation", start.minusSeconds(60));
        assertEquals(2, RunSearch.newestOfEach(gatlingDir).size());

        run(deep, "simulations.LiveSimulation", start.plusSeconds(60));
        assertThrows(BadInputException.class, () -> RunSearch.newestOfEach(gatlingDir), "older than the log-in alone");
    }

    @Test
    void aRunThatLiesTooDeepCanBeNewerThanThoseOfOtherSimulations() {
        Instant start = LogBuilder.START;
        run(gatlingDir, "simulations.LiveSimulation", start.plusSeconds(7200));
        run(gatlingDir, "simulations.LoginSimulation", start);
        run(gatlingDir.resolve("old"), "simulations.LiveSimulation", start.plusSeconds(60));

        assertEquals(2, RunSearch.newestOfEach(gatlingDir).size());
    }

    private static void run(Path folder, String simulation, Instant start) {
        LogBuilder.startedAt(start, "3.15.1", simulation)
                .oneUser("/a", 0, 100, 10)
                .writeInto(folder.resolve(RunName.of(simulation, start)));
    }

    /** An emptied run must not give way to older results because a link was given. */
    @Test
    void aLinkToAnEmptiedRunIsThatRun() throws IOException {
        Path run = Files.createDirectories(gatlingDir.resolve("elsewhere/whoamisimulation-20261123143000000"));
        Path results = Files.createDirectories(gatlingDir.resolve("results"));
        Path link = Files.createSymbolicLink(results.resolve("latest"), run);

        assertEquals(
                List.of(link),
                RunSearch.newestOfEach(link).stream().map(RunFolder::path).toList());
        assertEquals(
                List.of(link),
                RunSearch.newestOfEach(results).stream().map(RunFolder::path).toList());
    }

    @Test
    void filesOfARunAmongRunFoldersHideNoNewerRun() throws IOException {
        LogBuilder.started().writeInto(runFolder());
        Files.writeString(gatlingDir.resolve("index.html"), "<title>Gatling reports of this week</title>");
        assertEquals(runFolder(), theRun().path());
        assertEquals(1, RunSearch.runsIn(gatlingDir).size());

        LogBuilder.startedAt(LogBuilder.START.minusSeconds(60)).writeInto(gatlingDir);
        assertThrows(BadInputException.class, () -> RunSearch.newestOfEach(gatlingDir));
        assertThrows(BadInputException.class, () -> RunSearch.runsIn(gatlingDir));
    }

    /** As when a run was moved into the folder of an older one, or unpacked into a separate folder. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "livesimulation-20261123143000000/newer",
                "artifact/livesimulation-20261123143100000",
                "target/gatling/livesimulation-20261123143100000",
                "kept/older/newer",
                "artifact/whoamisimulation-20261123143100000",
                "artifact/onlysimulation-20261123142930000"
            })
    void aNewerRunThatLiesTooDeepIsMissed(String nested) throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        LogBuilder.startedAt(LogBuilder.START.minusSeconds(60))
                .oneUser("/a", 0, 100, 10)
                .writeInto(gatlingDir.resolve("kept/older"));
        Files.createDirectories(runFolder().resolve("js"));
        Files.writeString(gatlingDir.resolve("index.html"), "<title>Gatling reports of this week</title>");
        Instant before = LogBuilder.START.minusSeconds(45);
        LogBuilder.startedAt(before, "3.15.1", "simulations.AnotherSimulation")
                .oneUser("/b", 0, 100, 10)
                .writeInto(gatlingDir.resolve(RunName.of("simulations.AnotherSimulation", before)));
        assertEquals(2, RunSearch.newestOfEach(gatlingDir).size());

        boolean isOnly = nested.contains("only");
        LogBuilder.startedAt(
                        LogBuilder.START.plusSeconds(isOnly ? -30 : 60),
                        "3.15.1",
                        isOnly ? "simulations.OnlySimulation" : "simulations.LiveSimulation")
                .oneUser("/a", 0, 100, 10)
                .writeInto(gatlingDir.resolve(nested));

        String message = assertThrows(BadInputException.class, () -> RunSearch.newestOfEach(gatlingDir))
                .getMessage();
        assertTrue(message.startsWith(gatlingDir.resolve(nested) + ": is nested too deep in "), message);
    }

    @Test
    void archivedRunsAreLeftAloneAndAFolderOfThemIsNoResultsFolder() throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        Path archive = gatlingDir.resolve("archive");
        for (String simulation : List.of("simulations.LiveSimulation", "simulations.Retired")) {
            Instant earlier = LogBuilder.START.minusSeconds(60);
            LogBuilder.startedAt(earlier, "3.15.1", simulation)
                    .oneUser("/a", 0, 100, 10)
                    .writeInto(archive.resolve(RunName.of(simulation, earlier)));
        }
        assertEquals(1, RunSearch.newestOfEach(gatlingDir).size());
        assertEquals(2, RunSearch.newestOfEach(archive).size());

        Path above = Files.createDirectories(gatlingDir.resolve("above"));
        Files.move(archive, above.resolve("archive"));
        assertThrows(BadInputException.class, () -> RunSearch.newestOfEach(above));
    }

    @Test
    void noNameOfASimulationLeadsOutOfTheResultsFolder() {
        Path results = Path.of("/results");
        for (String name : List.of("x./tmp/evil", "x.a/b", "x.a\\b")) {
            assertEquals(
                    results, results.resolve(RunName.of(name, LogBuilder.START)).getParent());
        }
    }

    /** An older run or a CSV file must not be judged instead. */
    @ParameterizedTest
    @ValueSource(strings = {"health.json", "target.json", "index.html"})
    void whatIsLeftOfARunIsARun(String left) throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        Path rest = Files.createDirectories(gatlingDir.resolve("run-2"));
        assertEquals(1, RunSearch.newestOfEach(gatlingDir).size());
        Files.writeString(rest.resolve(left), "<title>Gatling Stats");

        assertThrows(
                BadInputException.class,
                () -> RunSearch.newestOfEach(gatlingDir).forEach(RunReader::read));
        assertEquals(2, RunSearch.runsIn(gatlingDir).size());
        RunFolder alone = RunSearch.newestOfEach(rest).get(0);
        assertThrows(BadInputException.class, () -> RunReader.read(alone));
    }

    @Test
    void aFolderThatIsNamedAsARunIsOneWhateverItHolds() throws IOException {
        Path named = Files.createDirectories(runFolder());
        assertEquals(named, RunSearch.newestOfEach(named).get(0).path());
        Path log = LogBuilder.write(named, LogBuilder.started().bytes());
        assertEquals(named.toAbsolutePath(), RunSearch.newestOfEach(log).get(0).path());
        Files.delete(log);

        Path within = named.resolve("run");
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(within);
        assertEquals(within, RunSearch.newestOfEach(named).get(0).path(), "unless it is one of runs");
        Files.writeString(named.resolve("index.html"), "<title>Gatling Stats - Global Information</title>");
        assertThrows(
                BadInputException.class, () -> RunSearch.newestOfEach(named), "its report shows that it was a run");
    }

    @Test
    void aLogWithoutARequestIsRefusedWithItsFlaws() {
        LogBuilder.started().userStart(0).writeInto(runFolder());

        String message = assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                .getMessage();

        assertTrue(
                message.endsWith("simulation.log: has no request, and the log is incomplete: 1 of 1 user never ended;"
                        + " delete the run folder and run the simulation again"),
                message);
        LogBuilder.started().writeInto(runFolder());
        assertThrows(BadInputException.class, () -> RunReader.read(theRun()), "cut behind its first record");
        LogBuilder.started().userStart(0).userEnd(1).writeInto(runFolder());
        assertEquals(List.of(), RunReader.read(theRun()).results(), "a simulation that sends nothing");
    }

    @Test
    void aLogWithoutARequestNextToAReportIsRefused() throws IOException {
        LogBuilder.started().userStart(0).userEnd(1).writeInto(runFolder());
        Files.writeString(runFolder().resolve("index.html"), "<title>Gatling Stats");
        assertThrows(BadInputException.class, () -> RunReader.read(theRun()));
    }

    @Test
    void theRunRecordIsReadOnce() throws IOException {
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a");
        RunInfoFile.write(runFolder(), info);
        RunFolder run = theRun();

        Files.delete(runFolder().resolve(RunInfo.FILE_NAME));
        assertEquals(Optional.of(info), run.info());
    }

    @Test
    void aRunWithoutALogGoesByItsRecordWhereItsFolderHasAnotherName() throws Exception {
        RunInfoFile.write(
                gatlingDir.resolve("renamed"),
                TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a"));
        assertEquals("livesimulation", theRun().simulation());
        assertEquals(LogBuilder.START, theRun().started());

        RunInfoFile.write(gatlingDir.resolve("renamed"), TestRuns.failedInfo("nothing listens there", "/a"));
        assertEquals("renamed", theRun().simulation());
        assertEquals(
                List.of("the load failed: nothing listens there"),
                RunReader.read(theRun()).results().get(0).flaws());
    }

    @Test
    void aFolderOfAnyNameIsARunByItsLog() {
        LogBuilder.startedAt(LogBuilder.START.plusSeconds(60)).writeInto(gatlingDir.resolve("first"));
        LogBuilder.started().writeInto(gatlingDir.resolve("second"));
        LogBuilder.startedAt(LogBuilder.START, "3.14.9", "com.example.Checkout").writeInto(gatlingDir.resolve("third"));

        List<RunFolder> runs = RunSearch.newestOfEach(gatlingDir);

        assertEquals(
                List.of("third", "first"),
                runs.stream().map(run -> run.path().getFileName().toString()).toList());
        assertEquals("checkout", runs.get(0).simulation());
        assertEquals(LogBuilder.START.plusSeconds(60), runs.get(1).started());
    }

    /** The order in which a folder is listed must not decide which run is judged. */
    @Test
    void twoDifferentRunsOfOneMomentAreRefusedAndACopyIsNot() throws IOException {
        Path other = gatlingDir.resolve("other");
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(other);
        Files.createSymbolicLink(gatlingDir.resolve("latest"), runFolder());
        assertEquals(1, RunSearch.newestOfEach(gatlingDir).size());

        LogBuilder.started().oneUser("/a", 0, 100, 20).writeInto(other);
        String message = assertThrows(BadInputException.class, () -> RunSearch.newestOfEach(gatlingDir))
                .getMessage();
        assertTrue(message.contains(": started at the same time as "), message);
        LogBuilder.startedAt(LogBuilder.START.plusSeconds(60)).writeInto(gatlingDir.resolve("newer"));
        assertEquals(gatlingDir.resolve("newer"), theRun().path());
    }

    @Test
    void aFolderOfAnyNameAndOneOfGatlingsNameAreRunsOfOneSimulation() {
        LogBuilder.started().writeInto(runFolder());
        LogBuilder.startedAt(LogBuilder.START.plusSeconds(60)).writeInto(gatlingDir.resolve("newer"));

        assertEquals(gatlingDir.resolve("newer"), theRun().path());
        assertEquals(1, RunSearch.newestOfEach(gatlingDir).size());
    }

    /** Name and log are both damaged, but run.json is intact. */
    @Test
    void aRunThatIsOlderByItsNameAndItsLogIsAsNewAsItsRunJsonSays() {
        Instant start = LogBuilder.START;
        Path older = gatlingDir.resolve(RunName.of("simulations.LiveSimulation", start.minusSeconds(60)));
        LogBuilder.startedAt(start.minusSeconds(60))
                .oneUser("/a", 5000, 3000, 10)
                .writeInto(older);
        Path damaged = gatlingDir.resolve(RunName.of("simulations.LiveSimulation", start.minusSeconds(3600)));
        LogBuilder.startedAt(start.minusSeconds(7200))
                .oneUser("/a", 5000, 3000, 20)
                .writeInto(damaged);
        RunInfoFile.write(damaged, TestRuns.info(start, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a"));

        assertEquals(damaged, theRun().path());
        assertNotEquals(List.of(), RunReader.read(theRun()).results().get(0).flaws());
    }

    /** The name contains no time, the log a wrong one, and the file that would contradict it cannot be read. */
    @Test
    void aRunWhoseRunJsonIsDamagedOrGoneIsAsNewAsItsFiles() throws IOException {
        LogBuilder.started().oneUser("/a", 5000, 3000, 10).writeInto(gatlingDir.resolve("older"));
        Path damaged = gatlingDir.resolve("newer");
        LogBuilder.startedAt(LogBuilder.START.minusSeconds(1))
                .oneUser("/a", 5000, 3000, 20)
                .writeInto(damaged);
        assertEquals(gatlingDir.resolve("older"), theRun().path());
        for (String file : List.of("run.json", "health.json", "target.json")) {
            Path left = Files.writeString(damaged.resolve(file), "{");
            assertEquals(damaged, theRun().path(), file);
            Files.delete(left);
        }
    }

    @Test
    void whatHasNoTimeIsNotTakenForTheNewestOfSeveralRuns() throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().log());
        Path unnamed = Files.move(runFolder(), gatlingDir.resolve("livesimulation-20261136143000000"));
        assertEquals(1, RunReader.read(theRun()).results().size());

        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        String message = assertThrows(BadInputException.class, () -> RunSearch.newestOfEach(gatlingDir))
                .getMessage();
        assertTrue(message.startsWith(unnamed + ": has no start time in its name, log or run.json"), message);
    }

    @Test
    void aStatsJsonThatIsALinkToAnotherRunIsRefused() throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().log());
        Path statistics = theRun().statsJson();
        Path elsewhere = Files.move(statistics, gatlingDir.resolve("stats.json"));
        Files.createSymbolicLink(statistics, elsewhere);

        String message = assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                .getMessage();
        assertEquals(statistics + ": is a link that leads out of the run folder; delete it", message);
    }

    /** Nothing is left of what it should have measured, and what its log contains has been measured again since. */
    @Test
    void aFolderThatHoldsTheRunOfAnotherSimulationIsRefused() throws IOException {
        Instant earlier = LogBuilder.START.minusSeconds(60);
        LogBuilder other = LogBuilder.startedAt(earlier, "3.15.1", "simulations.WhoamiSimulation");
        other.oneUser("/b", 0, 100, 10).writeInto(runFolder());
        assertRefusedAs("the log is damaged or from another run: it started at " + earlier);

        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        assertEquals(List.of(), RunReader.read(theRun()).results().get(0).flaws());
        LoadProfile profile = new LoadProfile("simulations.Other", "", 10, Duration.ofSeconds(1), Duration.ZERO, "");
        RunInfoFile.write(
                runFolder(), new RunInfo(profile, List.of("/b"), earlier, TestRuns.MACHINE, "", Optional.empty()));
        assertRefusedAs(
                "the log or run.json is damaged or from another run: the log is of simulations.LiveSimulation, but"
                        + " run.json of simulations.Other");
    }

    private void assertRefusedAs(String why) {
        RunFolder run = RunSearch.newestOfEach(gatlingDir).get(0);
        String message =
                assertThrows(BadInputException.class, () -> RunReader.read(run)).getMessage();
        assertTrue(message.startsWith(runFolder() + ": " + why), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"health.json", "target.json"})
    void aFileThatTheRunLeftIsMissedAndNoOtherTakesItsPlace(String file) throws IOException {
        Path run = runFolder();
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(run);
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(1), Duration.ZERO, "/a");
        RunInfoFile.write(run, info);
        HealthFile.write(run, TestHealth.quiet());
        TargetFile.write(
                run, new TargetUsage.Both(TestTargets.steady(1000, 50), TargetUsage.unknown(TargetUsage.Source.NONE)));
        RunInfoFile.write(run, info.withLeft(Optional.of(left())));
        assertEquals(List.of(), RunReader.read(theRun()).results().get(0).flaws());

        // As an injector that began at the same moment would have left it.
        if (file.equals("health.json")) {
            HealthFile.write(run, TestHealth.withP99(1.5));
        } else {
            TargetUsage other = TestTargets.steady(2000, 50);
            TargetFile.write(run, new TargetUsage.Both(other, TargetUsage.unknown(TargetUsage.Source.NONE)));
        }
        assertEquals(
                List.of(file + " is from another run; restore the one of this run, or run the simulation again"),
                RunReader.read(theRun()).results().get(0).flaws());

        Files.delete(run.resolve(file));

        assertEquals(
                List.of(file + " is missing although the run wrote it; restore it, or run the simulation again"),
                RunReader.read(theRun()).results().get(0).flaws());
    }

    /** Dates that people type are as round as these. */
    @Test
    void runsOfTwoSimulationsAreNoCopiesOfEachOther() throws IOException {
        for (String name : List.of("alpha", "beta")) {
            Path run = gatlingDir.resolve(name + "-20261123000000000");
            LogBuilder.startedAt(Instant.parse("2026-11-23T00:00:00Z"), "3.15.1", name)
                    .oneUser("/" + name, 0, 100, 10)
                    .writeInto(run);
            RunReader.read(RunFolder.at(run)).writeStatistics();
            Files.delete(run.resolve("simulation.log"));
        }
        assertEquals(2, RunSearch.newestOfEach(gatlingDir).size());
    }
}
