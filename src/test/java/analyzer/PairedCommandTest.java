package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunName;
import analyzer.gatling.TargetFile;
import analyzer.io.JsonFile;
import analyzer.metrics.RunInfo;
import analyzer.metrics.TargetUsage;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The program with a paired run, as its users call it. */
class PairedCommandTest {

    private static final String LIVE = "/v1/healthz/live";
    private static final String BASE_LIVE = LIVE + " (base)";
    private static final String BASE = "http://127.0.0.1:8001";
    private static final String TIME = "20261123_143000";

    @TempDir
    Path folder;

    private String out;
    private String err;

    @Test
    void theBaseInTheSameRunNeedsNoBaselineFile() throws Exception {
        paired(100, 100, 0);

        assertEquals(0, check());

        assertTrue(
                out.contains("  " + LIVE + "\n    in the same run as " + BASE + "\n    1000 requests, base: 1000\n"),
                out);
        assertTrue(out.contains("  Base: " + BASE + ", 1000 requests, failed: 0\n"), out);
        assertTrue(out.contains("  Users waited: 50 % of their time for the base, 50 % for the candidate\n"), out);
        assertTrue(flat().contains("paired 95 % interval"), out);
        assertTrue(out.contains("PASS: 1 of 1 endpoint judged, no regression"), out);
        assertFalse(out.contains(BASE_LIVE), "the base is no endpoint of its own: " + out);
        assertFalse(Files.exists(folder.resolve("baselines")));
    }

    @Test
    void bothSidesAreWrittenForOtherTools() throws Exception {
        paired(130, 100, 0);
        assertEquals(1, check());

        assertEquals(List.of("v1_healthz_live_" + TIME + ".base.csv", "v1_healthz_live_" + TIME + ".csv"), csvFiles());
        assertTrue(csv(".base.csv").startsWith("1000,99.99,"), csv(".base.csv"));
        assertTrue(csv(".csv").startsWith("1000,129.987,"), csv(".csv"));
        JsonNode statistics = JsonFile.readObject(runFolder().resolve("js/stats.json"));
        TreeSet<String> names = new TreeSet<>();
        statistics
                .path("contents")
                .forEach(request -> names.add(request.path("name").asString()));
        assertEquals(new TreeSet<>(List.of(LIVE, BASE_LIVE)), names);
    }

    @Test
    void theBasesFiguresAreNeverTakenForAResult() throws Exception {
        paired(130, 100, 0);
        check();

        // In a folder without target/gatling.
        TestShell.Ended ended = TestShell.analyzer(folder, "--results-dir", "results", "--baseline-dir", "baselines");

        assertEquals(3, ended.status(), ended.text());
        out = ended.text();
        assertTrue(out.contains("Response time avg: 130.0ms"), out);
        assertFalse(out.contains("Response time avg: 100.0ms"), out);
        assertTrue(out.contains("CANNOT_JUDGE: v1_healthz_live\n"), out);
        assertTrue(
                flat().contains(".csv belongs to a paired run, which can only be judged from Gatling's results"), out);
    }

    @Test
    void howMuchMoreFailedIsReportedWithAnInterval() throws Exception {
        paired(100, 100, 5);
        assertEquals(0, check());

        String words =
                "0.50 % of the base's requests, 0.00 % of the candidate's (-0.50 percentage points; 95 % interval";
        assertTrue(flat().contains("Failed: " + words), out);
        assertTrue(report(".html").contains("0.50 % of the base"), "not on the page");
        assertTrue(
                report(".md").contains("- Failures of <code>" + LIVE + "</code>: 0.50 % of the base"), report(".md"));
        JsonNode json = JsonFile.readObject(folder.resolve("results/report_" + TIME + ".json"));
        JsonNode interval =
                json.path("endpoints").path(0).path("result").path("same_run").path("error_rate_difference");
        assertEquals(
                -0.005, (interval.path("low").asDouble() + interval.path("high").asDouble()) / 2, 1e-9);
        validate(json);
    }

    private static void validate(JsonNode json) throws IOException {
        String schema = Files.readString(Path.of("docs/report.schema.json"));
        assertEquals(
                List.of(),
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema, InputFormat.JSON)
                        .validate(json.toString(), InputFormat.JSON));
    }

    @Test
    void everyReportSaysThatItIsTheSameRun() throws Exception {
        paired(130, 100, 0);
        assertEquals(1, check());

        assertTrue(out.contains("REGRESSION: " + LIVE), out);
        String markdown = report(".md");
        assertTrue(markdown.contains("paired 95 % interval"), markdown);
        assertTrue(markdown.contains("- Base in the same run: http:\u200B//127.0.0.1:8001"), markdown);
        assertTrue(markdown.contains("57 % for the candidate"), markdown);
        String page = report(".html");
        assertTrue(page.contains("paired 95 % interval"), "no reason");
        assertTrue(page.contains("<th>Base, same run</th>"), "no heading");
        assertTrue(page.contains("<span class=\"key baseline\"></span>base P95"), "no legend of the base");
        assertFalse(page.contains("<span class=\"key baseline\"></span>baseline"), "a baseline in a legend");
        assertTrue(page.contains("<td>in the same run</td>"), "no circumstances");
        assertTrue(page.contains("<td>" + BASE + "</td>"), "no target of the base");
        assertFalse(page.contains("data-kind=\"trend\""), "a trend of one run");
        assertFalse(page.contains("the same commit"), "the base's commit is unknown");
        String junit = Files.readString(folder.resolve("results/TEST-performance.xml"));
        assertTrue(junit.contains("<property name=\"compared\" value=\"in the same run as " + BASE + "\""), junit);
        JsonNode json = JsonFile.readObject(folder.resolve("results/report_" + TIME + ".json"));
        JsonNode pairedRun = json.path("endpoints").path(0).path("result").path("same_run");
        assertEquals(BASE, pairedRun.path("base_target").asString());
        assertEquals(0.565, pairedRun.path("candidate_share_of_time").asDouble(), 0.001);
        assertEquals(
                0,
                json.path("endpoints")
                        .path(0)
                        .path("comparisons")
                        .path(0)
                        .path("kept_runs")
                        .asInt(-1));
        validate(json);
    }

    /** Twice the CPU time per request, with the same response times. */
    @Test
    void whatTheServersDidIsShownAndGatesWhereAsked() throws Exception {
        paired(100, 100, 0);
        TargetFile.write(
                runFolder(),
                new TargetUsage.Both(
                        TestTargets.counting(TestTargets.steady(30_000, 200), 100),
                        TestTargets.counting(TestTargets.steady(30_000, 100), 50)));

        assertEquals(0, check());

        assertTrue(flat().contains("cpu 3ms -> 6ms +100.0 % +100.0 to +100.0 % shown"), out);
        assertTrue(
                flat().contains("Target: CPU 6ms per request (95 % interval 6 to 6), memory 100.1 MB at the end"
                        + " (+0.08 MB per 1000 requests; 95 % interval +0.08 to +0.08), 9 threads, process python3"),
                out);
        assertTrue(flat().contains("Target (base): CPU 3ms per request"), out);
        assertTrue(
                flat().contains("Counters per request that differ from the base: db_queries_total 1.5 -> 3 (+100.0 %;"),
                out);
        assertEquals(1, check("--gate", "cpu"));
        assertTrue(flat().contains("cpu 3 ms -> 6 ms (+100.0 %; paired 95 % interval"), out);
        assertTrue(out.contains("REGRESSION: " + LIVE), out);
        assertEquals(1, check("--gate", "p95,cpu"));
        assertEquals(1, check("--limit", "cpu < 5ms"));
        assertEquals(0, check("--limit", "cpu < 7ms"));
        assertTrue(report(".html").contains("<td>CPU 3ms per request"), "not on the page");
        assertTrue(report(".html").contains("CPU per request"), "not on the page");
        assertTrue(report(".html").contains("db_queries_total per request"), "not on the page");
        assertTrue(report(".md").contains(": Target \\(base\\): CPU 3ms per request"), report(".md"));
        JsonNode json = JsonFile.readObject(folder.resolve("results/report_" + TIME + ".json"));
        JsonNode result = json.path("endpoints").path(0).path("result");
        assertEquals(
                6,
                result.path("server").path("cpu_ms_per_request").path("value").asDouble(),
                1e-9);
        assertEquals(
                3,
                result.path("same_run")
                        .path("base_server")
                        .path("cpu_ms_per_request")
                        .path("value")
                        .asDouble(),
                1e-9);
        validate(json);
    }

    @Test
    void anUnknownTargetIsReportedInOneLineAndPassesNoGate() throws Exception {
        paired(100, 100, 0);
        TargetFile.write(
                runFolder(),
                new TargetUsage.Both(TestTargets.steady(30_000, 200), TargetUsage.unknown(TargetUsage.Source.NONE)));

        assertEquals(0, check());
        String why =
                "no process that listens on the target's address can be inspected on the generator's machine, and no"
                        + " metrics report the usage";
        assertTrue(flat().contains("Target (base): usage unknown: " + why), out);
        assertFalse(out.contains(" cpu "), out);
        assertEquals(3, check("--gate", "cpu"));
        assertTrue(flat().contains("the CPU time per request of the base is unknown: " + why), out);
        Files.delete(runFolder().resolve("target.json"));
        assertEquals(0, check());
        assertFalse(out.contains("Target:"), out);
        assertEquals(3, check("--gate", "cpu"));
        assertTrue(flat().contains("of the result is unknown: its target was not observed"), out);
    }

    @Test
    void aDamagedRecordOfTheTargetIsRefusedInOneLine() throws Exception {
        paired(100, 100, 0);
        Path file = runFolder().resolve("target.json");
        Files.writeString(file, "{\"schema\": 4, \"measured_from_ms\": " + LogBuilder.START.toEpochMilli() + "}");
        TestFiles.seal(file);

        assertEquals(2, check());

        assertTrue(
                err.contains(
                        "target.json: does not describe the usage of a target (its at_ms is missing or not a list)"),
                err);
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void aPairedRunIsNoBaseline() {
        paired(100, 100, 0);

        assertEquals(0, check("--save-baselines"));

        assertTrue(flat().contains("Not saved: " + LIVE + ": a paired run shares its load with the base;"), out);
        assertFalse(Files.exists(folder.resolve("baselines")));
    }

    @Test
    void aBaseThatFailsIsNoPass() {
        paired(100, 100, 50);

        assertEquals(3, check());

        assertTrue(flat().contains("50 of 1000 requests to the base " + BASE + " failed (5 %)"), out);
        assertTrue(flat().contains("mostly: connection refused"), out);
        assertEquals(List.of(), csvFiles(), "the candidate's file alone would look like that of a run without a base");
    }

    @Test
    void theCandidatesPolicyDecidesWhetherBothSidesAreWritten() throws Exception {
        paired(100, 100, 50);
        Path policy = Files.writeString(
                folder.resolve("policy.conf"), "rules = [{ endpoint = \"" + LIVE + "\", max-error-rate = 10 }]");

        check("--policy", policy.toString());

        assertEquals(List.of("v1_healthz_live_" + TIME + ".base.csv", "v1_healthz_live_" + TIME + ".csv"), csvFiles());
    }

    @Test
    void aBaseThatCannotBeWrittenLeavesNoFileOfTheCandidate() throws Exception {
        paired(130, 100, 0);
        Files.createDirectories(folder.resolve("results/v1_healthz_live_" + TIME + ".base.csv"));

        assertEquals(2, check());

        assertEquals(List.of("v1_healthz_live_" + TIME + ".base.csv"), csvFiles());
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void aBaseThatWasNeverAskedIsNoPass() {
        LogBuilder log = LogBuilder.started().oneUser(LIVE, 0, 1000, 30);
        log.writeInto(runFolder());
        info(Optional.empty());

        assertEquals(3, check());

        assertTrue(flat().contains("no request to the base " + BASE + " was measured"), out);
    }

    @Test
    void aRunThatNeverLoadedNamesWhatIsWrong() {
        info(Optional.of("GET " + BASE + LIVE + " got no response: the connection was refused"));

        assertEquals(3, check());

        assertTrue(flat().contains("the load failed: GET " + BASE), out);
        assertTrue(out.contains("CANNOT_JUDGE: " + LIVE + "\n"), out);
    }

    /** As bin/bisect judges a commit at which requests to the first of two endpoints fail: it skips one that ends with 3. */
    @Test
    void anEndpointThatAFailedLoadLeftUnknownCannotBeJudged() {
        info(Optional.of("GET " + LIVE + " failed: status 500"));

        assertEquals(3, check("--no-baseline", "--endpoint", LIVE, "--endpoint", "/v1/whoami"), err);
        assertTrue(flat().contains("Note: --endpoint /v1/whoami: is unknown; known endpoints: " + LIVE), out);
        assertEquals(3, check("--no-baseline", "--endpoint", "/v1/whoami"), err);
        assertTrue(out.contains("CANNOT_JUDGE: " + LIVE + "\n"), out);
        paired(100, 100, 0);
        assertEquals(2, check("--no-baseline", "--endpoint", LIVE, "--endpoint", "/v1/whoami"), out);
    }

    @Test
    void pairedRunsAreNotPooled() {
        paired(100, 100, 0);

        assertEquals(2, call("--pool", folder.resolve("gatling").toString()));

        assertTrue(err.contains("is a paired run, which has one injector"), err);
        assertEquals(1, err.lines().count(), err);
    }

    /** Writes a run of one user that visits both targets a thousand times in 30 s. The times scatter by a tenth. */
    private void paired(int millis, int baseMillis, int baseFailures) {
        LogBuilder log = LogBuilder.started().userStart(0);
        for (int i = 0; i < 1000; i++) {
            int at = i * 30;
            log.ok(LIVE, at, at + scattered(millis, i));
            if (i < baseFailures) {
                log.failed(BASE_LIVE, at, at + 1, "connection refused");
            } else {
                log.ok(BASE_LIVE, at, at + scattered(baseMillis, i));
            }
        }
        log.userEnd(30_200).writeInto(runFolder());
        info(Optional.empty());
    }

    private static int scattered(int millis, int i) {
        return millis + millis / 10 * (i % 3 - 1);
    }

    private void info(Optional<String> failure) {
        RunInfo like = TestRuns.info(LogBuilder.START, Duration.ofSeconds(30), Duration.ZERO, LIVE, BASE_LIVE);
        try {
            Files.createDirectories(runFolder());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        RunInfoFile.write(
                runFolder(),
                new RunInfo(
                                like.profile(),
                                like.endpoints(),
                                like.measuredFrom(),
                                like.machine(),
                                like.commit(),
                                failure)
                        .withBaseTarget(Optional.of(BASE)));
    }

    private Path runFolder() {
        return folder.resolve("gatling").resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START));
    }

    private List<String> csvFiles() {
        String[] names = folder.resolve("results").toFile().list((dir, name) -> name.endsWith(".csv"));
        return Stream.of(names).sorted().toList();
    }

    private String csv(String suffix) throws IOException {
        return Files.readString(folder.resolve("results/v1_healthz_live_" + TIME + suffix));
    }

    private String report(String suffix) throws IOException {
        return Files.readString(folder.resolve("results/report_" + TIME + suffix));
    }

    private String flat() {
        return out.replaceAll("\\s+", " ");
    }

    private int check(String... more) {
        List<String> args = new ArrayList<>(
                List.of("--gatling-dir", folder.resolve("gatling").toString()));
        args.addAll(List.of(more));
        return call(args.toArray(String[]::new));
    }

    private int call(String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        args.addAll(List.of("--results-dir", folder.resolve("results").toString()));
        args.addAll(List.of("--baseline-dir", folder.resolve("baselines").toString()));
        StringWriter stdout = new StringWriter();
        StringWriter stderr = new StringWriter();
        int status = Main.run(Map.of(), new PrintWriter(stdout), new PrintWriter(stderr), args.toArray(String[]::new));
        out = stdout.toString();
        err = stderr.toString();
        return status;
    }
}
