package simulations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import simulations.target.FakeApi;
import standin.StandIn;
import standin.StandInConfig;

/** A simulation whose target cannot be loaded prints one line, before any load. */
@Execution(ExecutionMode.CONCURRENT)
class PreflightTest {

    @TempDir
    Path runs;

    private String refusal(Class<?> simulation, String url, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("BASE_URL", url, "LOGIN_PASSWORD", "secret-password"));
        settings.putAll(more);
        GatlingRun run = GatlingRun.of(simulation, settings, runs);
        assertNotEquals(0, run.exitStatus(), run.output());
        assertFalse(run.output().contains("secret"), run.output());
        assertFalse(run.output().contains("\tat "), run.output());
        assertEquals(
                List.of("the load failed: " + run.error()),
                run.results().stream()
                        .flatMap(result -> result.flaws().stream())
                        .distinct()
                        .toList());
        return run.error();
    }

    @Test
    void aMovedEndpointPointsToItsSetting() throws Exception {
        try (FakeApi api = new FakeApi()
                .answering("/v1/auth/login", 200, FakeApi.GOOD_LOGIN)
                .answering("/v1/whoami", exchange -> {
                    exchange.getResponseHeaders().add("Location", "/v1/auth/whoami?token=secret");
                    FakeApi.send(exchange, 307, "");
                })) {
            assertEquals(
                    "GET " + api.url()
                            + "/v1/whoami returned 307; a redirect to /v1/auth/whoami, which is not followed; set"
                            + " WHOAMI_PATH to the path that it leads to, or BASE_URL if it leads to another host",
                    refusal(WhoamiSimulation.class, api.url(), Map.of()));
            assertEquals(0, api.requestsTo("/v1/auth/whoami"));
        }
    }

    @Test
    void aRefusedLogInPointsToTheCredentials() throws Exception {
        try (FakeApi api = new FakeApi()
                .answering("/v1/auth/login", 401, "{\"detail\":\"invalid_credentials\"}")
                .answering("/", 200, "")) {
            assertEquals(
                    "POST " + api.url() + "/v1/auth/login returned 401 (invalid_credentials); check LOGIN_USERNAME and"
                            + " LOGIN_PASSWORD",
                    refusal(WhoamiSimulation.class, api.url(), Map.of()));
        }
    }

    @Test
    void aFailedCheckIsReported() throws Exception {
        try (FakeApi api = new FakeApi().answering("/v1/healthz/live", 200, "{\"status\":\"degraded\"}")) {
            String message = refusal(LiveSimulation.class, api.url(), Map.of());
            assertTrue(
                    message.startsWith("GET " + api.url()
                            + "/v1/healthz/live returned 200; a check failed (bodyBytes.find.status is ok, found degraded);"
                            + " check BASE_URL, LIVE_PATH and the check"),
                    message);
        }
    }

    @Test
    void aProblemOfTheBaseNamesItsSetting() throws Exception {
        try (StandIn standIn = StandIn.start(StandInConfig.defaults())) {
            String gone = "http://127.0.0.1:" + freePort();
            assertEquals(
                    "GET " + gone + "/ got no response: the connection was refused; start the backend there, or unset"
                            + " BASELINE_URL to load one target alone",
                    refusal(LiveSimulation.class, standIn.url(), Map.of("BASELINE_URL", gone)));
        }
    }

    @Test
    void oneServerUnderTwoAddressesIsNotComparedWithItself() throws Exception {
        try (FakeApi api = new FakeApi().answering("/v1/healthz/live", 200, "{\"status\":\"ok\"}")) {
            String other = api.url().replace("127.0.0.1", "[::ffff:127.0.0.1]");
            assertEquals(
                    "BASELINE_URL (" + other + ") and BASE_URL (" + api.url() + ") are the same server on this machine,"
                            + " so no difference could be found; set them to different builds, or if it is a proxy, to a"
                            + " host name of each build",
                    refusal(LiveSimulation.class, api.url(), Map.of("BASELINE_URL", other)));
        }
    }

    /** As a proxy does, the server could choose the build by the name. */
    @Test
    void oneServerUnderTwoHostNamesIsLoadedWithAWarning() throws Exception {
        Path hosts = Files.writeString(runs.resolve("hosts"), "127.0.0.1 new.test old.test\n");
        try (FakeApi api = new FakeApi().answering("/v1/healthz/live", 200, "{\"status\":\"ok\"}")) {
            String candidate = api.url().replace("127.0.0.1", "new.test");
            String base = api.url().replace("127.0.0.1", "old.test");
            GatlingRun run = GatlingRun.of(
                    LiveSimulation.class,
                    Map.of(
                            "-Djdk.net.hosts.file",
                            hosts.toString(),
                            "BASE_URL",
                            candidate,
                            "BASELINE_URL",
                            base,
                            "DURATION",
                            "1s",
                            "WARMUP",
                            "0s",
                            "CONCURRENCY",
                            "1"),
                    runs);
            assertEquals(0, run.exitStatus(), run.output());
            assertTrue(
                    run.output()
                            .contains("warning: BASELINE_URL (" + base + ") and BASE_URL (" + candidate
                                    + ") are the same server on this machine; that is right only for a proxy that"
                                    + " chooses the build by host name"),
                    run.output());
        }
    }

    @Test
    void aTemporaryServerErrorIsTolerated() throws Exception {
        try (FakeApi api = new FakeApi()) {
            api.answering(
                    "/v1/healthz/live",
                    exchange -> FakeApi.send(
                            exchange, api.requestsTo("/v1/healthz/live") == 1 ? 500 : 200, "{\"status\":\"ok\"}"));
            GatlingRun run = GatlingRun.of(
                    LiveSimulation.class,
                    Map.of("BASE_URL", api.url(), "DURATION", "1s", "WARMUP", "0s", "CONCURRENCY", "1"),
                    runs);
            assertEquals(0, run.exitStatus(), run.output());
        }
    }

    @Test
    void onlyGetRequestsSearchForARateLimiter() throws Exception {
        try (StandIn standIn = StandIn.start(StandInConfig.defaults().withRateLimit(30))) {
            assertTrue(refusal(LiveSimulation.class, standIn.url(), Map.of())
                    .startsWith("GET " + standIn.url() + "/v1/healthz/live returned 429; switch its rate limiter off"));
        }
        try (FakeApi api = new FakeApi()
                .answering("/v1/auth/login", 200, FakeApi.GOOD_LOGIN)
                .answering("/v1/healthz/live", 200, "{\"status\":\"ok\"}")
                .answering("/v1/music/command", 500, "")) {
            refusal(MusicCommandSimulation.class, api.url(), Map.of());
            assertEquals(1, api.requestsTo("/v1/auth/login"), "one user logs in once");
            assertEquals(3, api.requestsTo("/v1/music/command"), "a failing backend gets two more chances");
        }
    }

    @Test
    void theSearchCanBeSwitchedOff() throws Exception {
        try (FakeApi api = new FakeApi().answering("/v1/healthz/live", 200, "{\"status\":\"ok\"}")) {
            GatlingRun.of(
                    LiveSimulation.class,
                    Map.of(
                            "BASE_URL",
                            api.url(),
                            "DURATION",
                            "1ms",
                            "WARMUP",
                            "0s",
                            "CONCURRENCY",
                            "1",
                            "RATE_LIMIT_SEARCH",
                            "false"),
                    runs);
            int requests = api.requestsTo("/v1/healthz/live");
            // The search alone sends more than 60.
            assertTrue(requests > 0 && requests < 60, "requests: " + requests);
        }
    }

    @Test
    void anInvalidSettingIsReportedBeforeTheStart() throws Exception {
        GatlingRun run = GatlingRun.of(LiveSimulation.class, Map.of("LIVE_RATE", "many"), runs);
        assertNotEquals(0, run.exitStatus());
        assertEquals(
                "LIVE_RATE = many (from environment) cannot be used; it must be arrivals per second, a number above 0 and"
                        + " at most 1000000, such as 200 or 0.5",
                run.error());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
