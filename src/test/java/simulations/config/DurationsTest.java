package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, 500",
        "30s, 30000",
        "2m, 120000",
        "1m30s, 90000",
        "1h, 3600000",
        "1h2m3s4ms, 3723004",
        "2m500ms, 120500",
        "90s, 90000",
        "24h, 86400000",
        "0s, 0"
    })
    void readsDurationsAsPeopleWriteThem(String text, long millis) {
        assertEquals(Optional.of(Duration.ofMillis(millis)), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "s",
                "-1s",
                "+1s",
                "1.5s",
                "1,5s",
                "30 s",
                "30S",
                "30sec",
                "1s1m",
                "1s1s",
                "30d",
                "PT30S",
                "ten",
                "25h",
                "86401s",
                "99999999999999999999s",
                "999999999h"
            })
    void refusesEverythingElse(String text) {
        assertEquals(Optional.empty(), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "30s", "2m", "1m30s", "1h", "1h2m3s4ms", "0s"})
    void writesWhatItReads(String text) {
        assertEquals(text, Durations.format(Durations.parse(text).orElseThrow()));
    }

    @Test
    void writesTheLargestUnitsFirst() {
        assertEquals("1m30s", Durations.format(Duration.ofSeconds(90)));
    }
}
