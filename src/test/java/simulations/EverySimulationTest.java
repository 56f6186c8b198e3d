package simulations;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import analyzer.metrics.EndpointResult;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;
import simulations.config.Load;
import simulations.config.LoadConfig;
import simulations.config.Settings;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;
import simulations.scenario.LoadSimulation;

/** Every simulation, found as Gatling finds them, loads the stand-in. */
@Execution(ExecutionMode.CONCURRENT)
class EverySimulationTest {

    private static final Map<String, String> SHORT = Map.of("DURATION", "1s", "WARMUP", "200ms", "HEALTH", "false");
    private static final Map<String, String> LONGER = Map.of("DURATION", "15s", "WARMUP", "200ms", "HEALTH", "false");
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(1);

    @TempDir
    Path runs;

    static List<Class<?>> simulations() throws Exception {
        Path classes = Path.of(EverySimulationTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes.resolve("simulations"))) {
            return files.map(file -> classes.relativize(file).toString().replace(File.separatorChar, '.'))
                    .filter(name -> name.endsWith("Simulation.class") && !name.contains("$"))
                    .sorted()
                    .map(name -> load(name.replaceFirst("[.]class$", "")))
                    .filter(type ->
                            Simulation.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Pauses for longer between its requests than the first load lasts. */
    public static final class ThinkingSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.get("/v1/healthz/live"))
                    .pause(2)
                    .exec(api.named("again").get("/v1/healthz/live"));
        }
    }

    /** Has its own load that lasts too long for a test. */
    public static final class LongSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.get("/v1/healthz/live"));
        }

        @Override
        protected Load load(Load configured) {
            return configured.withDuration(Duration.ofHours(1));
        }
    }

    @ParameterizedTest
    @MethodSource("simulations")
    void loadsTheStandIn(Class<?> simulation) throws Exception {
        Load load = load(simulation, SHORT);
        assumeTrue(
                load.unmeasured().plus(load.duration()).compareTo(LONGEST_LOAD) <= 0,
                () -> "its load() takes too long for a test: " + load);
        GatlingRun run = run(simulation, SHORT);
        if (waitsLongerThanItIsLoaded(run)) {
            run = run(simulation, LONGER);
            assumeFalse(waitsLongerThanItIsLoaded(run), "an iteration takes too long for a test: " + run.output());
        }
        assertEquals(0, run.exitStatus(), run.output());
        List<EndpointResult> results = run.results();
        Set<String> measured = results.stream().map(EndpointResult::endpoint).collect(Collectors.toSet());
        for (EndpointResult result : results) {
            assertEquals(List.of(), result.flaws());
            assertEquals(0, result.failed(), result.errors().toString());
            assertTrue(result.succeeded() > 0, result.endpoint());
            assertEquals(Set.copyOf(result.run().orElseThrow().endpoints()), measured);
        }
        assertFalse(measured.isEmpty(), run.output());
    }

    @Test
    void waitsForAThinkTime() throws Exception {
        loadsTheStandIn(ThinkingSimulation.class);
    }

    @Test
    void aLongLoadIsLeftOut() {
        TestAbortedException leftOut =
                assertThrows(TestAbortedException.class, () -> loadsTheStandIn(LongSimulation.class));
        assertTrue(leftOut.getMessage().contains("its load() takes too long for a test"), leftOut.getMessage());
    }

    /** Returns the load profile of a simulation with these settings. */
    private static Load load(Class<?> simulation, Map<String, String> settings) throws Exception {
        Method load = LoadSimulation.class.getDeclaredMethod("load", Load.class);
        load.setAccessible(true);
        Load configured = LoadConfig.of(Settings.of(settings, Map.of())).load(Settings.scenarioName(simulation));
        return (Load) load.invoke(simulation.getConstructor().newInstance(), configured);
    }

    private GatlingRun run(Class<?> simulation, Map<String, String> settings) throws Exception {
        GatlingRun run = GatlingRun.of(simulation, settings, runs);
        assumeFalse(
                run.output().contains(" returned 404 (not_found)"),
                "it loads a path that the stand-in does not know: " + run.output());
        return run;
    }

    /** Whether pauses kept users from sending some of the requests. A simulation without a pause never qualifies. */
    private static boolean waitsLongerThanItIsLoaded(GatlingRun run) {
        return run.results().stream()
                .anyMatch(result -> result.succeeded() + result.failed() == 0
                        && !result.run().orElseThrow().profile().isBackToBack());
    }
}
