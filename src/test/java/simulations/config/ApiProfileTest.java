package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A profile supplies the paths of a backend's endpoints. */
class ApiProfileTest {

    @Test
    void theDocumentedApiIsTheDefault() {
        LoadConfig config = LoadConfig.of(Settings.of(Map.of(), Map.of()));

        assertEquals(Optional.of("documented"), config.profile());
        assertEquals(Optional.empty(), config.path("WHOAMI"));
        assertEquals("/v1/auth/login", config.loginPath());
    }

    @Test
    void theRealBackendHasOtherPaths() {
        LoadConfig config = LoadConfig.of(Settings.of(Map.of(), Map.of("PROFILE", "gesahni")));

        assertEquals(Optional.of("/healthz/live"), config.path("LIVE"));
        assertEquals(Optional.of("/v1/auth/whoami"), config.path("WHOAMI"));
        assertEquals(Optional.of("/v1/music"), config.path("MUSIC_COMMAND"));
        assertEquals("/v1/auth/login", config.loginPath());
    }

    @Test
    void directSettingsOverrideTheProfile() {
        LoadConfig config = LoadConfig.of(Settings.of(Map.of("LIVE_PATH", "/alive"), Map.of("PROFILE", "gesahni")));

        assertEquals(Optional.of("/alive"), config.path("LIVE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "../load", "conf/gesahni", "gesahni.conf"})
    void aProfileThatDoesNotExistIsRefused(String name) {
        assertEquals(
                "PROFILE = " + name + " (from -D) cannot be used; it must be the name of a file in"
                        + " src/test/resources/conf, such as documented or gesahni",
                refusal("PROFILE", name));
    }

    private static String refusal(String setting, String value) {
        return assertThrows(
                        InvalidConfigException.class,
                        () -> LoadConfig.of(Settings.of(Map.of(setting, value), Map.of())))
                .getMessage();
    }
}
