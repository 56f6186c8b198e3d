package simulations.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTextTest {

    private static final class WhoamiSimulation {}

    private static final class LiveSimulation {}

    private static final class MixedSimulation {}

    private static LoadConfig config(Map<String, String> properties) {
        return LoadConfig.of(properties, Map.of());
    }

    @Test
    void showsWhatTheSimulationUses() {
        LoadConfig config = config(Map.of("WARMUP", "1m30s", "LOGIN_PASSWORD", "hidden"));
        Plan plan = Plan.of(WhoamiSimulation.class, config, Endpoint.WHOAMI);
        assertEquals(
                List.of(
                        "Load profile of ProfileTextTest$WhoamiSimulation",
                        "  BASE_URL        http://127.0.0.1:8000",
                        "                  set by BASE_URL",
                        "  PROFILE         documented",
                        "  CONCURRENCY     10",
                        "  DURATION        30s",
                        "  WARMUP          1m30s",
                        "  WHOAMI_PATH     /v1/whoami",
                        "  LOGIN_PATH      /v1/auth/login",
                        "  LOGIN_USERNAME  test",
                        "  LOGIN_PASSWORD  ****",
                        "  CSRF            false",
                        "  MAX_ERROR_RATE  1 %",
                        "  OUTPUT_DIR      perf_results",
                        "  GATLING_DIR     target/gatling",
                        "  HEALTH          true",
                        "  COMMIT          unknown"),
                ProfileText.of(config, plan, List.of("http://127.0.0.1:8000", "set by BASE_URL"), ""));
    }

    @Test
    void leavesOutLogInWhereThereIsNone() {
        LoadConfig config = config(Map.of());
        List<String> lines =
                ProfileText.of(config, Plan.of(LiveSimulation.class, config, Endpoint.LIVE), List.of("x"), "abc");
        assertFalse(lines.toString().contains("LOGIN"), lines.toString());
        assertTrue(lines.contains("  COMMIT          abc"), lines.toString());
    }

    @Test
    void showsTheSplitOfAMix() {
        LoadConfig config = config(Map.of());
        List<String> lines = ProfileText.of(config, Plan.mixed(MixedSimulation.class, config), List.of("x"), "");
        assertTrue(lines.contains("  CONCURRENCY     10 (2 live, 4 whoami, 1 login, 3 music)"), lines.toString());
    }

    @Test
    void fitsInto80Columns() {
        LoadConfig config = config(Map.of("LIVE_PATH", "/" + "x".repeat(200)));
        List<String> lines = ProfileText.of(
                config,
                Plan.of(LiveSimulation.class, config, Endpoint.LIVE),
                List.of("http://" + "h".repeat(200)),
                "c".repeat(90));
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines.toString());
    }
}
