package simulations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import analyzer.metrics.EndpointResult;
import io.gatling.javaapi.core.Simulation;
import java.io.File;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every simulation that there is, found as Gatling finds them, loads the stand-in. */
@Execution(ExecutionMode.CONCURRENT)
class EverySimulationTest {

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

    @ParameterizedTest
    @MethodSource("simulations")
    void loadsTheStandIn(Class<?> simulation) throws Exception {
        GatlingRun run =
                GatlingRun.of(simulation, Map.of("DURATION", "1s", "WARMUP", "200ms", "HEALTH", "false"), runs);

        assumeFalse(
                run.output().contains(" answered 404 (not_found)"),
                "it loads a path that the stand-in does not know: " + run.output());
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
}
