package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.io.BadInputException;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogScannerTest {

    @TempDir
    Path folder;

    @Test
    void keepsSuccessesFailuresAndMessagesApart() {
        LogContent run = read(LogBuilder.started()
                .ok("/a", 100, 110)
                .failed("/a", 120, 160, "status.find.is(200), but actually found 500")
                .ok("/b", 130, 145)
                .failed("/a", 170, 175, "status.find.is(200), but actually found 500")
                .failed("/a", 180, 185, "  "));

        RequestStats a = run.requests().get(0);
        assertEquals("/a", a.name().name());
        assertEquals(1, a.timeline().pooledOk().count());
        assertEquals(10, a.timeline().pooledOk().max());
        assertEquals(3, a.failed().count());
        assertEquals(40, a.failed().max());
        assertEquals(Map.of("status.find.is(200), but actually found 500", 2L, "no message", 1L), a.errors());
        assertEquals(100, a.firstStart());
        assertEquals(185, a.lastEnd());
        assertEquals(15, run.requests().get(1).timeline().pooledOk().min());
    }

    @Test
    void tellsTheSameNameInDifferentGroupsApart() {
        LogContent run = read(LogBuilder.started()
                .request(List.of("outer"), "/a", 0, 1, true, "")
                .request(List.of("outer", "inner"), "/a", 0, 2, true, "")
                .request(List.of(), "/a", 0, 3, true, "")
                .request(List.of("outer", "inner"), "/a", 0, 4, true, "")
                .group(List.of("outer", "inner"), 0, 9, 6, true)
                .group(List.of("outer"), 0, 10, 7, false));

        assertEquals(
                List.of(List.of("outer"), List.of("outer", "inner"), List.of()),
                run.requests().stream().map(request -> request.name().groups()).toList());
        assertEquals(2, run.requests().get(1).timeline().pooledOk().count());
        assertEquals(
                6, run.groups().get(List.of("outer", "inner")).cumulated().ok().max());
        assertEquals(10, run.groups().get(List.of("outer")).durations().failed().max());
    }

    @Test
    void readsNamesBeyondLatin1AndShowsThemOnOneLine() {
        LogContent run = read(LogBuilder.started().ok("/größe", 0, 1).ok("/音楽\nを", 0, 1));

        assertEquals("/größe", run.requests().get(0).name().name());
        assertEquals("/音楽 を", run.requests().get(1).name().name());
    }

    @Test
    void readsAsManyNamesAndMessagesAsThereAre() {
        LogBuilder log = LogBuilder.started();
        for (int i = 0; i < 2000; i++) {
            log.request(List.of("group " + i), "/a/" + i, i, i + 1, false, "no user " + i);
            log.crash("cannot build " + i, i);
        }

        LogContent run = read(log);

        assertEquals(2000, run.requests().size());
        assertEquals(Map.of("no user 1999", 1L), run.requests().get(1999).errors());
        assertEquals(2000, run.crashes().size());
    }

    @Test
    void leavesMessagesWithoutARequestOutAsGatlingDoes() {
        LogContent run =
                read(LogBuilder.started().ok("/a", 5, 6).request(List.of(), "/a", 7, Integer.MIN_VALUE, true, ""));

        assertEquals(1, run.requests().get(0).timeline().pooledOk().count());
        assertEquals(6, run.injectionEnd());
    }

    @Test
    void countsUsersAndRequestsThatCouldNotBeBuilt() {
        LogContent run = read(LogBuilder.started()
                .userStart(3)
                .userStart(4)
                .userEnd(90)
                .crash("/a: No attribute named 'token' is defined ", 50)
                .crash("/a: No attribute named 'token' is defined ", 51));

        assertEquals(2, run.usersStarted());
        assertEquals(1, run.usersEnded());
        assertEquals(3, run.injectionStart());
        assertEquals(90, run.injectionEnd());
        assertEquals(Map.of("/a: No attribute named 'token' is defined", 2L), run.crashes());
    }

    @Test
    void readsALogOfManyBuffers() {
        LogBuilder log = LogBuilder.started();
        long sum = 0;
        int count = 60_000;
        for (int i = 0; i < count; i++) {
            int latency = i % 977;
            log.ok(i % 3 == 0 ? "/a" : "/b", i, i + latency);
            sum += latency;
        }

        LogContent run = read(log);

        assertTrue(log.bytes().length > 4 * (1 << 18));
        double mean = (run.requests().get(0).timeline().pooledOk().mean() * (count / 3)
                        + run.requests().get(1).timeline().pooledOk().mean() * (count - count / 3))
                / count;
        assertEquals((double) sum / count, mean, 1e-9);
    }

    @Test
    void aLogCutAnywhereIsReadUpToTheCut() {
        LogBuilder log = LogBuilder.started()
                .userStart(0)
                .ok("/a", 1, 3)
                .failed("/a", 4, 6, "some 音楽 message")
                .request(List.of("g"), "/b", 7, 9, true, "")
                .group(List.of("g"), 7, 9, 2, true)
                .crash("boom", 9)
                .userEnd(9);
        byte[] whole = log.bytes();
        int headerEnd = log.recordEnds().get(0);

        for (int length = headerEnd; length <= whole.length; length++) {
            LogContent run = LogContent.read(write(Arrays.copyOf(whole, length)));
            assertEquals(!log.recordEnds().contains(length), run.truncated(), "cut at " + length);
        }
        for (int length = 0; length < headerEnd; length++) {
            Path file = write(Arrays.copyOf(whole, length));
            assertThrows(BadInputException.class, () -> LogContent.read(file), "cut at " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.12.0", "3.16.0", "4.0.0", "3.1.5"})
    void refusesALogOfAVersionItDoesNotKnow(String version) {
        assertEquals(
                "simulation.log: was written by Gatling " + version
                        + ", but only 3.13 to 3.15 are supported; run the simulation with one of them",
                refusal(new LogBuilder()
                        .run(version, "simulations.LiveSimulation")
                        .bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.13.0", "3.13.5", "3.14.9", "3.15.1"})
    void readsEveryVersionOfTheFormat(String version) {
        assertFalse(read(new LogBuilder().run(version, "x").ok("/a", 0, 1)).truncated());
    }

    @Test
    void refusesWhatIsNoLog() {
        assertEquals(
                "simulation.log: is empty; delete the run folder and run the simulation again", refusal(new byte[0]));
        assertEquals(
                "simulation.log: is not a log of Gatling 3.13 to 3.15; an older run needs js/stats.json in the run"
                        + " folder, otherwise delete the run folder",
                refusal("RUN\tsimulations.Ref\tref\t1700000000000\t \t3.11.5\n".getBytes()));
        assertTrue(
                refusal(LogBuilder.started().ok("/a", 0, 1).raw(9).bytes()).contains("is damaged (a record of kind 9"));
        assertTrue(
                refusal(LogBuilder.started().raw(1, 0x7f, 0, 0, 0).bytes()).contains("is damaged (a list of groups"));
        assertTrue(refusal(LogBuilder.started().raw(4, 0xff, 0xff, 0xff, 0xf0).bytes())
                .contains("is damaged (a reference to an unknown string"));
        assertTrue(
                refusal(LogBuilder.started().raw(4, 0, 0, 0, 9, 0xff, 0, 0, 0).bytes())
                        .contains("is damaged (a string of length"));
        assertTrue(
                refusal(LogBuilder.started().raw(2, 0, 0, 0, 0, 5, 0, 0, 0, 0).bytes())
                        .contains("is damaged (a flag of 5"));
        assertTrue(refusal(LogBuilder.started().ok("/a", 9, 4).bytes()).contains("is damaged (a request from 9 to 4"));
        assertTrue(refusal(new LogBuilder().run("nonsense", "x").bytes())
                .contains("is damaged (an invalid version of Gatling)"));
        assertTrue(refusal(new byte[] {9}).contains("is damaged (a first record of kind 9)"));
    }

    @Test
    void refusesWhatNoGatlingWrites() {
        String before = "a time before the run's start";
        assertDamaged(before, LogBuilder.started().ok("/a", -1, 4));
        assertDamaged(before, LogBuilder.started().ok("/a", 0, 1).ok("/a", -1, 4));
        assertDamaged(before, LogBuilder.started().request(List.of(), "/a", -1, Integer.MIN_VALUE, true, ""));
        assertDamaged(before, LogBuilder.started().userStart(-1));
        assertDamaged(before, LogBuilder.started().crash("boom", -1));
        assertDamaged(before, LogBuilder.started().group(List.of("g"), -5, -1, 2, true));
        String succeeded = "a request that succeeded with an error message";
        assertDamaged(succeeded, LogBuilder.started().request(List.of(), "/a", 1, 2, true, "no"));
        assertDamaged(
                succeeded, LogBuilder.started().failed("/a", 0, 1, "no").request(List.of(), "/a", 1, 2, true, "no"));
        String failed = "a request that failed without a message";
        assertDamaged(failed, LogBuilder.started().failed("/a", 1, 2, ""));
        assertDamaged(failed, LogBuilder.started().ok("/a", 0, 1).failed("/a", 1, 2, ""));
        assertDamaged("a user of unknown scenario 1", LogBuilder.started().raw(2, 0, 0, 0, 1, 1, 0, 0, 0, 5));
        assertDamaged("a user of unknown scenario -1", LogBuilder.started().raw(2, 255, 255, 255, 255, 1, 0, 0, 0, 5));
        String neverStarted = "the end of a user that never started";
        assertDamaged(neverStarted, LogBuilder.started().userEnd(5).userStart(5));
        assertDamaged(neverStarted, LogBuilder.started().userStart(1).userEnd(5).userEnd(5));
        assertDamaged("string number 3 where 1 is due", LogBuilder.started().raw(4, 0, 0, 0, 3, 0, 0, 0, 1, 'x', 0));
        assertDamaged(
                "string number 1 where 2 is due",
                LogBuilder.started().crash("boom", 1).raw(4, 0, 0, 0, 1, 0, 0, 0, 1, 'x', 0));
        assertDamaged(
                "string number 2 with a repeated text",
                LogBuilder.started().crash("x", 1).raw(4, 0, 0, 0, 2, 0, 0, 0, 1, 'x', 0));
        assertDamaged("a run that started at", LogBuilder.startedAt(Instant.EPOCH));
        assertDamaged("a run that started at", LogBuilder.startedAt(Instant.parse("2101-01-01T00:00:00Z")));
    }

    private void assertDamaged(String how, LogBuilder log) {
        String refusal = refusal(log.bytes());
        assertTrue(refusal.startsWith("simulation.log: is damaged (" + how), refusal);
    }

    /** Everything that is kept counts: groups, their times and those of their requests, failures and their messages. */
    @Test
    void refusesALogThatNeedsMoreMemoryThanThereIs() {
        // A message of its own, an array of 64 counts, a slice and its entry in the list.
        assertNeeds(96, LogBuilder.started().crash("a", 1).crash("a", 2));
        assertNeeds(2 * 96, LogBuilder.started().crash("a", 1).crash("b", 2));
        assertNeeds(512 + 4 + 2 * 512, LogBuilder.started().group(List.of("g"), 0, 9, 9, true));
        assertNeeds(
                2 * (512 + 2 * 512) + 4 + 8,
                LogBuilder.started()
                        .group(List.of("g"), 0, 9, 9, true)
                        .group(List.of("g"), 1, 9, 8, true)
                        .group(List.of("g", "h"), 0, 9, 9, false));
        assertNeeds(4 + 96 + 512, LogBuilder.started().ok("/a", 0, 9).ok("/a", 1, 9));
        assertNeeds(
                4 + 96 + 512 + 2 * 96,
                LogBuilder.started()
                        .failed("/a", 0, 9, "one")
                        .failed("/a", 0, 9, "other")
                        .failed("/a", 0, 9, "one"));
    }

    private void assertNeeds(long bytes, LogBuilder log) {
        Path file = write(log.bytes());

        LogContent.read(file, Optional.empty(), Optional.empty(), bytes);
        String refusal = assertThrows(
                        BadInputException.class,
                        () -> LogContent.read(file, Optional.empty(), Optional.empty(), bytes - 1))
                .getMessage();
        assertTrue(
                refusal.startsWith(
                        file + ": contains more distinct names, messages and response times over time than fit into"
                                + " 0 MB; load fewer"),
                refusal);
    }

    @Test
    void countsTheMessagesBeyondTheFirstThousandTogether() {
        LogBuilder log = LogBuilder.started();
        for (int i = 0; i < 1002; i++) {
            log.failed("/a", i, i, "no user " + i);
        }
        log.failed("/a", 2000, 2000, "no user 7").failed("/a", 2000, 2000, "no user 1001");

        Map<String, Long> errors = read(log).requests().get(0).errors();

        assertEquals(1001, errors.size());
        assertEquals(3, errors.get("other messages"));
        assertEquals(2, errors.get("no user 7"));
        assertEquals(1, errors.get("no user 999"));
    }

    @Test
    void aGroupLastsFromItsStartToItsEnd() {
        GroupStats group = read(LogBuilder.started()
                        .group(List.of("g"), 100, 109, 0, true)
                        .group(List.of("g"), 200, 230, 25, false))
                .groups()
                .get(List.of("g"));

        assertEquals(9, group.durations().ok().max());
        assertEquals(0, group.cumulated().ok().max(), "groups without requests have no response times");
        assertEquals(30, group.durations().failed().max());
    }

    @Test
    void saysWhereALogIsDamaged() {
        int end = LogBuilder.started().ok("/a", 0, 1).bytes().length;

        assertDamaged(
                "a record of kind 9 at byte " + end + ")",
                LogBuilder.started().ok("/a", 0, 1).raw(9));
        assertDamaged(
                "a flag of 5 at byte " + (end + 5) + ")",
                LogBuilder.started().ok("/a", 0, 1).raw(2, 0, 0, 0, 0, 5, 0, 0, 0, 0));
        assertDamaged(
                "a list of groups of length 256 at byte " + (end + 1) + ")",
                LogBuilder.started().ok("/a", 0, 1).raw(1, 0, 0, 1, 0));
        assertDamaged("string number 0 where 1 is due", LogBuilder.started().raw(4, 0, 0, 0, 0, 0, 0, 0, 1, 'x', 0));
    }

    @Test
    void readsStringsUpToTheLongestThatThereAre() {
        String longest = "x".repeat(1 << 16);

        assertEquals(
                Map.of(longest, 1L),
                read(LogBuilder.started().crash(longest, 1)).crashes());
        assertDamaged("a string of length 65537 at byte", LogBuilder.started().crash(longest + "x", 1));
    }

    /** Each message counts as its 960 characters and 64 more, so exactly 16384 of them fit. */
    @Test
    void refusesMoreTextThanARunHas() {
        LogBuilder log = LogBuilder.started();
        for (int i = 0; i < 16_384; i++) {
            log.crash(String.format(Locale.ROOT, "%0960d", i), i);
        }
        assertEquals(16_384, read(log).crashes().size());

        assertTrue(refusal(log.crash("x", 1).bytes())
                .startsWith(
                        "simulation.log: contains more distinct names and messages (16384) than any real run has;"));
    }

    @Test
    void tellsALogOfAnOlderGatlingFromADamagedOne() {
        for (String text : List.of("RUN\tsimulations.Ref", "ASSERTION\tAAEC")) {
            assertTrue(refusal(text.getBytes()).startsWith("simulation.log: is not a log of Gatling 3.13"), text);
        }
        byte[] binary = LogBuilder.started().bytes();
        for (char first : new char[] {'R', 'A', '@'}) {
            binary[0] = (byte) first;
            assertTrue(refusal(binary).startsWith("simulation.log: is damaged (a first record of kind " + (int) first));
        }
        assertTrue(refusal("RUN\tx".getBytes()).contains("is damaged (a first record of kind 82)"));
    }

    @Test
    void refusesAPipeAndWhatIsNotThere() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        assertEquals(
                pipe + ": is not a regular file; delete the run folder",
                assertThrows(BadInputException.class, () -> LogContent.read(pipe))
                        .getMessage());
        Path absent = folder.resolve("absent");
        assertTrue(assertThrows(BadInputException.class, () -> LogContent.read(absent))
                .getMessage()
                .startsWith(absent + ": cannot be read ("));
    }

    /** Linux lists the open files of a process. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsNoLogOpen() throws Exception {
        Path log = write(LogBuilder.started().ok("/a", 0, 1).bytes());

        LogContent.read(log);

        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertTrue(open.noneMatch(descriptor -> isLinkTo(log, descriptor)));
        }
    }

    private static boolean isLinkTo(Path file, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toAbsolutePath());
        } catch (IOException e) {
            // The file was closed in the meantime, like the one that lists them.
            return false;
        }
    }

    @Test
    void refusesMoreNamesThanCanBeJudged() {
        LogBuilder log = LogBuilder.started();
        for (int i = 0; i < 10_000; i++) {
            log.ok("/users/" + i, i, i);
        }
        assertEquals(
                10_000,
                read(log.request(List.of(), "/users/1", 0, 5, true, ""))
                        .requests()
                        .size());
        log.ok("/users/of another name", 0, 1);

        assertTrue(
                refusal(log.bytes()).startsWith("simulation.log: contains more than 10000 request names, or longer"));
    }

    /** The reports contain each name several times. */
    @Test
    void refusesLongerNamesThanTheReportsCanHold() {
        LogBuilder log = LogBuilder.started();
        for (int i = 0; i < 32; i++) {
            log.request(List.of("x".repeat((1 << 15) - 1)), String.valueOf((char) ('a' + i)), i, i, true, "");
        }
        assertEquals(32, read(log).requests().size());
        log.ok("/a", 0, 1);

        assertTrue(
                refusal(log.bytes()).startsWith("simulation.log: contains more than 10000 request names, or longer"));
    }

    @Test
    void refusesADirectoryInPlaceOfTheLog() throws Exception {
        Path directory = Files.createDirectories(folder.resolve("simulation.log"));

        BadInputException e = assertThrows(BadInputException.class, () -> LogContent.read(directory));

        assertTrue(e.getMessage().endsWith("is a folder where Gatling's log should be; delete the run folder"));
    }

    private String refusal(byte[] log) {
        Path file = write(log);
        String message = assertThrows(BadInputException.class, () -> LogContent.read(file))
                .getMessage();
        return message.replace(file.getParent() + file.getFileSystem().getSeparator(), "");
    }

    /** The size of the buffer makes no difference. */
    @ParameterizedTest
    @ValueSource(ints = {100, 1000, 1 << 18})
    void whatWasReadIsTheWholeFile(int bufferSize) throws IOException {
        byte[] whole = LogBuilder.started().oneUser("/a", 0, 100, 10).bytes();
        for (byte[] content : List.of(whole, Arrays.copyOf(whole, whole.length - 1))) {
            Path file = write(content);
            CRC32 sum = new CRC32();
            sum.update(content);

            RunInfo.Log seen = LogScanner.scan(file, LogContent.readHeader(file), bufferSize)
                    .seen();

            assertEquals(new RunInfo.Log(content.length, String.format("%08x", sum.getValue())), seen);
        }
    }

    private LogContent read(LogBuilder log) {
        return LogContent.read(write(log.bytes()));
    }

    private Path write(byte[] log) {
        return LogBuilder.write(folder, log);
    }
}
