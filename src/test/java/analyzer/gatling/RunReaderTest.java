package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestFiles;
import analyzer.TestHealth;
import analyzer.TestRuns;
import analyzer.TestTargets;
import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Injector;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.PairedRun;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Starvation;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Timeline;
import analyzer.metrics.Uptime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RunReaderTest extends TestRunFolder {

    @Test
    void aWholeRunHasNoFlaw() {
        EndpointResult result = onlyResult(LogBuilder.started().oneUser("/a", 0, 100, 10));

        assertEquals(List.of(), result.flaws());
        assertEquals(100, result.metrics().totalRequests());
        assertEquals(10.0, result.metrics().p95Millis());
        assertEquals(100.0, result.throughputPerSecond().orElseThrow());
        assertEquals(LogBuilder.START, result.started());
    }

    @Test
    void aLogCutInARecordIsFlawedAndStillShown() {
        byte[] whole = LogBuilder.started().oneUser("/a", 0, 100, 10).bytes();
        LogBuilder.write(runFolder(), Arrays.copyOf(whole, whole.length - 3));

        RunReader.Reading reading = RunReader.read(theRun());
        reading.writeStatistics();

        EndpointResult result = reading.results().get(0);
        assertEquals(List.of("the log is truncated: it ends in the middle of a record"), result.flaws());
        assertEquals(100, result.metrics().totalRequests());
        assertFalse(Files.exists(theRun().statsJson()));
    }

    /** Most of the damaged logs contain requests that a valid log could contain. */
    @Test
    void noBitOfALogCanBeChangedNorAByteLeftOutOnceItsRunHasEnded() throws IOException {
        Path log = LogBuilder.write(
                runFolder(), LogBuilder.started().oneUser("/a", 5000, 300, 100).bytes());
        byte[] whole = Files.readAllBytes(log);
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a");
        RunInfoFile.write(runFolder(), info.withLeft(Optional.of(left())));
        assertEquals(List.of(), RunReader.read(theRun()).results().get(0).flaws());

        int judged = 0;
        for (int i = 0; i < whole.length; i += 7) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << i % Byte.SIZE);
            judged += isJudged(log, damaged) ? 1 : 0;
            // Copies bytes from i on to the middle, which can replace a record by another one of the same length.
            System.arraycopy(whole, 0, damaged, 0, whole.length);
            System.arraycopy(whole, i, damaged, whole.length / 2, Math.min(22, whole.length - i));
            judged += !Arrays.equals(whole, damaged) && isJudged(log, damaged) ? 1 : 0;
        }
        for (int end : List.of(0, 100, whole.length / 2, whole.length - 22, whole.length - 1)) {
            judged += isJudged(log, Arrays.copyOf(whole, end)) ? 1 : 0;
        }
        assertEquals(0, judged);
    }

    private boolean isJudged(Path log, byte[] content) throws IOException {
        Files.write(log, content);
        try {
            return RunReader.read(theRun()).results().stream()
                    .anyMatch(result -> result.flaws().isEmpty());
        } catch (BadInputException e) {
            return false;
        }
    }

    @Test
    void aChangedLogIsDetectedBySizeElseByChecksum() throws IOException {
        LogBuilder first = LogBuilder.started().oneUser("/a", 5000, 3000, 10);
        first.writeInto(runFolder());
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a");
        RunInfo.Left whole = left();
        RunInfo.Log left = whole.log();
        RunInfoFile.write(runFolder(), info.withLeft(Optional.of(whole)));

        LogBuilder longer = LogBuilder.started().oneUser("/a", 5000, 3001, 10);
        assertEquals(
                List.of("the log is damaged or from another run: it has " + longer.bytes().length
                        + " bytes, but when the run ended it had " + left.bytes()),
                onlyResult(longer).flaws());
        String flaw = onlyResult(LogBuilder.started().oneUser("/a", 5001, 3000, 10))
                .flaws()
                .get(0);
        assertEquals(
                "the log is damaged or from another run: its checksum is "
                        + left().log().checksum()
                        + ", but when the run ended it was " + left.checksum(),
                flaw);
    }

    @Test
    void aLogCutBetweenRecordsIsGivenAwayByUsersThatNeverEnded() {
        LogBuilder log = LogBuilder.started().oneUser("/a", 0, 100, 10);
        int lastRecord = log.recordEnds().get(log.recordEnds().size() - 2);
        LogBuilder.write(runFolder(), Arrays.copyOf(log.bytes(), lastRecord));

        RunReader.Reading reading = RunReader.read(theRun());
        reading.writeStatistics();

        assertEquals(
                List.of("the log is incomplete: 1 of 1 user never ended"),
                reading.results().get(0).flaws());
        assertFalse(Files.exists(theRun().statsJson()), "statistics of a part would be mistaken for the whole");
    }

    @Test
    void usersThatNeverEndedAreNoFlawWhereGatlingWroteItsReport() throws Exception {
        LogBuilder.started().userStart(0).ok("/a", 0, 10).ok("/a", 10, 20).writeInto(runFolder());
        Files.writeString(runFolder().resolve("index.html"), "<title>Gatling Stats - Global Information</title>");

        RunReader.Reading reading = RunReader.read(theRun());
        reading.writeStatistics();

        assertEquals(List.of(), reading.results().get(0).flaws());
        assertTrue(Files.exists(theRun().statsJson()));
    }

    @Test
    void usersOfOurSimulationsThatNeverEndedWaitForUntimedResponses() throws Exception {
        LogBuilder.started()
                .userStart(0)
                .userStart(0)
                .ok("/a", 0, 20_000)
                .userEnd(31_000)
                .writeInto(runFolder());
        Files.writeString(runFolder().resolve("index.html"), "<title>Gatling Stats - Global Information</title>");
        RunInfoFile.write(runFolder(), TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ZERO, "/a"));

        List<String> flaws = RunReader.read(theRun()).results().get(0).flaws();
        assertEquals(1, flaws.size(), flaws.toString());
        assertTrue(
                flaws.get(0).startsWith("Gatling ended the run while 1 of 2 users still waited for a response"),
                flaws.get(0));
    }

    @Test
    void anotherPageIsNoReportOfGatling() throws Exception {
        LogBuilder.started().userStart(0).ok("/a", 0, 10).writeInto(runFolder());
        Path page = Files.createFile(runFolder().resolve("index.html"));

        assertEquals(
                List.of("the log is incomplete: 1 of 1 user never ended"),
                RunReader.read(theRun()).results().get(0).flaws());
        Files.delete(page);
        assertEquals(0, new ProcessBuilder("mkfifo", page.toString()).start().waitFor());
        assertEquals(
                List.of("the log is incomplete: 1 of 1 user never ended"),
                RunReader.read(theRun()).results().get(0).flaws(),
                "a pipe is not waited for");
    }

    @Test
    void aRunThatGatlingEndedBeforeItsPlannedEndIsFlawedAllTheSame() throws Exception {
        LogBuilder.started().userStart(0).ok("/a", 0, 20_000).writeInto(runFolder());
        Files.writeString(runFolder().resolve("index.html"), "<title>Gatling Stats - Global Information</title>");
        RunInfoFile.write(runFolder(), TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ZERO, "/a"));

        assertEquals(
                List.of("the run ended 10000 ms before its planned end"),
                RunReader.read(theRun()).results().get(0).flaws());
    }

    @Test
    void aRunThatEndsLongAfterItsPlannedEndIsFlawed() {
        RunInfoFile.write(
                runFolder(), TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a"));

        int latest = 35_000 + 90_000;
        assertEquals(List.of(), onlyResult(withLast(latest)).flaws());
        assertEquals(
                List.of("the log or run.json is damaged: the run ended 90001 ms after its planned end, but at most"
                        + " 90000 ms is possible"),
                onlyResult(withLast(latest + 1)).flaws());

        RunInfo info = RunInfoFile.read(runFolder()).orElseThrow();
        RunInfoFile.write(runFolder(), info.withLeft(Optional.of(left())));
        assertEquals(List.of(), onlyResult(withLast(latest + 1)).flaws(), "its checksum shows that it is complete");
    }

    /** A preflight that fails before the first request names no endpoint. */
    @Test
    void aRunThatNeverLoadedAndNamesNoEndpointIsShownByItsSimulation() {
        RunInfoFile.write(runFolder(), TestRuns.failedInfo("nothing listens there"));

        EndpointResult result = RunReader.read(theRun()).results().get(0);

        assertEquals("LiveSimulation", result.endpoint());
        assertEquals(List.of("the load failed: nothing listens there"), result.flaws());
    }

    private void writePairedLog() {
        LogBuilder.started()
                .userStart(0)
                .ok("/a", 0, 10)
                .ok("/a (base)", 10, 20)
                .ok("/b", 20, 30)
                .userEnd(30_000)
                .writeInto(runFolder());
    }

    /** It would be judged without its measured time, checksum and health. */
    @Test
    void aPairedRunThatHasLostItsRunJsonIsFlawed() throws IOException {
        writePairedLog();
        RunReader.Reading reading = RunReader.read(theRun());
        List<EndpointResult> results = reading.results();
        String flaw = "run.json is missing although the requests are those of a paired run; restore it, or run the"
                + " simulation again";
        assertEquals(List.of(flaw), results.get(0).flaws());
        assertEquals(List.of(), results.get(1).flaws());

        reading.writeStatistics();
        Files.delete(theRun().log());
        assertEquals(List.of(flaw), RunReader.read(theRun()).results().get(0).flaws(), "judged by its stats.json");
    }

    @Test
    void aNameThatLooksLikeThatOfABaseIsOneInAPairedRunAlone() {
        writePairedLog();
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ZERO, "/a");
        RunInfoFile.write(runFolder(), info);
        assertEquals(
                List.of("/a", "/a (base)", "/b"),
                RunReader.read(theRun()).results().stream()
                        .map(EndpointResult::endpoint)
                        .toList());

        RunInfoFile.write(runFolder(), info.withBaseTarget(Optional.of("http://base")));
        List<EndpointResult> paired = RunReader.read(theRun()).results();
        assertEquals(
                List.of("/a", "/b"),
                paired.stream().map(EndpointResult::endpoint).toList());
        assertEquals(List.of(), paired.get(0).flaws());
        assertTrue(
                paired.get(1).flaws().get(0).startsWith("the run is paired, but its requests went to one target only"));
    }

    private static LogBuilder withLast(int end) {
        return LogBuilder.started()
                .userStart(5000)
                .ok("/a", 5000, 5010)
                .ok("/a", 5010, end)
                .userEnd(end);
    }

    @Test
    void aLogWhoseTimesStepBackIsFlawed() {
        LogBuilder late = LogBuilder.started()
                .userStart(0)
                .ok("/a", 0, 20_000)
                .ok("/a", 0, 10_000)
                .userEnd(20_000);
        LogBuilder tooLate = LogBuilder.started()
                .userStart(0)
                .ok("/a", 0, 20_000)
                .ok("/a", 0, 9_999)
                .userEnd(20_000);
        LogBuilder user = LogBuilder.started()
                .userStart(20_000)
                .userStart(1)
                .userEnd(20_000)
                .userEnd(20_000)
                .ok("/a", 20_000, 20_000);
        LogBuilder group = LogBuilder.started()
                .userStart(0)
                .ok("/a", 0, 20_000)
                .group(List.of("g"), 0, 2, 2, true)
                .userEnd(20_000);

        assertEquals(List.of(), onlyResult(late).flaws());
        assertEquals(
                List.of("the log is damaged, or its writer was delayed: a record ends 10001 ms before one that was"
                        + " written earlier"),
                onlyResult(tooLate).flaws());
        assertEquals(1, onlyResult(user).flaws().size());
        assertEquals(1, onlyResult(group).flaws().size());
    }

    @Test
    void aRequestOfNoUserIsAFlaw() {
        LogBuilder afterTheEnd = LogBuilder.started().oneUser("/a", 0, 100, 10).ok("/a", 2001, 2002);
        LogBuilder between = LogBuilder.started()
                .oneUser("/a", 0, 100, 10)
                .ok("/a", 2001, 2002)
                .oneUser("/a", 3002, 100, 10);
        LogBuilder withoutUsers = LogBuilder.started().ok("/a", 0, 10).ok("/a", 10, 20);
        for (LogBuilder log : List.of(afterTheEnd, between, withoutUsers)) {
            List<String> flaws = onlyResult(log).flaws();
            assertEquals(1, flaws.size());
            assertTrue(flaws.get(0).endsWith("when no user was active"), flaws + "");
        }

        LogBuilder atOnce = LogBuilder.started().oneUser("/a", 0, 100, 10).ok("/a", 2000, 2002);
        LogBuilder recordedInAnotherOrder = LogBuilder.started()
                .ok("/a", 2000, 2020)
                .userStart(2000)
                .ok("/a", 2020, 2040)
                .userEnd(2040)
                .ok("/a", 5000, 5020)
                .oneUser("/a", 5500, 100, 10);
        assertEquals(List.of(), onlyResult(atOnce).flaws());
        assertEquals(List.of(), onlyResult(recordedInAnotherOrder).flaws());
    }

    /** With such a time every end would appear late enough. */
    @Test
    void aRunThatWasMeasuredBeforeItBeganIsFlawed() {
        Instant start = LogBuilder.START;
        LogBuilder log = LogBuilder.started().oneUser("/a", 5000, 3000, 10);
        RunInfoFile.write(runFolder(), infoFrom(Instant.ofEpochMilli(1)));
        assertTrue(onlyResult(log).flaws().get(0).startsWith("the log or run.json is damaged: the run started at"));

        RunInfoFile.write(runFolder(), infoFrom(start.plusMillis(3_999)));
        assertEquals(1, onlyResult(log).flaws().size());
        RunInfoFile.write(runFolder(), infoFrom(start.plusMillis(4_000)));
        assertEquals(List.of(), onlyResult(log).flaws());
    }

    static RunInfo infoFrom(Instant measuredFrom) {
        return TestRuns.info(measuredFrom.minusSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5), "/a");
    }

    /** A run is identified by its start. With a wrong one it would be compared with itself. */
    @Test
    void aLogThatStartedAtAnotherTimeThanItsFolderNamesIsFlawed() {
        EndpointResult near = onlyResult(
                LogBuilder.startedAt(LogBuilder.START.minusMillis(999)).oneUser("/a", 0, 100, 10));
        EndpointResult far = onlyResult(
                LogBuilder.startedAt(LogBuilder.START.plusMillis(1000)).oneUser("/a", 0, 100, 10));

        assertEquals(List.of(), near.flaws());
        assertEquals(
                List.of("the log is damaged or from another run: it started at 2026-11-23T14:30:01Z, but the name of"
                        + " its folder says 2026-11-23T14:30:00Z; if that is local time, set utcDateTime = true in"
                        + " gatling.conf, and run the simulation again"),
                far.flaws());
    }

    @Test
    void anInjectorThatCannotBeIsRefused() throws IOException {
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a");
        RunInfoFile.write(runFolder(), info);
        Path file = runFolder().resolve(RunInfo.FILE_NAME);
        String text = Files.readString(file);
        for (String injector : List.of(
                "", "\"index\": 3, \"count\": 3", "\"index\": 0, \"count\": 1e99", "\"index\": 0, \"cuont\": 1")) {
            Files.writeString(file, text);
            TestFiles.edit(
                    file,
                    whole -> whole.replaceFirst(
                            "\\{",
                            "{\"injector\": {\"clock\": []" + (injector.isEmpty() ? "" : ", " + injector) + "},"));
            String message = assertThrows(BadInputException.class, () -> RunInfoFile.read(runFolder()))
                    .getMessage();
            assertTrue(message.startsWith(file + ": does not describe an injector ("), message);
        }
    }

    @Test
    void uptimesAreReadAsWritten() throws IOException {
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a")
                .withUptimes(
                        Optional.of(new Uptime(Duration.ofMillis(1234), Optional.of(Duration.ofMillis(56)))),
                        Optional.of(new Uptime(Duration.ofHours(9), Optional.empty())));
        RunInfoFile.write(runFolder(), info);
        assertEquals(Optional.of(info), RunInfoFile.read(runFolder()));

        Path file = runFolder().resolve(RunInfo.FILE_NAME);
        String text = Files.readString(file);
        for (String damaged : List.of("-1", "1.5", "\"1\"", "1e400", "null")) {
            Files.writeString(file, text);
            TestFiles.edit(file, whole -> whole.replace("1234", damaged));
            String message = assertThrows(BadInputException.class, () -> RunInfoFile.read(runFolder()))
                    .getMessage();
            assertTrue(message.contains("its age_ms is "), message);
        }
    }

    @Test
    void aRunShorterThanItsProfileIsFlawed() {
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a");
        RunInfoFile.write(runFolder(), info);

        EndpointResult complete = onlyResult(LogBuilder.started().oneUser("/a", 5000, 3000, 10));
        EndpointResult early = onlyResult(LogBuilder.started().oneUser("/a", 5000, 2500, 10));
        EndpointResult almost = onlyResult(LogBuilder.started().oneUser("/a", 5000, 2991, 10));
        EndpointResult justEarly = onlyResult(LogBuilder.started().oneUser("/a", 5000, 2989, 10));
        EndpointResult unused = onlyResult(LogBuilder.started());

        assertEquals(List.of(), complete.flaws());
        assertEquals(List.of(), almost.flaws());
        assertEquals(List.of("the run ended 110 ms before its planned end"), justEarly.flaws());
        assertEquals(List.of("the run ended 35000 ms before its planned end"), unused.flaws());
        assertEquals(List.of("the run ended 5000 ms before its planned end"), early.flaws());
    }

    @Test
    void throughputAndStatsJsonCountFromTheEndOfTheWarmUp() {
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(10), Duration.ofSeconds(10), "/a");
        RunInfoFile.write(runFolder(), info);
        LogBuilder log = LogBuilder.started().userStart(0);
        for (int i = 0; i < 1000; i++) {
            log.ok("/a", 10_000 + i * 10, 10_010 + i * 10);
        }
        log.userEnd(20_000).writeInto(runFolder());

        RunReader.Reading reading = RunReader.read(theRun());
        reading.writeStatistics();

        assertEquals(100.0, reading.results().get(0).throughputPerSecond().orElseThrow());
        JsonNode stats = JsonFile.readObject(theRun().globalStatsJson());
        assertEquals(100.0, stats.at("/meanNumberOfRequestsPerSecond/total").asDouble());
    }

    @Test
    void statsJsonNestsGroups() {
        LogBuilder.started()
                .userStart(0)
                .request(List.of("outer", "inner"), "/a", 0, 900, true, "")
                .request(List.of("outer"), "/b", 900, 1000, false, "no")
                .group(List.of("outer", "inner"), 0, 1300, 900, true)
                .group(List.of("outer"), 0, 1400, 1000, false)
                .ok("/c", 1400, 1450)
                .userEnd(1450)
                .writeInto(runFolder());

        RunReader.read(theRun()).writeStatistics();

        JsonNode root = JsonFile.readObject(theRun().statsJson());
        assertEquals(3, root.at("/stats/numberOfRequests/total").asInt());
        assertEquals(1, root.at("/stats/numberOfRequests/ko").asInt());
        JsonNode outer = childNamed(root, "outer");
        JsonNode inner = childNamed(outer, "inner");
        assertEquals("GROUP", outer.path("type").asString());
        assertEquals("outer / inner", inner.path("path").asString());
        assertEquals(1000, outer.at("/stats/meanResponseTime/ko").asInt());
        assertEquals(1, inner.at("/stats/group3/count").asInt(), "ranges of a group are of its duration");
        assertEquals("outer / inner / /a", childNamed(inner, "/a").path("path").asString());
        assertEquals("REQUEST", childNamed(outer, "/b").path("type").asString());
        assertEquals("/c", childNamed(root, "/c").path("path").asString());
    }

    private static JsonNode childNamed(JsonNode node, String name) {
        for (JsonNode child : node.path("contents")) {
            if (child.path("name").asString().equals(name)) {
                return child;
            }
        }
        throw new AssertionError("no " + name + " in " + node);
    }

    @Test
    void aLogOfAnotherGatlingGivesWayToAStatsJsonAndADamagedOneDoesNot() {
        byte[] whole = LogBuilder.started().oneUser("/a", 0, 100, 10).bytes();
        LogBuilder.write(runFolder(), whole);
        RunReader.read(theRun()).writeStatistics();

        for (byte[] damaged : List.of(new byte[] {}, new byte[] {9, 9, 9}, Arrays.copyOf(whole, 5))) {
            LogBuilder.write(runFolder(), damaged);
            assertThrows(BadInputException.class, () -> RunReader.read(theRun()));
        }
        for (String damaged : List.of("7.15.1", "3.11.1")) {
            new LogBuilder().run(damaged, "simulations.LiveSimulation").writeInto(runFolder());
            assertThrows(BadInputException.class, () -> RunReader.read(theRun()), "which wrote no such log");
        }
        new LogBuilder().run("3.12.0", "simulations.LiveSimulation").writeInto(runFolder());
        assertEquals(1, RunReader.read(theRun()).results().size());
        String run = "RUN\tsimulations.LiveSimulation\tlive\t" + LogBuilder.START.toEpochMilli() + "\t \t3.11.5\n";
        LogBuilder.write(runFolder(), ("ASSERTION\tAAEC\n" + run).getBytes());
        assertEquals(1, RunReader.read(theRun()).results().size());
        for (String damaged : List.of(
                "RUN\tsimulations.LiveSimulation\t",
                run.replace("simulations.Live", "simulations.Login").replace("\t1", "\t2"),
                "ASSERTION\tAAEC\n")) {
            LogBuilder.write(runFolder(), damaged.getBytes());
            assertThrows(BadInputException.class, () -> RunReader.read(theRun()), damaged);
        }
        // Local time explains half a day.
        long start = LogBuilder.START.toEpochMilli();
        for (Duration earlier : List.of(Duration.ofHours(14), Duration.ofDays(30))) {
            String log = run.replace(String.valueOf(start), String.valueOf(start - earlier.toMillis()));
            LogBuilder.write(runFolder(), log.getBytes());
            if (earlier.toDays() == 0) {
                assertEquals(1, RunReader.read(theRun()).results().size());
            } else {
                assertTrue(assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                        .getMessage()
                        .contains(": its log started at "));
            }
        }
        LogBuilder.write(
                runFolder(),
                run.replace("simulations.Live", "simulations.Login").getBytes());
        assertEquals(1, RunReader.read(theRun()).results().size(), "a folder of another name");
        LogBuilder.write(runFolder(), run.getBytes());

        EndpointResult result = RunReader.read(theRun()).results().get(0);

        assertEquals(10.0, result.metrics().p95Millis());
        assertTrue(result.timeline().isEmpty());
        RunInfoFile.write(runFolder(), TestRuns.info(LogBuilder.START, Duration.ofSeconds(1), Duration.ZERO, "/a"));
        assertThrows(BadInputException.class, () -> RunReader.read(theRun()), "no such Gatling leaves a run.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ok\" : 100|\"ok\" : 99|do not add up",
                "\"total\" : 100,|\"total\" : 1e400,|has no whole number numberOfRequests.total",
                "\"total\" : 100,|\"total\" : 100.5,|has no whole number numberOfRequests.total",
                "\"total\" : 100,|\"total\" : -100,|-100.0 is not a number of requests",
                "\"percentiles3\" : { \"total\" : 10, \"ok\" : 10|\"percentiles3\" : { \"total\" : 10, \"ok\" : 0|are impossible",
                "\"percentiles4\" : { \"total\" : 10, \"ok\" : 10|\"percentiles4\" : { \"total\" : 10, \"ok\" : 1e999|has no whole number percentiles4.ok",
                "\"meanResponseTime\" : { \"total\" : 10, \"ok\" : 10|\"meanResponseTime\" : { \"total\" : 10, \"ok\" : 11|are impossible",
                "\"maxResponseTime\" : { \"total\" : 10, \"ok\" : 10|\"maxResponseTime\" : { \"total\" : 10, \"ok\" : 12|has a maxResponseTime of /a for all requests",
                "\"stats\" : { \"name\" : \"/a\"|\"stats\" : { \"name\" : \"/b\"|has statistics of '/b' under the name '/a'",
                "\"percentiles3\" : { \"total\" : 10, \"ok\" : 10|\"percentiles3\" : { \"total\" : 10, \"ok\" : 9.5|has no whole number percentiles3.ok",
                "\"percentiles2\" : { \"total\" : 10, \"ok\" : 10|\"percentiles2\" : { \"total\" : 10, \"ok\" : 11|P50, P75 and P95 of 10.0, 11.0 and 10.0 ms",
                "\"percentiles2\" : { \"total\" : 10, \"ok\" : 10|\"percentiles2\" : { \"total\" : 10, \"ok\" : 9|P50, P75 and P95 of 10.0, 9.0 and 10.0 ms",
                "\"t < 800 ms\", \"count\" : 100|\"t < 800 ms\", \"count\" : 30|a P50 of 10.0 ms, but 30 of 100 requests with t < 800 ms",
                "\"t >= 1200 ms\", \"count\" : 0|\"t >= 1200 ms\", \"count\" : 70|a P50 of 10.0 ms, but 70 of 100 requests with t >= 1200 ms",
            })
    void aStatsJsonThatContradictsItselfIsRefused(String from, String to, String why) throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().globalStatsJson());
        Files.delete(theRun().log());
        Path file = theRun().statsJson();
        String whole = Files.readString(file).replaceAll("\\s+", " ");
        Files.writeString(file, whole);
        assertEquals(1, RunReader.read(theRun()).results().size());
        assertTrue(whole.contains(from), whole);

        Files.writeString(file, whole.replace(from, to));

        String message = assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                .getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains(why), message);
        assertEquals(1, message.lines().count());
    }

    @ParameterizedTest
    @CsvSource({
        "minResponseTime, 10, 8",
        "minResponseTime, 10, 40",
        "maxResponseTime, 40, 45",
        "maxResponseTime, 40, 10",
        "meanResponseTime, 20, 18",
        "meanResponseTime, 20, 200"
    })
    void figuresOfAllRequestsThatTheFailedOnesDoNotExplainAreRefused(String figure, int right, int wrong)
            throws IOException {
        LogBuilder log = LogBuilder.started().userStart(0);
        for (int i = 0; i < 300; i++) {
            boolean ok = i % 3 != 0;
            log.request(List.of(), "/a", 50 * i, 50 * i + (ok ? 10 : 40), ok, ok ? "" : "no");
        }
        log.userEnd(15_000).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().globalStatsJson());
        Files.delete(theRun().log());
        String whole = Files.readString(theRun().statsJson()).replaceAll("\\s+", " ");
        assertEquals(100, RunReader.read(theRun()).results().get(0).failed());
        String total = "\"" + figure + "\" : { \"total\" : ";
        assertTrue(whole.contains(total + right + ","), whole);
        // All three means are rounded.
        Files.writeString(theRun().statsJson(), whole.replace(total + right + ",", total + (right + 1) + ","));
        assertEquals(1, RunReader.read(theRun()).results().size());

        Files.writeString(theRun().statsJson(), whole.replace(total + right + ",", total + wrong + ","));

        assertTrue(assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                .getMessage()
                .contains("has a " + figure + " of /a for all requests"));
    }

    /** Of 1000 requests 900 took 100 ms and 100 took 4000 ms. A percentile may be off by 1 ms and by a rank of 1 %. */
    @ParameterizedTest
    @CsvSource({
        "0, percentiles3, 4000, 1199, true",
        "0, percentiles3, 4000, 1198, false",
        "0, percentiles2, 100, 800, true",
        "0, percentiles2, 100, 801, false",
        "740, percentiles2, 100, 100, true",
        "739, percentiles2, 100, 100, false",
        "760, percentiles2, 100, 801, true",
        "761, percentiles2, 100, 801, false"
    })
    void aPercentileFitsTheNumbersOfSlowRequests(int below, String figure, int right, int wrong, boolean isRead)
            throws IOException {
        LogBuilder log = LogBuilder.started().userStart(0);
        for (int i = 0; i < 1000; i++) {
            log.ok("/a", 5000 * i, 5000 * i + (i % 10 == 0 ? 4000 : 100));
        }
        log.userEnd(5_000_000).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().globalStatsJson());
        Files.delete(theRun().log());
        String whole = Files.readString(theRun().statsJson()).replaceAll("\\s+", " ");
        String before = "\"" + figure + "\" : { \"total\" : %d, \"ok\" : %d";
        String count = "\"name\" : \"t < 800 ms\", \"htmlName\" : \"t < 800 ms\", \"count\" : ";
        assertTrue(whole.contains(before.formatted(right, right)) && whole.contains(count + 900), whole);

        Files.writeString(
                theRun().statsJson(),
                whole.replace(before.formatted(right, right), before.formatted(wrong, wrong))
                        .replace(count + 900, count + (below == 0 ? 900 : below))
                        .replaceAll(
                                "(\"t >= 1200 ms\", \"htmlName\" : \"[^\"]*\", \"count\" : )100",
                                "$1" + (below == 0 ? 100 : 1000 - below)));

        if (isRead) {
            assertEquals(1, RunReader.read(theRun()).results().size());
        } else {
            assertTrue(assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                    .getMessage()
                    .contains("the figures of /a are impossible (a P"));
        }
    }

    @Test
    void aLogWithoutAChecksumThatLostRequestsSinceTheyWereCountedIsNotJudged() throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        assertEquals(List.of(), RunReader.read(theRun()).results().get(0).flaws());

        LogBuilder.started().oneUser("/a", 0, 99, 10).writeInto(runFolder());

        assertEquals(
                List.of(
                        "the log has 99 requests, but js/stats.json counts 100: restore the log, or delete js/stats.json if it"
                                + " is of another run"),
                RunReader.read(theRun()).results().get(0).flaws());

        Files.writeString(theRun().statsJson(), "{");
        assertEquals(List.of(), RunReader.read(theRun()).results().get(0).flaws(), "the log is judged");
    }

    /** The 100 requests of /a took 10 ms each, the 300 of /b 20 ms to 50 ms and one 500 ms. */
    @ParameterizedTest
    @CsvSource({
        "/contents/req_-b-1555/stats/standardDeviation/ok, 482, exceeds the range",
        "/contents/req_-b-1555/stats/group1/count, 299, do not add up",
        "/contents/req_-b-1555/stats/group2/count, 1, do not add up",
        "/contents/req_-b-1555/stats/group4/count, 1, do not add up",
        "/contents/req_-b-1555/stats/minResponseTime/ko, 1, rule out",
        "/stats/group3/count, 1, do not add up",
        "/stats/minResponseTime, 8, as the smallest of all requests",
        "/stats/maxResponseTime, 502, as the largest of all requests",
        "/stats/meanResponseTime, 38, as the mean of all requests",
        "/stats/percentiles4, 70, as the P99 of all requests",
    })
    void aStatsJsonWhoseOtherFiguresContradictEachOtherIsRefused(String pointer, int wrong, String why)
            throws IOException {
        LogBuilder log = LogBuilder.started().oneUser("/a", 0, 100, 10).userStart(2000);
        for (int i = 0; i < 300; i++) {
            log.ok("/b", 2000 + 500 * i, 2000 + 500 * i + (i == 0 ? 500 : 20 + i % 31));
        }
        log.userEnd(2000 + 500 * 300).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().globalStatsJson());
        Files.delete(theRun().log());
        JsonNode whole = JsonFile.readObject(theRun().statsJson());
        JsonNode now = whole.at(pointer);
        assertEquals(2, RunReader.read(theRun()).results().size());
        int slash = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) whole.at(pointer.substring(0, slash));
        String key = pointer.substring(slash + 1);
        if (now.isObject()) {
            ((ObjectNode) now).put("total", wrong).put("ok", wrong);
        } else {
            assertTrue(now.isNumber(), whole.toString());
            parent.put(key, wrong);
        }
        JsonFile.write(theRun().statsJson(), whole);

        String message = assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                .getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void aStatsJsonOfAnotherRunThanTheOtherFileIsRefused() throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        String other = Files.readString(theRun().globalStatsJson());
        LogBuilder.started().oneUser("/a", 0, 100, 11).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().log());
        assertEquals(1, RunReader.read(theRun()).results().size());

        Files.writeString(theRun().globalStatsJson(), other);

        assertTrue(assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                .getMessage()
                .startsWith(theRun().globalStatsJson() + ": differs from stats.json"));
    }

    /** Each comes from its own t-digest, whose trees are random. */
    @Test
    void percentilesOfAllAndOfTheSuccessfulRequestsMayDifferThoughNoneFailed() throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().globalStatsJson());
        Files.delete(theRun().log());
        String whole = Files.readString(theRun().statsJson()).replaceAll("\\s+", " ");
        String other = whole.replaceAll("(\"percentiles[34]\" : \\{ \"total\" : )10", "$111");
        assertNotEquals(whole, other);
        Files.writeString(theRun().statsJson(), other);

        assertEquals(10, RunReader.read(theRun()).results().get(0).metrics().p95Millis());

        // By up to 1 ms and 25 %.
        Files.writeString(theRun().statsJson(), other.replaceAll("(\"percentiles4\" : \\{ \"total\" : )11", "$114"));
        assertEquals(10, RunReader.read(theRun()).results().get(0).metrics().p95Millis());
        Files.writeString(theRun().statsJson(), other.replaceAll("(\"percentiles4\" : \\{ \"total\" : )11", "$115"));
        assertTrue(assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                .getMessage()
                .contains("has a percentiles4 of /a for all requests"));
    }

    /** The file was derived from the log and would hide what the log shows. */
    @Test
    void aStatsJsonNextToARunJsonDoesNotReplaceAMissingLog() throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().globalStatsJson());
        Files.delete(theRun().log());
        assertEquals(List.of(), RunReader.read(theRun()).results().get(0).flaws(), "of an older Gatling");

        RunInfoFile.write(runFolder(), TestRuns.info(LogBuilder.START, Duration.ofSeconds(1), Duration.ZERO, "/a"));

        EndpointResult result = RunReader.read(theRun()).results().get(0);
        assertEquals(100, result.metrics().totalRequests());
        assertEquals(1, result.flaws().size());
        assertTrue(result.flaws().get(0).startsWith("simulation.log is missing"), result.flaws() + "");
    }

    /** Such a request would not be judged, and this would remain unnoticed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\" : \"REQUEST\", \"name\" : \"/b\"|\"type\" : \"REQUESU\", \"name\" : \"/b\"|neither a GROUP nor a REQUEST",
                "\"type\" : \"REQUEST\", \"name\" : \"/b\"|\"name\" : \"/b\"|neither a GROUP nor a REQUEST",
                "\"type\" : \"REQUEST\", \"name\" : \"/b\"|\"type\" : \"GROUP\", \"name\" : \"/b\"|add up to 100",
                "\"type\" : \"GROUP\", \"name\" : \"g\"|\"type\" : \"GROUQ\", \"name\" : \"g\"|neither a GROUP nor a REQUEST",
                "\"total\" : 102, \"ok\" : 101|\"total\" : 103, \"ok\" : 102|add up to 102",
                "\"ok\" : 101, \"ko\" : 1|\"ok\" : 100, \"ko\" : 1|add up to 101",
                "\"ok\" : 101, \"ko\" : 1|\"ok\" : 101, \"ko\" : 2|add up to 1",
                "\"total\" : 102, \"ok\" : 101, \"ko\" : 1|\"total\" : 102, \"ok\" : 101|has no whole number",
                "\"ok\" : 101, \"ko\" : 1|\"ok\" : 100, \"ko\" : 2|add up to 1",
            })
    void aRequestThatIsMissingInAStatsJsonIsMissed(String from, String to, String why) throws IOException {
        LogBuilder.started()
                .oneUser("/a", 0, 100, 10)
                .userStart(1000)
                .request(List.of("g"), "/b", 1000, 1010, true, "")
                .request(List.of("g"), "/b", 1000, 1010, false, "no")
                .group(List.of("g"), 1000, 1010, 10, true)
                .userEnd(1010)
                .writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().globalStatsJson());
        Files.delete(theRun().log());
        Path file = theRun().statsJson();
        String whole = Files.readString(file).replaceAll("\\s+", " ");
        assertEquals(2, RunReader.read(theRun()).results().size());
        assertTrue(whole.contains(from), whole);

        Files.writeString(file, whole.replace(from, to));

        String message = assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                .getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains(why), message);
    }

    @Test
    void statisticsAreNeitherWrittenNorReadThroughALinkOutOfTheRunFolder() throws IOException {
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        Path outside = Files.createDirectories(gatlingDir.resolve("outside"));
        Path js = Files.createSymbolicLink(runFolder().resolve("js"), outside);
        RunReader.Reading reading = RunReader.read(theRun());

        String leadsOut = js + ": is a link that leads out of the run folder; delete it";
        assertEquals(
                leadsOut,
                assertThrows(BadInputException.class, reading::writeStatistics).getMessage());
        assertEquals(0, outside.toFile().list().length);
        Files.writeString(outside.resolve("stats.json"), "{}");
        Files.delete(theRun().log());
        assertEquals(
                leadsOut,
                assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                        .getMessage());

        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        Files.delete(js);
        Files.createSymbolicLink(js, Path.of("nowhere"));
        assertTrue(assertThrows(BadInputException.class, reading::writeStatistics)
                .getMessage()
                .startsWith(js + ": is a link that cannot be followed"));
        Files.delete(js);
        Files.createSymbolicLink(
                js, Files.createDirectories(runFolder().resolve("own")).getFileName());
        reading.writeStatistics();
        assertTrue(Files.exists(theRun().statsJson()));
    }

    @Test
    void aRunThatNeverLoadedSaysWhy() {
        RunInfoFile.write(runFolder(), TestRuns.failedInfo("nothing listens there", "/a"));

        EndpointResult result = RunReader.read(theRun()).results().get(0);

        assertEquals("/a", result.endpoint());
        assertEquals(List.of("the load failed: nothing listens there"), result.flaws());
    }

    @Test
    void aStarvedGeneratorIsAFlawOfEveryResultOfItsRun() throws IOException {
        RunInfoFile.write(
                runFolder(), TestRuns.info(LogBuilder.START, Duration.ofSeconds(1), Duration.ZERO, "/a", "/b"));
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());
        HealthFile.write(runFolder(), TestHealth.starved());

        RunReader.Reading reading = RunReader.read(theRun());
        reading.writeStatistics();

        for (EndpointResult result : reading.results()) {
            assertEquals(
                    List.of("the load generator was starved: "
                            + Starvation.of(TestHealth.starved()).orElseThrow()
                            + ", so the figures describe its machine, not the target; stop other programs on it, load with fewer"
                            + " users, or generate the load from another machine"),
                    result.flaws());
            assertEquals(Optional.of(TestHealth.starved()), result.health());
        }
        assertEquals(2, reading.results().size());
        assertTrue(Files.exists(theRun().statsJson()), "its log is complete nevertheless");

        Files.delete(theRun().log());
        assertEquals(2, RunReader.read(theRun()).results().get(0).flaws().size(), "of a stats.json, too");
    }

    @Test
    void aGeneratorThatCouldDoItsWorkIsNoFlawAndNeitherIsOneOfWhichNothingIsKnown() {
        LogBuilder log = LogBuilder.started().oneUser("/a", 0, 100, 10);
        RunInfoFile.write(runFolder(), TestRuns.info(LogBuilder.START, Duration.ofSeconds(1), Duration.ZERO, "/a"));

        assertEquals(Optional.empty(), onlyResult(log).health());
        HealthFile.write(runFolder(), TestHealth.quiet());
        assertEquals(Optional.of(TestHealth.quiet()), onlyResult(log).health());
        assertEquals(List.of(), onlyResult(log).flaws());
        HealthFile.write(runFolder(), TestHealth.unknown());
        assertEquals(List.of(), onlyResult(log).flaws());
    }

    /** Without run.json the run would be read as one of a foreign simulation, for which little can be checked. */
    @ParameterizedTest
    @ValueSource(strings = {"health.json", "target.json", "slowest.json"})
    void aRunJsonThatIsMissingNextToWhatIsWrittenWithItIsAFlaw(String beside) throws IOException {
        LogBuilder log = LogBuilder.started().oneUser("/a", 0, 100, 10);
        assertEquals(List.of(), onlyResult(log).flaws());
        HealthFile.write(runFolder(), TestHealth.quiet());
        TargetFile.write(
                runFolder(),
                new TargetUsage.Both(TestTargets.steady(1000, 50), TargetUsage.unknown(TargetUsage.Source.NONE)));
        SlowestFile.write(runFolder(), Map.of());
        for (String other : List.of("health.json", "target.json", "slowest.json")) {
            if (!other.equals(beside)) {
                Files.delete(runFolder().resolve(other));
            }
        }

        assertEquals(
                List.of("run.json is missing although there is a " + beside
                        + "; restore it, or run the simulation again"),
                onlyResult(log).flaws());
    }

    /** Both files can decide a verdict: one shows whether the generator was starved, the other contains CPU time. */
    @Test
    void whatAnotherRunLeftNextToALogIsRefused() throws IOException {
        Path run = runFolder();
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(run);
        RunInfoFile.write(
                run, TestRuns.info(LogBuilder.START.minusMillis(1), Duration.ofSeconds(1), Duration.ZERO, "/a"));
        HealthFile.write(run, TestHealth.quiet());
        TargetFile.write(
                run, new TargetUsage.Both(TestTargets.steady(1000, 50), TargetUsage.unknown(TargetUsage.Source.NONE)));
        assertEquals(1, RunReader.read(theRun()).results().size());

        RunInfoFile.write(run, TestRuns.info(LogBuilder.START, Duration.ofSeconds(1), Duration.ZERO, "/a"));
        for (String file : List.of("health.json", "target.json")) {
            String message = assertThrows(BadInputException.class, () -> RunReader.read(theRun()))
                    .getMessage();
            assertTrue(message.startsWith(run.resolve(file) + ": "), message);
            assertTrue(message.contains("it is from another run, measured from 2026-11-23T14:29:59.999Z on"), message);
            Files.delete(run.resolve(file));
        }
        assertEquals(List.of(), RunReader.read(theRun()).results().get(0).flaws());
    }

    /** Otherwise its users would be compared with all users of another run. */
    @Test
    void aShareOfSeveralInjectorsIsNoRunByItself() {
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(1), Duration.ZERO, "/a");
        LogBuilder log = LogBuilder.started().oneUser("/a", 0, 100, 10);
        for (int count : List.of(1, 3)) {
            RunInfoFile.write(
                    runFolder(), info.withInjector(Optional.of(new Injector(0, count, Optional.empty(), List.of()))));
            List<String> flaws = onlyResult(log).flaws();
            assertEquals(count == 1 ? 0 : 1, flaws.size());
            assertTrue(
                    flaws.stream().allMatch(flaw -> flaw.startsWith("it is the run of injector 0 of 3, and the")),
                    flaws + "");
        }
    }

    @Test
    void aRunUnderWayIsReadAsFarAsItIsWritten() throws IOException {
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(1), "/a", "/b");
        Path log = LogBuilder.write(runFolder(), new byte[0]);
        assertEquals(Optional.empty(), RunReader.soFar(runFolder(), info));

        byte[] begun = LogBuilder.started()
                .userStart(0)
                .ok("/a", 0, 100)
                .ok("/a", 1000, 1100)
                .ok("/a", 1100, 2300)
                .bytes();
        Files.write(log, Arrays.copyOf(begun, begun.length - 1));
        RunReader.SoFar soFar = RunReader.soFar(runFolder(), info).orElseThrow();

        assertEquals(LogBuilder.START.plusMillis(1100), soFar.newest());
        assertEquals(
                List.of(1L, 0L),
                soFar.results().stream()
                        .map(result -> result.metrics().totalRequests())
                        .toList());
    }

    @Test
    void whatTheTargetsUsedStandsAtEachOfThem() {
        String base = PairedRun.baseName("/a");
        RunInfo info = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a", base)
                .withBaseTarget(Optional.of("http://base"));
        LogBuilder.started()
                .thirtySeconds("/a", 5000, 20)
                .thirtySeconds(base, 5000, 20)
                .writeInto(runFolder());
        RunInfoFile.write(runFolder(), info);
        TargetFile.write(
                runFolder(), new TargetUsage.Both(TestTargets.steady(30_000, 600), TestTargets.steady(30_000, 200)));

        EndpointResult result = RunReader.read(theRun()).results().get(0);

        double mine = cpuMillis(result);
        assertTrue(mine > 0);
        assertEquals(mine / 3, cpuMillis(result.base().orElseThrow()), 1e-9);
    }

    private static double cpuMillis(EndpointResult result) {
        return result.target().orElseThrow().cpuMillis().orElseThrow().value();
    }

    @Test
    void aRunOfTheFutureIsFlawed() {
        Instant soon = Instant.now().plus(Duration.ofMinutes(50)).truncatedTo(ChronoUnit.MILLIS);
        for (Instant start : List.of(soon, soon.plus(Duration.ofMinutes(20)))) {
            Path run = gatlingDir.resolve(RunName.of("simulations.LiveSimulation", start));
            LogBuilder.startedAt(start).oneUser("/a", 0, 100, 10).writeInto(run);

            RunReader.Reading reading = RunReader.read(theRun());
            assertEquals(
                    start.equals(soon) ? 0 : 1, reading.results().get(0).flaws().size(), start.toString());
        }
    }

    @Test
    void anEndpointWithoutARequestIsStillAResult() {
        RunInfoFile.write(
                runFolder(), TestRuns.info(LogBuilder.START, Duration.ofSeconds(1), Duration.ZERO, "/a", "/b"));
        LogBuilder.started().oneUser("/a", 0, 100, 10).writeInto(runFolder());

        List<EndpointResult> results = RunReader.read(theRun()).results();

        assertEquals(
                List.of("/a", "/b"),
                results.stream().map(EndpointResult::endpoint).toList());
        assertEquals(0, results.get(1).metrics().totalRequests());
    }

    @Test
    void requestsThatCouldNotBeBuiltAreAFlaw() {
        EndpointResult result =
                onlyResult(LogBuilder.started().oneUser("/a", 0, 100, 10).crash("/a: no token", 3));

        assertEquals(List.of("1 request could not be built: /a: no token"), result.flaws());
    }

    @Test
    void ofManyRequestsThatCouldNotBeBuiltFiveAreNamed() {
        LogBuilder five = LogBuilder.started();
        LogBuilder seven = LogBuilder.started();
        for (int i = 0; i < 7; i++) {
            (i < 5 ? five : LogBuilder.started()).crash("reason " + i, i);
            seven.crash("reason " + i, i);
        }

        assertEquals(5, onlyResult(five.oneUser("/a", 0, 1, 9)).flaws().size());
        List<String> flaws = onlyResult(seven.oneUser("/a", 0, 1, 9)).flaws();
        assertEquals("1 request could not be built: reason 4", flaws.get(4));
        assertEquals(List.of("and more, for 2 other reasons"), flaws.subList(5, flaws.size()));
    }

    /** Requests with one name are one endpoint, regardless of their groups. */
    @Test
    void anEndpointIsMeasuredOverAllItsGroups() {
        EndpointResult result = onlyResult(LogBuilder.started()
                .userStart(1000)
                .request(List.of("g"), "/a", 1000, 1010, true, "")
                .request(List.of("h"), "/a", 1000, 1030, true, "")
                .request(List.of("g"), "/a", 1100, 1200, false, "found 503")
                .request(List.of("h"), "/a", 2000, 3000, false, "found 503")
                .request(List.of("h"), "/a", 2500, 3500, false, "found 500")
                .userEnd(3500));

        assertEquals(5, result.metrics().totalRequests());
        assertEquals(3, result.failed());
        assertEquals(Map.of("found 503", 2L, "found 500", 1L), result.errors());
        assertEquals(20, result.metrics().avgMillis());
        // Two successful requests, from the first start at 1 s to the last end at 3.5 s.
        assertEquals(0.8, result.throughputPerSecond().orElseThrow(), 1e-12);
        assertEquals(2, result.timeline().orElseThrow().slices().get(10).ok().count());
        assertEquals(1, result.timeline().orElseThrow().slices().get(20).failed());
        assertEquals(1000, result.timeline().orElseThrow().slices().get(20).failedMillis());
    }

    @Test
    void whatTookNoTimeHasNoThroughput() {
        EndpointResult result = onlyResult(LogBuilder.started().ok("/a", 500, 500));

        assertEquals(OptionalDouble.empty(), result.throughputPerSecond());
    }

    /** Two injectors began 250 ms apart. The time of the frame counts, by the reference clock. */
    @Test
    void aPartOfADistributedRunIsOnTheTimeAxisOfAll() {
        LogBuilder log = LogBuilder.started().userStart(0);
        for (int start = 0; start < 4000; start += 100) {
            log.ok("/a", start, start + 10);
        }
        log.failed("/a", 3999, 4000, "found 503").userEnd(4000).writeInto(runFolder());
        Instant origin = LogBuilder.START.minusMillis(250);
        TimeFrame frame =
                new TimeFrame(origin, origin.plusMillis(1000), origin.plusMillis(3000), Duration.ofMillis(50));

        RunReader.Reading reading = RunReader.read(theRun(), frame);

        EndpointResult part = reading.results().get(0);
        assertEquals(origin, part.started());
        // By that clock the log began 200 ms after the origin, so that 18 + 2 requests began in each second.
        assertEquals(20 / 2.0, part.throughputPerSecond().orElseThrow());
        List<Timeline.Slice> slices = part.timeline().orElseThrow().slices();
        assertEquals(0, slices.get(1).ok().count());
        assertEquals(1, slices.get(2).ok().count());
        assertEquals(1, slices.get(41).failed());
        assertTrue(reading.statistics().isPresent());
    }

    @Test
    void aRunOfFailuresAloneHasNoTimesInAStatsJson() throws IOException {
        LogBuilder.started()
                .userStart(0)
                .failed("/a", 0, 10, "found 503")
                .userEnd(10)
                .writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().globalStatsJson());
        Files.delete(theRun().log());

        EndpointResult result = RunReader.read(theRun()).results().get(0);

        assertEquals(1, result.failed());
        assertEquals(SummaryStatistics.of(1, new LatencyHistogram()), result.metrics());
    }

    @Test
    void aStatsJsonOfMoreRequestsThanAnyRunHasIsRefused() throws IOException {
        LogBuilder.started()
                .userStart(0)
                .failed("/a", 0, 10, "found 503")
                .userEnd(10)
                .writeInto(runFolder());
        RunReader.read(theRun()).writeStatistics();
        Files.delete(theRun().globalStatsJson());
        Files.delete(theRun().log());
        Path file = theRun().statsJson();
        String whole = Files.readString(file);

        Files.writeString(file, whole.replaceAll("(\"(total|ko|count)\" : )1\\b", "$11000000000000"));
        assertEquals(1e12, RunReader.read(theRun()).results().get(0).failed());
        Files.writeString(file, whole.replaceAll("(\"(total|ko|count)\" : )1\\b", "$11000000000001"));
        assertThrows(BadInputException.class, () -> RunReader.read(theRun()));
    }

    @Test
    void aFolderOfNeitherLogNorStatsJsonIsRefused() throws Exception {
        Files.createDirectories(runFolder());

        BadInputException e = assertThrows(BadInputException.class, () -> RunReader.read(theRun()));

        assertTrue(e.getMessage().contains("contains neither simulation.log nor js/stats.json"));
    }
}
