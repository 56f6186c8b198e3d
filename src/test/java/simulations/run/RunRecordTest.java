package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestHealth;
import analyzer.TestTargets;
import analyzer.gatling.HealthFile;
import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.SlowestFile;
import analyzer.gatling.TargetFile;
import analyzer.io.Seal;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Injector;
import analyzer.metrics.Injector.ClockEdge;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SlowRequest;
import analyzer.metrics.TargetUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import simulations.config.Load;

class RunRecordTest {

    private static final Instant MEASURED_FROM = Instant.parse("2026-11-23T09:00:00.123Z");
    private static final LoadProfile PROFILE = new LoadProfile(
            "simulations.LoginSimulation", "stand-in", 5, Duration.ofSeconds(3), Duration.ofSeconds(1), "");

    private static final Injector INJECTOR = new Injector(
            1,
            3,
            Optional.of(MEASURED_FROM.minusSeconds(1)),
            List.of(new ClockEdge(
                    Instant.parse("2026-11-23T08:59:50Z"),
                    Instant.parse("2026-11-23T08:59:50.000123Z"),
                    Instant.parse("2026-11-23T08:59:50.000987Z"))));

    @TempDir
    private Path gatlingDir;

    private RunRecord record() {
        Machine machine = new Machine("cpu", 2, "os", "jvm");
        return new RunRecord(
                gatlingDir,
                PROFILE,
                List.of("/v1/auth/login"),
                machine,
                "abc",
                Optional.of(INJECTOR),
                Optional.empty());
    }

    private Path runFolder(String name) throws IOException {
        Path folder = Files.createDirectory(gatlingDir.resolve(name));
        Files.createFile(folder.resolve("simulation.log"));
        return folder;
    }

    @Test
    void goesIntoTheNewestFolderOfThisSimulation() throws IOException {
        Path older = runFolder("loginsimulation-20261123090000000");
        Path other = runFolder("whoamisimulation-20261123090000002");
        Path noRun = runFolder("loginsimulation-backup");
        Path newest = runFolder("loginsimulation-20261123090000001");
        record().started(MEASURED_FROM);
        RunInfo info = RunInfoFile.read(newest).orElseThrow();
        assertEquals(PROFILE, info.profile());
        assertEquals(List.of("/v1/auth/login"), info.endpoints());
        assertEquals(MEASURED_FROM, info.measuredFrom());
        assertEquals("abc", info.commit());
        assertEquals(Optional.of(INJECTOR), info.injector());
        assertEquals(Optional.empty(), info.failure());
        assertTrue(Stream.of(older, other, noRun).noneMatch(folder -> Files.exists(folder.resolve(RunInfo.FILE_NAME))));
    }

    @Test
    void neverGoesIntoTheFolderOfAnEarlierRun() throws IOException {
        Path stale = runFolder("loginsimulation-20261123080000000");
        Files.setLastModifiedTime(
                stale.resolve("simulation.log"), FileTime.from(Instant.now().minusSeconds(60)));
        record().started(MEASURED_FROM);
        assertFalse(Files.exists(stale.resolve(RunInfo.FILE_NAME)));
    }

    @Test
    void withoutAFolderTheRunContinues() throws IOException {
        Files.delete(gatlingDir);
        record().started(MEASURED_FROM);
        assertFalse(Files.exists(gatlingDir));
    }

    @Test
    void theHealthGoesIntoTheFolderOfItsRun() throws IOException {
        Path folder = runFolder("loginsimulation-20261123090000000");
        RunRecord record = record();
        record.started(MEASURED_FROM);
        Path later = runFolder("loginsimulation-20261123090000001");
        record.health(TestHealth.quiet());
        TargetUsage.Both used =
                new TargetUsage.Both(TestTargets.steady(3000, 10), TargetUsage.unknown(TargetUsage.Source.NONE));
        record.target(used);
        assertEquals(Optional.of(TestHealth.quiet()), HealthFile.read(folder, Optional.empty()));
        assertEquals(Optional.of(used), TargetFile.read(folder, Optional.empty()));
        Map<String, List<SlowRequest>> slowest = Map.of("/a", List.of(new SlowRequest(1, 2, Map.of("X-Id", "4711"))));
        record.slowest(slowest);
        assertEquals(slowest, SlowestFile.read(folder, Optional.empty()));
        assertFalse(Files.exists(later.resolve(GeneratorHealth.FILE_NAME)));
        assertFalse(Files.exists(later.resolve(TargetUsage.FILE_NAME)));
    }

    @Test
    void withoutAFolderThereIsNoHealth() throws IOException {
        Files.delete(gatlingDir);
        RunRecord record = record();
        record.started(MEASURED_FROM);
        record.health(TestHealth.quiet());
        assertFalse(Files.exists(gatlingDir));
    }

    @Test
    void aFailureGetsItsOwnRunFolder() throws IOException {
        Path earlier = runFolder("loginsimulation-20261123080000000");
        record().failed("GET /x returned 404");
        try (Stream<Path> folders = Files.list(gatlingDir)) {
            Path folder =
                    folders.filter(each -> !each.equals(earlier)).findFirst().orElseThrow();
            assertTrue(folder.getFileName().toString().matches("loginsimulation-\\d{17}"), folder.toString());
            assertEquals(
                    Optional.of("GET /x returned 404"),
                    RunInfoFile.read(folder).orElseThrow().failure());
        }
    }

    @Test
    void theRecordOfAnOpenLoadCountsItsArrivals() throws IOException {
        Path folder = runFolder("loginsimulation-20261123090000000");
        RunRecord record = record();
        record.started(MEASURED_FROM);
        Load load = new Load(1, OptionalDouble.of(10), Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO, 0);
        LogBuilder.started().writeInto(folder);
        record.ended(List.of(new Arrivals(load, 6, 0, 1), new Arrivals(load, 4, 0, 1)));
        assertEquals(
                Optional.of(new RunInfo.Arrivals(20, 20, 0, 0, 0)),
                RunInfoFile.read(folder).orElseThrow().arrivals());
    }

    @Test
    void theRecordOfAnEndedRunDescribesItsLog() throws Exception {
        Path folder = runFolder("loginsimulation-20261123090000000");
        RunRecord record = record();
        record.started(MEASURED_FROM);
        assertEquals(Optional.empty(), RunInfoFile.read(folder).orElseThrow().left());
        record.health(TestHealth.quiet());
        byte[] whole = LogBuilder.started().oneUser("/v1/auth/login", 0, 10, 10).bytes();
        LogBuilder.write(folder, Arrays.copyOf(whole, whole.length - 1));

        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> record.ended(List.of()));
        assertThrows(TimeoutException.class, () -> ended.get(1, TimeUnit.SECONDS));
        LogBuilder.write(folder, whole);
        ended.get();

        CRC32 sum = new CRC32();
        sum.update(whole);
        assertEquals(
                Optional.of(new RunInfo.Left(
                        new RunInfo.Log(whole.length, String.format("%08x", sum.getValue())),
                        Map.of("health.json", Seal.of(folder.resolve("health.json"))))),
                RunInfoFile.read(folder).orElseThrow().left());
    }

    @Test
    void theRunFolderRecordsThatUsersWereNeverReady() throws IOException {
        Path folder = runFolder("loginsimulation-20261123090000000");
        record().gaveUp("1 of 2 users were ready");
        assertEquals(
                Optional.of("1 of 2 users were ready"),
                RunInfoFile.read(folder).orElseThrow().failure());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io.gatling.app.Gatling -s a.B -rf /tmp/some runs -nr | /tmp/some runs",
                "io.gatling.app.Gatling -rf /tmp/a - b -s a.B | /tmp/a - b",
                "io.gatling.app.Gatling --results-folder target/x | target/x",
                "io.gatling.app.Gatling --results-folder=/x --no-reports | /x",
                "/tmp/booter.jar io.gatling.app.Gatling | target/gatling"
            })
    void findsTheFolderThatGatlingWasGiven(String command, Path folder) {
        assertEquals(folder, RunFolderFinder.of(command));
    }
}
