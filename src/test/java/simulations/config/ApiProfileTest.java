package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a backend has its endpoints, and what they answer, comes from a profile. */
class ApiProfileTest {

    @Test
    void theDocumentedApiIsTheDefault() {
        LoadConfig config = LoadConfig.of(Map.of(), Map.of());

        assertEquals(Optional.of("documented"), config.profile());
        assertEquals("/v1/whoami", config.path(Endpoint.WHOAMI));
        assertEquals(new Expectation("is_authenticated", "true"), config.expectation(Endpoint.WHOAMI));
        assertEquals(new Expectation("status", "ok"), config.expectation(Endpoint.MUSIC));
    }

    @Test
    void theRealBackendHasItsEndpointsElsewhere() {
        LoadConfig config = LoadConfig.of(Map.of(), Map.of("PROFILE", "gesahni"));

        assertEquals("/healthz/live", config.path(Endpoint.LIVE));
        assertEquals("/v1/auth/whoami", config.path(Endpoint.WHOAMI));
        assertEquals("/v1/auth/login", config.path(Endpoint.LOGIN));
        assertEquals("/v1/music", config.path(Endpoint.MUSIC));
    }

    @Test
    void whatIsSetDirectlyWinsOverTheProfile() {
        LoadConfig config = LoadConfig.of(
                Map.of("LIVE_PATH", "/alive", "LIVE_EXPECTS", "data.state=up"), Map.of("PROFILE", "gesahni"));

        assertEquals("/alive", config.path(Endpoint.LIVE));
        assertEquals(new Expectation("data.state", "up"), config.expectation(Endpoint.LIVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "../load", "conf/gesahni", "gesahni.conf"})
    void aProfileThatDoesNotExistIsRefused(String name) {
        assertEquals(
                "PROFILE = " + name + " (from -D) cannot be used; it must be the name of a file in"
                        + " src/test/resources/conf, such as documented or gesahni",
                refusal("PROFILE", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "=ok", "status=", "status ok", "a..b=c", "x=\"quoted\""})
    void anExpectationThatIsNoneIsRefused(String text) {
        assertEquals(
                "MUSIC_EXPECTS = " + text + " (from -D) cannot be used; it must be a field of the JSON answer and its"
                        + " value, such as status=ok",
                refusal("MUSIC_EXPECTS", text));
    }

    private static String refusal(String setting, String value) {
        return assertThrows(InvalidConfigException.class, () -> LoadConfig.of(Map.of(setting, value), Map.of()))
                .getMessage();
    }
}
