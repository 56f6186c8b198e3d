package analyzer.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.Damage;
import analyzer.TestFiles;
import analyzer.TestResults;
import analyzer.TestRuns;
import analyzer.TestTargets;
import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.io.Seal;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Estimate;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Metric;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.Uptime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class BaselineTest {

    private static final Instant START = Instant.parse("2026-11-23T14:30:00Z");

    @TempDir
    Path folder;

    @Test
    void figuresAreMediansOverTheKeptRuns() {
        Baseline odd = baselineOf(10, 50, 20);
        Baseline even = baselineOf(10, 50, 20, 30);

        assertEquals(20, odd.metrics().p95Millis());
        assertEquals(25, even.metrics().p95Millis());
        assertEquals(START.plusSeconds(3), even.saved());
    }

    @Test
    void figuresOfANumberOfRequestsAreWhole() {
        Baseline baseline = Baseline.of(
                "/a",
                List.of(
                        KeptRun.of(TestResults.sample("/a", START, 1000, i -> 10)),
                        KeptRun.of(TestResults.sample("/a", START.plusSeconds(1), 1001, i -> 10))));

        assertEquals(1001, baseline.metrics().totalRequests());
    }

    @Test
    void theThroughputIsTheMedianOfTheRunsThatTellTheirs() {
        Baseline baseline = Baseline.of(
                "/a",
                List.of(
                        KeptRun.of(TestResults.sample("/a", START, 300, i -> 10)),
                        KeptRun.of(TestResults.sample("/a", START.plusSeconds(1), 600, i -> 10)),
                        KeptRun.of(TestResults.sample("/a", START.plusSeconds(2), 1200, i -> 10))));

        assertEquals(OptionalDouble.of(20), baseline.throughputPerSecond());
        assertEquals(20, baseline.figure(Metric.THROUGHPUT));
        assertEquals(10, baseline.figure(Metric.P95));
        Baseline documented = new Baseline("/a", START, baseline.metrics(), List.of());
        assertEquals(OptionalDouble.empty(), documented.throughputPerSecond());
        assertTrue(Double.isNaN(documented.figure(Metric.THROUGHPUT)));
    }

    /** Used to compare runs that are not kept. */
    @Test
    void aBaselineOfAllRunsHoldsHoweverManyInTheirOrder() {
        List<KeptRun> newestFirst = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> KeptRun.of(TestResults.constant("/a", START.minusSeconds(i), i)))
                .toList();

        Baseline all = Baseline.ofAll("/a", newestFirst);

        assertEquals(12, all.runs().size());
        assertEquals(START.minusSeconds(12), all.runs().get(0).started());
        assertEquals(START.minusSeconds(1), all.saved());
        assertEquals(6.5, all.metrics().p95Millis());
        assertEquals(List.of(), all.past());
    }

    @Test
    void theNewestTenRunsAreKept() {
        Baseline baseline = baselineOf(IntStream.rangeClosed(1, 12).toArray());

        assertEquals(
                List.of(3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0),
                baseline.runs().stream().map(run -> run.metrics().p95Millis()).toList());
    }

    @Test
    void theFiguresOfOlderRunsStayInTheHistory() {
        Baseline baseline = baselineOf(1);
        for (int i = 2; i <= 230; i++) {
            baseline = baseline.plus(KeptRun.of(TestResults.constant("/a", START.plusSeconds(i), i)));
        }

        assertEquals(10, baseline.runs().size());
        assertEquals(Baseline.MAX_PAST_RUNS, baseline.past().size());
        assertEquals(Baseline.MAX_PAST_RUNS + 10, baseline.history().size());
        assertEquals(
                IntStream.rangeClosed(21, 230).boxed().toList(),
                baseline.history().stream()
                        .map(run ->
                                (int) Math.floor(run.figures().get(Metric.P95).value()))
                        .toList(),
                "oldest first, each once");
    }

    @Test
    void aRunOfThePastThatIsSavedAgainIsThereOnce() {
        Baseline baseline = baselineOf(IntStream.rangeClosed(1, 12).toArray());

        Baseline again = baseline.plus(KeptRun.of(TestResults.constant("/a", START, 1)));

        assertEquals(12, again.history().size());
        assertEquals(baseline.runs().get(0).started(), again.runs().get(0).started());
    }

    /** A baseline that was started again has the former runs as its past. One of them can be saved again. */
    @Test
    void aRunOfThePastThatIsKeptOnceMoreIsNoPast() {
        Baseline restarted =
                baselineOf(10, 11, 12).restartedWith(KeptRun.of(TestResults.constant("/a", START.plusSeconds(60), 40)));

        Baseline again = restarted.plus(KeptRun.of(TestResults.constant("/a", START.plusSeconds(1), 11)));

        assertEquals(2, again.runs().size());
        assertEquals(
                List.of(START, START.plusSeconds(2)),
                again.past().stream().map(PastRun::started).toList());
    }

    @Test
    void thePastIsReadAsItWasWritten() {
        Baseline saved = baselineOf(IntStream.rangeClosed(1, 13).toArray());
        BaselineFolder.read(folder).save(List.of(saved));

        Baseline read = BaselineFolder.read(folder).of("/a").orElseThrow();

        assertEquals(3, read.past().size());
        for (int i = 0; i < 3; i++) {
            assertEquals(saved.past().get(i).started(), read.past().get(i).started());
            assertEquals("abc123", read.past().get(i).commit());
            for (Metric metric : Metric.values()) {
                Estimate expected = saved.past().get(i).figures().get(metric);
                if (expected == null) {
                    // CPU time, which is unknown here.
                    assertFalse(read.past().get(i).figures().containsKey(metric));
                    continue;
                }
                Estimate found = read.past().get(i).figures().get(metric);
                assertEquals(expected.value(), found.value(), 1e-4);
                assertEquals(expected.standardError(), found.standardError(), 1e-4);
                assertEquals(expected.resolution(), found.resolution(), 1e-4);
            }
        }
        assertEquals(
                saved.toJudge(TestResults.constant("/a", START, 1))
                        .orElseThrow()
                        .metrics(),
                read.metrics());
    }

    @Test
    void aBaselineThatStartsAgainKeepsThePastOfItsOwnLoad() {
        Baseline before = baselineOf(10, 11, 12);
        EndpointResult slower = TestResults.constant("/a", START.plusSeconds(60), 40);

        Baseline same = before.restartedWith(KeptRun.of(slower));
        Baseline longer = before.restartedWith(KeptRun.of(
                TestResults.withProfile(slower, TestRuns.profile(Duration.ofSeconds(60), Duration.ofSeconds(5)))));
        Baseline other = before.restartedWith(KeptRun.of(
                TestResults.withProfile(slower, TestRuns.profile(Duration.ofSeconds(30), Duration.ofSeconds(3)))));

        assertEquals(1, same.runs().size());
        assertEquals(3, same.past().size());
        assertEquals(3, longer.past().size());
        assertEquals(List.of(), other.past());
    }

    @Test
    void cpuTimeIsReadAsItWasWrittenAndOlderRunsLackIt() {
        Baseline saved = Baseline.of(
                "/a",
                List.of(
                        KeptRun.of(TestResults.spread("/a", START, 1)),
                        KeptRun.of(TestResults.spread("/a", START.plusSeconds(60), 1)
                                .withTarget(TestTargets.used(3, 1))),
                        KeptRun.of(TestResults.spread("/a", START.plusSeconds(120), 1)
                                .withTarget(TestTargets.used(5, 2)))));
        BaselineFolder.read(folder).save(List.of(saved));

        Baseline read = BaselineFolder.read(folder).of("/a").orElseThrow();

        assertEquals(
                saved.runs().stream().map(run -> run.estimate(Metric.CPU)).toList(),
                read.runs().stream().map(run -> run.estimate(Metric.CPU)).toList());
        assertEquals(Optional.empty(), read.runs().get(0).estimate(Metric.CPU));
        assertEquals(4, read.figure(Metric.CPU), 0.05);
        assertTrue(read.isOfItsRuns());
        assertTrue(Double.isNaN(Baseline.of("/a", read.runs().subList(0, 1)).figure(Metric.CPU)));
    }

    @Test
    void aLoadWithoutAWarmUpIsReadAsItWasWritten() {
        EndpointResult cold = TestResults.withProfile(
                TestResults.constant("/a", START, 10), TestRuns.profile(Duration.ofSeconds(30), Duration.ZERO));
        BaselineFolder.read(folder).save(List.of(Baseline.of("/a", List.of(KeptRun.of(cold)))));

        assertEquals(
                Optional.of(Duration.ZERO),
                BaselineFolder.read(folder).of("/a").orElseThrow().profile().map(LoadProfile::warmUp));
    }

    @Test
    void aRequestCanHaveAnEmptyName() {
        BaselineFolder.read(folder).save(List.of(baselineOf("", 10)));

        assertTrue(BaselineFolder.read(folder).of("").isPresent());
    }

    @Test
    void savingTheSameRunAgainKeepsItOnce() {
        EndpointResult again = TestResults.constant("/a", START, 10);
        Baseline baseline = baselineOf(10).plus(KeptRun.of(again)).plus(KeptRun.of(again));

        assertEquals(1, baseline.runs().size());
    }

    @Test
    void noRunIsJudgedByItself() {
        EndpointResult first = TestResults.constant("/a", START, 10);

        assertEquals(Optional.empty(), baselineOf(10).toJudge(first));
        assertEquals(
                50, baselineOf(10, 50).toJudge(first).orElseThrow().metrics().p95Millis());
        SummaryStatistics figures = baselineOf(10).metrics();
        assertEquals(Optional.empty(), new Baseline("/a", START.minusMillis(999), figures, List.of()).toJudge(first));
        assertTrue(new Baseline("/a", START.minusMillis(1000), figures, List.of())
                .toJudge(first)
                .isPresent());
    }

    /** Otherwise a run of any load, on any machine, would be comparable once such a run has been saved. */
    @Test
    void aKeptRunWithoutALoadProfileDoesNotHideThoseOfTheOthers() {
        KeptRun known = KeptRun.of(TestResults.constant("/a", START, 20));
        KeptRun unknown =
                KeptRun.of(TestResults.constant("/a", START.plusSeconds(60), 20).withRun(Optional.empty()));

        Baseline both = Baseline.of("/a", List.of(known, unknown));

        assertTrue(known.profile().isPresent());
        assertEquals(Optional.empty(), unknown.profile());
        assertEquals(known.profile(), both.profile());
        assertEquals(known.machine(), both.machine());
    }

    /** A time in a file name has whole seconds, and a damaged time in a log can be wrong by as much without being noticed. */
    @ParameterizedTest
    @CsvSource({"0, 1", "999, 1", "-999, 1", "1000, 2", "-1000, 2"})
    void aRunThatBeganWithinASecondOfAKeptOneIsThatRun(long later, int others) {
        Baseline both = Baseline.of(
                "/a",
                List.of(
                        KeptRun.of(TestResults.constant("/a", START, 20)),
                        KeptRun.of(TestResults.constant("/a", START.plusSeconds(60), 20))));

        Baseline toJudge = both.toJudge(TestResults.constant("/a", START.plusMillis(later), 20))
                .orElseThrow();

        assertEquals(others, toJudge.runs().size());
    }

    @Test
    void aFileHoldsEverythingThatItWasGiven() {
        EndpointResult result = TestResults.constant("/v1/auth/login", START, 42);
        Baseline saved = Baseline.of("/v1/auth/login", List.of(KeptRun.of(result)));
        Path file = BaselineFolder.read(folder).save(List.of(saved)).get(0);

        assertEquals(folder.resolve("v1_auth_login_baseline.json"), file);
        JsonNode json = JsonFile.readObject(file);
        assertEquals("/v1/auth/login", json.path("endpoint").asString());
        assertEquals("20261123_143000", json.path("timestamp").asString());
        assertEquals(42.0, json.at("/metrics/p95_response_time").asDouble());
        Baseline read = BaselineFolder.read(folder).of("/v1/auth/login").orElseThrow();
        KeptRun run = read.runs().get(0);
        assertEquals(saved.metrics(), read.metrics());
        assertEquals(START, run.started());
        assertEquals(result.run().orElseThrow().profile(), run.profile().orElseThrow());
        assertEquals(result.run().orElseThrow().machine(), run.machine().orElseThrow());
        assertEquals("abc123", run.commit());
        assertEquals("3.15.1", run.gatlingVersion());
        assertEquals(result.throughputPerSecond(), run.throughputPerSecond());
        LatencyHistogram samples = run.responseTimes();
        assertEquals(1000, samples.count());
        assertEquals(42, samples.min());
    }

    @Test
    void aFileOfTheThreeDocumentedKeysIsRead() throws Exception {
        write("v1_whoami", documented("/v1/whoami", "60"));

        Baseline baseline = BaselineFolder.read(folder).of("/v1/whoami").orElseThrow();

        assertEquals(60, baseline.metrics().p95Millis());
        assertEquals(Instant.parse("2025-08-01T12:00:00Z"), baseline.saved());
        assertEquals(List.of(), baseline.runs());
        assertEquals(Optional.empty(), baseline.profile());
    }

    @Test
    void whatMacOsAddsToACopyIsNoBaseline() throws Exception {
        write("v1_whoami", documented("/v1/whoami", "60"));
        Path beside = folder.resolve("._v1_whoami_baseline.json");
        Files.write(beside, new byte[] {0, 5, 22, 7, 0, 2});
        assertEquals(1, BaselineFolder.read(folder).all().size());

        Files.write(beside, new byte[] {0, 5, 22, 8, 0, 2});
        assertThrows(BadInputException.class, () -> BaselineFolder.read(folder));
    }

    @ParameterizedTest
    @CsvSource({"null", "NaN", "'\"fast\"'", "[]", "{}"})
    void aFigureThatIsNoNumberIsLeftToTheJudge(String p95) throws Exception {
        write("a", documented("/a", p95));

        assertTrue(Double.isNaN(
                BaselineFolder.read(folder).of("/a").orElseThrow().metrics().p95Millis()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 99999999999}|its schema is missing or not a whole number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 0}|its schema is missing or not a whole number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": \"1\"}|its schema is missing or not a whole number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 5}|has schema 5, but this version reads only schema 4",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [], \"checksum\": \"00000000\"}|its checksum does not match its content",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4}|a schema but no list runs",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": \"cut\"}|a schema but no list runs",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"runs\": []}|its schema is missing or not a whole number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [], \"passed\": {}}|has no member 'passed'",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20990801_120000\", \"metrics\": {}}|its timestamp is in the future",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {\"total_requests\": 1e18}}|its total_requests is not a number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {\"total_requests\": -1}}|its total_requests is not a number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {\"p50_response_time\": 30, \"p95_response_time\": 29}}|its metrics are impossible",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {\"p95_response_time\": -29}}|its metrics are impossible",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {\"p99_response_time\": 1e400}}|its metrics are impossible",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {\"avg_response_time\": 9999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999}}|its metrics are impossible",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": -1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}}]}|a run whose started_ms is missing or out of range",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1.5, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}}]}|a run whose started_ms is missing or out of range",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 99999999999999999999999, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}}]}|a run whose started_ms is missing or out of range",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1000, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}}]}|started_ms does not match its timestamp",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"gatling_version\": \"\", \"metrics\": {}}]}|its commit is missing or not a string",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"failed_requests\": -1}]}|its failed_requests is not a number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"throughput_per_second\": -1}]}|its throughput_per_second is not a number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"throughput_per_second\": 1e999}]}|its throughput_per_second is not a number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"throughput_per_second\": \"1\"}]}|its throughput_per_second is not a number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"throughput_pr_second\": 1}]}|has no member 'throughput_pr_second'",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {\"p95\": 1}}]}|has no member 'p95'",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"machine\": {\"cpu\": \"x\", \"cores\": -1, \"os\": \"\", \"jvm\": \"\"}}]}|its cores is out of range",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"machine\": {\"cpi\": \"x\"}}]}|has no member 'cpi'",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"machine\": \"x\"}]}|a value instead of an object",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"profile\": {\"target\": \"x\"}}]}|its simulation is missing or not a string",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"profile\": {\"arrivals_per_sec\": 5}}]}|has no member 'arrivals_per_sec'",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"profile\": 1}]}|a value instead of an object",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"estimates\": {\"p96\": {}}}]}|has no member 'p96'",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"estimates\": {\"p95\": {\"value\": 1, \"standard_error\": 1}}}]}|its resolution is missing or not a number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"estimates\": {\"p95\": {\"value\": 1, \"standard_error\": 1, \"resolution\": 0}}}]}|estimates are incomplete",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"estimates\": 1}]}|a value instead of an object",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"response_times\": {\"ms\": [1], \"count\": [1000000000000000000]}}]}|not a whole number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"response_times\": {\"ms\": [1.5], \"count\": [1]}}]}|not a whole number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"response_times\": {\"ms\": [-1], \"count\": [1]}}]}|not a whole number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"response_times\": {\"ms\": [4294967296], \"count\": [1]}}]}|not a whole number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"response_times\": {\"ms\": [\"x\"], \"count\": [1]}}]}|not a whole number",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"response_times\": {\"ms\": [1], \"count\": []}}]}|1 response times and 0 counts",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [{\"timestamp\": \"19700101_000000\", \"started_ms\": 1, \"commit\": \"\", \"gatling_version\": \"\", \"metrics\": {}, \"response_times\": {\"ms\": {\"a\": 1}, \"count\": {\"a\": 1}}}]}|without lists of response times",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [], \"past\": {\"started_ms\": {\"a\": 1}, \"commit\": {\"a\": 1}}}|something other than lists",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [], \"past\": {\"started_ms\": [1], \"commit\": [\"\"], \"p95\": {\"value\": {\"a\": 1}, \"standard_error\": [1], \"resolution\": [1]}}}|something other than lists",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [1]}|a value instead of an object",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [], \"past\": {\"started_ms\": [1, 2], \"commit\": [\"a\"]}}|a past of 2 runs and 1 figures",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [], \"past\": {\"started_ms\": [1], \"commit\": [\"a\"], \"p95\": {\"value\": [1], \"standard_error\": [], \"resolution\": [0]}}}|a past of 1 runs and 0 figures",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [], \"past\": {\"started_ms\": [\"x\"], \"commit\": [\"a\"]}}|a run whose started_ms is missing or out of range",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [], \"past\": {\"started\": []}}|has no member 'started'",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"schema\": 4, \"runs\": [], \"past\": {\"started_ms\": [], \"commit\": [], \"p95\": {\"values\": []}}}|has no member 'values'",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": {}, \"checksum\": \"00000000\"}|its schema is missing or not a whole number",
                "not json|is not valid JSON",
                "[1]|contains no JSON object",
                "{\"endpoint\": 5}|its endpoint is missing or not a string",
                "{\"timestamp\": \"20250801_120000\", \"metrics\": {}}|its endpoint is missing or not a string",
                "{\"endpoint\": {}, \"timestamp\": \"20250801_120000\", \"metrics\": {}}|its endpoint is missing or not a string",
                "{\"endpoint\": \"/a\", \"timestamp\": \"yesterday\", \"metrics\": {}}|not of the form yyyyMMdd_HHmmss",
                "{\"endpoint\": \"/a\", \"metrics\": {}}|its timestamp is missing or not a string",
                "{\"endpoint\": \"/a\", \"timestamp\": \"20250801_120000\", \"metrics\": 5}|its metrics is missing",
            })
    void malformedFilesAreRefused(String content, String message) throws Exception {
        Path file = write("a", content);
        if (content.contains("\"schema\": 4") && !content.contains("checksum")) {
            TestFiles.seal(file);
        }

        BadInputException e = assertThrows(BadInputException.class, () -> BaselineFolder.read(folder));

        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void theLeastAndTheMostThatCanBeIsRead() throws Exception {
        Path file = write("a", """
                {"endpoint": "/a", "timestamp": "20250801_120000", "metrics": {"total_requests": 1000000000000},
                 "schema": 4, "runs": [
                  {"timestamp": "19700101_000000", "started_ms": 0, "metrics": {"total_requests": 0}, "failed_requests": 0,
                   "throughput_per_second": 0, "commit": "", "gatling_version": "",
                   "machine": {"cpu": "", "cores": 0, "os": "", "jvm": ""},
                   "response_times": {"ms": [0, 1], "count": [1000000000000, 1]}},
                  {"timestamp": "21000101_000000", "started_ms": 4102444800000, "metrics": {}, "commit": "",
                   "gatling_version": ""}],
                 "past": {"started_ms": [0, 1], "commit": ["", ""],
                  "p95": {"value": [0, 1], "standard_error": [0, 0], "resolution": [0, 0]}}}
                """);
        TestFiles.seal(file);

        Baseline read = BaselineFolder.read(folder).of("/a").orElseThrow();

        assertEquals(1_000_000_000_000L, read.metrics().totalRequests());
        KeptRun first = read.runs().get(0);
        assertEquals(Instant.EPOCH, first.started());
        assertEquals(OptionalDouble.of(0), first.throughputPerSecond());
        assertEquals(0, first.machine().orElseThrow().cores());
        assertEquals(1_000_000_000_001L, first.responseTimes().count());
        assertEquals(0, first.responseTimes().min());
        assertEquals(Instant.parse("2100-01-01T00:00:00Z"), read.runs().get(1).started());
        assertEquals(OptionalDouble.empty(), read.runs().get(1).throughputPerSecond());
        assertEquals(Set.of(), read.past().get(0).figures().keySet(), "a figure of 0 is none");
        assertEquals(Set.of(Metric.P95), read.past().get(1).figures().keySet());
    }

    @Test
    void whoeverHasTheFolderReadsWhatTheOneBeforeSaved() throws Exception {
        int savers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(savers);
        for (int i = 0; i < savers; i++) {
            EndpointResult result = TestResults.constant("/a", START.plusSeconds(i), 20);
            threads.submit(() -> BaselineFolder.read(folder).exclusively((now, obstacle) -> {
                assertEquals(Optional.empty(), obstacle);
                return now.save(List.of(now.of("/a")
                        .map(before -> before.plus(KeptRun.of(result)))
                        .orElseGet(() -> Baseline.of("/a", List.of(KeptRun.of(result))))));
            }));
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));

        assertEquals(
                savers,
                BaselineFolder.read(folder).of("/a").orElseThrow().runs().size());
    }

    @Test
    void aBaselineContinuesAnotherThatItSharesARunWith() {
        assertTrue(baselineOf(1, 2, 3).continues(baselineOf(1)));
        assertTrue(baselineOf(IntStream.rangeClosed(1, 12).toArray()).continues(baselineOf(1, 2, 3)));
        assertFalse(baselineOf(1, 2)
                .restartedWith(KeptRun.of(TestResults.constant("/a", START.plusSeconds(9), 5)))
                .continues(baselineOf(1, 2)));
        Baseline documented = new Baseline("/a", START, baselineOf(5).metrics(), List.of());
        Baseline full = baselineOf(IntStream.rangeClosed(1, 10).toArray());
        KeptRun newest = full.newest().orElseThrow();
        KeptRun next = KeptRun.of(TestResults.constant("/a", START.plusSeconds(60), 5));
        assertTrue(full.plus(next).continues(full), "the oldest run was pushed out");
        assertFalse(full.restartedWith(newest).continues(full), "the others are gone");
        assertFalse(full.restartedWith(newest).plus(next).continues(full));
        assertTrue(documented.continues(new Baseline("/a", START, baselineOf(5).metrics(), List.of())));
        assertFalse(documented.continues(new Baseline("/a", START, baselineOf(6).metrics(), List.of())));
        assertFalse(documented.continues(baselineOf(5)));
        assertFalse(baselineOf(5).continues(documented));
    }

    /** If one baseline cannot be written, none is. */
    @Test
    void allBaselinesAreSavedOrNone() throws Exception {
        BaselineFolder empty = BaselineFolder.read(folder.resolve("none"));
        empty.save(List.of(baselineOf("/a", 1)));
        Files.createDirectories(folder.resolve("none/b_baseline.json/x"));

        assertThrows(BadInputException.class, () -> empty.save(List.of(baselineOf("/a", 2), baselineOf("/b", 2))));

        try (Stream<Path> files = Files.list(folder.resolve("none"))) {
            assertEquals(2, files.count(), "no temporary file is left");
        }
        Files.delete(folder.resolve("none/b_baseline.json/x"));
        Files.delete(folder.resolve("none/b_baseline.json"));
        assertEquals(
                1,
                BaselineFolder.read(folder.resolve("none"))
                        .of("/a")
                        .orElseThrow()
                        .metrics()
                        .p95Millis());
    }

    @Test
    void theUsualUptimeIsTheMedianOfTheKeptRuns() throws Exception {
        List<KeptRun> runs = new ArrayList<>();
        for (int seconds : new int[] {20, 90, 30}) {
            EndpointResult result = TestResults.spread("/a", START.plusSeconds(seconds), 1);
            Uptime uptime = new Uptime(Duration.ofSeconds(seconds), Optional.of(Duration.ofSeconds(seconds / 10)));
            runs.add(KeptRun.of(
                    result.withRun(result.run().map(run -> run.withUptimes(Optional.of(uptime), Optional.empty())))));
        }
        runs.add(KeptRun.of(TestResults.spread("/a", START, 1)));

        BaselineFolder.read(folder).save(List.of(Baseline.of("/a", runs)));

        assertEquals(
                Optional.of(new Uptime(Duration.ofSeconds(30), Optional.of(Duration.ofSeconds(3)))),
                BaselineFolder.read(folder).of("/a").orElseThrow().uptime());
    }

    /** Every figure that decides is in the file more than once, so a single edited figure is detected even with a correct checksum. */
    @Test
    void noFigureThatDecidesCanBeChangedWithoutShowing() throws Exception {
        EndpointResult result = TestResults.spread("/a", START, 1);
        Path file = BaselineFolder.read(folder)
                .save(List.of(Baseline.of("/a", List.of(KeptRun.of(result)))))
                .get(0);
        String whole = Files.readString(file);
        assertTrue(isOfItsRuns());

        JsonNode run = JsonFile.readObject(file).path("runs").get(0);
        for (Metric metric : Metric.values()) {
            JsonNode estimate = run.path("estimates").path(metric.toString());
            if (metric == Metric.CPU) {
                continue;
            }
            assertShows(file, whole, estimate.path("value").asString());
            if (estimate.path("resolution").doubleValue() > 0) {
                assertShows(file, whole, estimate.path("resolution").asString());
            }
        }
        String rate = run.path("throughput_per_second").asString();
        assertShows(file, whole, rate);
        assertShows(file, whole, text -> text.replaceFirst("(\"standard_error\" : )", "$1-1"));
        assertShows(file, whole, text -> text.replaceFirst("(\"standard_error\" : )", "$1 7777"));
        assertShows(file, whole, text -> text.replaceFirst("(\"count\" : \\[ )", "$11"));
        assertShows(file, whole, text -> text.replaceFirst("(\"failed_requests\" : )0", "$11"));
        // At all its occurrences: then the number of samples reveals it.
        assertShows(file, whole, text -> text.replace(rate, String.valueOf(1.3 * Double.parseDouble(rate))));
        for (String key : List.of("\"value\"", "\"standard_error\"", "\"p99\"", "\"runs\"", "\"response_times\"")) {
            Files.writeString(file, whole);
            TestFiles.edit(file, text -> text.replaceFirst(key, "\"other\""));
            assertTrue(assertThrows(BadInputException.class, this::isOfItsRuns, key)
                    .getMessage()
                    .contains("its schema has no member 'other'"));
        }
    }

    /** Triples a figure at its first occurrence after the metrics of the run. */
    private void assertShows(Path file, String whole, String figure) throws Exception {
        int from = whole.indexOf("\"throughput_per_second\"");
        assertShows(
                file,
                whole,
                text -> text.substring(0, from)
                        + text.substring(from)
                                .replaceFirst(
                                        "(?<![\\d.])" + Pattern.quote(figure) + "(?![\\d.])",
                                        String.valueOf(3 * Double.parseDouble(figure))));
    }

    private void assertShows(Path file, String whole, UnaryOperator<String> change) throws Exception {
        Files.writeString(file, whole);
        TestFiles.edit(file, change);
        assertFalse(isOfItsRuns());
    }

    /** A standard error has no second copy. Only the checksum of the file protects it. */
    @Test
    void noBitOfAFileCanBeChangedWithoutShowing() throws Exception {
        List<KeptRun> runs = IntStream.range(0, 2)
                .mapToObj(i -> KeptRun.of(TestResults.spread("/a", START.plusSeconds(i), 1)))
                .toList();
        Baseline baseline = Baseline.of("/a", runs);
        Path file = BaselineFolder.read(folder).save(List.of(baseline)).get(0);
        String whole = JsonFile.text(BaselineJson.of(baseline));

        Damage.ofEveryByte(
                file,
                () -> assertEquals(
                        whole,
                        JsonFile.text(BaselineJson.of(
                                BaselineFolder.read(folder).all().iterator().next()))));
    }

    /** Nothing protects a file without a checksum, and damage can turn one schema into another. */
    @Test
    void aFileOfAnOlderSchemaIsRefused() throws Exception {
        Path file =
                BaselineFolder.read(folder).save(List.of(baselineOf(10, 20))).get(0);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"schema\" : 4", "\"schema\" : 1")
                        .replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]{8}\"", ""));

        assertEquals(
                file + ": has schema 1, but this version reads only schema 4; use the version that wrote it, or create"
                        + " the file anew",
                assertThrows(BadInputException.class, () -> BaselineFolder.read(folder))
                        .getMessage());
    }

    private boolean isOfItsRuns() {
        return BaselineFolder.read(folder).of("/a").orElseThrow().isOfItsRuns();
    }

    @Test
    void aDirectoryInPlaceOfAFileIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("a_baseline.json"));

        assertTrue(assertThrows(BadInputException.class, () -> BaselineFolder.read(folder))
                .getMessage()
                .contains("is a folder where a JSON file should be"));
    }

    @Test
    void noBaselinesAreNoneWhateverFoldersThereAre() {
        BaselineFolder.read(folder).save(List.of(baselineOf(10)));

        assertEquals(List.of(), List.copyOf(BaselineFolder.none().all()));
        assertEquals(1, BaselineFolder.read(folder).all().size());
    }

    @Test
    void whatWasSavedIsWhatTheFolderHolds() {
        BaselineFolder baselines = BaselineFolder.read(folder);
        baselines.save(List.of(baselineOf(10)));

        assertEquals(10, baselines.of("/a").orElseThrow().metrics().p95Millis());
        assertEquals(
                "done", baselines.exclusively((now, obstacle) -> now.of("/a").isPresent() ? "done" : ""));
    }

    /** Some files were already moved when the process was killed. The next process moves the others. */
    @Test
    void baselinesWhoseSaverWasKilledAreThoseOfOneAnalysis() throws Exception {
        BaselineFolder.read(folder).save(List.of(baselineOf("/a", 1), baselineOf("/b", 1)));
        Path other = folder.resolve("other");
        BaselineFolder.read(other).save(List.of(baselineOf("/a", 1, 2), baselineOf("/b", 1, 2)));
        Files.move(
                other.resolve("a_baseline.json"),
                folder.resolve("a_baseline.json"),
                StandardCopyOption.REPLACE_EXISTING);
        String temporary = ".b_baseline.json.123.perf-analyzer.tmp";
        Files.move(other.resolve("b_baseline.json"), folder.resolve(temporary));
        ObjectNode journal = Seal.putSchema(JsonFile.object());
        String moved = ".a_baseline.json.123.perf-analyzer.tmp";
        journal.putObject("moves").put(moved, "a_baseline.json").put(temporary, "b_baseline.json");
        journal.putObject("sums")
                .put(moved, TestFiles.sum(folder.resolve("a_baseline.json")))
                .put(temporary, TestFiles.sum(folder.resolve(temporary)));
        JsonFile.write(folder.resolve(".saving"), Seal.close(journal));

        BaselineFolder read = BaselineFolder.read(folder);

        assertEquals(2, read.of("/a").orElseThrow().runs().size());
        assertEquals(2, read.of("/b").orElseThrow().runs().size());
        assertFalse(Files.exists(folder.resolve(".saving")));
        assertFalse(Files.exists(folder.resolve(temporary)));
    }

    /** Else the next result would be the first of a new baseline. */
    @ParameterizedTest
    @ValueSource(strings = {"a_baseline (1).json", ".a.json", "a.json"})
    void aBaselineUnderAnotherNameIsRefusedUnlessItIsACopy(String name) throws Exception {
        Files.writeString(folder.resolve("README.md"), "Baselines of the backend");
        Path file = write("a", documented("/a", "61"));
        Files.copy(file, folder.resolve(name));
        assertEquals(1, BaselineFolder.read(folder).all().size());

        Files.delete(file);
        assertTrue(assertThrows(BadInputException.class, () -> BaselineFolder.read(folder))
                .getMessage()
                .startsWith(folder.resolve(name) + ": is the only baseline of /a"));
    }

    /** As an interrupted copy leaves it, whole or not. A process of this program that was killed while it saved leaves another name. */
    @ParameterizedTest
    @ValueSource(strings = {"a_baseline.json.bak", ".a_baseline.json.Xy12Ab", "a_baseline.json~"})
    void whatIsLeftOfABaselineIsRefusedUnlessTheBaselineIsThere(String name) throws Exception {
        Files.writeString(folder.resolve(".a_baseline.json.1.perf-analyzer.tmp"), "{");
        Files.writeString(folder.resolve(name), "{\"endpoint\"");
        assertTrue(assertThrows(BadInputException.class, () -> BaselineFolder.read(folder))
                .getMessage()
                .startsWith(folder.resolve(name) + ": is left over from a_baseline.json"));

        write("a", documented("/a", "61"));
        assertEquals(1, BaselineFolder.read(folder).all().size());
        Files.writeString(folder.resolve("Copy of a_baseline.json.bak"), "{");
        Files.writeString(folder.resolve("#a_baseline.json#"), "{");
        assertEquals(1, BaselineFolder.read(folder).all().size());

        // A whole one names its endpoint.
        Files.copy(folder.resolve("a_baseline.json"), folder.resolve("old-a_baseline.json.bak"));
        assertEquals(1, BaselineFolder.read(folder).all().size());
        Path other = write("b", documented("/b", "61"));
        Path remains = Files.move(other, folder.resolve("old-b_baseline.json.bak"));
        assertThrows(BadInputException.class, () -> BaselineFolder.read(folder));
        Files.delete(remains);

        // It can be that of another endpoint.
        Files.writeString(folder.resolve("v1_a_baseline.json.bak"), "{");
        assertThrows(BadInputException.class, () -> BaselineFolder.read(folder));
    }

    @Test
    void twoFilesOfOneEndpointAreRefused() throws Exception {
        write("a", documented("/a", "61"));
        write("b", documented("/a", "62"));

        assertTrue(assertThrows(BadInputException.class, () -> BaselineFolder.read(folder))
                .getMessage()
                .endsWith("b_baseline.json: is a baseline of /a, as is " + folder.resolve("a_baseline.json")
                        + "; delete one of them"));
    }

    @Test
    void anEndpointWhoseFileNamesOthersHaveIsNotSavedInTheirPlace() {
        List<String> names = List.of("/v1/a b", "/v1/a!@b", "/v1/a\"!b");
        BaselineFolder baselines = BaselineFolder.read(folder);
        for (String name : names.subList(0, 2)) {
            assertTrue(baselines.takesFileFor(name));
            baselines.save(List.of(baselineOf(name, 20)));
        }
        assertFalse(baselines.takesFileFor(names.get(2)));
        assertThrows(BadInputException.class, () -> baselines.save(List.of(baselineOf(names.get(2), 20))));
        assertEquals(2, BaselineFolder.read(folder).all().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 11})
    void aFileKeepsEachRunOnceAndOneAtLeastAndTenAtMost(int times) throws Exception {
        Path file =
                BaselineFolder.read(folder).save(List.of(baselineOf("/a", 20))).get(0);
        ObjectNode json = JsonFile.readObject(file);
        JsonNode run = json.path("runs").get(0);
        ArrayNode runs = json.putArray("runs");
        for (int i = 0; i < times; i++) {
            runs.add(run);
        }
        JsonFile.write(file, Seal.close(json));

        String message = assertThrows(BadInputException.class, () -> BaselineFolder.read(folder))
                .getMessage();
        String why = times == 0
                ? "it has a schema but keeps no run"
                : times == 2 ? "twice" : "it keeps 11 runs, but a baseline keeps at most 10";
        assertTrue(message.contains(why), message);
    }

    @Test
    void endpointsThatShareASlugDoNotOverwriteEachOther() {
        BaselineFolder baselines = BaselineFolder.read(folder);
        baselines.save(List.of(baselineOf("/a/b", 10)));
        baselines.save(List.of(baselineOf("/a_b", 20)));
        baselines.save(List.of(baselineOf("/a/b", 30)));

        BaselineFolder read = BaselineFolder.read(folder);
        assertEquals(2, read.all().size());
        assertEquals(30, read.of("/a/b").orElseThrow().metrics().p95Millis());
        assertEquals(20, read.of("/a_b").orElseThrow().metrics().p95Millis());
    }

    private static String documented(String endpoint, String p95) {
        return "{\"endpoint\": \"" + endpoint + "\", \"timestamp\": \"20250801_120000\", \"metrics\": {"
                + "\"total_requests\": 1000, \"avg_response_time\": 35.5, \"min_response_time\": 5,"
                + "\"max_response_time\": 200, \"p50_response_time\": 30, \"p95_response_time\": " + p95
                + ", \"p99_response_time\": 80}}";
    }

    private Path write(String slug, String content) throws Exception {
        return Files.writeString(folder.resolve(slug + "_baseline.json"), content);
    }

    private static Baseline baselineOf(int... p95s) {
        return baselineOf("/a", p95s);
    }

    private static Baseline baselineOf(String endpoint, int... p95s) {
        return Baseline.of(
                endpoint,
                IntStream.range(0, p95s.length)
                        .mapToObj(i -> KeptRun.of(TestResults.constant(endpoint, START.plusSeconds(i), p95s[i])))
                        .toList());
    }
}
