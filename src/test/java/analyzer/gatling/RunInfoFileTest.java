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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
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
        assertRefused("it has no number of usual size concurrency");
    }

    @Test
    void anEndOfTheMeasuredTimeThatIsUnknownIsRefused() throws IOException {
        TestFiles.edit(file, text -> text.replace("\"decided\"", "\"decidet\""));
        assertRefused("it has no known end");
    }

    @Test
    void theLeastAndTheMostOfAMeasuredTimeMayBeOne() throws IOException {
        TestFiles.edit(file, text -> text.replace("\"least_ms\" : 10000", "\"least_ms\" : 60000"));
        assertEquals(
                Optional.of(Duration.ofSeconds(60)),
                RunInfoFile.read(folder).orElseThrow().auto().map(AutoDuration::least));
        TestFiles.edit(file, text -> text.replace("\"least_ms\" : 60000", "\"least_ms\" : 60001"));
        assertRefused("it has no possible times least_ms and most_ms");
    }

    @Test
    void noBitCanBeChangedWithoutShowing() throws IOException {
        Damage.ofEveryByte(file, () -> assertEquals(Optional.of(FULL), RunInfoFile.read(folder)));
    }

    @Test
    void aFileOfTheFirstSchemaIsRead() throws IOException {
        firstSchema(text -> text);
        assertEquals(Optional.of(FULL), RunInfoFile.read(folder));
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
        firstSchema(text -> text.replaceFirst("\"" + name + "\"", "\"" + damaged + "\""));
        assertRefused("its schema knows no member '" + damaged + "'");
        aFile();
        TestFiles.edit(file, text -> text.replaceFirst("\"" + name + "\"", "\"" + damaged + "\""));
        assertRefused("its schema knows no member '" + damaged + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "schema" : 4            | "schema" : 5            | has schema 5, and this version knows 4 at most
            "schema" : 4            | "schema" : 0            | it has no whole number schema above 0
            "schema" : 4            | "schema" : 4294967297   | it has no whole number schema above 0
            "schema" : 4            | "schema" : "2"          | it has no whole number schema above 0
            "schema" : 4,           |                         | it has no whole number schema above 0
            "concurrency" : 20      | "concurrency" : 2.5     | it has no whole number concurrency
            "concurrency" : 20      | "concurrency" : 2147483648 | it has no number of usual size concurrency
            "concurrency" : 20      | "concurrency" : 2000000000 | it has no number of usual size concurrency
            "concurrency" : 20      | "concurrency" : -10     | it has no number of usual size concurrency
            "duration_ms" : 30000   | "duration_ms" : 2147483648 | it has no possible time duration_ms
            "measured_from_ms" : 1  | "measured_from_ms" : 9  | it has no possible time measured_from_ms
            "endpoints" : [         | "endpoints" : [ 5,      | it has a value in endpoints that is no text
            "endpoints" : [ "/a", "/b" ] | "endpoints" : "/a" | it has no list endpoints
            "cpu" : "Some CPU"      | "cpu" : 5               | it has no text cpu
            "ramp_steps" : 4        | "ramp_steps" : -4       | it has no whole number ramp_steps
            "pauses" : "200ms"      | "pauses" : 200          | it has a member of sent that is no text
            "base_target" : "http://base" | "base_target" : 5 | it has no text base_target
            "index" : 1             | "index" : 2             | injector 2 of 2
            "late" : 2              | "late" : "2"            | it has no whole number late
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

    private void firstSchema(UnaryOperator<String> change) throws IOException {
        Files.writeString(
                file,
                change.apply(Files.readString(file))
                        .replace("\"schema\" : 4", "\"schema\" : 1")
                        .replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]{8}\"", ""));
    }

    private void assertRefused(String why) {
        String message = assertThrows(BadInputException.class, () -> RunInfoFile.read(folder))
                .getMessage();
        assertTrue(message.contains(why), message);
        assertTrue(message.startsWith(file + ": "), message);
        assertEquals(1, message.lines().count());
    }
}
