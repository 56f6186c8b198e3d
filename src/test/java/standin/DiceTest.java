package standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DiceTest {

    private static final StandInConfig PLAIN = StandInConfig.defaults();

    @Test
    void repeatsWithTheSameSeed() {
        assertArrayEquals(delays(Endpoint.LIVE, PLAIN, 5), delays(Endpoint.LIVE, PLAIN, 5));
    }

    @Test
    void differsWithSeedAndEndpoint() {
        long[] live = delays(Endpoint.LIVE, PLAIN, 5);
        assertFalse(Arrays.equals(live, delays(Endpoint.LIVE, PLAIN, 6)));
        long[] scaled = Arrays.stream(live).map(nanos -> 3 * nanos).toArray();
        assertFalse(Arrays.equals(scaled, delays(Endpoint.WHOAMI, PLAIN, 5)));
    }

    @Test
    void slowsDownTheNamedEndpointOnly() {
        StandInConfig slowed = PLAIN.withSlowdown(Map.of(Endpoint.LIVE, 2.0));
        long[] doubled = Arrays.stream(delays(Endpoint.LIVE, PLAIN, 5))
                .map(nanos -> 2 * nanos)
                .toArray();
        assertArrayEquals(doubled, delays(Endpoint.LIVE, slowed, 5));
        assertArrayEquals(delays(Endpoint.WHOAMI, PLAIN, 5), delays(Endpoint.WHOAMI, slowed, 5));
    }

    @Test
    void failsAtTheGivenRateAndOnlyThere() {
        StandInConfig config = PLAIN.withErrorRate(Map.of(Endpoint.LOGIN, 0.05));
        assertEquals(5000, failures(Endpoint.LOGIN, config), 300);
        assertEquals(0, failures(Endpoint.LIVE, config));
        assertEquals(100_000, failures(Endpoint.LIVE, PLAIN.withErrorRate(Map.of(Endpoint.LIVE, 1.0))));
    }

    private static long[] delays(Endpoint endpoint, StandInConfig config, long seed) {
        Dice dice = new Dice(endpoint, config, seed);
        return LongStream.generate(dice::nextDelayNanos).limit(100).toArray();
    }

    private static long failures(Endpoint endpoint, StandInConfig config) {
        Dice dice = new Dice(endpoint, config, 5);
        return IntStream.range(0, 100_000).filter(i -> dice.nextFails()).count();
    }
}
