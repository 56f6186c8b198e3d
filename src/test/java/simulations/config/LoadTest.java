package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Load load(Duration duration, Duration warmUp) {
        return new Load(1, OptionalDouble.empty(), duration, warmUp, Duration.ZERO, 0);
    }

    /** Otherwise Gatling would replace users that have finished. */
    @ParameterizedTest
    @ValueSource(longs = {1, 500, 999, 1000, 1001, 1999, 2000, 2001, 30_000, 86_400_000})
    void usersOutlastTheirInjection(long millis) {
        Load load = load(Duration.ofMillis(millis), Duration.ZERO);
        Duration lifetime = load.duration().plus(load.stay());
        // Gatling checks once a second whether injection is over.
        assertTrue(lifetime.compareTo(load.injectionTime().plusMillis(499)) > 0, lifetime.toString());
        assertTrue(load.injectionTime().compareTo(SECOND) >= 0);
        assertEquals(0, load.injectionTime().toMillisPart());
    }

    /** A target that only fails can end the run soon after it begins. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5000})
    void usersOfARunThatEndsWithTheVerdictOutlastTheirInjectionHoweverSoonItEnds(long warmUpMillis) {
        Duration warmUp = Duration.ofMillis(warmUpMillis);
        Load load = load(SECOND, warmUp).withDuration(Duration.ofSeconds(10), Duration.ofMinutes(3));
        assertTrue(warmUp.plus(load.stay()).compareTo(load.injectionTime().plusMillis(499)) > 0, load.toString());
    }

    static Stream<Arguments> impossible() {
        Load load = load(SECOND, SECOND);
        Duration less = Duration.ofMillis(-1);
        return Stream.of(
                arguments(load.withUsers(0), "users to 0; "),
                arguments(load.withUsers(100_001), "users to 100001; "),
                arguments(load.withArrivalsPerSecond(0), "arrivals per second to 0.0; "),
                arguments(load.withArrivalsPerSecond(-1), "arrivals per second to -1.0; "),
                arguments(load.withArrivalsPerSecond(Double.NaN), "arrivals per second to NaN; "),
                arguments(load.withArrivalsPerSecond(Double.POSITIVE_INFINITY), "arrivals per second to Infinity; "),
                arguments(load.withDuration(Duration.ZERO), "duration to PT0S; "),
                arguments(load.withDuration(Duration.ofHours(25)), "duration to PT25H; "),
                arguments(load.withDuration(Duration.ofNanos(1)), "duration to PT0.000000001S; "),
                arguments(load.withDuration(null), "duration to null; "),
                arguments(load.withDuration(Duration.ZERO, SECOND), "minimum duration to PT0S; "),
                arguments(load.withDuration(SECOND.plusMillis(1), SECOND), "minimum duration to 1001ms; "),
                arguments(
                        load.withDuration(Duration.ofMillis(1), Duration.ofMillis(100_001)),
                        "minimum duration to 1ms; "),
                arguments(load.withWarmUp(less), "warm-up to PT-0.001S; "),
                arguments(load.withRamp(less), "ramp to PT-0.001S; "),
                arguments(load.withRamp(SECOND, -1), "ramp steps to -1; "),
                arguments(load.withRamp(Duration.ZERO, 3), "ramp steps to 3; "));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void checksTheLoadThatASimulationReturns(Load load, String named) {
        String message = assertThrows(InvalidConfigException.class, () -> load.requireUsable("OrderSimulation"))
                .getMessage();
        assertTrue(message.startsWith("OrderSimulation.load() sets " + named), message);
    }

    @Test
    void acceptsAConfiguredLoad() {
        load(SECOND, Duration.ZERO)
                .withArrivalsPerSecond(0.5)
                .withRamp(SECOND, 4)
                .requireUsable("OrderSimulation");
        load(SECOND, SECOND)
                .withDuration(Duration.ofMillis(1), Duration.ofSeconds(100))
                .requireUsable("OrderSimulation");
    }

    @Test
    void usersOfALongRunLeaveImmediately() {
        Load load = load(Duration.ofSeconds(30), Duration.ofSeconds(5));
        assertEquals(Duration.ofSeconds(34), load.injectionTime());
        assertEquals(Duration.ZERO, load.stay());
    }

    @Test
    void usersOfALinearRampBeginOneAfterTheOther() {
        Load load = load(SECOND, SECOND).withUsers(4).withRamp(Duration.ofSeconds(20));
        assertEquals(Duration.ZERO, load.begin(0));
        assertEquals(Duration.ofSeconds(5), load.begin(1));
        assertEquals(Duration.ofSeconds(15), load.begin(3));
        assertEquals(Duration.ofSeconds(21), load.unmeasured());
        assertEquals("4 users, after a ramp of 20s", load.toString());
    }

    @Test
    void usersOfARampInStepsBeginTogether() {
        Load load = load(SECOND, SECOND).withUsers(50).withRamp(Duration.ofSeconds(20), 4);
        assertEquals(Duration.ZERO, load.begin(9));
        assertEquals(Duration.ofSeconds(5), load.begin(10));
        assertEquals(Duration.ofSeconds(15), load.begin(39));
        assertEquals(Duration.ofSeconds(20), load.begin(49));
        assertEquals("50 users, after a ramp of 20s in 4 steps", load.toString());
    }

    @Test
    void aReplacementUserBeginsLikeTheFirst() {
        Load load = load(SECOND, SECOND).withUsers(4).withRamp(Duration.ofSeconds(20));
        assertEquals(load.begin(1), load.begin(5));
    }

    @Test
    void describesAnOpenLoadByRateAndConcurrency() {
        assertEquals(
                "0.5 arrivals/s by at most 1 user",
                load(SECOND, SECOND).withArrivalsPerSecond(0.5).toString());
        assertEquals(
                "200 arrivals/s by at most 1 user",
                load(SECOND, SECOND).withArrivalsPerSecond(200).toString());
    }
}
