package simulations;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Injector;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import simulations.config.Load;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;
import simulations.scenario.LoadSimulation;

/** A mistake in a scenario or in its settings is reported in one line, ends the run, and leaves no result. */
@Execution(ExecutionMode.CONCURRENT)
class MistakesTest {

    @TempDir
    Path runs;

    /** Requests an item. */
    public static class LookSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.get("/items?name=pen"));
        }
    }

    /** Cannot be constructed. */
    public static final class BrokenSimulation extends LookSimulation {

        public BrokenSimulation() {
            throw new IllegalStateException("there is no shop");
        }
    }

    /** Its class cannot be initialized. */
    public static final class NoClassSimulation extends LookSimulation {

        private static final int ITEMS = Integer.parseInt("many");
    }

    /** Takes its path from an environment variable that is not set. */
    public static final class NullSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.get(System.getenv("NOBODY_SETS_THIS")));
        }
    }

    /** Has a path without a slash. */
    public static final class NoSlashSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.post("items"));
        }
    }

    /** Sends a session attribute that is not set. */
    public static final class AttributeSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.get("/items?name=#{nothere}"));
        }
    }

    /** Has a step that throws. */
    public static final class ThrowsSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(session -> {
                        throw new IllegalStateException("no pen is left");
                    })
                    .exec(api.get("/items?name=pen"));
        }
    }

    /** Sends no requests. */
    public static final class IdleSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(pause(Duration.ofMillis(10)));
        }
    }

    /** Returns no steps. */
    public static final class NoStepsSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return null;
        }
    }

    /** Its own DURATION setting would be MIN_DURATION. */
    public static final class MinSimulation extends LookSimulation {}

    /** Has a negative weight. */
    public static final class LessSimulation extends LoadSimulation {

        @Override
        protected List<Weighted> scenarios() {
            return List.of(weight(1, new LookSimulation()), weight(-1, new PropertySimulation()));
        }
    }

    /** Lists a scenario twice. */
    public static final class TwiceSimulation extends LoadSimulation {

        @Override
        protected List<Weighted> scenarios() {
            return List.of(weight(1, new LookSimulation()), weight(1, new LookSimulation()));
        }
    }

    /** Uses {@code http(...)}, and sends one silent request. */
    public static final class OwnWaySimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.get("/items?name=pen"))
                    .exec(api.named("unseen").get("/items?name=lamp").silent())
                    .exec(http("mine").get("/items?name=book").check(status().is(200)));
        }
    }

    /** Sends one of two requests alternately, so that in the preflight the two sides of a paired run send different ones. */
    public static final class TurnsSimulation extends ApiSimulation {

        private static final AtomicInteger TURN = new AtomicInteger();

        @Override
        protected ChainBuilder iteration(Api api) {
            return doIfOrElse(session -> TURN.getAndIncrement() % 2 == 0)
                    .then(exec(api.named("pen").get("/items?name=pen")))
                    .orElse(exec(api.named("book").get("/items?name=book")));
        }
    }

    /** Has a feeder that runs out of rows, during the load or before it. */
    public static final class UsedUpSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.feed(csv(System.getenv("ITEMS")))).exec(api.get("/items?name=#{item}"));
        }
    }

    /** Has an impossible load. */
    public static final class NobodySimulation extends LookSimulation {

        @Override
        protected Load load(Load configured) {
            return configured.withUsers(0);
        }
    }

    /** Requires a system property of its own. */
    public static final class PropertySimulation extends ApiSimulation {

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.get("/items?name=" + System.getProperty("shop.item").length()));
        }
    }

    private GatlingRun run(Class<?> simulation, Map<String, String> more) throws Exception {
        try (Shop shop = new Shop("shop", new ArrayList<>())) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "BASE_URL",
                    shop.url(),
                    "CONCURRENCY",
                    "1",
                    "DURATION",
                    "1s",
                    "WARMUP",
                    "0s",
                    "HEALTH",
                    "false",
                    "RATE_LIMIT_SEARCH",
                    "false"));
            settings.putAll(more);
            return GatlingRun.of(simulation, settings, runs);
        }
    }

    private String error(Class<?> simulation, Map<String, String> more) throws Exception {
        GatlingRun run = run(simulation, more);
        assertNotEquals(0, run.exitStatus(), run.output());
        assertFalse(
                Pattern.compile("^\\s+at ", Pattern.MULTILINE)
                        .matcher(run.output())
                        .find(),
                run.output());
        for (RunFolder folder : RunSearch.newestOfEach(run.folders())) {
            RunReader.read(folder)
                    .results()
                    .forEach(result -> assertNotEquals(List.of(), result.flaws(), run.output()));
        }
        return run.error();
    }

    @Test
    void aSimulationThatCannotBeCreated() throws Exception {
        assertMatches(
                "there is no shop \\(MistakesTest.java:\\d+\\); correct it there",
                error(BrokenSimulation.class, Map.of()));
        assertMatches(
                "For input string: \"many\" \\(MistakesTest.java:\\d+\\); correct it there",
                error(NoClassSimulation.class, Map.of()));
        assertMatches(
                "NullSimulation cannot be set up: .* \\(MistakesTest.java:\\d+\\); correct it there",
                error(NullSimulation.class, Map.of()));
    }

    /** Cannot be constructed, with a message like one that a target can cause. */
    public static final class UnsafeSimulation extends LookSimulation {

        public UnsafeSimulation() {
            throw new IllegalStateException("\u001b[2J::stop-commands::x");
        }
    }

    @Test
    void aMessageCommandsNeitherTerminalNorJob() throws Exception {
        String error = error(UnsafeSimulation.class, Map.of());

        assertFalse(error.contains("\u001b"), error);
        assertTrue(error.contains("stop-commands"), error);
    }

    @ParameterizedTest
    @ValueSource(classes = {BrokenSimulation.class, NoClassSimulation.class})
    void aSimulationThatEndsBeforeItsLoadUnderThePlugin(Class<?> simulation) throws Exception {
        GatlingRun run = GatlingRun.byPlugin(simulation, Map.of(), runs);

        assertNotEquals(0, run.exitStatus());
        assertTrue(run.record().contains("the simulation ended before its load; see the output"), run.record());
        assertTrue(run.record().contains(simulation.getName()), run.record());
    }

    /** Runs no load of this project, but constructs one of its scenarios. */
    public static final class PlainSimulation extends Simulation {

        private final ApiSimulation unused = new LookSimulation();

        public PlainSimulation() {
            setUp(scenario("plain").exec(pause(Duration.ofMillis(1))).injectOpen(atOnceUsers(1)));
        }
    }

    @Test
    void aSimulationOfPlainGatlingIsNotRecorded() throws Exception {
        GatlingRun run = GatlingRun.byPlugin(PlainSimulation.class, Map.of(), runs);

        try (Stream<Path> files = Files.walk(run.folders())) {
            assertTrue(files.noneMatch(file -> file.endsWith("run.json")), run.output());
        }
    }

    @Test
    void aPathWithoutASlash() throws Exception {
        assertMatches(
                "NoSlashSimulation cannot be set up: the path items does not start with a slash: api.post takes a path"
                        + " of the target, such as /v1/state, and http\\(...\\) takes a URL"
                        + " \\(MistakesTest.java:\\d+\\); correct it there",
                error(NoSlashSimulation.class, Map.of()));
    }

    @Test
    void anInvalidLoad() throws Exception {
        assertEquals(
                "NobodySimulation.load() sets users to 0; it must be a whole number from 1 to 100000",
                error(NobodySimulation.class, Map.of()));
    }

    /** Otherwise no verdict of several injectors would show that the simulation is missing. */
    @Test
    void anInvalidSettingOfAnInjector() throws Exception {
        Map<String, String> settings =
                Map.of("CONCURRENCY", "abc", "INJECTORS", "3", "INJECTOR", "2", "START_AT", "2026-11-23T14:30:00Z");

        GatlingRun run = run(LookSimulation.class, settings);

        assertEquals(
                Optional.of(new Injector(2, 3, Optional.of(Instant.parse("2026-11-23T14:30:00Z")), List.of())),
                run.folder().info().orElseThrow().injector(),
                run.output());
    }

    @Test
    void missingUsers() throws Exception {
        String accepted = "; it must be a CSV file with the columns username and password, on the class path or in the"
                + " working directory";
        String missing = runs.resolve("nobody.csv").toString();
        String none = error(LookSimulation.class, Map.of("LOGIN_USERS", missing));
        assertTrue(none.startsWith("LOGIN_USERS = " + missing + " cannot be read: ") && none.endsWith(accepted), none);
    }

    @Test
    void stepsThatFail() throws Exception {
        assertEquals(
                "one user did not complete the scenario: No attribute named 'nothere' is defined; correct the scenario",
                error(AttributeSimulation.class, Map.of()));
        assertMatches(
                "one user did not complete the scenario: .*no pen is left.*; correct the scenario",
                error(ThrowsSimulation.class, Map.of()));
        assertEquals(
                "IdleSimulation sends no measured request; add one to its iteration, such as"
                        + " exec(api.get(\"/v1/state\")), without .silent()",
                error(IdleSimulation.class, Map.of()));
        assertEquals(
                "NoStepsSimulation.iteration() returns null; return a chain, or ChainBuilder.EMPTY for no steps",
                error(NoStepsSimulation.class, Map.of()));
    }

    @Test
    void invalidNamesAndWeights() throws Exception {
        assertEquals(
                "MinSimulation cannot have this name: its setting DURATION would be named MIN_DURATION, which is a setting of all"
                        + " simulations; rename the class",
                error(MinSimulation.class, Map.of()));
        assertEquals(
                "the weight -1 of PropertySimulation is invalid; it must be 0 or more",
                error(LessSimulation.class, Map.of()));
        assertEquals(
                "the mix lists LookSimulation twice; list it once with more weight",
                error(TwiceSimulation.class, Map.of()));
    }

    @Test
    void aRequestThatDoesNotGoToBothTargets() throws Exception {
        try (Shop base = new Shop("base", new ArrayList<>())) {
            GatlingRun run = run(OwnWaySimulation.class, Map.of("BASELINE_URL", base.url()));
            assertEquals(0, run.exitStatus(), run.output());
            List<String> warnings = run.output()
                    .lines()
                    .filter(line -> line.startsWith("warning: "))
                    .toList();
            assertEquals(
                    List.of("warning: mine goes to the same URL twice, because it is made with http(...);"
                            + " in a paired run api.get and the like go to both targets"),
                    warnings);
            assertEquals(
                    Set.of("/items", "mine"),
                    run.results().stream().map(EndpointResult::endpoint).collect(Collectors.toSet()),
                    "what is silent is no endpoint, on either side");
            assertEquals(
                    Set.of("mine"),
                    run.results().stream()
                            .filter(result -> !result.flaws().isEmpty())
                            .map(EndpointResult::endpoint)
                            .collect(Collectors.toSet()),
                    "what went to one target only cannot be judged");
        }
    }

    @Test
    void aBranchThatOneSideTookInThePreflightGoesToBothTargets() throws Exception {
        try (Shop base = new Shop("base", new ArrayList<>())) {
            GatlingRun run = run(TurnsSimulation.class, Map.of("BASELINE_URL", base.url()));
            assertEquals(0, run.exitStatus(), run.output());
            assertFalse(run.output().contains("warning: "), run.output());
        }
    }

    @Test
    void rowsThatAreUsedUp() throws Exception {
        Path items = runs.resolve("items.csv");
        String inLoad = error(
                UsedUpSimulation.class,
                // Long enough for every row to be taken, even if the first one takes long.
                Map.of("ITEMS", Files.writeString(items, "item\npen\nbook\n").toString(), "DURATION", "30s"));
        String message = "csv(items.csv) has no rows left; add .circular() or .random() to it, or give it more rows";
        assertEquals(message, inLoad);
        String empty = error(
                UsedUpSimulation.class,
                Map.of("ITEMS", Files.writeString(items, "item\n").toString()));
        assertEquals("the preflight ended without a result: " + message, empty);
        String missing = error(
                UsedUpSimulation.class, Map.of("ITEMS", runs.resolve("none.csv").toString()));
        assertMatches(
                "UsedUpSimulation cannot be set up: .*none.csv.* \\(MistakesTest.java:\\d+\\); correct it there",
                missing);
    }

    @Test
    void misspeltSettings() throws Exception {
        GatlingRun run = run(LookSimulation.class, Map.of("CONCURENCY", "7"));
        assertEquals(0, run.exitStatus(), run.output());
        assertTrue(
                run.output().contains("warning: CONCURENCY (from environment) is not a setting, but CONCURRENCY is"),
                run.output());
        assertEquals(
                "LOOK_DURATOIN (from -D) is not a setting, but LOOK_DURATION is; correct or remove it",
                error(LookSimulation.class, Map.of("-DLOOK_DURATOIN", "7s")));
    }

    @Test
    void propertiesReachThePreflight() throws Exception {
        GatlingRun run =
                run(PropertySimulation.class, Map.of("-Dshop.item", "a \"pen\\\"", "-DLOGIN_PASSWORD", "a\\b"));
        assertEquals(0, run.exitStatus(), run.output());
        assertTrue(run.record().contains("GET /items"), run.record());
    }

    private static void assertMatches(String expected, String actual) {
        assertTrue(actual.matches(expected), actual);
    }
}
