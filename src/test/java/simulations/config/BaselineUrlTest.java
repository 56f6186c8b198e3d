package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineUrlTest {

    private static Optional<BaselineUrl> of(Map<String, String> properties) {
        return LoadConfig.of(Settings.of(properties, Map.of())).baselineUrl();
    }

    private static String refusal(Map<String, String> properties) {
        return assertThrows(InvalidConfigException.class, () -> of(properties)).getMessage();
    }

    @Test
    void loadsOneTargetWithoutABase() {
        assertEquals(Optional.empty(), of(Map.of()));
    }

    @Test
    void aBaseIsAUrlOrTheStandIn() {
        assertEquals(
                Optional.of(new BaselineUrl("http://127.0.0.1:8001", Duration.ofSeconds(5))),
                of(Map.of("BASELINE_URL", "http://127.0.0.1:8001/")));
        BaselineUrl standIn =
                of(Map.of("BASELINE_URL", "stand-in", "PAIR_TIMEOUT", "2s")).orElseThrow();
        assertTrue(standIn.isStandIn());
        assertEquals(Duration.ofSeconds(2), standIn.timeout());
    }

    @Test
    void refusesAnInvalidBaseWithoutShowingItsPassword() {
        String message = refusal(Map.of("BASELINE_URL", "http://user:secret@host:8001"));
        assertTrue(message.startsWith("BASELINE_URL = ****@host:8001 (from -D) cannot be used;"), message);
        assertFalse(message.contains("secret"), message);
    }

    /** A comparison of a target with itself would always pass. */
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, http://LOCALHOST:8000/",
        "http://127.0.0.1:8000, http://localhost:8000",
        "http://[::1]:8000, HTTP://127.0.0.1:8000//",
        "http://api.test, http://api.test:80/",
        "https://api.test:443/v2, https://api.test/v2/",
    })
    void aTargetIsNotComparedWithItself(String candidate, String base) {
        String message = refusal(Map.of("BASE_URL", candidate, "BASELINE_URL", base));
        assertTrue(message.startsWith("BASELINE_URL ("), message);
        assertTrue(message.contains(") are the same, so no difference could be found"), message);
    }

    @Test
    void theDefaultIsATargetToo() {
        assertTrue(refusal(Map.of("BASELINE_URL", "http://localhost:8000")).contains("are the same"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8001",
                "http://api.test:8000",
                "http://localhost:8000/v2",
                "https://localhost:8000"
            })
    void anotherPortHostPathOrSchemeIsAnotherTarget(String base) {
        assertTrue(of(Map.of("BASE_URL", "http://localhost:8000", "BASELINE_URL", base))
                .isPresent());
    }

    @Test
    void severalInjectorsLoadOneTarget() {
        String message =
                refusal(Map.of("BASE_URL", "http://a", "BASELINE_URL", "http://b", "INJECTORS", "2", "INJECTOR", "0"));
        assertTrue(message.startsWith("BASELINE_URL and INJECTORS are both set"), message);
    }
}
