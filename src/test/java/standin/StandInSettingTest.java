package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandInSettingTest {

    private static final StandInConfig DEFAULTS = StandInConfig.defaults();

    @Test
    void isAsDocumentedWhenNothingIsSet() {
        StandInConfig config = StandInConfig.fromEnvironment(properties(), Map.of("HOME", "/home/test"));
        assertEquals(DEFAULTS, config);
        assertEquals(List.of(), config.switchedOn());
    }

    @Test
    void readsSystemProperties() {
        StandInConfig expected = DEFAULTS.withPort(8001)
                .withSeed(-42)
                .withSlowdown(Map.of(Endpoint.WHOAMI, 1.5, Endpoint.LOGIN, 2.0))
                .withWork(Map.of(Endpoint.LIVE, 0.1))
                .withAllocation(Map.of(Endpoint.LIVE, 100.0))
                .withErrorRate(Map.of(Endpoint.LIVE, 0.05))
                .withStall(Stall.parse("2s@10s/30s"))
                .withRateLimit(60)
                .withCsrf(true);
        Properties properties = properties(
                "standin.port", "8001",
                "standin.seed", "-42",
                "standin.slowdown", "/v1/whoami=1.5, /v1/auth/login=2",
                "standin.work", "/v1/healthz/live=0.1",
                "standin.allocate", "/v1/healthz/live=100",
                "standin.errorRate", "/v1/healthz/live=0.05",
                "standin.stall", "2s@10s/30s",
                "standin.rateLimit", "60",
                "standin.csrf", "true");
        assertEquals(expected, StandInConfig.fromEnvironment(properties, Map.of()));
    }

    @Test
    void readsEnvironmentVariables() {
        StandInConfig expected = DEFAULTS.withPort(8001)
                .withSeed(42)
                .withSlowdown(Map.of(Endpoint.WHOAMI, 1.5))
                .withErrorRate(Map.of(Endpoint.LIVE, 0.05))
                .withStall(Stall.parse("2s@10s"))
                .withRateLimit(60)
                .withCsrf(true)
                .withServiceLog(Path.of("times"));
        Map<String, String> environment = Map.of(
                "STANDIN_PORT", "8001",
                "STANDIN_SEED", "42",
                "STANDIN_SLOWDOWN", "/v1/whoami=1.5",
                "STANDIN_ERROR_RATE", "/v1/healthz/live=0.05",
                "STANDIN_STALL", "2s@10s",
                "STANDIN_RATE_LIMIT", "60",
                "STANDIN_CSRF", "true",
                "STANDIN_SERVICE_LOG", "times");
        assertEquals(expected, StandInConfig.fromEnvironment(properties(), environment));
    }

    @Test
    void prefersThePropertyUnlessItIsEmpty() {
        Map<String, String> environment = Map.of("STANDIN_PORT", "8001");
        assertEquals(
                8002,
                StandInConfig.fromEnvironment(properties("standin.port", "8002"), environment)
                        .port());
        assertEquals(
                8001,
                StandInConfig.fromEnvironment(properties("standin.port", ""), environment)
                        .port());
    }

    @Test
    void takesOneNumberForAllOtherEndpoints() {
        StandInConfig config =
                StandInConfig.fromEnvironment(properties("standin.errorRate", "/v1/whoami=0.5,0.1"), Map.of());
        assertEquals(
                Map.of(Endpoint.LIVE, 0.1, Endpoint.WHOAMI, 0.5, Endpoint.LOGIN, 0.1, Endpoint.MUSIC_COMMAND, 0.1),
                config.errorRate());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port | -1",
                "port | 65536",
                "port | http",
                "seed | 1.5",
                "slowdown | 0",
                "slowdown | -1",
                "slowdown | NaN",
                "slowdown | 1001",
                "slowdown | fast",
                "slowdown | /v1/nothing=2",
                "slowdown | /v1/whoami=2,/v1/whoami=3",
                "slowdown | /v1/whoami=",
                "slowdown | 1,",
                "errorRate | 1.1",
                "errorRate | -0.1",
                "errorRate | 5%",
                "errorRate | 0.1,0.2",
                "stall | 2s",
                "rateLimit | 0",
                "rateLimit | many",
                "csrf | yes"
            })
    void refusesOtherValuesInOneLine(String key, String value) {
        StandInException e = assertThrows(
                StandInException.class,
                () -> StandInConfig.fromEnvironment(properties("standin." + key, value), Map.of()));
        assertTrue(
                e.getMessage().startsWith("standin." + key + "=" + value + " is not accepted; specify "),
                e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void namesAnInvalidVariable() {
        StandInException e = assertThrows(
                StandInException.class,
                () -> StandInConfig.fromEnvironment(properties(), Map.of("STANDIN_CSRF", "maybe")));
        assertEquals("STANDIN_CSRF=maybe is not accepted; specify true or false", e.getMessage());
    }

    @Test
    void refusesMisspeltNames() {
        StandInException property = assertThrows(
                StandInException.class,
                () -> StandInConfig.fromEnvironment(properties("standin.slowDown", "2"), Map.of()));
        assertTrue(property.getMessage().startsWith("standin.slowDown is not a setting"), property.getMessage());
        StandInException variable = assertThrows(
                StandInException.class, () -> StandInConfig.fromEnvironment(properties(), Map.of("STANDIN_SLOW", "2")));
        assertTrue(variable.getMessage().contains("STANDIN_SLOWDOWN"), variable.getMessage());
    }

    @Test
    void listsWhatIsSwitchedOn() {
        StandInConfig config = DEFAULTS.withSlowdown(Map.of(Endpoint.WHOAMI, 1.5))
                .withErrorRate(Map.of(Endpoint.LIVE, 0.05))
                .withStall(Stall.parse("2s@10s"))
                .withRateLimit(60)
                .withCsrf(true)
                .withServiceLog(Path.of("times"));
        assertEquals(
                List.of(
                        "/v1/healthz/live failing at a rate of 0.05",
                        "/v1/whoami slowed down by 1.5",
                        "stall 2000ms@10000ms",
                        "rate limit 60 per minute",
                        "CSRF token required",
                        "service times written to times"),
                config.switchedOn());
    }

    private static Properties properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }
}
