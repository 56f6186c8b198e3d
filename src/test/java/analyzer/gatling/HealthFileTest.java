package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestHealth;
import analyzer.io.BadInputException;
import analyzer.metrics.GeneratorHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertEquals(Optional.of(TestHealth.quiet()), HealthFile.read(folder));
    }

    @Test
    void whatCouldNotBeReadIsNotInTheFile() throws IOException {
        HealthFile.write(folder, TestHealth.unknown());
        assertEquals("""
                {
                  "schema" : 1,
                  "measured_ms" : 30000
                }
                """, Files.readString(file()));
        assertEquals(Optional.of(TestHealth.unknown()), HealthFile.read(folder));
    }

    @Test
    void aRunWithoutTheFileHasNone() {
        assertEquals(Optional.empty(), HealthFile.read(folder));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "schema" : 1               | "schema" : 2               | has schema 2, and this version knows 1
            "schema" : 1               | "schema" : 1.5             | it has no whole number schema
            "measured_ms" : 30000      | "measured_ms" : 0          | out of range
            "measured_ms" : 30000      | "measured_ms" : 99999999999| it has no whole number measured_ms
            "process_cpu_share" : 0.34 | "process_cpu_share" : 34   | a share of CPU time is not between 0 and 1
            "process_cpu_share" : 0.34 | "process_cpu_share" : null | it has no number process_cpu_share
            "machine_cpu_share" : 0.5  | "machine_cpu_share" : NaN  | a share of CPU time is not between 0 and 1
            "total_ms" : 150           | "total_ms" : -1            | a garbage collection pause is below 0
            "p99_ms" : 0.25            | "p99_ms" : "0.25"          | it has no number p99_ms
            "p99_ms" : 0.25            | "p99_ms" : 7               | hiccups are not percentiles in ascending order
            "p99_9_ms" : 0.5           | "p99" : 0.5                | it has no number p99_9_ms
            "p50_ms" : 0.02            | "p50_ms" : 9               | hiccups are not percentiles in ascending order
            "max_ms" : 1.0             | "max_ms" : Infinity        | hiccups are not percentiles in ascending order
            "connections" : 10         | "connections" : -1         | out of range
            "connections" : 10         | "connections" : []         | it has no whole number connections
            """)
    void aDamagedFileIsToldInOneLine(String right, String wrong, String why) throws IOException {
        HealthFile.write(folder, TestHealth.quiet());
        String text = Files.readString(file());
        assertTrue(text.contains(right), text);
        Files.writeString(file(), text.replace(right, wrong));

        String message = assertThrows(BadInputException.class, () -> HealthFile.read(folder))
                .getMessage();

        assertTrue(message.startsWith(file() + ": "), message);
        assertTrue(message.contains(why), message);
        assertEquals(1, message.lines().count(), message);
    }

    /** Without it a starved generator would pass for one that could do its work. */
    @Test
    void aMemberWithADamagedNameIsRefused(@TempDir Path run) throws Exception {
        HealthFile.write(run, TestHealth.starved());
        Path file = run.resolve(GeneratorHealth.FILE_NAME);
        Files.writeString(file, Files.readString(file).replace("\"hiccups\"", "\"hiccup3\""));

        assertThrows(BadInputException.class, () -> HealthFile.read(run));
    }
}
