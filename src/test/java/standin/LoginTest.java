package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Login, and the user that the API then reports. */
class LoginTest {

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
    void logsIn() {
        HttpResponse<String> answer = client.post("/v1/auth/login", "{\"username\":\"test\",\"password\":\"test\"}");
        JsonNode body = Client.json(answer);
        assertEquals(200, answer.statusCode());
        assertEquals("ok", body.path("status").asString());
        assertEquals("test", body.path("user_id").asString());
        Map<String, String> cookies = answer.headers().allValues("Set-Cookie").stream()
                .peek(cookie -> assertTrue(cookie.contains("; HttpOnly"), cookie))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertEquals(
                Map.of(
                        "GSNH_AT", body.path("access_token").asString(),
                        "GSNH_RT", body.path("refresh_token").asString(),
                        "GSNH_SESS", body.path("session_id").asString()),
                cookies);
        assertEquals(3, Set.copyOf(cookies.values()).size());
        assertFalse(body.path("csrf_token").asString().isEmpty());
    }

    @Test
    void givesEveryLogInItsOwnTokens() {
        JsonNode first = client.logIn();
        JsonNode second = client.logIn();
        for (String name : List.of("access_token", "refresh_token", "session_id")) {
            assertNotEquals(first.path(name).asString(), second.path(name).asString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"username\":\"\"}",
                "{\"username\":\"  \"}",
                "{\"username\":null}",
                "{\"password\":\"test\"}"
            })
    void needsUsername(String body) {
        HttpResponse<String> answer = client.post("/v1/auth/login", body);
        assertEquals(400, answer.statusCode());
        assertEquals("missing_username", Client.errorCode(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "username=test", "[]", "\"test\"", "{} {}"})
    void needsJsonObject(String body) {
        String token = client.logIn().path("access_token").asString();
        for (String path : List.of("/v1/auth/login", "/v1/music/command")) {
            HttpResponse<String> answer = client.post(path, body, "Authorization", "Bearer " + token);
            assertEquals(400, answer.statusCode(), path);
            assertEquals("invalid_json", Client.errorCode(answer), path);
        }
    }

    @Test
    void knowsNoUserWithoutToken() {
        HttpResponse<String> answer = client.get("/v1/whoami");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "{\"is_authenticated\":false,\"session_ready\":false,\"user\":{\"id\":null,\"email\":null},"
                        + "\"source\":\"missing\",\"version\":1}",
                answer.body());
    }

    @Test
    void knowsTheUserByCookie() {
        String token = client.logIn().path("access_token").asString();
        assertEquals(
                Client.json(
                        "{\"is_authenticated\":true,\"session_ready\":true,\"user\":{\"id\":\"test\",\"email\":null},"
                                + "\"source\":\"cookie\",\"version\":1}"),
                Client.json(client.get("/v1/whoami", "Cookie", "other=1; GSNH_AT=" + token)));
    }

    @Test
    void knowsTheUserByHeader() {
        String token = client.logIn().path("access_token").asString();
        for (String scheme : List.of("Bearer ", "bearer ")) {
            JsonNode answer = Client.json(client.get("/v1/whoami", "Authorization", scheme + token));
            assertTrue(answer.path("is_authenticated").asBoolean(), scheme);
            assertEquals("header", answer.path("source").asString(), scheme);
        }
        JsonNode otherScheme = Client.json(client.get("/v1/whoami", "Authorization", "Basic " + token));
        assertEquals("missing", otherScheme.path("source").asString());
    }

    @Test
    void fallsBackToTheHeaderWhenTheCookieIsStale() {
        String token = client.logIn().path("access_token").asString();
        JsonNode answer =
                Client.json(client.get("/v1/whoami", "Cookie", "GSNH_AT=stale", "Authorization", "Bearer " + token));
        assertEquals("header", answer.path("source").asString());
    }

    @Test
    void acceptsOnlyAccessTokensThatItIssued() {
        JsonNode login = client.logIn();
        String access = login.path("access_token").asString();
        List<String> wrong = List.of(
                "x",
                access + "x",
                access.substring(1),
                access.toUpperCase(Locale.ROOT),
                login.path("refresh_token").asString(),
                login.path("session_id").asString());
        for (String token : wrong) {
            for (String[] header : List.of(
                    new String[] {"Cookie", "GSNH_AT=" + token}, new String[] {"Authorization", "Bearer " + token})) {
                JsonNode answer = Client.json(client.get("/v1/whoami", header));
                assertFalse(answer.path("is_authenticated").asBoolean(), String.join(": ", header));
                assertEquals("missing", answer.path("source").asString());
                assertEquals(
                        401,
                        client.post("/v1/music/command", "{\"command\":\"play\"}", header)
                                .statusCode());
            }
        }
    }
}
