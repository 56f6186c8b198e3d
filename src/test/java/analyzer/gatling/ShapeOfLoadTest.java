package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestFiles;
import analyzer.TestRuns;
import analyzer.io.BadInputException;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs with other loads than users back to back: open loads, pauses, several requests. */
class ShapeOfLoadTest {

    private static final Instant START = LogBuilder.START;

    @TempDir
    Path runs;

    private static LoadProfile open() {
        return new LoadProfile(
                "simulations.LiveSimulation",
                "http://api",
                20,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                "",
                OptionalDouble.of(12.5),
                Duration.ofSeconds(10),
                4,
                Map.of("pauses", "200ms", "users", "test"));
    }

    private static RunInfo info(LoadProfile profile, Optional<RunInfo.Arrivals> arrivals) {
        return new RunInfo(profile, List.of("/a"), START.plusSeconds(5), TestRuns.MACHINE, "abc", Optional.empty())
                .withArrivals(arrivals);
    }

    @Test
    void aDurationThatEndsWithTheVerdictIsRecorded() {
        AutoDuration auto = AutoDuration.between(Duration.ofSeconds(10), Duration.ofMinutes(3))
                .plus(new AutoDuration.Look(Duration.ofSeconds(10), List.of("/a", "/b")))
                .plus(new AutoDuration.Look(Duration.ofSeconds(15), List.of()));
        for (AutoDuration known : List.of(auto, auto.ended(AutoDuration.End.DECIDED))) {
            RunInfo info = info(open(), Optional.empty()).lasting(Duration.ofSeconds(15), known);
            RunInfoFile.write(runs, info);
            assertEquals(Optional.of(info), RunInfoFile.read(runs));
        }
    }

    private EndpointResult read(RunInfo info, LogBuilder log) throws IOException {
        Path folder = Files.createDirectories(runs.resolve("ordersimulation-20261123143000000"));
        log.writeInto(folder);
        RunInfoFile.write(folder, info);
        return RunReader.read(RunFolder.at(folder)).results().get(0);
    }

    @Test
    void theRecordOfARunKeepsItsShape() {
        RunInfo info = info(open(), Optional.of(new RunInfo.Arrivals(375, 2, 7, 1, 3)));
        RunInfoFile.write(runs, info);
        assertEquals(Optional.of(info), RunInfoFile.read(runs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "\"ten\"", "1e999"})
    void aRateThatIsNoneIsRefused(String rate) throws IOException {
        RunInfoFile.write(runs, info(open(), Optional.empty()));
        Path file = runs.resolve(RunInfo.FILE_NAME);
        TestFiles.edit(
                file, text -> text.replace("\"arrivals_per_second\" : 12.5", "\"arrivals_per_second\" : " + rate));
        assertTrue(assertThrows(BadInputException.class, () -> RunInfoFile.read(runs))
                .getMessage()
                .contains("arrivals_per_second"));
    }

    @Test
    void anOpenLoadWhoseArrivalsAllCameInTimeHasNoFlaw() throws IOException {
        EndpointResult result = read(
                info(open(), Optional.of(new RunInfo.Arrivals(375, 0, 7, 0, 0))),
                LogBuilder.started().thirtySeconds("/a", 5000, 20));
        assertEquals(List.of(), result.flaws());
    }

    @Test
    void anOpenLoadWhoseBoundWasHitCannotBeJudged() throws IOException {
        EndpointResult result = read(
                info(open(), Optional.of(new RunInfo.Arrivals(375, 2, 20, 0, 0))),
                LogBuilder.started().thirtySeconds("/a", 5000, 20));
        assertEquals(1, result.flaws().size(), result.flaws().toString());
        assertTrue(
                result.flaws()
                        .get(0)
                        .startsWith("2 of 375 arrivals began late, because all 20 virtual users were busy"),
                result.flaws().toString());
    }

    @Test
    void aGeneratorThatWasDelayedIsNotReportedAsABusyBound() throws IOException {
        EndpointResult result = read(
                info(open(), Optional.of(new RunInfo.Arrivals(375, 2, 7, 0, 0))),
                LogBuilder.started().thirtySeconds("/a", 5000, 20));
        assertTrue(
                result.flaws()
                        .get(0)
                        .startsWith("2 of 375 arrivals began late, although at most 7 of 20 virtual users were busy"),
                result.flaws().toString());
    }

    @ParameterizedTest
    @CsvSource({
        // The target keeps up: no growth, a small share of all arrivals, or growth that chance explains.
        "375, 4, 4, false",
        "375, 0, 7, false",
        "9000, 10, 60, false",
        "375, 100, 150, false",
        // The target falls behind.
        "375, 0, 17, true",
        "375, 100, 170, true",
        "9000, 10, 191, true"
    })
    void aTargetThatFallsBehindCannotBeJudged(int measured, int atBegin, int atEnd, boolean flawed) throws IOException {
        EndpointResult result = read(
                info(open(), Optional.of(new RunInfo.Arrivals(measured, 0, 19, atBegin, atEnd))),
                LogBuilder.started().thirtySeconds("/a", 5000, 20));
        assertEquals(
                flawed
                        ? List.of("the target falls behind: at least " + atBegin + " of " + measured
                                + " iterations were in progress throughout the first half second, but " + atEnd
                                + " throughout the last; response times grow for as long as the load lasts; lower RATE")
                        : List.of(),
                result.flaws());
    }

    @Test
    void anOpenLoadThatLeftNoCountCannotBeJudged() throws IOException {
        EndpointResult result =
                read(info(open(), Optional.empty()), LogBuilder.started().thirtySeconds("/a", 5000, 20));
        assertTrue(
                result.flaws().get(0).startsWith("the run recorded no count of its arrivals"),
                result.flaws().toString());
    }

    @Test
    void onlyRequestsThatStartInTheMeasuredTimeCount() throws IOException {
        LogBuilder log = LogBuilder.started()
                .userStart(0)
                .ok("/a", 4000, 4010)
                .ok("/other", 4000, 4010)
                .ok("/a", 4994, 5010)
                .ok("/a", 4995, 5010)
                .ok("/a", 34_990, 36_000)
                .ok("/a", 35_004, 36_000)
                .ok("/a", 35_005, 36_000)
                .userEnd(36_000);
        EndpointResult result =
                read(info(TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5)), Optional.empty()), log);
        assertEquals(3, result.metrics().totalRequests());
        assertEquals(
                1, RunReader.read(RunSearch.newestOfEach(runs).get(0)).results().size(), "/other was not measured");
    }

    @Test
    void usersThatPauseOrArriveAreNotBackToBack() {
        LoadProfile closed = TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(5));
        assertTrue(closed.isBackToBack());
        assertFalse(open().isBackToBack());
    }

    @Test
    void whatOnlyOneVersionRecordsIsNotCompared() {
        LoadProfile before = sending(Map.of("requests", "GET /a", "content of GET /a", "f00"));
        assertEquals(
                List.of(),
                sending(Map.of("requests", "GET /a", "text of GET /a", "ba5", "steps", "GET /a"))
                        .differencesFrom(before));
        assertEquals(
                List.of("requests GET /b, not GET /a"),
                sending(Map.of("requests", "GET /b", "text of GET /b", "ba5")).differencesFrom(before));
    }

    private static LoadProfile sending(Map<String, String> sent) {
        LoadProfile load = open();
        return new LoadProfile(
                load.simulation(),
                load.target(),
                load.concurrency(),
                load.duration(),
                load.warmUp(),
                load.mix(),
                load.rate(),
                load.ramp(),
                load.rampSteps(),
                sent);
    }

    @Test
    void profilesOfAnotherShapeDiffer() {
        LoadProfile closed = new LoadProfile(
                "simulations.LiveSimulation", "http://api", 20, Duration.ofSeconds(30), Duration.ofSeconds(5), "");
        assertEquals(
                List.of("arrival rate 12.5/s, not none", "ramp 10s in 4 steps, not 0s"),
                open().differencesFrom(closed));
        assertEquals(List.of(), open().differencesFrom(open()));
        assertEquals(
                "LiveSimulation on http://api, 12.5 arrivals/s by at most 20 users, 30s after a ramp of 10s in 4 steps and 5s"
                        + " of warm-up",
                open().toString());
    }
}
