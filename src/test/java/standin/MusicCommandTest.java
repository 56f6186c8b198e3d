package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Music commands, with and without permission. */
class MusicCommandTest {

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"play\"}",
                "{\"command\":\"pause\"}",
                "{\"command\":\"next\"}",
                "{\"command\":\"previous\"}",
                "{\"command\":\"volume\",\"volume\":0}"
            })
    void obeysMusicCommands(String body) {
        String token = client.logIn().path("access_token").asString();
        HttpResponse<String> answer = client.post("/v1/music/command", body, "Cookie", "GSNH_AT=" + token);
        assertEquals(200, answer.statusCode());
        assertEquals("{\"status\":\"ok\"}", answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\":\"dance\"} | unknown_command",
                "{\"command\":7} | unknown_command",
                "{} | unknown_command",
                "{\"command\":\"volume\"} | missing_volume",
                "{\"command\":\"volume\",\"volume\":\"loud\"} | missing_volume"
            })
    void refusesOtherMusicCommands(String body, String code) {
        String token = client.logIn().path("access_token").asString();
        HttpResponse<String> answer = client.post("/v1/music/command", body, "Authorization", "Bearer " + token);
        assertEquals(400, answer.statusCode());
        assertEquals(code, Client.errorCode(answer));
    }

    @Test
    void refusesMusicWithoutToken() {
        HttpResponse<String> answer = client.post("/v1/music/command", "{\"command\":\"play\"}");
        assertEquals(401, answer.statusCode());
        assertEquals("unauthorized", Client.errorCode(answer));
    }
}
