package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.io.JsonFile;
import analyzer.pool.TestInjector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The option {@code --pool}, as users pass it. */
class PoolCommandTest {

    @TempDir
    Path folder;

    private String out;
    private String err;

    @Test
    void injectorsAreJudgedAsOneAgainstABaselineOfAsMany() {
        write("first", Duration.ZERO, 3, 20);
        assertEquals(3, check("first", "--save-baselines"));
        assertTrue(
                out.replaceAll("\\s+", " ")
                        .contains(
                                "Load: LiveSimulation on http://api, 30 users, 10s after 1s of warm-up, 3 injectors of"
                                        + " 10 users each"),
                out);
        assertTrue(out.contains("Injectors of LiveSimulation: 3 of 3"), out);
        assertTrue(out.contains("Saved: "), out);

        write("same", Duration.ofMinutes(1), 3, 20);
        assertEquals(0, check("same"), out);
        assertTrue(out.contains("PASS: 1 of 1 endpoint judged"), out);

        write("slow", Duration.ofMinutes(2), 3, 40);
        assertEquals(1, check("slow"));
        assertTrue(out.contains("REGRESSION: " + TestInjector.ENDPOINT), out);
    }

    @Test
    void anotherNumberOfInjectorsIsAnotherLoad() {
        write("three", Duration.ZERO, 3, 20);
        check("three", "--save-baselines");
        write("two", Duration.ofMinutes(1), 2, 20);
        assertEquals(3, check("two"));
        String oneLine = out.replaceAll("\\s+", " ");
        assertTrue(
                oneLine.contains("different load profile from the baseline: concurrency 20, not 30, mix 2 injectors of"
                        + " 10 users each, not 3 injectors of 10 users each"),
                out);
    }

    /** The run of one injector has ten users although thirty sent requests, and the baseline already contains its samples. */
    @Test
    void aShareIsNoRunOfItsOwn() {
        write("all", Duration.ZERO, 3, 20);
        check("all", "--save-baselines");

        for (int index = 0; index < 3; index++) {
            List<String> alone = List.of(
                    "--gatling-dir",
                    folder.resolve("all").resolve(String.valueOf(index)).toString(),
                    "--results-dir",
                    folder.resolve("alone").toString(),
                    "--baseline-dir",
                    folder.resolve("baselines").toString(),
                    "--save-baselines",
                    "--accept-regression");
            assertEquals(3, call(alone), err);
            assertTrue(out.replaceAll("\\s+", " ").contains("it is the run of injector " + index + " of 3,"), out);
            assertTrue(out.contains("Not saved: "), out);
        }
    }

    @Test
    void aMissingInjectorIsNoVerdictAndNoBaseline() {
        write("all", Duration.ZERO, 3, 20);
        assertEquals(3, check("all/0", "--save-baselines"));
        assertTrue(out.contains("injectors 1, 2 are missing"), out);
        assertTrue(out.contains("Not saved: "), out);
        assertTrue(out.contains("CANNOT_JUDGE: "), out);
    }

    @Test
    void thePooledRunLeavesItsCsvAndItsStatisticsAsARunFolderOfItsOwn() {
        write("a", Duration.ZERO, 0, 2, 20);
        write("a", Duration.ofMillis(300), 1, 2, 50);
        check("a");

        Path run = folder.resolve("results/livesimulation-20261123143000000");
        JsonNode stats = JsonFile.readObject(run.resolve("js/global_stats.json"));
        assertEquals(700, stats.at("/numberOfRequests/total").intValue());
        assertEquals(20, stats.at("/percentiles1/ok").intValue());
        assertEquals(50, stats.at("/percentiles3/ok").intValue());
        // From the end of the first warm-up to the last request, in whole seconds, as Gatling counts them.
        assertEquals(
                700 / 11.0, stats.at("/meanNumberOfRequestsPerSecond/total").doubleValue(), 1e-9);
        JsonNode whole = JsonFile.readObject(run.resolve("js/stats.json"));
        assertEquals(stats, whole.path("stats"));
        assertEquals(1, whole.path("contents").size());
        assertTrue(Files.exists(folder.resolve("results/v1_healthz_live_20261123_143000.csv")), out);
        List<String> again = List.of(
                "--gatling-dir",
                run.toString(),
                "--results-dir",
                folder + "/again",
                "--baseline-dir",
                folder + "/none");
        assertEquals(3, call(again), err);
        assertTrue(out.contains("Requests: 700, failed: 0"), out);
        assertTrue(out.contains("20 users, 10s after 1s of warm-up, 2"), out);
        assertTrue(out.contains("simulation.log is missing"), out);
    }

    @Test
    void aPooledRunThatIsNotWholeLeavesNoStatisticsThatPassForThoseOfAll() {
        write("all", Duration.ZERO, 3, 20);
        check("all/0");
        assertFalse(Files.exists(folder.resolve("results/livesimulation-20261123143000000")));
    }

    @Test
    void noPageNextToTheRunsIsTakenForGatlingsOwnReport() throws IOException {
        write("all", Duration.ZERO, 1, 20);
        Files.writeString(folder.resolve("all/index.html"), "a page of somebody else");
        Files.writeString(folder.resolve("all/0/index.html"), "a page of somebody else");
        check("all");
        Path page = folder.resolve("results/report_20261123_143000.html");
        assertFalse(Files.readString(page).contains("own report of this run"));
    }

    @Test
    void severalFoldersCanBeGivenAndTheCommandNamed() {
        write("all", Duration.ZERO, 3, 20);
        List<String> arguments = new ArrayList<>(List.of("check", "--pool"));
        for (int index = 0; index < 3; index++) {
            arguments.add(folder.resolve("all").resolve(String.valueOf(index)).toString());
        }
        arguments.addAll(List.of(
                "--results-dir", folder.resolve("results").toString(), "--baseline-dir", folder + "/baselines"));
        assertEquals(3, call(arguments));
        assertTrue(out.contains("no baseline; save one"), out);
    }

    @Test
    void whatIsNotOneRunIsRefusedInOneLine() {
        write("all", Duration.ZERO, 2, 20);
        write("all/late", Duration.ofMinutes(1), 2, 20);
        assertEquals(2, check("all"));
        assertEquals("", out);
        assertTrue(err.startsWith("perf-analyzer: ") && err.contains("cannot be pooled with"), err);
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void aResultsFolderInAdditionIsWrongUsage() {
        write("all", Duration.ZERO, 2, 20);
        assertEquals(2, check("all", "--gatling-dir", "target/gatling"));
        assertTrue(err.contains("--pool and --gatling-dir are mutually exclusive; see --help"), err);
    }

    /** The injectors of one series run all simulations, so none is meant to replace another. */
    @Test
    void anEndpointThatTwoSimulationsOfASeriesMeasureIsNotJudged() {
        for (int index = 0; index < 2; index++) {
            Path results = folder.resolve("both").resolve(String.valueOf(index));
            TestInjector first = TestInjector.of(index, 2).toStartAt(TestInjector.START);
            first.write(results, first.constant(20));
            TestInjector second = TestInjector.of(index, 2)
                    .of("simulations.OtherSimulation")
                    .startedAfter(Duration.ofSeconds(90))
                    .toStartAt(TestInjector.START.plusSeconds(90));
            second.write(results, second.constant(10));
        }

        assertEquals(3, check("both", "--no-baseline", "--limit", "p95 < 1s"));

        assertTrue(out.contains("two simulations measured it"), out);
    }

    private void write(String where, Duration delay, int count, int millis) {
        for (int index = 0; index < count; index++) {
            write(where, delay, index, count, millis);
        }
    }

    private void write(String where, Duration delay, int index, int count, int millis) {
        TestInjector injector = TestInjector.of(index, count).startedAfter(delay);
        injector.write(folder.resolve(where).resolve(String.valueOf(index)), injector.constant(millis));
    }

    private int check(String where, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pool",
                folder.resolve(where).toString(),
                "--results-dir",
                folder.resolve("results").toString(),
                "--baseline-dir",
                folder.resolve("baselines").toString()));
        arguments.addAll(List.of(options));
        return call(arguments);
    }

    private int call(List<String> arguments) {
        StringWriter outWriter = new StringWriter();
        StringWriter errWriter = new StringWriter();
        int exitCode = Main.run(
                Map.of(), new PrintWriter(outWriter), new PrintWriter(errWriter), arguments.toArray(String[]::new));
        out = outWriter.toString();
        err = errWriter.toString();
        return exitCode;
    }
}
