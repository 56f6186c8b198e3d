package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.Damage;
import analyzer.TestRuns;
import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.io.Seal;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.PairedRun;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SlowRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class SlowestFileTest {

    private static final SlowRequest SLOW = new SlowRequest(1500, 812, ids());
    private static final Map<String, List<SlowRequest>> SLOWEST = Map.of(
            "/v1/whoami",
            List.of(SLOW, new SlowRequest(9, 8, Map.of())),
            PairedRun.baseName("/v1/whoami"),
            List.of(new SlowRequest(0, 7, Map.of())));

    @TempDir
    Path folder;

    private static Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("X-Request-ID", "4711");
        ids.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        return ids;
    }

    private Map<String, List<SlowRequest>> read() {
        return SlowestFile.read(folder, Optional.empty());
    }

    @Test
    void thoseOfAnotherRunAreRefused() {
        RunInfo mine = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/v1/whoami");
        RunInfo other = TestRuns.info(
                LogBuilder.START.plusSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(5), "/v1/whoami");
        RunInfoFile.write(folder, mine);
        SlowestFile.write(folder, SLOWEST);

        assertEquals(SLOWEST, SlowestFile.read(folder, Optional.of(mine)));
        String message = assertThrows(BadInputException.class, () -> SlowestFile.read(folder, Optional.of(other)))
                .getMessage();
        assertTrue(message.contains("it is from another run"), message);
    }

    @Test
    void whatIsWrittenIsRead() {
        assertEquals(Map.of(), read(), "a run of an older version");
        SlowestFile.write(folder, SLOWEST);
        assertEquals(SLOWEST, read());
        assertEquals(
                List.copyOf(SLOW.ids().keySet()),
                List.copyOf(read().get("/v1/whoami").get(0).ids().keySet()));
    }

    @Test
    void noDamageGoesUnseen() throws Exception {
        SlowestFile.write(folder, SLOWEST);
        Damage.ofEveryByte(folder.resolve(SlowRequest.FILE_NAME), () -> assertEquals(SLOWEST, read()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                    | its requests is",
                "{\"requests\": []}                                                    | its requests is",
                "{\"requests\": {\"/a\": {}}}                                          | without a list of at most 10",
                "{\"requests\": {\"/a\": [{\"at_ms\": 1}]}}                            | its ms is missing or not a whole number",
                "{\"requests\": {\"/a\": [{\"at_ms\": -1, \"ms\": 1}]}}                | below 0",
                "{\"requests\": {\"/a\": [{\"at_ms\": 1, \"ms\": 1, \"cookie\": 1}]}}  | cookie",
                "{\"requests\": {\"/a\": [{\"at_ms\": 1, \"ms\": 1, \"ids\": {\"X-A\": \"a b\"}}]}} | an invalid id",
                "{\"requests\": {\"/a\": [{\"at_ms\": 1, \"ms\": 1, \"ids\": {\"X A\": \"a\"}}]}} | an invalid id",
                "{\"requests\": {\"/a\": [{\"at_ms\": 1, \"ms\": 1, \"ids\": {\"X-A\": 1.5e300}}]}} | an invalid id"
            })
    void whatIsNoneIsRefused(String json, String why) throws Exception {
        Path file = folder.resolve(SlowRequest.FILE_NAME);
        Files.writeString(file, json);
        ObjectNode node = JsonFile.readObject(file);
        Seal.putSchema(node);
        JsonFile.write(file, Seal.close(node));

        String message = assertThrows(BadInputException.class, () -> read()).getMessage();
        assertTrue(message.contains(why), message);
        assertTrue(message.startsWith(file + ": does not list the slowest requests ("), message);
    }

    @Test
    void moreThanAreKeptAreNone() {
        SlowestFile.write(folder, Map.of("/a", Collections.nCopies(SlowRequest.MOST, SLOW)));
        assertEquals(SlowRequest.MOST, read().get("/a").size());
        SlowestFile.write(folder, Map.of("/a", Collections.nCopies(SlowRequest.MOST + 1, SLOW)));
        assertThrows(BadInputException.class, () -> read());
    }

    @Test
    void theyStandAtTheirEndpointAndSideUnlessTheyWereSentAfterTheEnd() throws Exception {
        Path run = folder.resolve(RunName.of("simulations.WhoamiSimulation", LogBuilder.START));
        LogBuilder.started()
                .thirtySeconds("/v1/whoami", 5000, 20)
                .thirtySeconds(PairedRun.baseName("/v1/whoami"), 5000, 20)
                .writeInto(run);
        RunInfoFile.write(
                run,
                TestRuns.info(
                                LogBuilder.START,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(5),
                                "/v1/whoami",
                                PairedRun.baseName("/v1/whoami"))
                        .withBaseTarget(Optional.of("http://base")));
        SlowestFile.write(
                run,
                Map.of(
                        "/v1/whoami",
                        List.of(new SlowRequest(30_001, 900, Map.of()), SLOW),
                        PairedRun.baseName("/v1/whoami"),
                        List.of(new SlowRequest(30_000, 7, Map.of()))));

        EndpointResult result = RunReader.read(RunFolder.at(run)).results().get(0);

        assertEquals(List.of(SLOW), result.slowest());
        assertEquals(
                List.of(new SlowRequest(30_000, 7, Map.of())),
                result.base().orElseThrow().slowest());
    }
}
