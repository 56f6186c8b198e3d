package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsTest {

    private static final Sessions.Session USER = new Sessions.Session("test", Set.of());

    @Test
    void discardsTheLeastRecentlyUsedSession() {
        Sessions sessions = new Sessions(2);
        String used = sessions.open(USER);
        String unused = sessions.open(USER);
        sessions.find(used);
        String newest = sessions.open(USER);
        assertTrue(sessions.find(used).isPresent());
        assertTrue(sessions.find(newest).isPresent());
        assertEquals(Optional.empty(), sessions.find(unused));
    }

    @ParameterizedTest
    @CsvSource({"music:control, 200", "music:listen, 401"})
    void musicNeedsItsScope(String scope, int status) {
        Sessions sessions = new Sessions(10);
        String token = sessions.open(new Sessions.Session("test", Set.of(scope)));
        byte[] body = "{\"command\":\"play\"}".getBytes(StandardCharsets.UTF_8);
        Answer answer = new Api(sessions, new Csrf(false))
                .answer(Endpoint.MUSIC_COMMAND, new Call(Optional.of(token), Optional.empty(), body));
        assertEquals(status, answer.status());
    }
}
