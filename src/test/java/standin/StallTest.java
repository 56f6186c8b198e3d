package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StallTest {

    @ParameterizedTest
    @CsvSource({"9999, 9999", "10000, 12000", "11999, 12000", "12000, 12000", "41000, 41000"})
    void delaysOnceWhatIsDueDuringTheStall(long dueMillis, long releaseMillis) {
        assertEquals(releaseMillis, release("2s@10s", dueMillis));
    }

    @ParameterizedTest
    @CsvSource({"9999, 9999", "10000, 12000", "39999, 39999", "40000, 42000", "71500, 72000"})
    void repeatsWhenAsked(long dueMillis, long releaseMillis) {
        assertEquals(releaseMillis, release("2s@10s/30s", dueMillis));
    }

    @Test
    void readsUnits() {
        assertEquals("500ms@60000ms/120000ms", Stall.parse("500ms@1m/2m").toString());
        assertEquals("1000ms@0ms", Stall.parse("1s@0s").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2s", "2@10", "2s@", "@10s", "2s@10s/", "0s@10s", "-2s@10s", "2s@10s/2s", "2s@1s@1s", "1h@1s"
            })
    void refusesOtherTexts(String text) {
        assertThrows(IllegalArgumentException.class, () -> Stall.parse(text));
    }

    private static long release(String stall, long dueMillis) {
        return Duration.ofNanos(Stall.parse(stall)
                        .releaseNanos(Duration.ofMillis(dueMillis).toNanos()))
                .toMillis();
    }
}
