package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestPairs;
import analyzer.TestResults;
import analyzer.TestSlowdowns;
import analyzer.TestTargets;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.PerRequest;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Timeline;
import analyzer.verdict.Slowdown.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowdownTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");
    private static final Judge JUDGE = new Judge(Policy.standard());

    private static Optional<Slowdown> of(EndpointResult result) {
        return Slowdown.of(JUDGE.judge(result, Optional.empty()));
    }

    /** The mean rises by 16 ms, or by 30 %, of 54 ms; the base computes for 8 ms. */
    @ParameterizedTest
    @CsvSource({
        "24, COMPUTES",
        "16.5, COMPUTES",
        // With a queue for processors, 20 % more CPU time adds 20 % response time, which is more than half of the rise.
        "9.6, COMPUTES",
        // Beyond chance, but too little to be the cause.
        "8.4, WAITS",
        "8, WAITS",
        "6, WAITS"
    })
    void cpuTimeTellsComputingFromWaiting(double cpuMillis, Kind kind) {
        Slowdown slowdown = of(TestSlowdowns.pair(1.3, cpuMillis, 0, 0)).orElseThrow();

        assertEquals(kind, slowdown.kind(), slowdown.toString());
        assertEquals(16, slowdown.response().added(), 2);
        assertEquals(cpuMillis - 8, slowdown.cpu().orElseThrow().added(), 0.2);
    }

    @Test
    void aDifferenceOfWhatIsUsedHasStudentsInterval() {
        PerRequest mine = new PerRequest(List.of(new PerRequest.Batch(30, 10), new PerRequest.Batch(34, 10)), 0);
        PerRequest theirs = new PerRequest(List.of(new PerRequest.Batch(20, 10), new PerRequest.Batch(20, 10)), 0);

        Difference difference = Difference.of(mine, theirs, new PerRequest.Difference(1.2, 0.1, 10));

        assertEquals(2.0, difference.base(), 1e-12);
        assertEquals(3.2, difference.candidate(), 1e-12);
        // The 97.5th percentile of Student's t with ten degrees of freedom is 2.2281.
        assertEquals(1.2 - 0.22281, difference.low(), 1e-5);
        assertEquals(1.2 + 0.22281, difference.high(), 1e-5);
    }

    /** Of four users two have a processor each: 20 ms of response time contain 10 ms of CPU time. */
    @Test
    void sharesAreOfTheAddedTimeAndAQueueDoublesWhatIsComputed() {
        Slowdown slowdown = new Slowdown(
                Kind.UNDECIDED,
                new Difference(20, 32, 10, 14),
                Optional.of(new Difference(10, 13, 2, 4)),
                4,
                Optional.empty(),
                List.of());

        assertEquals(3.0 / 12, slowdown.computed(), 1e-12);
        assertEquals(2.0 * 4 / 10, slowdown.mostComputed(), 1e-12);
    }

    @Test
    void theShareIsThatOfTheAddedTime() {
        Slowdown computing = of(TestSlowdowns.computing()).orElseThrow();
        Slowdown waiting = of(TestSlowdowns.waiting()).orElseThrow();

        assertEquals(1, computing.computed(), 0.15);
        assertTrue(waiting.computed() < 0.02, waiting.toString());
        assertTrue(waiting.mostComputed() < 0.2, waiting.toString());
        assertTrue(waiting.mostComputed() > waiting.computed(), waiting.toString());
    }

    @Test
    void aCoarseClockDecidesNeither() {
        EndpointResult coarse =
                TestTargets.pair(TestPairs.of(1.3), TestTargets.coarse(8, 0.2), TestTargets.coarse(8, 0.2));

        assertEquals(Kind.UNDECIDED, of(coarse).orElseThrow().kind());
    }

    /** 1.6 ms more would be a fifth of both if requests queued, but here a request in 100 ms leaves the processor idle. */
    @Test
    void requestsDoNotQueueForAProcessorThatIsHardlyUsed() {
        EndpointResult rare = TestSlowdowns.pair(TestPairs.of(1, 300, 1.3, TestPairs::quiet), 9.6, 0, 0);

        assertEquals(Kind.WAITS, of(rare).orElseThrow().kind());
    }

    /** 20 % more than 5 ms would add 11 of 54 ms if all of it were a queue, but adds at most 4 ms with four users. */
    @Test
    void noQueueIsLongerThanThereAreUsers() {
        EndpointResult coarse =
                TestTargets.pair(TestPairs.of(1.3), TestTargets.coarse(5, 0.1), TestTargets.coarse(5, 0.1));

        assertEquals(
                Kind.UNDECIDED,
                of(TestPairs.withUsers(coarse, 40)).orElseThrow().kind());
        Slowdown few = of(TestPairs.withUsers(coarse, 4)).orElseThrow();
        assertEquals(Kind.WAITS, few.kind());
        assertEquals(4.0 / 15, few.mostComputed(), 0.06);
    }

    /** One request in ten takes 120 ms, the others are slightly faster than before, and all compute more. */
    @Test
    void aTailThatMovesNoMeanDecidesNeither() {
        Timeline candidate = new Timeline();
        Timeline base = new Timeline();
        for (int i = 0; i < 3000; i++) {
            candidate.recordOk(i * 10, i % 10 == 0 ? 120 : 38 + i % 5);
            base.recordOk(i * 10, 45 + i % 11);
        }
        EndpointResult tail = TestPairs.pair(candidate, Map.of(), base, Map.of(), Optional.empty());

        for (double cpuMillis : new double[] {8, 24}) {
            Slowdown slowdown = of(TestSlowdowns.pair(tail, cpuMillis, 0, 0)).orElseThrow();
            assertTrue(slowdown.response().added() < 0, slowdown.toString());
            assertEquals(Kind.UNDECIDED, slowdown.kind());
        }
    }

    @Test
    void cpuTimeOfSeveralEndpointsDecidesNeither() {
        EndpointResult mix = TestTargets.pair(TestPairs.of(1.3), TestTargets.used(24, 1, 3), TestTargets.used(8, 2, 3));

        assertEquals(Kind.SHARED, of(mix).orElseThrow().kind());
    }

    @Test
    void whatNobodyToldDecidesNeither() {
        EndpointResult embedded = TestTargets.pair(
                TestPairs.of(1.3),
                TestTargets.unknown(TargetUsage.Source.EMBEDDED),
                TestTargets.unknown(TargetUsage.Source.EMBEDDED));

        assertEquals(Kind.UNKNOWN, of(embedded).orElseThrow().kind());
        assertEquals(Optional.empty(), of(TestPairs.of(1.3)), "the targets were not observed");
    }

    @Test
    void whatIsNotSlowerNeedsNoReason() {
        assertEquals(Optional.empty(), of(TestSlowdowns.pair(1, 24, 0, 0)), "it passed");
        EndpointResult failing = TestPairs.with(TestPairs.of(0.9), Map.of("boom", 300L), Map.of(), Optional.empty());
        Verdict failed = JUDGE.judge(TestSlowdowns.pair(failing, 8, 0, 0), Optional.empty());
        assertEquals(Outcome.REGRESSION, failed.outcome());
        assertEquals(Optional.empty(), Slowdown.of(failed), "it is faster");
    }

    @Test
    void moreCpuTimeAloneIsComputing() {
        Verdict moreCpu = new Judge(new Policy(0.2, 0.01, Set.of(Metric.CPU), 0.05))
                .judge(TestSlowdowns.pair(0.9, 24, 0, 0.05), Optional.empty());

        assertEquals(Outcome.REGRESSION, moreCpu.outcome());
        Slowdown slowdown = Slowdown.of(moreCpu).orElseThrow();
        assertEquals(Kind.COMPUTES, slowdown.kind());
        assertTrue(slowdown.isAllocating());
    }

    @Test
    void moreMemoryAndCollectionsThanTheBaseIsAllocating() {
        Slowdown slowdown = of(TestSlowdowns.allocating()).orElseThrow();

        assertTrue(slowdown.isAllocating());
        assertEquals(20_480, slowdown.growth().orElseThrow().added(), 500);
        assertEquals(
                List.of("jvm_gc_collection_seconds_count"),
                slowdown.collections().stream().map(CounterChange::name).toList());
        assertEquals(false, of(TestSlowdowns.computing()).orElseThrow().isAllocating());
        assertEquals(
                false, of(TestSlowdowns.pair(1.3, 8, -20_480, 0)).orElseThrow().isAllocating());
        assertEquals(
                Optional.empty(),
                of(TestSlowdowns.pair(1.3, 8, 0, 0.05)).orElseThrow().growth(),
                "collections alone");
    }

    @Test
    void memoryThatShrinksLessThanThatOfTheBaseDoesNotGrow() {
        EndpointResult shrinking = TestSlowdowns.pair(1.3, 8, -20_480, 0);
        EndpointResult swapped = TestTargets.pair(
                TestPairs.of(1.3),
                shrinking.base().orElseThrow().target().orElseThrow(),
                shrinking.target().orElseThrow());

        assertEquals(Optional.empty(), of(swapped).orElseThrow().growth());
    }

    @Test
    void keptRunsTellItAsWell() {
        List<KeptRun> kept = IntStream.range(0, 5)
                .mapToObj(i -> TestResults.spread("/a", NOW.minusSeconds(60 + i), 1 + i % 3 * 0.01)
                        .withTarget(TestTargets.used(8 + i % 2 * 0.1, i)))
                .map(KeptRun::of)
                .toList();
        Optional<Baseline> baseline = Optional.of(Baseline.of("/a", kept));
        EndpointResult slower = TestResults.spread("/a", NOW, 3);

        assertEquals(Kind.COMPUTES, kind(slower.withTarget(TestTargets.used(220, 9)), baseline));
        assertEquals(Kind.WAITS, kind(slower.withTarget(TestTargets.used(8, 9)), baseline));
    }

    private static Kind kind(EndpointResult result, Optional<Baseline> baseline) {
        return Slowdown.of(JUDGE.judge(result, baseline)).orElseThrow().kind();
    }

    @ParameterizedTest
    @CsvSource({
        "jvm_gc_pause_seconds_count, true",
        "jvm_memory_pool_allocated_bytes_total, true",
        "python_gc_objects_collected_total, true",
        "go_memstats_mallocs_total, true",
        "nodejs_gc_duration_seconds_sum, true",
        "dotnet_collection_count_total, true",
        "gcp_requests_total, false",
        "db_queries_total, false",
        "mongo_collections_total, false"
    })
    void countersOfCollectorsAreKnownByTheirWords(String name, boolean known) {
        assertEquals(known, Slowdown.isOfAllocation(name));
    }
}
