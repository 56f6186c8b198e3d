package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InjectorsTest {

    private static Optional<Injectors> of(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        return LoadConfig.of(Settings.of(properties, Map.of())).injectors();
    }

    private static void refused(String message, String... settings) {
        assertEquals(
                message,
                assertThrows(InvalidConfigException.class, () -> of(settings)).getMessage());
    }

    @Test
    void oneInjectorIsTheDefault() {
        assertEquals(Optional.empty(), of());
    }

    @Test
    void readsNumberAndStartOfAnInjector() {
        assertEquals(
                Optional.of(new Injectors(2, 3, Optional.of(Instant.parse("2026-11-23T14:30:00Z")))),
                of("INJECTORS", "3", "INJECTOR", "2", "START_AT", "2026-11-23T14:30:00Z", "BASE_URL", "http://api"));
    }

    @Test
    void refusesContradictorySettings() {
        refused(
                "INJECTORS is set and INJECTOR is not; set INJECTOR to the number of this injector, from 0 to 2",
                "INJECTORS",
                "3");
        refused("INJECTOR is set and INJECTORS is not; set INJECTORS to the number of injectors", "INJECTOR", "0");
        refused(
                "START_AT is set and INJECTORS is not; set INJECTORS to the number of injectors",
                "START_AT",
                "2026-11-23T14:30:00Z");
        refused(
                "INJECTOR = 3 is out of range for 3 injectors; they are numbered from 0 to 2",
                "INJECTORS",
                "3",
                "INJECTOR",
                "3");
        refused(
                "INJECTORS is set and BASE_URL is not, so each injector would load whatever runs on its own machine;"
                        + " set BASE_URL to their common target",
                "INJECTORS",
                "3",
                "INJECTOR",
                "0");
        refused(
                "START_AT = soon (from -D) cannot be used; it must be a time in UTC such as 2026-11-23T14:30:00Z",
                "START_AT",
                "soon");
    }
}
