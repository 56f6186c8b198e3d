package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Load load(String duration, String warmUp) {
        return new Load(
                1,
                Durations.parse(duration).orElseThrow(),
                Durations.parse(warmUp).orElseThrow());
    }

    /** Otherwise Gatling would replace users that have finished. */
    @ParameterizedTest
    @ValueSource(strings = {"1ms", "500ms", "999ms", "1s", "1s1ms", "1s999ms", "2s", "2s1ms", "30s", "24h"})
    void usersOutlastTheirInjection(String duration) {
        Load load = load(duration, "0s");
        Duration lifetime = load.duration().plus(load.stay());
        // Gatling looks once a second whether injection is over.
        assertTrue(lifetime.compareTo(load.injectionTime().plusMillis(499)) > 0, lifetime.toString());
        assertTrue(load.injectionTime().compareTo(SECOND) >= 0);
        assertEquals(0, load.injectionTime().toMillisPart());
    }

    @Test
    void usersOfALongRunLeaveAtOnce() {
        Load load = load("30s", "5s");
        assertEquals(Duration.ofSeconds(34), load.injectionTime());
        assertEquals(Duration.ZERO, load.stay());
    }
}
