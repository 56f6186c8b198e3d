package simulations.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import simulations.LiveSimulation;
import simulations.MusicCommandSimulation;
import simulations.WhoamiSimulation;
import simulations.config.InvalidConfigException;
import simulations.config.LoadConfig;
import simulations.config.Settings;

class MixTest {

    private static List<Part> parts(Map<String, String> settings) {
        LoadConfig config = LoadConfig.of(Settings.of(settings, Map.of()));
        return Mix.parts(
                List.of(
                        LoadSimulation.weight(2, new LiveSimulation()),
                        LoadSimulation.weight(4, new WhoamiSimulation()),
                        LoadSimulation.weight(4, new MusicCommandSimulation())),
                config.load("MIXED"),
                config);
    }

    @Test
    void usersAreSplitByWeight() {
        assertEquals("2 live, 4 whoami, 4 music command", Mix.text(parts(Map.of())));
    }

    @Test
    void aSettingChangesAWeightOrLeavesAScenarioOut() {
        assertEquals("5 live, 5 whoami", Mix.text(parts(Map.of("LIVE_WEIGHT", "4", "MUSIC_COMMAND_WEIGHT", "0"))));
    }

    @Test
    void theLargestRemaindersGetTheUsersLeftOver() {
        assertEquals(List.of(1, 3, 1, 2), Mix.split(7, List.of(2, 4, 1, 3)));
        assertEquals(List.of(1, 1, 1), Mix.split(3, List.of(1, 1, 1)));
    }

    @Test
    void noScenarioIsLeftWithoutUsers() {
        assertEquals(List.of(8, 1, 1), Mix.split(10, List.of(1000, 1, 1)));
    }

    @Test
    void arrivalsAreSplitByWeightToo() {
        List<Part> parts = parts(Map.of("RATE", "100", "WARMUP", "0s", "DURATION", "10s"));
        assertEquals(
                List.of(200L, 400L, 400L),
                parts.stream()
                        .map(part -> part.arrivals().orElseThrow().measured())
                        .toList());
        assertEquals("2 live at 20/s, 4 whoami at 40/s, 4 music command at 40/s", Mix.text(parts));
    }

    @Test
    void describesTheArrivalRateOfEachScenario() {
        Map<String, String> open = Map.of("RATE", "100", "CONCURRENCY", "3", "WARMUP", "0s", "DURATION", "10s");
        Map<String, String> other = new HashMap<>(open);
        other.put("LIVE_WEIGHT", "3");
        assertNotEquals(Mix.text(parts(open)), Mix.text(parts(other)));
    }

    @Test
    void refusesAMixWithoutScenarios() {
        assertEquals("scenarios() returns no scenario; return a list of at least one", refusal(List.of()));
        assertEquals("scenarios() returns null; return a list of at least one", refusal(null));
    }

    private static String refusal(List<LoadSimulation.Weighted> scenarios) {
        LoadConfig config = LoadConfig.of(Settings.of(Map.of(), Map.of()));
        return assertThrows(InvalidConfigException.class, () -> Mix.parts(scenarios, config.load("MIXED"), config))
                .getMessage();
    }

    @Test
    void refusesAMixWithoutWeightOrWithTooFewUsers() {
        assertEquals(
                "the weights of the mix are all 0; give one scenario at least 1",
                assertThrows(
                                InvalidConfigException.class,
                                () -> parts(
                                        Map.of("LIVE_WEIGHT", "0", "WHOAMI_WEIGHT", "0", "MUSIC_COMMAND_WEIGHT", "0")))
                        .getMessage());
        assertEquals(
                "CONCURRENCY = 2 is too small for a mix of 3 scenarios; it must be 3 or more, or set a weight to 0",
                assertThrows(InvalidConfigException.class, () -> parts(Map.of("CONCURRENCY", "2")))
                        .getMessage());
    }
}
