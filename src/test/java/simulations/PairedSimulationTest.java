package simulations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.metrics.EndpointResult;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A paired simulation as Gatling runs it, against two servers on one host. */
class PairedSimulationTest {

    private static final int USERS = 3;
    private static final String MUSIC = "/v1/music/command";
    private static final String BASE_MUSIC = MUSIC + " (base)";

    @TempDir
    Path runs;

    /** A backend with tokens of its own, which wants them back as a real one does, and sets cookies with every answer. */
    private static final class Backend implements AutoCloseable {

        private final String name;
        private final HttpServer server;
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final Set<String> wrong = ConcurrentHashMap.newKeySet();
        private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
        private final List<String> visits;
        private volatile long pauseMillis;

        Backend(String name, List<String> visits) throws IOException {
            this.name = name;
            this.visits = visits;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void answer(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            boolean byGatling =
                    "gesahni-load".equals(exchange.getRequestHeaders().getFirst("User-Agent"));
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Set-Cookie", "session=" + name + "; Path=/");
            if (path.equals("/v1/csrf")) {
                exchange.getResponseHeaders().add("X-CSRF-Token", "csrf-of-" + name);
            }
            if (byGatling && path.equals(MUSIC)) {
                check(exchange, "Authorization", "Bearer token-of-" + name);
                check(exchange, "X-CSRF-Token", "csrf-of-" + name);
                check(exchange, "Cookie", "csrf_token=csrf-of-" + name);
                connections.add(exchange.getRemoteAddress());
                visits.add(name);
                pause();
            }
            byte[] body =
                    ("{\"status\":\"ok\",\"access_token\":\"token-of-" + name + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        private void check(HttpExchange exchange, String header, String expected) {
            String actual = exchange.getRequestHeaders().getFirst(header);
            if (!expected.equals(actual)) {
                wrong.add(name + " got " + header + " " + actual);
            }
        }

        private void pause() {
            try {
                Thread.sleep(pauseMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void eachTargetGetsEveryIterationAndSeesNothingOfTheOther() throws Exception {
        List<String> visits = Collections.synchronizedList(new ArrayList<>());
        try (Backend candidate = new Backend("candidate", visits);
                Backend base = new Backend("base", visits)) {
            candidate.pauseMillis = 10;
            base.pauseMillis = 10;
            EndpointResult result = run(candidate, base, Map.of());

            assertEquals(Set.of(), candidate.wrong);
            assertEquals(Set.of(), base.wrong);
            assertEquals(USERS, candidate.connections.size());
            assertEquals(USERS, base.connections.size());
            assertEquals(MUSIC, result.endpoint());
            EndpointResult other = result.base().orElseThrow();
            assertEquals(BASE_MUSIC, other.endpoint());
            assertEquals(base.url(), result.run().orElseThrow().baseTarget().orElseThrow());
            assertEquals(candidate.url(), result.run().orElseThrow().profile().target());
            assertEquals(
                    result.metrics().totalRequests(), other.metrics().totalRequests(), "every iteration is of both");
            assertTrue(result.metrics().totalRequests() >= 30, result.metrics().toString());
            assertEquals(0, result.failed() + other.failed());
            Set<String> starts = new HashSet<>();
            for (int i = 0; i + 1 < visits.size(); i++) {
                starts.add(visits.get(i) + visits.get(i + 1));
            }
            assertTrue(starts.containsAll(Set.of("candidatebase", "basecandidate")), "in either order: " + starts);
        }
    }

    @Test
    void aBaseThatHangsFailsSoonAndHoldsUpNoOneForLong() throws Exception {
        List<String> visits = Collections.synchronizedList(new ArrayList<>());
        try (Backend candidate = new Backend("candidate", visits);
                Backend base = new Backend("base", visits)) {
            base.pauseMillis = 10_000;
            // The preflight comes without Gatling's user agent, so it passes.
            EndpointResult result = run(candidate, base, Map.of("PAIR_TIMEOUT", "200ms"));

            EndpointResult other = result.base().orElseThrow();
            assertEquals(other.metrics().totalRequests(), other.failed());
            assertTrue(
                    other.errors().keySet().iterator().next().endsWith("after 200 ms"),
                    other.errors().toString());
            assertEquals(0, result.failed());
            assertTrue(result.succeeded() >= 2 * USERS, "the candidate is loaded all the same: " + result.succeeded());
        }
    }

    private EndpointResult run(Backend candidate, Backend base, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "BASE_URL",
                candidate.url(),
                "BASELINE_URL",
                base.url(),
                "CONCURRENCY",
                String.valueOf(USERS),
                "DURATION",
                "1s",
                "WARMUP",
                "300ms",
                "CSRF",
                "true",
                "GATLING_DIR",
                runs.toString(),
                "COMMIT",
                "abc"));
        settings.putAll(more);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.gatling.app.Gatling",
                "--simulation",
                MusicCommandSimulation.class.getName(),
                "--results-folder",
                runs.toString(),
                "--no-reports"));
        Path output = runs.resolve("output.txt");
        Process gatling = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(gatling.waitFor(2, TimeUnit.MINUTES));
        } finally {
            gatling.destroyForcibly();
        }
        List<RunFolder> folders = RunFolder.newestOfEach(runs);
        assertEquals(1, folders.size(), () -> read(output));
        return RunReader.read(folders.get(0)).results().get(0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
