package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutoDurationTest {

    private static List<Duration> planned(long least, long most) {
        return AutoDuration.between(Duration.ofMillis(least), Duration.ofMillis(most))
                .planned();
    }

    @Test
    void eachLookHasAboutHalfAsMuchAgainToGoBy() {
        List<Duration> planned = planned(10_000, 180_000);
        assertEquals(8, planned.size());
        assertEquals(Duration.ofSeconds(10), planned.get(0));
        assertEquals(Duration.ofMinutes(3), planned.get(7));
        for (int i = 1; i < planned.size(); i++) {
            assertEquals(
                    1.51,
                    (double) planned.get(i).toMillis() / planned.get(i - 1).toMillis(),
                    0.01);
        }
    }

    @Test
    void itLooksAtTheLeastAndTheMostHoweverNear() {
        assertEquals(List.of(Duration.ofSeconds(10)), planned(10_000, 10_000));
        assertEquals(List.of(Duration.ofSeconds(10), Duration.ofMillis(10_001)), planned(10_000, 10_001));
    }

    @Test
    void whatWasSeenIsKept() {
        AutoDuration seen = AutoDuration.between(Duration.ofSeconds(1), Duration.ofSeconds(2))
                .plus(new AutoDuration.Look(Duration.ofSeconds(1), List.of("/a")))
                .ended(AutoDuration.End.MAXIMUM);
        assertEquals(List.of("/a"), seen.looks().get(0).open());
        assertEquals(Optional.of(AutoDuration.End.MAXIMUM), seen.end());
        assertTrue(seen.planned().contains(Duration.ofSeconds(2)));
    }
}
