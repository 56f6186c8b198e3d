package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.Damage;
import analyzer.TestFiles;
import analyzer.TestHealth;
import analyzer.TestRuns;
import analyzer.io.BadInputException;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthFileTest {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve(GeneratorHealth.FILE_NAME);
    }

    @Test
    void isReadAsItWasWritten() {
        HealthFile.write(folder, TestHealth.quiet());
        assertEquals(Optional.of(TestHealth.quiet()), HealthFile.read(folder, Optional.empty()));
    }

    @Test
    void whatCouldNotBeReadIsNotInTheFile() throws IOException {
        HealthFile.write(folder, TestHealth.unknown());
        assertEquals("""
                {
                  "schema" : 4,
                  "measured_ms" : 30000,
                  "checksum" : "a1062918"
                }
                """, Files.readString(file()));
        assertEquals(Optional.of(TestHealth.unknown()), HealthFile.read(folder, Optional.empty()));
    }

    /** Otherwise a starved generator could look like one that was not. */
    @Test
    void noBitCanBeChangedWithoutShowing() throws IOException {
        HealthFile.write(folder, TestHealth.starved());
        Damage.ofEveryByte(
                file(),
                () -> assertEquals(Optional.of(TestHealth.starved()), HealthFile.read(folder, Optional.empty())));
    }

    @Test
    void aRunWithoutTheFileHasNone() {
        assertEquals(Optional.empty(), HealthFile.read(folder, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "schema" : 4               | "schema" : 5               | has schema 5, but this version reads only schema 4
            "schema" : 4               | "schema" : 1.5             | its schema is missing or not a whole number
            "measured_ms" : 30000      | "measured_ms" : 0          | out of range
            "measured_ms" : 30000      | "measured_ms" : 99999999999| its measured_ms is missing or not a whole number
            "process_cpu_share" : 0.34 | "process_cpu_share" : 34   | a share of CPU time is not between 0 and 1
            "process_cpu_share" : 0.34 | "process_cpu_share" : null | its process_cpu_share is missing or not a number
            "machine_cpu_share" : 0.5  | "machine_cpu_share" : NaN  | its machine_cpu_share is missing or not a number
            "total_ms" : 150           | "total_ms" : -1            | a garbage collection pause is below 0
            "p99_ms" : 0.25            | "p99_ms" : "0.25"          | its p99_ms is missing or not a number
            "p99_ms" : 0.25            | "p99_ms" : 7               | hiccups are not percentiles in ascending order
            "p99_9_ms" : 0.5           | "p99" : 0.5                | its schema has no member 'p99'
            "p50_ms" : 0.02            | "p50_ms" : 9               | hiccups are not percentiles in ascending order
            "max_ms" : 1.0             | "max_ms" : Infinity        | its max_ms is missing or not a number
            "event_loop_delays" : {    | "event_loop_delay" : {     | its schema has no member 'event_loop_delay'
            "gc_pauses" : {            | "gc_pauses" : 5, "gc" : {  | its schema has no member 'gc'
            "connections" : 10         | "connections" : -1         | out of range
            "hiccups"                  | "hiccup3"                  | its schema has no member 'hiccup3'
            "connections" : 10         | "connections" : []         | its connections is missing or not a whole number
            """)
    void aDamagedFileIsReportedInOneLine(String right, String wrong, String why) throws IOException {
        HealthFile.write(folder, TestHealth.quiet());
        String text = Files.readString(file());
        assertTrue(text.contains(right), text);
        TestFiles.edit(file(), whole -> whole.replace(right, wrong));

        String message = assertThrows(BadInputException.class, () -> HealthFile.read(folder, Optional.empty()))
                .getMessage();

        assertTrue(message.startsWith(file() + ": "), message);
        assertTrue(message.contains(why), message);
        assertEquals(1, message.lines().count(), message);
    }

    /** Without a file that the run record lists, the run could not be judged either. */
    @Test
    void onlyAFileThatTheRunRecordDoesNotListCanBeDeleted() throws IOException {
        HealthFile.write(folder, TestHealth.quiet());
        TestFiles.edit(file(), whole -> whole.replace("\"connections\" : 10", "\"connections\" : -1"));
        RunInfo run = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ZERO, "/a");
        RunInfo.Left left =
                new RunInfo.Left(new RunInfo.Log(1, "00000000"), Map.of(GeneratorHealth.FILE_NAME, "00000000"));

        String unlisted = refusal(run);
        assertTrue(unlisted.endsWith("; run the simulation again, or delete the file to judge without it"), unlisted);
        String listed = refusal(run.withLeft(Optional.of(left)));
        assertTrue(listed.endsWith("; run the simulation again"), listed);
    }

    private String refusal(RunInfo run) {
        return assertThrows(BadInputException.class, () -> HealthFile.read(folder, Optional.of(run)))
                .getMessage();
    }
}
