package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BaselineUrlTest {

    private static Optional<BaselineUrl> of(Map<String, String> properties) {
        return LoadConfig.of(properties, Map.of()).baselineUrl();
    }

    private static String refusal(Map<String, String> properties) {
        return assertThrows(InvalidConfigException.class, () -> of(properties)).getMessage();
    }

    @Test
    void oneTargetIsLoadedUnlessABaseIsNamed() {
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
    void whatIsNeitherIsRefusedWithoutItsPassword() {
        String message = refusal(Map.of("BASELINE_URL", "http://user:secret@host:8001"));
        assertTrue(message.startsWith("BASELINE_URL = ****@host:8001 (from -D) cannot be used;"), message);
        assertFalse(message.contains("secret"), message);
    }

    /** Such a comparison would always pass. */
    @Test
    void aTargetIsNotComparedWithItself() {
        String message = refusal(Map.of("BASE_URL", "http://localhost:8000", "BASELINE_URL", "http://LOCALHOST:8000/"));
        assertTrue(message.startsWith("BASELINE_URL and BASE_URL are the same"), message);
    }

    @Test
    void severalInjectorsLoadOneTarget() {
        String message =
                refusal(Map.of("BASE_URL", "http://a", "BASELINE_URL", "http://b", "INJECTORS", "2", "INJECTOR", "0"));
        assertTrue(message.startsWith("BASELINE_URL and INJECTORS are both set"), message);
    }

    @Test
    void theLoadProfileShowsIt() {
        LoadConfig config = LoadConfig.of(Map.of("BASELINE_URL", "http://127.0.0.1:8001"), Map.of());
        List<String> lines =
                ProfileText.of(config, Plan.of(BaselineUrlTest.class, config, Endpoint.LIVE), List.of("x"), "");
        assertTrue(lines.contains("  BASELINE_URL    http://127.0.0.1:8001"), lines.toString());
        assertTrue(lines.contains("  PAIR_TIMEOUT    5s"), lines.toString());
    }
}
