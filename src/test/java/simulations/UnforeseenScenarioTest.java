package simulations;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHere;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.http.HttpDsl.StringBodyPart;
import static io.gatling.javaapi.http.HttpDsl.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.RunFolder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunSearch;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import analyzer.pool.Pool;
import io.gatling.javaapi.core.ChainBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import simulations.Shop.Visit;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;

/**
 * A scenario that the project was not written for, with a feeder, a pause, a group, a saved value and two requests, runs in every
 * mode without changes to the project.
 */
@Execution(ExecutionMode.CONCURRENT)
class UnforeseenScenarioTest {

    private static final String ORDERS = "/orders/{id}";
    private static final int USERS = 3;

    /** More users than arrivals in any test, so that no arrival waits for a user, even on a slow machine. */
    private static final String ENOUGH = "80";

    @TempDir
    Path runs;

    private final List<Visit> visits = Collections.synchronizedList(new ArrayList<>());
    private Path items;

    /** A user requests an item and orders it. */
    public static final class OrderSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder prepare(Api api) {
            return api.logIn();
        }

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.feed(csv(System.getenv("ITEMS")).circular()))
                    .exec(group("order")
                            .on(exec(api.get("/items?name=#{item}")
                                            .header("Authorization", "Bearer #{accessToken}")
                                            .check(
                                                    status().is(200),
                                                    jmesPath("id").saveAs("id")))
                                    .exec(pause(Duration.ofMillis(Integer.parseInt(System.getenv("THINK_MILLIS")))))
                                    .exec(api.post("/orders/#{id}?now=1")
                                            .header("Authorization", "Bearer #{accessToken}")
                                            .body(StringBody("{\"item\":\"#{item}\"}"))
                                            .asJson()
                                            .check(status().is(200)))));
        }
    }

    /** A user that requests two items, one of them by a request that is named by its path. */
    public static final class TwoNamesSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder prepare(Api api) {
            return api.logIn();
        }

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.get("/items?name=pen")
                            .header("Authorization", "Bearer #{accessToken}")
                            .check(status().is(200)))
                    .exec(api.named("look again")
                            .get("/items?name=book")
                            .header("Authorization", "Bearer #{accessToken}")
                            .check(status().is(200)));
        }
    }

    /** A user with a feeder and a path of its own in its preparation, and with a pace in its iterations. */
    public static final class PacedSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder prepare(Api api) {
            return exec(api.logIn())
                    .exec(api.feed(listFeeder(List.of(Map.of("first", "lamp"))).circular()))
                    .exec(api.get("/items?name=#{first}").header("Authorization", "Bearer #{accessToken}"));
        }

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.feed(listFeeder(List.of(Map.of("item", "cup"))).circular()))
                    .exec(during(Duration.ofMillis(500))
                            .on(exec(api.post("/orders/id-of-shop?now=1")
                                            .header("Authorization", "Bearer #{accessToken}")
                                            .body(StringBody("{\"item\":\"#{item}\"}"))
                                            .asJson()
                                            .check(status().is(200)))
                                    .exec(pause(Duration.ofMillis(200)))));
        }
    }

    /** A user that orders only available items, in a group and a loop. */
    public static final class PickySimulation extends ApiSimulation {

        @Override
        protected ChainBuilder prepare(Api api) {
            return api.logIn();
        }

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(group("order")
                    .on(repeat(1)
                            .on(exec(api.get("/items?name=pen")
                                            .header("Authorization", "Bearer #{accessToken}")
                                            .check(
                                                    status().is(200),
                                                    jmesPath("id").saveAs("id")))
                                    .exitHereIfFailed()
                                    .exec(api.post("/orders/#{id}?now=1")
                                            .header("Authorization", "Bearer #{accessToken}")))));
        }
    }

    /** A user with a random branch, an upload, and settings that control it. */
    public static final class VariedSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder prepare(Api api) {
            return exec(api.logIn())
                    .exec(api.get("/items?name=" + System.getenv("FIRST"))
                            .header("Authorization", "Bearer #{accessToken}"));
        }

        @Override
        protected ChainBuilder iteration(Api api) {
            String note = api.setting("VARIED_NOTE", "none");
            return exec(repeat(Integer.parseInt(System.getenv("TIMES")))
                    .on(
                            randomSwitch()
                                    .on(
                                            percent(50).then(look(api, "pen")),
                                            percent(50).then(look(api, "book"))),
                            exec(session -> session.set("note", note)),
                            exec(api.post("/orders/id-of-shop?now=1")
                                    .header("Authorization", "Bearer #{accessToken}")
                                    .bodyPart(StringBodyPart("note", "#{note}"))
                                    .asMultipartForm())));
        }

        private static ChainBuilder look(Api api, String item) {
            return exec(api.get("/items?name=" + item)
                    .header("Authorization", "Bearer #{accessToken}")
                    .header("X-Tenant", System.getenv("TENANT")));
        }
    }

    /** A user that leaves before it is ready. */
    public static final class LeavingSimulation extends ApiSimulation {

        @Override
        protected ChainBuilder prepare(Api api) {
            return exec(exitHere());
        }

        @Override
        protected ChainBuilder iteration(Api api) {
            return exec(api.get("/items"));
        }
    }

    @BeforeEach
    void writeFeeder() throws Exception {
        items = Files.writeString(runs.resolve("items.csv"), "item\nbook\npen\nlamp\nchair\ncup\n");
    }

    private GatlingRun run(Shop candidate, Map<String, String> more) throws Exception {
        return run(OrderSimulation.class, candidate, more);
    }

    private GatlingRun run(Class<?> simulation, Shop candidate, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "BASE_URL",
                candidate.url(),
                "CONCURRENCY",
                String.valueOf(USERS),
                "DURATION",
                "1500ms",
                "WARMUP",
                "500ms",
                "ITEMS",
                items.toString(),
                "THINK_MILLIS",
                "10",
                // The health of the generator is not under test, and tests keep the machine busy.
                "HEALTH",
                "false",
                "RATE_LIMIT_SEARCH",
                "false"));
        settings.putAll(more);
        return GatlingRun.of(simulation, settings, runs);
    }

    private static Map<String, EndpointResult> byName(GatlingRun run) {
        Map<String, EndpointResult> results = new TreeMap<>();
        run.results().forEach(result -> results.put(result.endpoint(), result));
        assertEquals(Set.of("/items", ORDERS), results.keySet(), run.output());
        results.values().forEach(result -> {
            assertEquals(List.of(), result.flaws());
            assertEquals(Map.of(), result.errors());
        });
        return results;
    }

    @Test
    void runsOnItsOwn() throws Exception {
        try (Shop shop = new Shop("shop", visits)) {
            GatlingRun run = run(shop, Map.of());

            Map<String, EndpointResult> results = byName(run);
            assertEquals(Set.of(), shop.wrong());
            long orders = results.get(ORDERS).metrics().totalRequests();
            assertTrue(orders > 10, "iterations: " + orders);
            long sent = shop.visits(visit -> visit.path().startsWith("/orders")).size();
            assertTrue(orders < sent, "the warm-up is not measured: " + orders + " of " + sent);
            RunInfo info = results.get(ORDERS).run().orElseThrow();
            assertEquals(List.of("/items", ORDERS), info.endpoints());
            assertEquals("10ms", info.profile().sent().get("pauses"));
            assertEquals("GET /items, POST " + ORDERS, info.profile().sent().get("requests"));
            assertFalse(info.profile().isBackToBack());
            assertEquals(0, run.exitStatus(), run.output());
            assertEquals(
                    USERS + 1,
                    shop.visits(visit -> visit.path().equals("/v1/auth/login")).size(),
                    "each user logs in once, and one in the preflight");
            assertEquals(
                    USERS,
                    shop.visits(visit -> visit.path().startsWith("/orders")).stream()
                            .skip(1)
                            .map(Visit::connection)
                            .distinct()
                            .count(),
                    "each with one persistent connection");
        }
    }

    @Test
    void runsPairedInRandomOrderAndWithTheSameRows() throws Exception {
        try (Shop candidate = new Shop("candidate", visits);
                Shop base = new Shop("base", visits)) {
            GatlingRun run = run(
                    candidate,
                    Map.of("BASELINE_URL", base.url(), "CONCURRENCY", "1", "CSRF", "true", "DURATION", "3s"));

            Map<String, EndpointResult> results = byName(run);
            assertEquals(Set.of(), candidate.wrong());
            assertEquals(Set.of(), base.wrong());
            EndpointResult other = results.get(ORDERS).base().orElseThrow();
            assertEquals(0, other.failed());
            assertTrue(
                    Math.abs(results.get(ORDERS).succeeded() - other.succeeded()) <= 1, "every iteration is of both");
            List<Visit> orders = visits.stream()
                    .filter(visit -> visit.path().startsWith("/orders"))
                    .skip(2)
                    .toList();
            Map<String, Long> first = new TreeMap<>();
            int iterations = orders.size() / 2;
            for (int i = 0; i < iterations; i++) {
                Visit one = orders.get(2 * i);
                Visit two = orders.get(2 * i + 1);
                assertNotEquals(one.shop(), two.shop(), "an iteration goes to both");
                assertEquals(one.body(), two.body(), "with the same row");
                first.merge(one.shop(), 1L, Long::sum);
            }
            assertTrue(iterations >= 6, "iterations: " + iterations);
            for (String shop : List.of("candidate", "base")) {
                // In each block of two iterations one begins with each shop, so each comes first in half of them.
                assertTrue(
                        Math.abs(first.getOrDefault(shop, 0L) - iterations / 2.0) <= 2,
                        "each comes first in half of " + iterations + ": " + first);
            }
            assertTrue(
                    orders.stream().map(Visit::body).distinct().count() > 1, "rows go on from iteration to iteration");
        }
    }

    @Test
    void thePreflightSendsWhatOneUserSendsAndNoMore() throws Exception {
        try (Shop shop = new Shop("shop", visits)) {
            GatlingRun run = run(
                    PacedSimulation.class,
                    shop,
                    Map.of("CONCURRENCY", "1", "WARMUP", "0s", "RATE_LIMIT_SEARCH", "true"));

            assertEquals(0, run.exitStatus(), run.output());
            assertEquals(Set.of(), shop.wrong());
            assertEquals(
                    List.of("/orders/id-of-shop"),
                    run.results().stream().map(EndpointResult::endpoint).toList());
            List<Visit> all = List.copyOf(visits);
            int load = IntStream.range(0, all.size())
                    .filter(i -> all.get(i).path().equals("/v1/auth/login"))
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            long before = all.subList(0, load).stream()
                    .filter(visit -> visit.path().equals("/orders/id-of-shop?now=1"))
                    .count();
            assertTrue(before >= 1 && before <= 3, "orders in the preflight: " + before);
        }
    }

    @Test
    void namesDistinguishRequestsToOnePath() throws Exception {
        try (Shop candidate = new Shop("candidate", visits);
                Shop base = new Shop("base", visits)) {
            GatlingRun run = run(TwoNamesSimulation.class, candidate, Map.of("BASELINE_URL", base.url()));

            assertEquals(0, run.exitStatus(), run.output());
            Map<String, EndpointResult> results =
                    run.results().stream().collect(Collectors.toMap(EndpointResult::endpoint, Function.identity()));
            assertEquals(Set.of("/items", "look again"), results.keySet());
            EndpointResult again = results.get("look again");
            assertTrue(again.succeeded() > 0 && again.base().orElseThrow().succeeded() > 0, run.output());
        }
    }

    @Test
    void pairedUsersKeepTheCookiesThatASingleRunKeeps() throws Exception {
        Set<String> single;
        try (Shop shop = new Shop("candidate", visits)) {
            run(shop, Map.of());
            single = cookies(shop);
        }
        visits.clear();
        try (Shop candidate = new Shop("candidate", visits);
                Shop base = new Shop("base", visits)) {
            run(candidate, Map.of("BASELINE_URL", base.url()));
            assertEquals(single, cookies(candidate));
            assertEquals(Set.of("null", "basket=of-base"), cookies(base));
        }
    }

    private static Set<String> cookies(Shop shop) {
        return shop.visits(visit -> true).stream().map(Visit::cookie).collect(Collectors.toSet());
    }

    @Test
    void runsUnderAnOpenLoadAfterARamp() throws Exception {
        try (Shop shop = new Shop("shop", visits)) {
            GatlingRun run = run(shop, Map.of("RATE", "20", "RAMP", "1s", "CONCURRENCY", ENOUGH, "DURATION", "2s"));

            Map<String, EndpointResult> results = byName(run);
            RunInfo info = results.get(ORDERS).run().orElseThrow();
            assertEquals(40, info.arrivals().orElseThrow().measured());
            assertEquals(0, info.arrivals().orElseThrow().late());
            assertEquals(40, results.get("/items").metrics().totalRequests(), 8);
            assertEquals(20, info.profile().rate().orElseThrow());
        }
    }

    @Test
    void aUserThatLeavesAnIterationContinuesWithTheNext() throws Exception {
        for (boolean paired : List.of(false, true)) {
            for (boolean open : List.of(false, true)) {
                visits.clear();
                // The first requested item is available, so that the preflight passes.
                try (Shop candidate = new Shop("candidate", visits).sellingOut();
                        Shop base = new Shop("base", visits).sellingOut()) {
                    Map<String, String> settings = new HashMap<>();
                    if (paired) {
                        settings.put("BASELINE_URL", base.url());
                    }
                    if (open) {
                        settings.putAll(Map.of("RATE", "20", "CONCURRENCY", ENOUGH, "DURATION", "3s"));
                    }
                    GatlingRun run = run(PickySimulation.class, candidate, settings);

                    String output = settings + run.output();
                    for (Shop shop : paired ? List.of(candidate, base) : List.of(candidate)) {
                        assertEquals(
                                (open ? Integer.parseInt(ENOUGH) : USERS) + 1,
                                shop.visits(visit -> visit.path().equals("/v1/auth/login"))
                                        .size(),
                                "each user logs in once, and one in the preflight: " + output);
                        assertEquals(Set.of(), shop.wrong());
                    }
                    Map<String, EndpointResult> results = run.results().stream()
                            .collect(Collectors.toMap(EndpointResult::endpoint, Function.identity()));
                    EndpointResult items = results.get("/items");
                    assertTrue(items.failed() > 2 * USERS && items.succeeded() > 2 * USERS, output);
                    // Iterations in progress when the measured time begins or ends count for one request only.
                    assertEquals(
                            items.succeeded(), results.get(ORDERS).metrics().totalRequests(), 6, output);
                    assertEquals(open, items.run().orElseThrow().arrivals().isPresent());
                    items.run().orElseThrow().arrivals().ifPresent(arrivals -> {
                        assertEquals(60, arrivals.measured());
                        assertEquals(0, arrivals.late(), output);
                        assertTrue(arrivals.mostAtOnce() < 25, arrivals.toString());
                        assertEquals(60, items.metrics().totalRequests(), 8, output);
                    });
                }
            }
        }
    }

    @Test
    void anOverloadedTargetIsReportedAndTheRunEnds() throws Exception {
        try (Shop shop = new Shop("shop", visits).pausing(100)) {
            GatlingRun run = run(shop, Map.of("RATE", "200"));

            EndpointResult result = run.results().get(0);
            assertTrue(
                    result.flaws()
                            .toString()
                            .contains("300 arrivals began late, because all 3 virtual users were busy"),
                    result.flaws().toString());
        }
    }

    @Test
    void runsPairedUnderAnOpenLoad() throws Exception {
        try (Shop candidate = new Shop("candidate", visits);
                Shop base = new Shop("base", visits)) {
            GatlingRun run = run(
                    candidate,
                    Map.of("BASELINE_URL", base.url(), "RATE", "20", "CONCURRENCY", ENOUGH, "DURATION", "2s"));

            Map<String, EndpointResult> results = byName(run);
            assertEquals(Set.of(), candidate.wrong());
            EndpointResult other = results.get(ORDERS).base().orElseThrow();
            // Iterations in progress when the measured time begins or ends count for one request only.
            assertEquals(40, other.succeeded(), 8, other.toString());
        }
    }

    @Test
    void runsOnTwoInjectorsWithEitherShape() throws Exception {
        for (Map<String, String> shape :
                List.of(Map.<String, String>of(), Map.of("RATE", "20", "CONCURRENCY", ENOUGH))) {
            try (Shop shop = new Shop("shop", visits)) {
                Map<String, String> common = new HashMap<>(shape);
                common.put("INJECTORS", "2");
                common.put("START_AT", Instant.now().plusSeconds(14).toString());
                common.put("DURATION", "2s");
                List<CompletableFuture<GatlingRun>> injectors = new ArrayList<>();
                for (String index : List.of("0", "1")) {
                    Map<String, String> settings = new HashMap<>(common);
                    settings.put("INJECTOR", index);
                    injectors.add(CompletableFuture.supplyAsync(() -> {
                        try {
                            return run(shop, settings);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }));
                }
                List<Path> folders = new ArrayList<>();
                for (CompletableFuture<GatlingRun> injector : injectors) {
                    folders.add(injector.join().folder().path());
                }
                assertEquals(Set.of(), shop.wrong());
                RunInfo info = RunInfoFile.read(folders.get(1)).orElseThrow();
                assertEquals(1, info.injector().orElseThrow().index());
                List<EndpointResult> pooled =
                        Pool.read(folders, Optional.empty()).runs().get(0).results();
                assertEquals(2, pooled.size());
                assertEquals(
                        shape.containsKey("RATE"),
                        pooled.get(0).run().orElseThrow().profile().isOpen());
            }
            visits.clear();
        }
    }

    @Test
    void comparabilityDependsOnWhatIsSent() throws Exception {
        try (Shop shop = new Shop("shop", visits)) {
            RunInfo before = info(run(shop, Map.of()));
            assertEquals(List.of(), info(run(shop, Map.of())).profile().differencesFrom(before.profile()));

            Files.writeString(items, "item\nbook\npen\n");
            List<String> differences = info(run(shop, Map.of("THINK_MILLIS", "30", "LOGIN_USERNAME", "other")))
                    .profile()
                    .differencesFrom(before.profile());
            assertEquals(3, differences.size(), differences.toString());
            assertTrue(differences.get(0).startsWith("feeders "), differences.toString());
            assertEquals(List.of("pauses 30ms, not 10ms", "users other, not test"), differences.subList(1, 3));
        }
    }

    @Test
    void comparabilityDependsOnTheScenarioNotOnChance() throws Exception {
        try (Shop shop = new Shop("shop", visits)) {
            Map<String, String> settings = Map.of(
                    "TENANT",
                    "a",
                    "TIMES",
                    "1",
                    "FIRST",
                    "pen",
                    "VARIED_NOTE",
                    "x",
                    "DURATION",
                    "100ms",
                    "WARMUP",
                    "0s");
            LoadProfile before =
                    info(run(VariedSimulation.class, shop, settings)).profile();
            assertEquals(List.of(), differences(shop, settings, Map.of(), before));
            List<String> differences = differences(
                    shop, settings, Map.of("TENANT", "b", "TIMES", "2", "FIRST", "cup", "VARIED_NOTE", "y"), before);
            List<String> expected = List.of(
                    "settings of its own VARIED_NOTE ",
                    "steps repeat 2 (",
                    "text of GET /items ",
                    "text of preparing GET /items ");
            assertEquals(expected.size(), differences.size(), differences.toString());
            for (String beginning : expected) {
                assertTrue(differences.stream().anyMatch(one -> one.startsWith(beginning)), differences.toString());
            }
            assertEquals("what functions put into the session", before.sent().get("not known"));
            assertEquals(
                    "repeat 1 (randomSwitch (50.0: (GET /items); 50.0: (GET /items)), function, POST /orders/id-of-shop)",
                    before.sent().get("steps"));
        }
    }

    private List<String> differences(
            Shop shop, Map<String, String> settings, Map<String, String> more, LoadProfile before) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return info(run(VariedSimulation.class, shop, all)).profile().differencesFrom(before);
    }

    private static RunInfo info(GatlingRun run) {
        return RunInfoFile.read(run.folder().path()).orElseThrow(() -> new AssertionError(run.output()));
    }

    @Test
    void everyVirtualUserCanBeAnotherAccount() throws Exception {
        Path users =
                Files.writeString(runs.resolve("users.csv"), "username,password\nann,a\"b\nbob,secret-of-bob\ncid,c\n");
        try (Shop shop = new Shop("shop", visits)) {
            GatlingRun run = run(shop, Map.of("LOGIN_USERS", users.toString()));

            Set<String> logIns = shop.visits(visit -> visit.path().equals("/v1/auth/login")).stream()
                    .map(Visit::body)
                    .collect(Collectors.toSet());
            assertEquals(
                    Set.of(
                            "{\"username\":\"ann\",\"password\":\"a\\\"b\"}",
                            "{\"username\":\"bob\",\"password\":\"secret-of-bob\"}",
                            "{\"username\":\"cid\",\"password\":\"c\"}"),
                    logIns);
            assertFalse((run.output() + run.record()).contains("secret-of-bob"));
        }
    }

    @Test
    void usersThatAreNeverReadyEndTheRun() throws Exception {
        try (Shop shop = new Shop("shop", visits)) {
            GatlingRun run = run(LeavingSimulation.class, shop, Map.of());
            assertNotEquals(0, run.exitStatus());
            assertTrue(run.error().startsWith("one user did not complete"), run.error());
        }
    }

    @Test
    void aFailingTargetIsReportedInOneLine() throws Exception {
        try (Shop shop = new Shop("shop", visits)) {
            shop.fail();
            GatlingRun run = run(shop, Map.of());
            assertNotEquals(0, run.exitStatus());
            assertEquals(
                    "POST " + shop.url() + "/v1/auth/login returned 500; the backend failed; its log says why",
                    run.error());
            List<RunFolder> folders = RunSearch.newestOfEach(run.folders());
            assertTrue(RunInfoFile.read(folders.get(0).path())
                    .orElseThrow()
                    .failure()
                    .isPresent());
        }
    }
}
