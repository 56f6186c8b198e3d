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
        // Requests of ten users can queue for the processors.
        "9.6, MAY_QUEUE",
        "8.4, MAY_QUEUE",
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

        Difference difference = Difference.of(mine, theirs, new PerRequest.MeanDifference(1.2, 0.1, 10));

        assertEquals(2.0, difference.base(), 1e-12);
        assertEquals(3.2, difference.candidate(), 1e-12);
        // The 97.5th percentile of Student's t with ten degrees of freedom is 2.2281.
        assertEquals(1.2 - 0.22281, difference.low(), 1e-5);
        assertEquals(1.2 + 0.22281, difference.high(), 1e-5);
    }

    /** The response time rises by 12 (10 to 14) ms, the CPU time from 1 ms by 0.3 ms, or less surely. */
    @ParameterizedTest
    @CsvSource({
        // One user never waits for another.
        "1, 5, true, 0.2, 0.4",
        // An M/M/1 queue at a quarter: 1/(1-u)^2 is 16/9.
        "4, 0.24, true, 0.2, 0.7111",
        // With a significant rise up to all four users are in the queue of the candidate: 4 (1 + 0.4) - 1.
        "4, 0.26, true, 0.2, 4.6",
        // Otherwise the difference of two nearly equal stations, or that of one station: 5 * 6 / 6 and 4.
        "4, 5, true, -0.2, 2",
        "4, 5, false, -0.2, 1.6",
        "2, 5, true, -0.2, 0.8"
    })
    void aQueueMultipliesWhatIsComputed(int users, double processors, boolean paired, double low, double most) {
        Slowdown slowdown = new Slowdown(
                Kind.UNDECIDED,
                new Difference(20, 32, 10, 14),
                Optional.of(new Difference(1, 1.3, low, 0.4)),
                Slowdown.Queue.of(users, processors, paired),
                Optional.empty(),
                List.of());

        assertEquals(0.3 / 12, slowdown.computed(), 1e-12);
        assertEquals(most / 10, slowdown.mostComputed(), 1e-5);
    }

    /**
     * The users of a paired run gather at the slower side. If each side has one event loop and nothing else takes time, 25 % more CPU
     * time makes the response time of the candidate 2.4 times that of the base: five times as much is added as is computed.
     */
    @Test
    void aQueueForOneProcessorIsNotTakenForWaiting() {
        Slowdown slowdown = of(TestSlowdowns.pair(2.4, 10, 0, 0)).orElseThrow();

        assertEquals(Kind.MAY_QUEUE, slowdown.kind(), slowdown.toString());
        assertTrue(slowdown.computed() < 0.05, slowdown.toString());
        assertEquals(
                Kind.WAITS, of(TestSlowdowns.pair(6, 8.4, 0, 0)).orElseThrow().kind(), "longer than any queue");
    }

    @Test
    void theShareIsThatOfTheAddedTime() {
        Slowdown computing = of(TestSlowdowns.computing()).orElseThrow();
        Slowdown waiting = of(TestSlowdowns.waiting()).orElseThrow();

        assertEquals(1, computing.computed(), 0.15);
        assertTrue(waiting.computed() < 0.02, waiting.toString());
        assertTrue(waiting.mostComputed() < 0.4, waiting.toString());
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

    /** 1 ms more, which the clock does not exclude, adds at most 5 ms with four users, and 287 ms with forty. */
    @Test
    void noQueueIsLongerThanThereAreUsers() {
        EndpointResult coarse =
                TestTargets.pair(TestPairs.of(1.3), TestTargets.coarse(5, 0.1), TestTargets.coarse(5, 0.1));

        assertEquals(
                Kind.UNDECIDED,
                of(TestPairs.withUsers(coarse, 40)).orElseThrow().kind());
        Slowdown few = of(TestPairs.withUsers(coarse, 4)).orElseThrow();
        assertEquals(Kind.WAITS, few.kind());
        assertEquals(5.0 / 15, few.mostComputed(), 0.06);
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
        "nodejs_gc_duration_seconds_sum, false",
        "nodejs_gc_duration_seconds_count, true",
        "dotnet_collection_count_total, true",
        "gcp_requests_total, false",
        "db_queries_total, false",
        "mongo_collections_total, false"
    })
    void countersOfCollectorsAreKnownByTheirWords(String name, boolean known) {
        assertEquals(known, Slowdown.isOfAllocation(name));
    }
}
