package analyzer.pool;

import static analyzer.pool.TestInjector.ENDPOINT;
import static analyzer.pool.TestInjector.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestHealth;
import analyzer.TestTargets;
import analyzer.gatling.HealthFile;
import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunName;
import analyzer.gatling.RunReader;
import analyzer.gatling.StatsJsonWriter;
import analyzer.gatling.TargetFile;
import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Injector.ClockEdge;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Starvation;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Timeline;
import analyzer.metrics.Uptime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PoolTest {

    @TempDir
    Path folder;

    /** A request by absolute time, in milliseconds since {@link TestInjector#START}. */
    private record Sample(long start, int latency) {}

    @Test
    void percentilesAreThoseOfTheUnionOfAllSamples() {
        List<Sample> union = new ArrayList<>();
        Random random = new Random(1);
        for (int index = 0; index < 3; index++) {
            // The third injector is slow and sends a quarter of the requests, so that a mean of percentiles is far off.
            union.addAll(write(index, 3, random, index == 2 ? 500 : 2000, index == 2 ? 300 : 20));
        }

        EndpointResult pooled = onlyResult();

        int[] sorted = union.stream().mapToInt(Sample::latency).sorted().toArray();
        assertEquals(List.of(), pooled.flaws());
        assertEquals(4500, pooled.metrics().totalRequests());
        assertEquals(nearestRank(sorted, 50), pooled.metrics().p50Millis());
        assertEquals(nearestRank(sorted, 95), pooled.metrics().p95Millis());
        assertEquals(nearestRank(sorted, 99), pooled.metrics().p99Millis());
        assertEquals(sorted[0], pooled.metrics().minMillis());
        assertEquals(sorted[sorted.length - 1], pooled.metrics().maxMillis());
        assertEquals(
                Arrays.stream(sorted).average().orElseThrow(), pooled.metrics().avgMillis(), 0.0005);
    }

    @Test
    void throughputIsThatOfTheWindowWhichAllHaveInCommon() {
        List<Sample> union = new ArrayList<>();
        Random random = new Random(2);
        union.addAll(write(0, 2, random, 2000, 20));
        union.addAll(write(1, 2, random, 700, 20));

        // They began 0 and 137 ms after the start, each with a second of warm-up.
        long from = 1137;
        long to = 11_000;
        long inWindow = union.stream()
                .filter(sample -> sample.start() >= from && sample.start() < to)
                .count();
        assertEquals(
                inWindow / ((to - from) / 1000.0),
                onlyResult().throughputPerSecond().orElseThrow(),
                1e-9);
    }

    @Test
    void batchesAreOfTheSameAbsoluteTime() {
        List<Sample> union = new ArrayList<>();
        Random random = new Random(3);
        union.addAll(write(0, 2, random, 2000, 20));
        union.addAll(write(1, 2, random, 2000, 20));

        EndpointResult pooled = onlyResult();

        assertEquals(START, pooled.started());
        Timeline timeline = pooled.timeline().orElseThrow();
        for (int slice = 0; slice < timeline.slices().size(); slice++) {
            long begin = (long) slice * timeline.widthMillis();
            assertEquals(
                    union.stream()
                            .filter(sample ->
                                    sample.start() >= begin && sample.start() < begin + timeline.widthMillis())
                            .count(),
                    timeline.slices().get(slice).ok().count(),
                    "slice " + slice);
        }
    }

    @Test
    void aClockThatIsAheadForCertainIsReportedAndCorrected() {
        ClockEdge right = edge(0);
        TestInjector first = TestInjector.of(0, 3).seeing(right);
        TestInjector second = TestInjector.of(1, 3).seeing(right);
        // Its clock is 400 ms ahead, so 400 ms after the start by its clock was the start.
        TestInjector ahead =
                TestInjector.of(2, 3).startedAfter(Duration.ofMillis(400)).seeing(edge(400));
        for (TestInjector injector : List.of(first, second, ahead)) {
            injector.write(folder.resolve(String.valueOf(injector.index())), injector.constant(100));
        }

        PooledRun run = onlyRun();

        ClockOffset offset = run.injectors().get(2).clock().orElseThrow();
        assertTrue(offset.differs());
        assertEquals(400, offset.millis(), 1e-9);
        assertEquals(2, offset.uncertaintyMillis(), 1e-9);
        assertEquals(Duration.ZERO, run.spread());
        Timeline timeline = run.results().get(0).timeline().orElseThrow();
        for (int slice = 10; slice < 110; slice++) {
            assertEquals(3, timeline.slices().get(slice).ok().count(), "slice " + slice);
        }
    }

    /** A wrong clock is never the reference for correct ones, in any order. */
    @Test
    void theClockInTheMiddleIsTheMeasure() {
        int[] ahead = {400, 0, 200};
        for (int index = 0; index < 3; index++) {
            TestInjector injector = TestInjector.of(index, 3)
                    .startedAfter(Duration.ofMillis(ahead[index]))
                    .seeing(edge(ahead[index]));
            injector.write(folder.resolve("" + index), injector.constant(100));
        }

        PooledRun run = onlyRun();

        assertEquals(2, run.reference());
        assertEquals(
                List.of(200.0, -200.0, 0.0),
                run.injectors().stream()
                        .map(injector -> injector.clock().orElseThrow().millis())
                        .toList());
        assertEquals(START.plusMillis(200), run.started());
    }

    @Test
    void aClockThatMayBeRightIsLeftAlone() {
        TestInjector first = TestInjector.of(0, 2).seeing(edge(0));
        TestInjector second =
                TestInjector.of(1, 2).startedAfter(Duration.ofMillis(1)).seeing(edge(1));
        first.write(folder, first.constant(100));
        second.write(folder, second.constant(100));

        PooledRun run = onlyRun();

        assertFalse(run.injectors().get(1).clock().orElseThrow().differs());
        assertEquals(Duration.ofMillis(1), run.spread());
    }

    @Test
    void theProfileIsThatOfAllInjectors() {
        writeAll(3);
        LoadProfile profile = onlyResult().run().orElseThrow().profile();
        assertEquals(30, profile.concurrency());
        assertEquals("3 injectors of 10 users each", profile.mix());
        assertEquals(6, onlyResult().run().orElseThrow().machine().cores());
    }

    @Test
    void aMissingInjectorIsAFlawThatNamesIt() {
        TestInjector.of(0, 3).write(folder, TestInjector.of(0, 3).constant(10));
        TestInjector.of(2, 3).write(folder.resolve("b"), TestInjector.of(2, 3).constant(20));
        assertEquals(
                List.of("injector 1 is missing: only 2 of 3 injectors left a run"),
                onlyResult().flaws());
    }

    @Test
    void ofManyMissingInjectorsTheFirstAreNamed() {
        TestInjector only = TestInjector.of(0, 100);
        only.write(folder, only.constant(10));
        assertEquals(
                List.of(
                        "injectors 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 89 more are missing: only 1 of 100 injectors left a run"),
                onlyResult().flaws());
    }

    @Test
    void tenMissingInjectorsAreAllNamed() {
        TestInjector only = TestInjector.of(0, 11);
        only.write(folder, only.constant(10));
        assertEquals(
                List.of("injectors 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 are missing: only 1 of 11 injectors left a run"),
                onlyResult().flaws());
    }

    @Test
    void failuresAndTheirMessagesAddUp() {
        for (int index = 0; index < 2; index++) {
            TestInjector injector = TestInjector.of(index, 2);
            LogBuilder log = injector.constant(10);
            for (int i = 0; i <= index; i++) {
                log.failed(ENDPOINT, 9000, 11_000, "found 503");
            }
            log.failed(ENDPOINT, 9000, 11_000, "only of injector " + index);
            injector.write(folder.resolve("" + index), log);
        }

        EndpointResult pooled = onlyResult();

        assertEquals(5, pooled.failed());
        assertEquals(2005, pooled.metrics().totalRequests());
        assertEquals(Map.of("found 503", 3L, "only of injector 0", 1L, "only of injector 1", 1L), pooled.errors());
    }

    /** The statistics are those that a single log with all requests would have. */
    @Test
    void theStatisticsAreThoseOfAllLogsAndNoneWhereOneIsMissing() throws IOException {
        for (int index = 0; index < 2; index++) {
            TestInjector injector = TestInjector.of(index, 2);
            LogBuilder log = injector.constant(10 + 10 * index)
                    .request(List.of("g"), "/in", 9000, 11_000, true, "")
                    .group(List.of("g"), 9000, 11_000, 2000, true);
            injector.write(folder.resolve("" + index), log);
        }

        Path together = folder.resolve("all").resolve(TestInjector.of(0, 2).folderName());
        StatsJsonWriter.write(RunFolder.at(together), onlyRun().statistics().orElseThrow());

        JsonNode all = JsonFile.readObject(together.resolve("js/stats.json"));
        assertEquals(1502, all.at("/stats/numberOfRequests/ok").asInt());
        // From the first measured request to the last end: 1000 to 11000 ms.
        assertEquals(150.2, all.at("/stats/meanNumberOfRequestsPerSecond/ok").asDouble(), 1e-9);
        JsonNode group = all.path("contents")
                .valueStream()
                .filter(node -> node.path("name").asString().equals("g"))
                .findFirst()
                .orElseThrow();
        assertEquals(2, group.at("/stats/numberOfRequests/ok").asInt());
        assertEquals(2000, group.at("/stats/meanResponseTime/ok").asInt());

        TestInjector.of(1, 2).write(folder.resolve("1"), new byte[0]);
        assertEquals(
                Optional.empty(),
                Pool.read(List.of(folder.resolve("0"), folder.resolve("1")), Optional.empty())
                        .runs()
                        .get(0)
                        .statistics());
    }

    @Test
    void theMachineIsOfAllKindsThatThereAre() {
        TestInjector one = TestInjector.of(0, 2);
        Path run = one.write(folder.resolve("0"), one.constant(10));
        RunInfo like = one.info(Optional.empty());
        RunInfoFile.write(
                run,
                new RunInfo(
                                like.profile(),
                                like.endpoints(),
                                like.measuredFrom(),
                                new Machine("Another CPU", 6, "Linux 6 amd64", "OpenJDK 21"),
                                like.commit(),
                                Optional.empty())
                        .withInjector(like.injector()));
        TestInjector.of(1, 2).write(folder.resolve("1"), TestInjector.of(1, 2).constant(10));

        assertEquals(
                new Machine("Another CPU and Some CPU", 8, "Linux 6 amd64", "OpenJDK 17 and OpenJDK 21"),
                onlyResult().run().orElseThrow().machine());
    }

    @Test
    void arrivalsAddUpAndTheUptimeIsTheTargets() {
        for (int index = 0; index < 2; index++) {
            TestInjector injector = TestInjector.of(index, 2);
            Path run = injector.write(folder.resolve("" + index), injector.constant(10));
            RunInfo info = injector.info(Optional.empty())
                    .withArrivals(Optional.of(new RunInfo.Arrivals(100 + index, index, 7, 0, 0)))
                    .withUptimes(Optional.of(new Uptime(Duration.ofSeconds(20), Optional.empty())), Optional.empty());
            RunInfoFile.write(run, info);
        }

        EndpointResult pooled = onlyResult();

        assertEquals(
                Optional.of(new RunInfo.Arrivals(201, 1, 14, 0, 0)),
                pooled.run().orElseThrow().arrivals());
        assertEquals(
                Duration.ofSeconds(20),
                pooled.run().orElseThrow().uptime().orElseThrow().age());
        assertEquals(
                folder.resolve("0").resolve(TestInjector.of(0, 2).folderName()) + ", "
                        + folder.resolve("1").resolve(TestInjector.of(1, 2).folderName()),
                pooled.origin());
    }

    /** A start time, as CI sets it, leaves out runs that began to measure before it. */
    @Test
    void runsThatMeasuredBeforeAreLeftOut() {
        writeAll(2);
        Instant measured = START.plus(TestInjector.WARM_UP);

        assertEquals(1, Pool.read(List.of(folder), Optional.of(measured)).runs().size());
        assertEquals(
                folder + ": contains no run of an injector since " + measured.plusMillis(1)
                        + "; run the simulation with INJECTORS and INJECTOR, or check one run without --pool",
                assertThrows(
                                BadInputException.class,
                                () -> Pool.read(List.of(folder), Optional.of(measured.plusMillis(1))))
                        .getMessage());
    }

    /** A preflight fails before the moment at which the load was to begin. */
    @Test
    void aLoadThatFailedBeforeItsStartIsNotOlderThanThat() {
        Instant startAt = START.plusSeconds(60);
        for (int index = 0; index < 2; index++) {
            TestInjector.of(index, 2).toStartAt(startAt).writeFailure(folder.resolve("" + index), "down");
        }
        Pool.Reading reading = Pool.read(List.of(folder), Optional.of(startAt));
        assertEquals(
                List.of("injectors 0, 1: the load failed: down"),
                reading.runs().get(0).results().get(0).flaws());
        assertThrows(BadInputException.class, () -> Pool.read(List.of(folder), Optional.of(startAt.plusSeconds(1))));
    }

    /** Git may be missing or slow on one machine. */
    @Test
    void anUnknownCommitIsNotADifferentOne() {
        for (int index = 0; index < 2; index++) {
            TestInjector injector = TestInjector.of(index, 2).ofCommit(index == 0 ? "" : "abc");
            injector.write(folder.resolve("" + index), injector.constant(10));
        }
        assertEquals("abc", onlyResult().run().orElseThrow().commit());
    }

    /** Such a request belongs to no declared endpoint, but is part of the pool. */
    @Test
    void anUndeclaredEndpointIsPooledToo() {
        for (int index = 0; index < 2; index++) {
            TestInjector injector = TestInjector.of(index, 2);
            injector.write(folder.resolve("" + index), injector.constant(10).ok("/other", 9000, 11_000));
        }

        List<EndpointResult> results = onlyRun().results();

        assertEquals(
                List.of("/other", ENDPOINT),
                results.stream().map(EndpointResult::endpoint).toList());
        assertEquals(2, results.get(0).metrics().totalRequests());
    }

    /** In a mix several scenarios begin at the same moment, so each injector can list its endpoints in another order. */
    @Test
    void theOrderOfTheEndpointsDoesNotMatter() {
        List<List<String>> listed = List.of(List.of(ENDPOINT, "/other"), List.of("/other", ENDPOINT));
        for (int index = 0; index < 2; index++) {
            TestInjector injector = TestInjector.of(index, 2);
            Path run = injector.write(
                    folder.resolve("" + index), injector.constant(10).ok("/other", 9000, 11_000));
            RunInfo info = injector.info(Optional.empty());
            RunInfoFile.write(
                    run,
                    new RunInfo(
                                    info.profile(),
                                    listed.get(index),
                                    info.measuredFrom(),
                                    info.machine(),
                                    info.commit(),
                                    Optional.empty())
                            .withInjector(info.injector()));
        }

        List<EndpointResult> results = onlyRun().results();

        assertEquals(
                List.of("/other", ENDPOINT),
                results.stream().map(EndpointResult::endpoint).toList());
        assertEquals(List.of(), results.get(0).flaws());
    }

    /** Each injector lists the endpoints of its own preflight, which takes only one branch. */
    @Test
    void injectorsOfARandomBranchArePooled() {
        List<String> branches = List.of("/left", "/rare", "/right");
        for (int index = 0; index < 3; index++) {
            TestInjector injector =
                    TestInjector.of(index, 3).under(sending("steps")).measuring(branches.get(index));
            LogBuilder log = injector.log().userStart(0);
            for (int i = 0; i < 100; i++) {
                log.ok("/left", 2000, 2010 + index).ok("/right", 2000, 2010 + index);
            }
            injector.write(folder.resolve("" + index), log.userEnd(11_000));
        }

        List<EndpointResult> results = onlyRun().results();

        assertEquals(branches, results.stream().map(EndpointResult::endpoint).toList());
        assertEquals(
                List.of(300L, 0L, 300L),
                results.stream().map(result -> result.metrics().totalRequests()).toList(),
                "what was not measured is shown");
        results.forEach(result -> assertEquals(List.of(), result.flaws()));
        assertEquals(branches, results.get(0).run().orElseThrow().endpoints());
    }

    /** Without a preflight an injector lists all requests of the scenario, or none. */
    @ParameterizedTest
    @ValueSource(strings = {ENDPOINT + ",/rare", ""})
    void aFailedInjectorThatListsOtherEndpointsIsAFlaw(String listed) {
        for (int index = 1; index < 3; index++) {
            TestInjector loaded = TestInjector.of(index, 3).under(sending("steps"));
            loaded.write(folder.resolve("" + index), loaded.constant(10));
        }
        TestInjector failed = TestInjector.of(0, 3);
        RunInfo info = failed.info(Optional.of("START_AT was 9 s ago"));
        RunInfoFile.write(
                folder.resolve("0/" + failed.folderName()),
                new RunInfo(
                                info.profile(),
                                listed.isEmpty() ? List.of() : List.of(listed.split(",")),
                                info.measuredFrom(),
                                info.machine(),
                                info.commit(),
                                info.failure())
                        .withInjector(info.injector()));

        EndpointResult pooled = onlyResult();

        assertEquals(ENDPOINT, pooled.endpoint());
        assertEquals(List.of("injector 0: the load failed: START_AT was 9 s ago"), pooled.flaws());
    }

    /** With few requests, an injector can have none by chance. */
    @ParameterizedTest
    @CsvSource({"19, 0", "20, 1"})
    void anEndpointThatAnInjectorHasNoRequestToIsFlawed(int requests, int flaws) {
        for (int index = 0; index < 3; index++) {
            TestInjector injector = TestInjector.of(index, 3);
            LogBuilder log = injector.constant(10);
            for (int i = 0; i < (index == 1 ? 0 : requests + index); i++) {
                log.ok("/other", 9000, 11_000);
            }
            injector.write(folder.resolve("" + index), log);
        }

        List<EndpointResult> results = onlyRun().results();

        assertEquals(flaws, results.get(0).flaws().size());
        assertEquals(List.of(), results.get(1).flaws());
        if (flaws > 0) {
            assertEquals(
                    List.of("injector 1 sent no request to it, and each of the others sent 20 or more"),
                    results.get(0).flaws());
        }
    }

    @Test
    void aStarvedInjectorIsAFlawThatNamesItAndItsHealthIsKept() {
        writeAll(2);
        TestInjector starved = TestInjector.of(1, 2);
        Path run = starved.write(folder.resolve("1"), starved.constant(10));
        HealthFile.write(run, TestHealth.starved());

        PooledRun pooled = onlyRun();

        assertEquals(
                List.of("the load generator of injector 1 was starved: "
                        + Starvation.of(TestHealth.starved()).orElseThrow()
                        + ", so the figures describe its machine, not the target; give each injector separate processors, or"
                        + " load with fewer users"),
                pooled.results().get(0).flaws());
        assertEquals(
                List.of("the load generator was starved"),
                pooled.injectors().get(1).flaws());
        assertEquals(
                Optional.of(TestHealth.starved()), pooled.injectors().get(1).health());
        assertEquals(Optional.empty(), pooled.injectors().get(0).health());
    }

    @Test
    void anInjectorThatCouldDoItsWorkIsNoFlaw() {
        writeAll(2);
        TestInjector quiet = TestInjector.of(1, 2);
        HealthFile.write(quiet.write(folder.resolve("1"), quiet.constant(10)), TestHealth.quiet());

        PooledRun pooled = onlyRun();

        assertEquals(List.of(), pooled.results().get(0).flaws());
        assertEquals(List.of(), pooled.injectors().get(1).flaws());
        assertEquals(Optional.of(TestHealth.quiet()), pooled.injectors().get(1).health());
    }

    @Test
    void severalStarvedInjectorsAreOneFlawWithTheFiguresOfTheWorst() {
        writeAll(3);
        for (int index = 0; index < 3; index++) {
            TestInjector starved = TestInjector.of(index, 3);
            Path run = starved.write(folder.resolve("" + index), starved.constant(10 + index));
            HealthFile.write(run, TestHealth.withP99(index == 1 ? 80 : 20));
        }

        List<String> flaws = onlyResult().flaws();

        assertEquals(1, flaws.size(), flaws.toString());
        assertTrue(
                flaws.get(0)
                        .startsWith("the load generators of injectors 0, 1, 2 were starved, injector 1 the most: "
                                + Starvation.of(TestHealth.withP99(80)).orElseThrow()
                                + ", so the figures describe their machines"),
                flaws.get(0));
    }

    @Test
    void aKilledInjectorIsAFlawThatNamesIt() {
        writeAll(2);
        TestInjector killed = TestInjector.of(1, 2);
        byte[] whole = killed.constant(10).bytes();
        killed.write(folder.resolve("1"), Arrays.copyOf(whole, whole.length / 2));

        EndpointResult pooled = onlyResult();

        assertEquals(List.of("injector 1: the log is truncated: it ends in the middle of a record"), pooled.flaws());
        assertTrue(pooled.metrics().totalRequests() > 1000, "what it left is shown");
    }

    @Test
    void anInjectorThatLeftNothingButItsNameIsAFlaw() {
        writeAll(2);
        Path empty = TestInjector.of(1, 2).write(folder.resolve("1"), new byte[0]);
        assertEquals(
                List.of("injector 1: it left no log: " + empty.resolve("simulation.log") + " is missing or empty"),
                onlyResult().flaws());
    }

    @Test
    void anInjectorWithoutLoadIsAFlawThatSaysWhy() {
        TestInjector.of(0, 2).write(folder, TestInjector.of(0, 2).constant(10));
        TestInjector.of(1, 2).writeFailure(folder.resolve("1"), "START_AT was 9 s ago");
        assertEquals(
                List.of("injector 1: the load failed: START_AT was 9 s ago"),
                onlyResult().flaws());
    }

    @Test
    void whereNoneGeneratedLoadAllOfThemSayWhy() {
        TestInjector.of(0, 2).writeFailure(folder.resolve("0"), "down");
        TestInjector.of(1, 2).writeFailure(folder.resolve("1"), "off");
        EndpointResult pooled = onlyResult();
        assertEquals(List.of("injector 0: the load failed: down", "injector 1: the load failed: off"), pooled.flaws());
        assertEquals(0, pooled.metrics().totalRequests());
    }

    /** Its verdict must not be missing while other simulations pass. */
    @Test
    void aSimulationThatNoInjectorCouldSetUpIsShown() {
        for (int index = 0; index < 2; index++) {
            Path results = folder.resolve(String.valueOf(index));
            TestInjector.of(index, 2).writeNeverSetUp(results, "CONCURRENCY = abc");
            TestInjector other =
                    TestInjector.of(index, 2).under(PoolTest::otherSimulation).measuring("/v1/whoami");
            other.write(results, other.constant(10));
        }
        List<EndpointResult> results = Pool.read(List.of(folder), Optional.empty()).runs().stream()
                .flatMap(run -> run.results().stream())
                .toList();
        assertEquals(
                List.of("LiveSimulation", "/v1/whoami"),
                results.stream().map(EndpointResult::endpoint).toList());
        assertEquals(
                List.of("injectors 0, 1: the load failed: CONCURRENCY = abc"),
                results.get(0).flaws());
        assertEquals(List.of(), results.get(1).flaws());
    }

    @Test
    void ofAnInjectorThatCouldNotBeSetUpOnlyTheReasonCounts() {
        TestInjector.of(0, 2).writeNeverSetUp(folder.resolve("0"), "no such file");
        TestInjector.of(1, 2).write(folder.resolve("1"), TestInjector.of(1, 2).constant(10));
        EndpointResult pooled = onlyResult();
        assertEquals(ENDPOINT, pooled.endpoint());
        assertEquals(List.of("injector 0: the load failed: no such file"), pooled.flaws());
        assertEquals("http://api", pooled.run().orElseThrow().profile().target());
    }

    @Test
    void whereNoneGeneratedLoadOrNamesAnEndpointTheSimulationIsShown() {
        for (int index = 0; index < 2; index++) {
            TestInjector injector = TestInjector.of(index, 2);
            RunInfo info = injector.info(Optional.of("down"));
            RunInfo unnamed = new RunInfo(
                            info.profile(),
                            List.of(),
                            info.measuredFrom(),
                            info.machine(),
                            info.commit(),
                            info.failure())
                    .withInjector(info.injector());
            RunInfoFile.write(folder.resolve(index + "/" + injector.folderName()), unnamed);
        }
        EndpointResult pooled = onlyResult();
        assertEquals("LiveSimulation", pooled.endpoint());
        assertEquals(List.of("injectors 0, 1: the load failed: down"), pooled.flaws());
    }

    @Test
    void whatSeveralInjectorsSayIsOneFlaw() {
        TestInjector.of(0, 3).writeFailure(folder.resolve("0"), "down");
        TestInjector.of(1, 3).writeFailure(folder.resolve("1"), "off");
        TestInjector.of(2, 3).writeFailure(folder.resolve("2"), "down");
        assertEquals(
                List.of("injectors 0, 2: the load failed: down", "injector 1: the load failed: off"),
                onlyResult().flaws());
    }

    @Test
    void tooLittleTimeInCommonIsAFlaw() {
        TestInjector first = TestInjector.of(0, 2);
        TestInjector late = TestInjector.of(1, 2).startedAfter(Duration.ofMillis(501));
        first.write(folder, first.constant(10));
        late.write(folder.resolve("1"), late.constant(10));
        assertEquals(
                List.of("the injectors measured together for 9499 ms of 10000 ms: injector 1 began 501 ms after"
                        + " injector 0; set START_AT, and synchronize their clocks"),
                onlyResult().flaws());
    }

    @Test
    void aLittleLessTimeInCommonIsNone() {
        TestInjector first = TestInjector.of(0, 2);
        TestInjector late = TestInjector.of(1, 2).startedAfter(Duration.ofMillis(500));
        first.write(folder, first.constant(10));
        late.write(folder.resolve("1"), late.constant(10));
        assertEquals(List.of(), onlyResult().flaws());
    }

    @Test
    void ofSeveralRunsOfAnInjectorTheNewestCounts() {
        for (int index = 0; index < 2; index++) {
            TestInjector older = TestInjector.of(index, 2).startedAfter(Duration.ofMinutes(-5));
            older.write(folder.resolve(String.valueOf(index)), older.constant(50));
        }
        writeAll(2);
        assertEquals(2000, onlyResult().metrics().totalRequests());
    }

    @Test
    void aRunOfAnEarlierStartIsNotTakenForTheMissingOne() {
        Instant startAt = START.plusMillis(10);
        TestInjector first = TestInjector.of(0, 2).toStartAt(startAt);
        TestInjector stale = TestInjector.of(1, 2).toStartAt(startAt.minusSeconds(3));
        first.write(folder.resolve("0"), first.constant(10));
        Path left = stale.write(folder.resolve("1"), stale.constant(10));

        Pool.Reading reading = Pool.read(List.of(folder), Optional.empty());

        assertEquals(
                List.of("injector 1 is missing: only 1 of 2 injectors left a run"),
                reading.runs().get(0).results().get(0).flaws());
        assertEquals(
                List.of(left + " is left out: it does not belong to the run with START_AT " + startAt),
                reading.notes());
    }

    @Test
    void aLinkToARunIsNotGivenTwice() throws IOException {
        writeAll(2);
        Path run = folder.resolve("0").resolve(TestInjector.of(0, 2).folderName());
        Path link = Files.createSymbolicLink(folder.resolve("0/latest"), run.getFileName());
        assertEquals(2000, onlyResult().metrics().totalRequests());

        String message = assertThrows(BadInputException.class, () -> Pool.read(List.of(folder, link), Optional.empty()))
                .getMessage();
        assertEquals(link + ": is given twice; specify each injector's folder once", message);
    }

    @Test
    void aRunThatNamesNoInjectorIsLeftOutAndReported() throws IOException {
        writeAll(2);
        Path stranger = folder.resolve("stranger");
        LogBuilder.started().oneUser(ENDPOINT, 0, 10, 10).writeInto(stranger);
        Pool.Reading reading = Pool.read(List.of(folder), Optional.empty());
        assertEquals(1, reading.notes().size());
        assertTrue(
                reading.notes().get(0).startsWith(stranger + " is left out"),
                reading.notes().get(0));
        assertEquals(2000, reading.runs().get(0).results().get(0).metrics().totalRequests());
    }

    @Test
    void theFailureOfARunThatNamesNoInjectorIsTold() {
        writeAll(2);
        TestInjector injector = TestInjector.of(0, 2).startedAfter(Duration.ofMinutes(-1));
        Path stranger = folder.resolve("0").resolve(injector.folderName());
        RunInfoFile.write(stranger, injector.info(Optional.of("no users.csv")).withInjector(Optional.empty()));
        assertEquals(
                List.of(stranger + " is left out: it names no injector, and its load failed: no users.csv"),
                Pool.read(List.of(folder), Optional.empty()).notes());
    }

    @Test
    void severalSimulationsOfTheSameInjectorsArePooledEach() {
        writeAll(2);
        for (int index = 0; index < 2; index++) {
            TestInjector other = TestInjector.of(index, 2)
                    .under(profile -> otherSimulation(profile))
                    .measuring("/v1/whoami")
                    .startedAfter(Duration.ofMinutes(1));
            other.write(folder.resolve(String.valueOf(index)), other.constant(50));
        }
        List<PooledRun> runs = Pool.read(List.of(folder), Optional.empty()).runs();
        assertEquals(2, runs.size());
        assertEquals(2000, runs.get(0).results().get(0).metrics().totalRequests());
        assertEquals(400, runs.get(1).results().get(0).metrics().totalRequests());
    }

    /** By its name and its log the run is the newest, but its run.json belongs to another run. */
    @Test
    void aRunWithTheRunJsonOfAnOlderOneIsNotPassedOver() throws IOException {
        TestInjector older = TestInjector.of(0, 1).startedAfter(Duration.ofMinutes(-5));
        Path before = older.write(folder, older.constant(50));
        TestInjector newer = TestInjector.of(0, 1);
        Path run = newer.write(folder, newer.constant(10));
        Files.copy(before.resolve("run.json"), run.resolve("run.json"), StandardCopyOption.REPLACE_EXISTING);

        EndpointResult result = onlyResult();

        assertEquals(run.toString(), result.origin());
        assertNotEquals(List.of(), result.flaws());
    }

    /** An artifact can leave out files that no pooled verdict depends on. */
    @Test
    void ofTheFilesThatAnInjectorLeftOnlyItsHealthIsMissed() throws IOException {
        TestInjector injector = TestInjector.of(0, 1);
        Path run = injector.write(folder, injector.constant(10));
        HealthFile.write(run, TestHealth.quiet());
        TargetFile.write(
                run, new TargetUsage.Both(TestTargets.steady(1000, 50), TargetUsage.unknown(TargetUsage.Source.NONE)));
        RunInfoFile.write(run, injector.info(Optional.empty()).withLeft(RunReader.left(run)));

        Files.delete(run.resolve("target.json"));
        assertEquals(List.of(), onlyResult().flaws());
        Files.delete(run.resolve("health.json"));
        assertNotEquals(List.of(), onlyResult().flaws());
    }

    @Nested
    class Refused {

        /** There is no older run of its simulation that would reveal its absence. */
        @Test
        void aRunThatHasLostItsRunJsonNextToThoseOfAnotherSimulation() throws IOException {
            TestInjector lost = TestInjector.of(0, 1);
            Path run = lost.write(folder, lost.constant(10));
            TestInjector other = TestInjector.of(0, 1)
                    .under(profile -> new LoadProfile(
                            "simulations.WhoamiSimulation",
                            profile.target(),
                            profile.concurrency(),
                            profile.duration(),
                            profile.warmUp(),
                            ""))
                    .measuring("/v1/whoami");
            other.write(folder, other.constant(50));
            HealthFile.write(run, TestHealth.quiet());
            Files.delete(run.resolve("run.json"));

            refused(run + ": run.json is missing although there is a health.json");
        }

        @Test
        void anOlderRunInPlaceOfOneThatHasLostItsRunJson() throws IOException {
            TestInjector older = TestInjector.of(0, 1).startedAfter(Duration.ofMinutes(-5));
            older.write(folder, older.constant(50));
            TestInjector newer = TestInjector.of(0, 1);
            Path run = newer.write(folder, newer.constant(10));
            assertEquals(1000, onlyResult().metrics().totalRequests());

            Files.delete(run.resolve("run.json"));
            refused(run + ": has no run.json, and is newer than " + folder.resolve(older.folderName()));
            Files.delete(run.resolve("simulation.log"));
            refused(run + ": has no run.json, and is newer than " + folder.resolve(older.folderName()));
            Files.delete(run);
            Files.createFile(run);
            refused(run + ": has no run.json, and is newer than " + folder.resolve(older.folderName()));
        }

        @Test
        void anOlderRunInPlaceOfOneInAnotherFolderThatHasLostItsRunJson() throws IOException {
            TestInjector older = TestInjector.of(0, 1).startedAfter(Duration.ofMinutes(-5));
            older.write(folder.resolve("1"), older.constant(50));
            TestInjector newer = TestInjector.of(0, 1);
            Path run = newer.write(folder.resolve("2"), newer.constant(10));

            Files.delete(run.resolve("run.json"));
            refused(run + ": has no run.json, and is newer than "
                    + folder.resolve("1").resolve(older.folderName()));
        }

        /** Its injector is unknown, because it ended before that was known. */
        @Test
        void anOlderRunInPlaceOfOneThatCouldNotBeSetUp() {
            TestInjector older = TestInjector.of(0, 1).startedAfter(Duration.ofMinutes(-5));
            older.write(folder, older.constant(50));
            TestInjector newer = TestInjector.of(0, 1);
            Path run = folder.resolve(newer.folderName());
            RunInfo failed = newer.info(Optional.of("users.csv does not exist")).withInjector(Optional.empty());
            RunInfoFile.write(run, failed);

            refused(run + ": could not be set up, and is newer than " + folder.resolve(older.folderName()));
        }

        @Test
        void anotherSimulation() {
            write(TestInjector.of(0, 2), "a");
            write(TestInjector.of(1, 2).under(PoolTest::otherSimulation).measuring("/v1/whoami"), "b");
            refused("it is a run of simulations.WhoamiSimulation, not of simulations.LiveSimulation");
        }

        @Test
        void anotherGatling() {
            refusedTogetherWith(TestInjector.of(1, 2).onGatling("3.14.2"), "Gatling 3.14.2, not 3.15.1");
        }

        @Test
        void anotherLoad() {
            refusedTogetherWith(
                    TestInjector.of(1, 2).under(with(20, "http://api")),
                    "belongs to another run: concurrency 20, not 10");
        }

        /** Runs with different measured times are comparable, but injectors of one run must have the same. */
        @Test
        void anotherMeasuredTime() {
            refusedTogetherWith(
                    TestInjector.of(1, 2).under(profile -> profile.lasting(Duration.ofSeconds(7))),
                    "belongs to another run: measured time 7000 ms, not ");
        }

        @Test
        void anotherTarget() {
            refusedTogetherWith(
                    TestInjector.of(1, 2).under(with(10, "http://other")),
                    "belongs to another run: target http://other, not http://api");
        }

        @Test
        void anotherNumberOfInjectors() {
            refusedTogetherWith(TestInjector.of(1, 3), "belongs to another run: injectors 3, not 2");
        }

        @Test
        void anotherEndpoint() {
            refusedTogetherWith(TestInjector.of(1, 2).measuring("/x"), "endpoints [/x], not [" + ENDPOINT + "]");
        }

        @Test
        void anotherScenarioThoughTheFirstLoadFailed() {
            TestInjector.of(0, 3).writeFailure(folder.resolve("0"), "down");
            write(TestInjector.of(1, 3).under(sending("one request")), "1");
            write(TestInjector.of(2, 3).under(sending("two requests")), "2");
            refused("steps two requests, not one request");
        }

        @Test
        void anotherCommit() {
            refusedTogetherWith(TestInjector.of(1, 2).ofCommit("def"), "commit def, not abc");
        }

        @Test
        void anotherCommitThoughTheFirstIsUnknown() {
            write(TestInjector.of(0, 3).ofCommit(""), "a");
            write(TestInjector.of(1, 3), "b");
            write(TestInjector.of(2, 3).ofCommit("def"), "c");
            refused("commit def, not abc");
        }

        @Test
        void theSameLogTwice() {
            write(TestInjector.of(0, 2), "a");
            write(TestInjector.of(0, 2), "b");
            refused("contains the same log as " + folder.resolve("a"));
        }

        @Test
        void theSameLogTwiceInOneFolder() throws IOException {
            TestInjector injector = TestInjector.of(0, 2);
            Path run = injector.write(folder, injector.constant(10));
            Path copy = Files.createDirectory(folder.resolve("copy"));
            Files.copy(run.resolve("simulation.log"), copy.resolve("simulation.log"));
            Files.copy(run.resolve("run.json"), copy.resolve("run.json"));
            refused("contains the same log as ");
        }

        @Test
        void theSameLogUnderAnotherNumber() throws IOException {
            TestInjector first = TestInjector.of(0, 2);
            Path run = first.write(folder.resolve("a"), first.constant(10));
            TestInjector second = TestInjector.of(1, 2);
            Path copy = second.write(folder.resolve("b"), second.constant(10));
            Files.copy(
                    run.resolve("simulation.log"), copy.resolve("simulation.log"), StandardCopyOption.REPLACE_EXISTING);
            refused(copy + ": contains the same log as " + run);
        }

        @Test
        void twoOfOneNumberThatWereToBeginAtOnceIntoOneFolder() {
            Instant startAt = START.plusMillis(10);
            TestInjector one = TestInjector.of(0, 2).toStartAt(startAt);
            TestInjector two = TestInjector.of(0, 2).toStartAt(startAt).startedAfter(Duration.ofMillis(7));
            one.write(folder, one.constant(10));
            two.write(folder, two.constant(10));
            refused("it is injector 0 as well; give each injector its own INJECTOR number");
        }

        @Test
        void anotherGatlingThoughTheFirstLeftNoLog() {
            TestInjector.of(0, 3).writeFailure(folder.resolve("0"), "down");
            write(TestInjector.of(1, 3), "1");
            write(TestInjector.of(2, 3).onGatling("3.14.2"), "2");
            refused("Gatling 3.14.2, not 3.15.1");
        }

        @Test
        void theSameFolderTwice() {
            write(TestInjector.of(0, 2), "a");
            String message = assertThrows(
                            BadInputException.class,
                            () -> Pool.read(List.of(folder.resolve("a"), folder), Optional.empty()))
                    .getMessage();
            assertTrue(message.contains("is given twice"), message);
        }

        @Test
        void aRunInsideTheRunOfAnotherInjector() throws IOException {
            Path run = TestInjector.of(0, 2).write(folder, TestInjector.of(0, 2).constant(10));
            write(TestInjector.of(1, 2), run.getFileName() + "/copied");
            refused(run + ": contains both the files of a run and the run folder " + run.resolve("copied"));
        }

        @Test
        void twoOfOneNumber() {
            write(TestInjector.of(0, 2), "a");
            write(TestInjector.of(0, 2).startedAfter(Duration.ofMillis(3)), "b");
            refused("it is injector 0 as well; give each injector its own INJECTOR number");
        }

        @Test
        void windowsThatDoNotOverlap() {
            refusedTogetherWith(
                    TestInjector.of(1, 2).startedAfter(Duration.ofSeconds(10)), "did not load at the same time as");
        }

        @Test
        void aFolderWithoutRuns() throws IOException {
            Files.createDirectories(folder.resolve("empty"));
            refused("contains no run folder; check --pool");
        }

        @Test
        void aFolderThatIsNotThere() {
            String message = assertThrows(
                            BadInputException.class, () -> Pool.read(List.of(folder.resolve("nope")), Optional.empty()))
                    .getMessage();
            assertEquals(folder.resolve("nope") + ": is not a folder; check --pool", message);
        }

        @Test
        void runsOfNoInjector() {
            LogBuilder.started().oneUser(ENDPOINT, 0, 10, 10).writeInto(folder.resolve("a"));
            refused("contains no run of an injector; run the simulation with INJECTORS and INJECTOR");
        }

        @Test
        void aDamagedLogEvenWithAStatsJson() throws IOException {
            Path run = TestInjector.of(0, 1)
                    .write(folder, TestInjector.of(0, 1).constant(10).raw(99));
            Files.createDirectories(run.resolve("js"));
            Files.writeString(run.resolve("js/stats.json"), """
                    {"contents": {"a": {"type": "REQUEST", "name": "/a", "stats": {
                      "numberOfRequests": {"total": 1, "ok": 0, "ko": 1}}}}}""");
            refused("is damaged (a record of kind 99");
        }

        private void refusedTogetherWith(TestInjector other, String why) {
            write(TestInjector.of(0, 2), "a");
            write(other, "b");
            refused(why);
        }

        private void write(TestInjector injector, String where) {
            injector.write(folder.resolve(where), injector.constant(10));
        }

        private void refused(String why) {
            String message = assertThrows(BadInputException.class, () -> Pool.read(List.of(folder), Optional.empty()))
                    .getMessage();
            assertTrue(message.contains(why), message);
        }
    }

    private static UnaryOperator<LoadProfile> with(int concurrency, String target) {
        return profile -> new LoadProfile(
                profile.simulation(), target, concurrency, profile.duration(), profile.warmUp(), profile.mix());
    }

    private static UnaryOperator<LoadProfile> sending(String steps) {
        return profile -> new LoadProfile(
                profile.simulation(),
                profile.target(),
                profile.concurrency(),
                profile.duration(),
                profile.warmUp(),
                profile.mix(),
                profile.rate(),
                profile.ramp(),
                profile.rampSteps(),
                Map.of("steps", steps));
    }

    private static LoadProfile otherSimulation(LoadProfile profile) {
        return new LoadProfile(
                "simulations.WhoamiSimulation",
                profile.target(),
                profile.concurrency(),
                profile.duration(),
                profile.warmUp(),
                profile.mix());
    }

    /** The change of the target's clock to ten seconds before the start, observed within 2 ms by a clock that is ahead. */
    private static ClockEdge edge(long ahead) {
        Instant tick = START.minusSeconds(10);
        return new ClockEdge(tick, tick.plusMillis(ahead), tick.plusMillis(ahead + 2));
    }

    /** Otherwise its intervals would be those of a fixed duration. */
    @Test
    void aSingleInjectorThatEndedWithTheVerdictKeepsItsLooks() {
        TestInjector injector = TestInjector.of(0, 1);
        Path run = injector.write(folder.resolve("0"), injector.constant(10));
        AutoDuration auto = AutoDuration.between(TestInjector.DURATION, Duration.ofMinutes(3))
                .ended(AutoDuration.End.DECIDED);
        RunInfoFile.write(run, injector.info(Optional.empty()).withAuto(Optional.of(auto)));

        assertEquals(Optional.of(auto), onlyResult().run().flatMap(RunInfo::auto));
    }

    /** Statistics alone would be those of a run of unknown load. */
    @Test
    void theStatisticsOfAPooledRunAreWrittenWithItsRecord() {
        writeAll(2);
        PooledRun run = onlyRun();

        run.writeStatistics(folder.resolve("results"));

        Path written = folder.resolve("results").resolve(RunName.of("simulations.LiveSimulation", run.started()));
        assertTrue(Files.exists(written.resolve("js/stats.json")));
        assertTrue(Files.exists(written.resolve("run.json")));
    }

    private void writeAll(int count) {
        for (int index = 0; index < count; index++) {
            TestInjector injector = TestInjector.of(index, count);
            injector.write(folder.resolve(String.valueOf(index)), injector.constant(10));
        }
    }

    /** Writes a run of random requests, of an injector that began {@code 137 * index} ms late. */
    private List<Sample> write(int index, int count, Random random, int requests, int meanLatency) {
        Duration delay = Duration.ofMillis(137L * index);
        TestInjector injector = TestInjector.of(index, count).startedAfter(delay);
        LogBuilder log = injector.log().userStart(0);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            int start = 1000 + random.nextInt(10_000);
            int latency = (int) (-meanLatency * Math.log(1 - random.nextDouble()));
            samples.add(new Sample(start + delay.toMillis(), latency));
        }
        samples.stream()
                .sorted(Comparator.comparing(sample -> sample.start + sample.latency))
                .forEach(sample -> {
                    int start = (int) (sample.start - delay.toMillis());
                    log.ok(ENDPOINT, start, start + sample.latency);
                });
        injector.write(folder.resolve("random" + index), log.userEnd(11_000));
        return samples;
    }

    private static double nearestRank(int[] sorted, int percent) {
        return sorted[Math.max(1, (int) Math.ceil(percent * sorted.length / 100.0)) - 1];
    }

    private PooledRun onlyRun() {
        List<PooledRun> runs = Pool.read(List.of(folder), Optional.empty()).runs();
        assertEquals(1, runs.size());
        return runs.get(0);
    }

    private EndpointResult onlyResult() {
        List<EndpointResult> results = onlyRun().results();
        assertEquals(1, results.size());
        return results.get(0);
    }
}
