package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.metrics.LoadProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final LoadConfig CONFIG =
            LoadConfig.of(Map.of("LOGIN_CONCURRENCY", "3", "LOGIN_PATH", "/in", "LIVE_WEIGHT", "0"), Map.of());

    @Test
    void oneEndpointRunsUnderItsOwnLoad() {
        Plan plan = Plan.of(PlanTest.class, CONFIG, Endpoint.LOGIN);
        assertEquals(Map.of(Endpoint.LOGIN, 3), plan.users());
        assertEquals(List.of("/in"), plan.requestNames(CONFIG));
        assertEquals(
                new LoadProfile(
                        "simulations.config.PlanTest",
                        "stand-in",
                        3,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        ""),
                plan.profileOn("stand-in"));
    }

    @Test
    void aMixRunsUnderTheGeneralLoadAndNamesItsSplit() {
        Plan plan = Plan.mixed(PlanTest.class, CONFIG);
        assertEquals(Map.of(Endpoint.WHOAMI, 5, Endpoint.LOGIN, 1, Endpoint.MUSIC, 4), plan.users());
        assertEquals(List.of("/v1/whoami", "/in", "/v1/music/command"), plan.requestNames(CONFIG));
        assertEquals("5 whoami, 1 login, 4 music", plan.profileOn("x").mix());
        assertEquals(10, plan.profileOn("x").concurrency());
    }
}
