package simulations.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import simulations.config.BaseUrl;
import simulations.config.BaselineUrl;
import simulations.config.Endpoint;
import simulations.config.LoadConfig;
import standin.StandIn;
import standin.StandInConfig;

class PreflightTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static void check(String url, Map<String, String> settings, Set<Endpoint> endpoints, Duration timeout) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("LOGIN_PASSWORD", "secret-password");
        Preflight.check(Target.resolve(new BaseUrl(url, true)), LoadConfig.of(all, Map.of()), endpoints, timeout);
    }

    private static void check(String url, Endpoint endpoint) {
        check(url, Map.of(), Set.of(endpoint), TIMEOUT);
    }

    private static String refusal(String url, Map<String, String> settings, Endpoint endpoint, Duration timeout) {
        String message = assertThrows(PreflightException.class, () -> check(url, settings, Set.of(endpoint), timeout))
                .getMessage();
        assertEquals(1, message.lines().count(), message);
        assertFalse(message.contains("secret"), message);
        return message;
    }

    private static String refusal(String url, Endpoint endpoint) {
        return refusal(url, Map.of(), endpoint, TIMEOUT);
    }

    @Test
    void whatIsWrongWithTheBaseIsSaidOfItsOwnSetting() {
        try (Target target = Target.resolve(new BaseUrl("http://127.0.0.1:1", true));
                Target base = target.resolveBase(
                                Optional.of(new BaselineUrl("http://127.0.0.1:9", Duration.ofSeconds(5))))
                        .orElseThrow()) {
            String message = assertThrows(
                            PreflightException.class,
                            () -> Preflight.check(
                                    base, LoadConfig.of(Map.of(), Map.of()), Set.of(Endpoint.LIVE), TIMEOUT))
                    .getMessage();
            assertEquals(
                    "GET http://127.0.0.1:9/v1/healthz/live got no answer: the connection was refused; start the"
                            + " backend there, or unset BASELINE_URL to load one target alone",
                    message);
        }
    }

    @Nested
    class OfTheStandIn {

        private final StandInConfig fast = StandInConfig.defaults()
                .withSlowdown(Arrays.stream(standin.Endpoint.values())
                        .collect(Collectors.toMap(endpoint -> endpoint, any -> 0.001)));

        @Test
        void findsTheDocumentedApiFit() {
            try (StandIn standIn = StandIn.start(fast)) {
                assertDoesNotThrow(() -> check(standIn.url(), Map.of(), EnumSet.allOf(Endpoint.class), TIMEOUT));
            }
        }

        @Test
        void fetchesACsrfTokenWhereOneIsNeeded() {
            try (StandIn standIn = StandIn.start(fast.withCsrf(true))) {
                assertDoesNotThrow(
                        () -> check(standIn.url(), Map.of("CSRF", "true"), EnumSet.allOf(Endpoint.class), TIMEOUT));
                assertEquals(
                        "POST " + standIn.url() + "/v1/auth/login answered 403 (csrf.missing); set CSRF=true",
                        refusal(standIn.url(), Endpoint.MUSIC));
            }
        }

        @ParameterizedTest
        @EnumSource(Endpoint.class)
        void meetsALimiterBeforeTheLoadDoes(Endpoint endpoint) {
            try (StandIn standIn = StandIn.start(fast.withRateLimit(60))) {
                String message = refusal(standIn.url(), endpoint);
                assertTrue(message.contains("answered 429"), message);
                assertTrue(message.contains("RATE_LIMIT_MODE=off"), message);
                assertTrue(message.contains("standin.rateLimit"), message);
            }
        }
    }

    @Nested
    class OfWrongAnswers {

        private final FakeApi api = new FakeApi();

        @AfterEach
        void stop() {
            api.close();
        }

        @ParameterizedTest
        @CsvSource({
            "400, the request was refused",
            "401, check that LIVE_PATH",
            "403, check that LIVE_PATH",
            "404, set LIVE_PATH",
            "405, set LIVE_PATH",
            "418, check BASE_URL and LIVE_PATH",
            "500, the backend failed",
            "503, the backend failed",
            "204, check BASE_URL and LIVE_PATH"
        })
        void theStatusAndWhatToDoAreNamed(int status, String advice) {
            api.answering("/v1/healthz/live", status, "");
            String message = refusal(api.url(), Endpoint.LIVE);
            assertTrue(
                    message.startsWith("GET " + api.url() + "/v1/healthz/live answered " + status + "; " + advice),
                    message);
        }

        @Test
        void noRedirectIsFollowed() {
            api.answering("/v1/whoami", exchange -> {
                        exchange.getResponseHeaders().add("Location", "/v1/auth/whoami?token=secret");
                        FakeApi.send(exchange, 307, "");
                    })
                    .answering("/v1/auth/login", 200, FakeApi.GOOD_LOGIN)
                    .answering("/v1/auth/whoami", 200, "{\"is_authenticated\":true}");
            String message = refusal(api.url(), Endpoint.WHOAMI);
            assertTrue(message.contains("answered 307; a redirect to /v1/auth/whoami, and none is followed"), message);
            assertTrue(message.contains("set WHOAMI_PATH"), message);
            assertEquals(0, api.requestsTo("/v1/auth/whoami"));
        }

        @Test
        void aRefusedLogInPointsToTheCredentials() {
            api.answering("/v1/auth/login", 401, "{\"detail\":\"invalid_credentials\"}");
            String message = refusal(api.url(), Endpoint.WHOAMI);
            assertTrue(message.contains("/v1/auth/login answered 401 (invalid_credentials)"), message);
            assertTrue(message.endsWith("check LOGIN_USERNAME and LOGIN_PASSWORD"), message);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "LIVE; no status ok; {\"status\":\"degraded\"}",
                    "LIVE; no status ok; <html></html>",
                    "LIVE; no status ok; ok",
                    "LOGIN; no status ok and access_token; {\"status\":\"ok\"}",
                    "LOGIN; no status ok and access_token; {\"status\":\"ok\",\"access_token\":\"\"}",
                    "LOGIN; no status ok and access_token; {\"access_token\":\"secret\"}"
                })
        void aStatusOf200WithOtherJsonIsNoSuccess(Endpoint endpoint, String broken, String body) {
            api.answering("/", 200, body);
            String message = refusal(api.url(), endpoint);
            assertTrue(message.contains("answered 200, but its JSON has " + broken), message);
        }

        @Test
        void aUserWhoIsNotKnownAfterLogInIsNoSuccess() {
            api.answering("/v1/auth/login", 200, FakeApi.GOOD_LOGIN)
                    .answering("/v1/whoami", 200, "{\"is_authenticated\":false}");
            assertTrue(refusal(api.url(), Endpoint.WHOAMI).contains("no is_authenticated true after log-in"));
        }

        @Test
        void aBackendThatGivesNoCsrfTokenIsNamed() {
            api.answering("/v1/csrf", 200, "{}");
            String message = refusal(api.url(), Map.of("CSRF", "true"), Endpoint.LOGIN, TIMEOUT);
            assertTrue(message.contains("/v1/csrf answered without a header X-CSRF-Token"), message);
        }

        @Test
        void onlyWhatTheScenarioNeedsIsAsked() {
            api.answering("/v1/healthz/live", 200, "{\"status\":\"ok\"}").answering("/", 500, "");
            assertDoesNotThrow(() -> check(api.url(), Endpoint.LIVE));
            assertEquals(0, api.requestsTo("/"));
        }

        @Test
        void aSingleFailureIsForgiven() {
            AtomicInteger requests = new AtomicInteger();
            api.answering(
                    "/v1/healthz/live",
                    exchange ->
                            FakeApi.send(exchange, requests.getAndIncrement() == 0 ? 500 : 200, "{\"status\":\"ok\"}"));
            assertDoesNotThrow(() -> check(api.url(), Endpoint.LIVE));
        }

        @Test
        void credentialsAreSentAsJsonWhateverTheyHold() {
            StringBuilder body = new StringBuilder();
            api.answering("/v1/auth/login", exchange -> {
                synchronized (body) {
                    body.setLength(0);
                    body.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                }
                FakeApi.send(exchange, 200, FakeApi.GOOD_LOGIN);
            });
            check(api.url(), Map.of("LOGIN_USERNAME", "te\"st#{x}"), Set.of(Endpoint.LOGIN), TIMEOUT);
            synchronized (body) {
                assertEquals("{\"username\":\"te\\\"st#{x}\",\"password\":\"secret-password\"}", body.toString());
            }
        }
    }

    @Nested
    class OfNoAnswer {

        @Test
        void aRefusedConnectionSaysHowToGoOn() throws IOException {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            assertEquals(
                    "GET http://127.0.0.1:" + port + "/v1/healthz/live got no answer: the connection was refused;"
                            + " start the backend there, or unset BASE_URL to use the stand-in",
                    refusal("http://127.0.0.1:" + port, Endpoint.LIVE));
        }

        @Test
        void aHostThatDoesNotExistPointsToTheBaseUrl() {
            assertTrue(
                    refusal("http://backend.invalid", Endpoint.LIVE).endsWith("the host is unknown; correct BASE_URL"));
        }

        @Test
        void aServerThatKeepsSilentTimesOut() throws IOException {
            try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                String message = refusal(
                        "http://127.0.0.1:" + silent.getLocalPort(), Map.of(), Endpoint.LIVE, Duration.ofMillis(300));
                assertTrue(message.contains("none within 300ms"), message);
            }
        }

        @Test
        void aServerThatSpeaksNoTlsIsTold() throws IOException {
            try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                Thread server = new Thread(() -> answerInPlainText(plain));
                server.start();
                String message = refusal("https://127.0.0.1:" + plain.getLocalPort(), Endpoint.LIVE);
                assertTrue(message.contains("TLS failed"), message);
            }
        }

        /** Every connection: a client may try once more, and would wait for ever in the queue of a server that is through. */
        private static void answerInPlainText(ServerSocket server) {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    // An answer before there is a question would find a client that is not yet listening for one.
                    client.getInputStream().read();
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.shutdownOutput();
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The client has seen enough and hung up, or the test is over.
                }
            }
        }

        @Test
        void aBackendThatFailsAndThenHangsUpIsToldByItsStatus() throws IOException {
            AtomicInteger requests = new AtomicInteger();
            try (FakeApi api = new FakeApi().answering("/", exchange -> {
                if (requests.getAndIncrement() == 0) {
                    exchange.sendResponseHeaders(500, -1);
                }
                exchange.close();
            })) {
                assertTrue(refusal(api.url(), Endpoint.LIVE).contains(" answered 500; the backend failed"));
            }
        }

        @Test
        void aServerThatHangsUpIsTold() throws IOException {
            try (FakeApi api = new FakeApi().answering("/", exchange -> exchange.close())) {
                assertTrue(refusal(api.url(), Endpoint.LIVE).contains("the connection was closed or it is not HTTP"));
            }
        }
    }
}
