package simulations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.SlowRequest;
import analyzer.metrics.TargetFigures;
import analyzer.metrics.TargetUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.target.FakeApi;

/** What a run records of the target that it loaded. */
class WatchesTheTargetTest {

    private static final Map<String, String> SHORT =
            Map.of("DURATION", "2s", "WARMUP", "200ms", "CONCURRENCY", "2", "RATE_LIMIT_SEARCH", "false");

    @TempDir
    Path runs;

    private String record() throws Exception {
        return record(TargetUsage.FILE_NAME);
    }

    private String record(String name) throws Exception {
        try (Stream<Path> files = Files.walk(runs)) {
            return Files.readString(
                    files.filter(file -> file.endsWith(name)).findFirst().orElseThrow());
        }
    }

    private static TargetFigures used(GatlingRun run) {
        List<EndpointResult> results = run.results();
        assertEquals(1, results.size(), run.output());
        return results.get(0).target().orElseThrow();
    }

    @Test
    void theEmbeddedStandInCannotBeSeparatedFromTheGenerator() throws Exception {
        GatlingRun run = GatlingRun.of(LiveSimulation.class, SHORT, runs);

        assertEquals(TargetUsage.Source.EMBEDDED, used(run).source(), run.output());
        assertEquals(Optional.empty(), used(run).cpuMillis());
    }

    /** The server runs in the process that started the load, which does not count as the target. Only its metrics show its usage. */
    @Test
    void readsTheMetricsOfAServer() throws Exception {
        try (FakeApi api = new FakeApi().answering("/v1/healthz/live", 200, "{\"status\":\"ok\"}")) {
            api.answering("/actuator/prometheus", exchange -> {
                int requests = api.requestsTo("/v1/healthz/live");
                FakeApi.send(
                        exchange,
                        200,
                        "# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total " + requests / 1000.0
                                + "\n# TYPE queries_total counter\nqueries_total{user=\"a-secret\"} " + 3 * requests
                                + "\n");
            });
            Map<String, String> settings = new HashMap<>(SHORT);
            settings.put("BASE_URL", api.url());
            settings.put("METRICS_URL", "/actuator/prometheus");
            GatlingRun run = GatlingRun.of(LiveSimulation.class, settings, runs);

            TargetFigures used = used(run);
            assertEquals(TargetUsage.Source.METRICS, used.source(), run.output());
            // On a busy machine requests and readings can be late.
            assertEquals(1, used.cpuMillis().orElseThrow().value(), 0.2, run.output());
            assertEquals(3, used.counters().get("queries_total").value(), 0.6, run.output());
            assertTrue(record().contains("queries_total"), record());
            assertFalse(record().contains("secret"), record());
        }
    }

    @Test
    void recordsOnlyTheIdsOfTheSlowestResponses() throws Exception {
        try (FakeApi api = new FakeApi()) {
            AtomicInteger answers = new AtomicInteger();
            api.answering("/v1/healthz/live", exchange -> {
                exchange.getResponseHeaders().add("x-request-id", "id-" + answers.incrementAndGet());
                exchange.getResponseHeaders().add("Set-Cookie", "session=a-secret");
                FakeApi.send(exchange, 200, "{\"status\":\"ok\"}");
            });
            Map<String, String> settings = new HashMap<>(SHORT);
            settings.put("BASE_URL", api.url());
            GatlingRun run = GatlingRun.of(LiveSimulation.class, settings, runs);

            List<SlowRequest> slowest = run.results().get(0).slowest();
            assertEquals(SlowRequest.MOST, slowest.size(), run.output());
            assertTrue(slowest.get(0).millis() <= run.results().get(0).metrics().maxMillis(), run.output());
            Set<String> ids = new TreeSet<>();
            for (SlowRequest request : slowest) {
                assertTrue(request.atMillis() < 2000, request.toString());
                assertEquals(Set.of("X-Request-ID"), request.ids().keySet());
                ids.add(request.ids().get("X-Request-ID"));
            }
            assertEquals(SlowRequest.MOST, ids.size(), "each its own");
            assertFalse(record(SlowRequest.FILE_NAME).contains("secret"), record(SlowRequest.FILE_NAME));
        }
    }
}
