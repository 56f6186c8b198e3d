package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixTest {

    private static Map<Endpoint, Integer> weights(int live, int whoami, int login, int music) {
        return Map.of(Endpoint.LIVE, live, Endpoint.WHOAMI, whoami, Endpoint.LOGIN, login, Endpoint.MUSIC, music);
    }

    @ParameterizedTest
    @CsvSource({
        // Even shares.
        "10, 2, 4, 1, 3, '2 live, 4 whoami, 1 login, 3 music'",
        // 1.4, 2.8, 0.7, 2.1: the largest remainders are .8 and .7.
        "7, 2, 4, 1, 3, '1 live, 3 whoami, 1 login, 2 music'",
        // Equal remainders go to the first.
        "5, 1, 1, 1, 1, '2 live, 1 whoami, 1 login, 1 music'",
        // 0.01 each: nobody is left without.
        "10, 1000, 1, 1, 1, '7 live, 1 whoami, 1 login, 1 music'",
        "4, 1000, 1, 1, 1, '1 live, 1 whoami, 1 login, 1 music'",
        // A weight of 0 leaves a scenario out.
        "3, 0, 2, 0, 1, '2 whoami, 1 music'",
        "1, 0, 0, 5, 0, '1 login'",
        "100000, 999, 1000, 1000, 1000, '24981 live, 25007 whoami, 25006 login, 25006 music'"
    })
    void splitsUsersByWeight(int users, int live, int whoami, int login, int music, String expected) {
        Mix mix = Mix.split(users, weights(live, whoami, login, music));
        assertEquals(expected, mix.toString());
        assertEquals(
                users, mix.users().values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void everyScenarioNeedsAUser() {
        String message = assertThrows(InvalidConfigException.class, () -> Mix.split(3, weights(1, 1, 1, 1)))
                .getMessage();
        assertTrue(message.startsWith("CONCURRENCY = 3 is too small for a mix of 4 scenarios"), message);
    }

    @Test
    void aMixOfNothingIsRefused() {
        assertThrows(InvalidConfigException.class, () -> Mix.split(10, weights(0, 0, 0, 0)));
    }
}
