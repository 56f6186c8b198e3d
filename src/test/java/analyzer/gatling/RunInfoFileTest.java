package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.Damage;
import analyzer.TestFiles;
import analyzer.TestRuns;
import analyzer.io.BadInputException;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.Injector;
import analyzer.metrics.Injector.ClockEdge;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Uptime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunInfoFileTest {

    private static final Instant START = LogBuilder.START;

    /** A run with everything that a file can contain, more than any real run has. */
    private static final RunInfo FULL = new RunInfo(
            new LoadProfile(
                    "simulations.OrderSimulation",
                    "http://api",
                    20,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    "half and half",
                    OptionalDouble.of(12.5),
                    Duration.ofSeconds(10),
                    4,
                    Map.of("pauses", "200ms")),
            List.of("/a", "/b"),
            START.plusSeconds(5),
            TestRuns.MACHINE,
            "abc123",
            Optional.of("nothing listens there"),
            Optional.of(new Injector(
                    1,
                    2,
                    Optional.of(START),
                    List.of(new ClockEdge(START, START.minusMillis(3), START.plusMillis(2))))),
            Optional.of("http://base"),
            Optional.of(new RunInfo.Arrivals(375, 2, 7, 1, 3)),
            Optional.of(new Uptime(Duration.ofSeconds(20), Optional.of(Duration.ofSeconds(3)))),
            Optional.of(new Uptime(Duration.ofSeconds(30), Optional.empty())),
            Optional.of(AutoDuration.between(Duration.ofSeconds(10), Duration.ofSeconds(60))
                    .plus(new AutoDuration.Look(Duration.ofSeconds(10), List.of("/a")))
                    .plus(new AutoDuration.Look(Duration.ofSeconds(30), List.of()))
                    .ended(AutoDuration.End.DECIDED)),
            Optional.of(new RunInfo.Left(new RunInfo.Log(12_345, "0a1b2c3d"), Map.of("health.json", "d3c2b1a0"))));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aFile() {
        RunInfoFile.write(folder, FULL);
        file = folder.resolve(RunInfo.FILE_NAME);
    }

    @Test
    void isReadAsItWasWritten() {
        assertEquals(Optional.of(FULL), RunInfoFile.read(folder));
    }

    /** Logs store milliseconds as an int. */
    @ParameterizedTest
    @CsvSource({"0, true", "2147483647, true", "2147483648, false", "-1, false"})
    void aTimeIsOneThatALogCanCount(long millis, boolean read) throws IOException {
        TestFiles.edit(file, text -> text.replace("\"duration_ms\" : 30000", "\"duration_ms\" : " + millis));

        if (read) {
            assertEquals(
                    millis,
                    RunInfoFile.read(folder).orElseThrow().profile().duration().toMillis());
        } else {
            assertThrows(BadInputException.class, () -> RunInfoFile.read(folder));
        }
    }

    @Test
    void theLargestCountIsTenMillion() throws IOException {
        TestFiles.edit(file, text -> text.replace("\"concurrency\" : 20", "\"concurrency\" : 10000000"));
        assertEquals(
                10_000_000, RunInfoFile.read(folder).orElseThrow().profile().concurrency());
        TestFiles.edit(file, text -> text.replace("\"concurrency\" : 10000000", "\"concurrency\" : 10000001"));
        assertRefused("its concurrency is out of range");
    }

    @Test
    void anEndOfTheMeasuredTimeThatIsUnknownIsRefused() throws IOException {
        TestFiles.edit(file, text -> text.replace("\"decided\"", "\"decidet\""));
        assertRefused("its end is missing or unknown");
    }

    @Test
    void theLeastAndTheMostOfAMeasuredTimeMayBeOne() throws IOException {
        TestFiles.edit(file, text -> text.replace("\"least_ms\" : 10000", "\"least_ms\" : 60000"));
        assertEquals(
                Optional.of(Duration.ofSeconds(60)),
                RunInfoFile.read(folder).orElseThrow().auto().map(AutoDuration::least));
        TestFiles.edit(file, text -> text.replace("\"least_ms\" : 60000", "\"least_ms\" : 60001"));
        assertRefused("its least_ms and most_ms are out of range");
    }

    @Test
    void moreLooksThanTheSettingsAllowAreRefused() throws IOException {
        TestFiles.edit(
                file,
                text -> text.replace("\"least_ms\" : 10000", "\"least_ms\" : 1")
                        .replace("\"most_ms\" : 60000", "\"most_ms\" : 100000"));
        AutoDuration most = RunInfoFile.read(folder).orElseThrow().auto().orElseThrow();
        assertEquals(29, most.planned().size());
        TestFiles.edit(file, text -> text.replace("\"most_ms\" : 100000", "\"most_ms\" : 100001"));
        assertRefused("its least_ms and most_ms are out of range");
    }

    @Test
    void noBitCanBeChangedWithoutShowing() throws IOException {
        Damage.ofEveryByte(file, () -> assertEquals(Optional.of(FULL), RunInfoFile.read(folder)));
    }

    /** One letter could turn a paired run into one with a single target, an open load into a closed one, an injector into the only one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "base_target",
                "arrivals_per_second",
                "arrivals",
                "log",
                "crc32",
                "injector",
                "ramp_ms",
                "ramp_steps",
                "sent",
                "start_at_ms",
                "tick_ms",
                "most_at_once",
                "base_uptime",
                "cpu_ms",
                "cores"
            })
    void anUnknownMemberIsRefusedByItsName(String name) throws IOException {
        String damaged = name.substring(0, name.length() - 1) + "x";
        TestFiles.edit(file, text -> text.replaceFirst("\"" + name + "\"", "\"" + damaged + "\""));
        assertRefused("its schema has no member '" + damaged + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "schema" : 4            | "schema" : 5            | has schema 5, but this version reads only schema 4
            "schema" : 4            | "schema" : 3            | has schema 3, but this version reads only schema 4
            "schema" : 4            | "schema" : 0            | its schema is missing or not a whole number above 0
            "schema" : 4            | "schema" : 4294967297   | its schema is missing or not a whole number above 0
            "schema" : 4            | "schema" : "2"          | its schema is missing or not a whole number above 0
            "schema" : 4,           |                         | its schema is missing or not a whole number above 0
            "concurrency" : 20      | "concurrency" : 2.5     | its concurrency is missing or not a whole number
            "concurrency" : 20      | "concurrency" : 2147483648 | its concurrency is out of range
            "concurrency" : 20      | "concurrency" : 2000000000 | its concurrency is out of range
            "concurrency" : 20      | "concurrency" : -10     | its concurrency is out of range
            "duration_ms" : 30000   | "duration_ms" : 2147483648 | its duration_ms is out of range
            "measured_from_ms" : 1  | "measured_from_ms" : 9  | its measured_from_ms is out of range
            "endpoints" : [         | "endpoints" : [ 5,      | its endpoints has a value that is not a string
            "endpoints" : [ "/a", "/b" ] | "endpoints" : "/a" | its endpoints is missing or not a list
            "cpu" : "Some CPU"      | "cpu" : 5               | its cpu is missing or not a string
            "ramp_steps" : 4        | "ramp_steps" : -4       | its ramp_steps is out of range
            "pauses" : "200ms"      | "pauses" : 200          | it has a member of sent that is not a string
            "base_target" : "http://base" | "base_target" : 5 | its base_target is missing or not a string
            "index" : 1             | "index" : 2             | injector 2 of 2
            "late" : 2              | "late" : "2"            | its late is missing or not a whole number
            """)
    void whatCannotBeIsRefused(String right, String wrong, String why) throws IOException {
        TestFiles.edit(file, text -> text.replaceFirst(Pattern.quote(right), wrong == null ? "" : wrong));
        assertRefused(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine", "sent", "injector", "arrivals"})
    void aPartThatIsNoneIsRefused(String part) throws IOException {
        TestFiles.edit(
                file,
                text -> text.replaceFirst(
                        "(?s)\"" + part + "\" : \\{.*?\\n?\\s*\\}(?=,\\n  \")", "\"" + part + "\" : 5"));
        assertRefused(file + ": does not describe a");
    }

    private void assertRefused(String why) {
        String message = assertThrows(BadInputException.class, () -> RunInfoFile.read(folder))
                .getMessage();
        assertTrue(message.contains(why), message);
        assertTrue(message.startsWith(file + ": "), message);
        assertEquals(1, message.lines().count());
    }
}
