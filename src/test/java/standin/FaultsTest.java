package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Faults of the stand-in when they are switched on, as a client sees them. */
class FaultsTest {

    @Test
    void failsAtTheConfiguredRate() {
        StandInConfig config = Client.FAST.withSeed(7).withErrorRate(Map.of(Endpoint.LIVE, 0.3));
        Dice sameDice = new Dice(Endpoint.LIVE, config, 7);
        try (StandIn standIn = StandIn.start(config)) {
            Client client = new Client(standIn);
            List<Integer> expected = new ArrayList<>();
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                expected.add(sameDice.nextFails() ? 500 : 200);
                statuses.add(client.get("/v1/healthz/live").statusCode());
                assertEquals(200, client.get("/v1/whoami").statusCode());
            }
            assertEquals(expected, statuses);
        }
    }

    @Test
    void namesInjectedErrors() {
        try (StandIn standIn = StandIn.start(Client.FAST.withErrorRate(Map.of(Endpoint.LOGIN, 1.0)))) {
            HttpResponse<String> answer = new Client(standIn).post("/v1/auth/login", "{\"username\":\"test\"}");
            assertEquals(500, answer.statusCode());
            assertEquals("internal_error", Client.errorCode(answer));
        }
    }

    @Test
    void neverAnswersBeforeTheDrawnDelay() {
        StandInConfig config = StandInConfig.defaults().withSeed(3).withSlowdown(Map.of(Endpoint.WHOAMI, 1.5));
        Dice sameDice = new Dice(Endpoint.WHOAMI, config, 3);
        try (StandIn standIn = StandIn.start(config)) {
            Client client = new Client(standIn);
            for (int i = 0; i < 10; i++) {
                long delay = sameDice.nextDelayNanos();
                long before = System.nanoTime();
                client.get("/v1/whoami");
                long took = System.nanoTime() - before;
                assertTrue(took >= delay, took + " ns, drawn were " + delay);
            }
        }
    }

    @Test
    void answersNothingDuringStall() {
        Stall stall = new Stall(Duration.ofMillis(300), Duration.ZERO, Optional.empty());
        long before = System.nanoTime();
        try (StandIn standIn = StandIn.start(Client.FAST.withStall(stall))) {
            new Client(standIn).get("/v1/healthz/live");
            assertTrue(System.nanoTime() - before >= stall.length().toNanos());
        }
    }

    @Test
    void limitsRatePerPath() {
        try (StandIn standIn = StandIn.start(Client.FAST.withRateLimit(2))) {
            Client client = new Client(standIn);
            assertEquals(200, client.get("/v1/whoami").statusCode());
            assertEquals(200, client.get("/v1/whoami").statusCode());
            HttpResponse<String> refused = client.get("/v1/whoami");
            assertEquals(429, refused.statusCode());
            assertEquals("rate_limited", Client.errorCode(refused));
            int wait =
                    Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow());
            assertTrue(wait >= 1 && wait <= 60, "Retry-After: " + wait);
            assertEquals(200, client.get("/v1/healthz/live").statusCode());
        }
    }

    @Test
    void needsCsrfTokenForPosts() {
        try (StandIn standIn = StandIn.start(Client.FAST.withCsrf(true))) {
            Client client = new Client(standIn);
            String body = "{\"username\":\"test\"}";
            for (String[] headers : List.of(new String[0], new String[] {"X-CSRF-Token", "wrong"})) {
                HttpResponse<String> refused = client.post("/v1/auth/login", body, headers);
                assertEquals(403, refused.statusCode());
                assertEquals("csrf.missing", Client.errorCode(refused));
            }
            String token = client.get("/v1/whoami")
                    .headers()
                    .firstValue("X-CSRF-Token")
                    .orElseThrow();
            assertEquals(
                    200,
                    client.post("/v1/auth/login", body, "X-CSRF-Token", token).statusCode());
        }
    }
}
