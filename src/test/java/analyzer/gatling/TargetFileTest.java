package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.Damage;
import analyzer.TestFiles;
import analyzer.TestTargets;
import analyzer.io.BadInputException;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.TargetUsage.Moment;
import analyzer.metrics.TargetUsage.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetFileTest {

    private static final TargetUsage.Both BOTH = new TargetUsage.Both(
            new TargetUsage(
                    Source.PROCESS,
                    20,
                    List.of(
                            new Moment(0, 0, OptionalLong.of(5_000_000_000L), OptionalInt.of(7)),
                            new Moment(1500, 12.345, OptionalLong.of(5_000_004_096L), OptionalInt.of(8))),
                    Map.of(),
                    "java"),
            TargetUsage.unknown(Source.EMBEDDED));

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve(TargetUsage.FILE_NAME);
    }

    @Test
    void isReadAsItWasWritten() {
        TargetFile.write(folder, BOTH);
        assertEquals(Optional.of(BOTH), TargetFile.read(folder, Optional.empty()));
    }

    @Test
    void metricsAreReadAsTheyWereWritten() {
        TargetUsage.Both both = new TargetUsage.Both(
                TestTargets.counting(TestTargets.steady(2000, 50), 40), TargetUsage.unknown(Source.NONE));
        TargetFile.write(folder, both);
        assertEquals(Optional.of(both), TargetFile.read(folder, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "db_queries_total" | "db queries"            | a metric has an invalid name or invalid values
            "pool_size" : [    | "pool_size" : [ 3,      | a metric has an invalid name or invalid values
            "db_queries_total" : [ 0.0 | "db_queries_total" : [ 9e9 | a metric has an invalid name or invalid values
            "pool_size" : [    | "pool_size" : 1, "x" : [ | its pool_size is missing or not a list
            "gauges" : {       | "gauges" : [], "g" : {  | its schema has no member 'g'
            """)
    void anImpossibleMetricIsReportedInOneLine(String right, String wrong, String why) throws IOException {
        TargetFile.write(
                folder,
                new TargetUsage.Both(
                        TestTargets.counting(TestTargets.steady(2000, 50), 40), TargetUsage.unknown(Source.NONE)));
        String text = Files.readString(file());
        assertTrue(text.contains(right), text);
        TestFiles.edit(file(), whole -> whole.replace(right, wrong));

        String message = assertThrows(BadInputException.class, () -> TargetFile.read(folder, Optional.empty()))
                .getMessage();

        assertTrue(message.contains(why), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aColumnThatNotAllReadingsHaveIsLeftOut() throws IOException {
        List<Moment> some = List.of(
                new Moment(0, 0, OptionalLong.of(1), OptionalInt.empty()),
                new Moment(1, 2, OptionalLong.empty(), OptionalInt.of(1)));
        TargetFile.write(
                folder,
                new TargetUsage.Both(new TargetUsage(Source.METRICS, 20, some), TargetUsage.unknown(Source.NONE)));

        assertTrue(!Files.readString(file()).contains("resident"), Files.readString(file()));
        assertEquals(
                List.of(
                        new Moment(0, 0, OptionalLong.empty(), OptionalInt.empty()),
                        new Moment(1, 2, OptionalLong.empty(), OptionalInt.empty())),
                TargetFile.read(folder, Optional.empty())
                        .orElseThrow()
                        .candidate()
                        .moments());
    }

    /** Otherwise a wrong CPU time could decide a verdict. */
    @Test
    void noBitCanBeChangedWithoutShowing() throws IOException {
        TargetFile.write(folder, new TargetUsage.Both(TestTargets.steady(2000, 50), TargetUsage.unknown(Source.NONE)));
        TargetUsage.Both written = TargetFile.read(folder, Optional.empty()).orElseThrow();
        Damage.ofEveryByte(file(), () -> assertEquals(Optional.of(written), TargetFile.read(folder, Optional.empty())));
    }

    @Test
    void aRunWithoutTheFileHasNone() {
        assertEquals(Optional.empty(), TargetFile.read(folder, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "schema" : 4          | "schema" : 5             | has schema 5, but this version reads only schema 4
            "base" : {            | "bass" : {               | its schema has no member 'bass'
            "base" : {            | "base" : 5, "b" : {      | its schema has no member 'b'
            "source" : "process"  | "source" : "rumour"      | its source is missing or unknown
            "source" : "process"  | "source" : "none"        | readings of a target that was not observed
            "cpu_step_ms" : 20.0  | "cpu_step_ms" : -1       | a step of CPU time is out of range
            "cpu_step_ms" : 20.0  | "cpu_step_ms" : "20"     | its cpu_step_ms is missing or not a number
            "cpu_step_ms" : 20.0  | "step" : 20.0            | its schema has no member 'step'
            1500                  | 0                        | readings are not in order of time
            1500                  | -7                       | readings are not in order of time
            1500                  | 99999999999              | its at_ms is missing or not a whole number
            1500                  | 1500, 1600               | it has 3 times and 2 readings
            12.345                | -12.345                  | CPU time runs backwards
            12.345                | 1e999                    | its cpu_ms is missing or not a number
            12.345                | null                     | its cpu_ms is missing or not a number
            5000004096            | -1                       | memory or a number of threads is below 0
            5000004096            | 1.5                      | its resident_bytes is missing or not a whole number
            "threads" : [         | "threads" : 5, "x" : [   | its schema has no member 'x'
            "process" : "java"    | "process" : "a java"   | a program has an invalid name
            "at_ms" : [           | "threads2" : [           | its schema has no member 'threads2'
            """)
    void aDamagedFileIsReportedInOneLine(String right, String wrong, String why) throws IOException {
        TargetFile.write(folder, BOTH);
        String text = Files.readString(file());
        assertTrue(text.contains(right), text);
        TestFiles.edit(file(), whole -> whole.replace(right, wrong));

        String message = assertThrows(BadInputException.class, () -> TargetFile.read(folder, Optional.empty()))
                .getMessage();

        assertTrue(message.startsWith(file() + ": "), message);
        assertTrue(message.contains(why), message);
        assertEquals(1, message.lines().count(), message);
    }
}
