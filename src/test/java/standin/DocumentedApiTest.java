package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and methods of the documented API, as a client sees them. */
class DocumentedApiTest {

    private static StandIn standIn;
    private static Client client;

    @BeforeAll
    static void start() {
        standIn = StandIn.start(Client.FAST);
        client = new Client(standIn);
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @Test
    void isAlive() {
        HttpResponse<String> answer = client.get("/v1/healthz/live");
        assertEquals(200, answer.statusCode());
        assertEquals("{\"status\":\"ok\"}", answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void givesCsrfTokenEverywhereAlike() {
        String token = Client.json(client.get("/v1/csrf")).path("csrf_token").asString();
        assertFalse(token.isEmpty());
        assertEquals(token, client.logIn().path("csrf_token").asString());
        for (String path : List.of("/v1/csrf", "/v1/healthz/live", "/v1/whoami")) {
            assertEquals(List.of(token), client.get(path).headers().allValues("X-CSRF-Token"), path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/whoami/", "/v1/nothing", "/healthz/live", "/v1/music"})
    void knowsNoOtherPath(String path) {
        HttpResponse<String> answer = client.get(path);
        assertEquals(404, answer.statusCode());
        assertEquals("not_found", Client.errorCode(answer));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/healthz/live, GET",
        "DELETE, /v1/whoami, GET",
        "PUT, /v1/csrf, GET",
        "GET, /v1/auth/login, POST",
        "GET, /v1/music/command, POST"
    })
    void answersOneMethodPerPath(String method, String path, String allowed) {
        HttpResponse<String> answer = client.send(method, path, "");
        assertEquals(405, answer.statusCode());
        assertEquals("method_not_allowed", Client.errorCode(answer));
        assertEquals(allowed, answer.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void ignoresTheQuery() {
        assertEquals(200, client.get("/v1/healthz/live?a=b").statusCode());
    }

    @Test
    void refusesHugeBodies() {
        HttpResponse<String> answer = client.post("/v1/auth/login", "{\"username\":\"" + "x".repeat(20_000) + "\"}");
        assertEquals(413, answer.statusCode());
        assertEquals("body_too_large", Client.errorCode(answer));
    }
}
