package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.baseline.BaselineFolder;
import analyzer.gatling.HealthFile;
import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunName;
import analyzer.gatling.RunReader;
import analyzer.gatling.SlowestFile;
import analyzer.gatling.StrictLog;
import analyzer.gatling.TargetFile;
import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.io.Seal;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.SlowRequest;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.TargetUsage;
import analyzer.verdict.Policies;
import analyzer.verdict.Policy;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.node.ObjectNode;

/**
 * The program, with one of its input files replaced by bytes that the fuzzer derives from the seeds. As a plain test, each method runs
 * its seeds and all inputs that once failed. {@code docs/RELIABILITY.md} shows the command for fuzzing.
 *
 * <p>For all bytes the program ends with a status from 0 to 3, prints at most one line on standard error and no internal error, takes
 * less than 10 s, and needs no more memory than the test has. The figures of a log are those that an independent reader finds.
 */
class InputFuzzTest {

    private static final String ENDPOINT = "/v1/healthz/live";

    private static final OperatingSystemMXBean PROCESSOR =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static Path folder;
    private static Path run;

    @BeforeAll
    static void aRunWithABaseline() throws IOException {
        folder = Files.createTempDirectory("fuzz");
        run = folder.resolve("gatling").resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START));
        LogBuilder.started().thirtySeconds(ENDPOINT, 5000, 20).writeInto(run);
        RunInfoFile.write(
                run, TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ofSeconds(5), ENDPOINT));
        HealthFile.write(run, TestHealth.quiet());
        TargetFile.write(
                run,
                new TargetUsage.Both(TestTargets.steady(30_000, 200), TargetUsage.unknown(TargetUsage.Source.NONE)));
        SlowestFile.write(run, Map.of(ENDPOINT, List.of(new SlowRequest(12, 20, Map.of("X-Request-ID", "4711")))));
        assertEquals(3, check("--save-baselines"));
        // An earlier run, so that there is a baseline to compare with.
        Path baseline = baseline();
        long start = LogBuilder.START.toEpochMilli();
        TestFiles.edit(
                baseline,
                text -> text.replace(String.valueOf(start), String.valueOf(start - 60_000))
                        .replace("20261123_143000", "20261123_142900"));
        assertEquals(0, check());
    }

    @AfterAll
    static void cleanUp() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void log(byte[] content) throws IOException {
        int exitCode = with(run.resolve("simulation.log"), content);

        Optional<Map<String, SummaryStatistics>> strict = StrictLog.read(content);
        assertTrue(strict.isPresent() || exitCode >= 2, "judged what a strict reader refuses, status " + exitCode);
        if (exitCode < 2) {
            Path kept = run.resolve("simulation.log");
            byte[] before = Files.readAllBytes(kept);
            Files.write(kept, content);
            try {
                for (EndpointResult result : RunReader.read(RunFolder.at(run)).results()) {
                    assertEquals(strict.get().getOrDefault(result.endpoint(), result.metrics()), result.metrics());
                }
            } finally {
                Files.write(kept, before);
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void runJson(byte[] content) throws IOException {
        with(run.resolve("run.json"), resealed(content));
    }

    @FuzzTest(maxDuration = "10m")
    void healthJson(byte[] content) throws IOException {
        with(run.resolve("health.json"), resealed(content));
    }

    @FuzzTest(maxDuration = "10m")
    void targetJson(byte[] content) throws IOException {
        with(run.resolve("target.json"), resealed(content));
    }

    @FuzzTest(maxDuration = "10m")
    void slowestJson(byte[] content) throws IOException {
        with(run.resolve("slowest.json"), resealed(content));
    }

    @FuzzTest(maxDuration = "10m")
    void baseline(byte[] content) throws IOException {
        with(baseline(), resealed(content));
    }

    @FuzzTest(maxDuration = "10m")
    void statsJson(byte[] content) throws IOException {
        // Alone, as an older Gatling writes it: a stats.json next to a run.json is not judged.
        Path aside = Files.move(run, folder.resolve("aside"));
        try {
            Path file = Files.createDirectories(run.resolve("js")).resolve("stats.json");
            Files.writeString(file, "{}");
            with(file, content);
            Files.delete(file);
            Files.delete(file.getParent());
            Files.delete(run);
        } finally {
            Files.move(aside, run);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void csv(byte[] content) throws IOException {
        // Without the command line, which reads CSV files only if target/gatling has no run.
        Path results = folder.resolve("results");
        Path file = results.resolve("v1_healthz_live_20261123_143000.csv");
        BaselineFolder baselines = BaselineFolder.read(folder.resolve("baselines"));
        byte[] before = Files.readAllBytes(file);
        Files.write(file, content);
        try {
            inTime(() -> InputReader.readCsvFiles(results, baselines)
                    .orElseThrow()
                    .select(List.of(), baselines)
                    .judge(new Policies(Policy.standard(), List.of()), baselines));
        } catch (BadInputException e) {
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        } finally {
            Files.write(file, before);
        }
    }

    /** Corrects the checksum of the content, if it has one. Otherwise the fuzzer would not get past the checksum. */
    private static byte[] resealed(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("resealed"), content);
        try {
            ObjectNode json = JsonFile.readObject(file);
            return json.has("checksum") ? JsonFile.text(Seal.close(json)).getBytes(StandardCharsets.UTF_8) : content;
        } catch (BadInputException e) {
            return content;
        }
    }

    /** Returns the exit status of a check with other content in a file, and restores the file. */
    private static int with(Path file, byte[] content) throws IOException {
        byte[] before = Files.readAllBytes(file);
        Files.write(file, content);
        try {
            return check();
        } finally {
            Files.write(file, before);
        }
    }

    private static int check(String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> options = List.of(
                "--gatling-dir", folder.resolve("gatling").toString(),
                "--results-dir", folder.resolve("results").toString(),
                "--baseline-dir", folder.resolve("baselines").toString());
        int exitCode = inTime(() -> Main.run(
                Map.of(),
                new PrintWriter(out),
                new PrintWriter(err),
                Stream.concat(options.stream(), Stream.of(more)).toArray(String[]::new)));
        assertTrue(exitCode >= 0 && exitCode <= 3, "status " + exitCode);
        // Progress lines depend on the speed of the machine.
        List<String> lines =
                err.toString().lines().filter(line -> !line.endsWith(" ...")).toList();
        assertTrue(lines.size() <= 1, err.toString());
        for (String defect : List.of("internal error", "out of memory")) {
            assertTrue(lines.stream().noneMatch(line -> line.startsWith("perf-analyzer: " + defect)), err.toString());
        }
        return exitCode;
    }

    private static <T> T inTime(Supplier<T> analysis) {
        long begin = PROCESSOR.getProcessCpuTime();
        T result = analysis.get();
        // CPU time, because the machine can be busy, and the fuzzer can be stopped in the meantime.
        assertTrue(PROCESSOR.getProcessCpuTime() - begin < 10_000_000_000L, "more than 10 s");
        return result;
    }

    private static Path baseline() {
        try (Stream<Path> files = Files.list(folder.resolve("baselines"))) {
            return files.filter(file -> file.toString().endsWith("_baseline.json"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
