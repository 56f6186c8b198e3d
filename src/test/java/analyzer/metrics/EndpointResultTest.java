package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestPairs;
import analyzer.TestResults;
import analyzer.TestTargets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointResultTest {

    private static final Instant STARTED = Instant.parse("2026-11-23T14:30:00Z");

    @Test
    void whatFailedIsNoPartOfWhatSucceededAndAShareOfAll() {
        EndpointResult result = TestResults.of("/a", STARTED, 20, 150, Map.of("found 503", 50L), List.of());

        assertEquals(150, result.succeeded());
        assertEquals(0.25, result.errorRate());
        assertEquals(
                0, TestResults.of("/a", STARTED, 20, 0, Map.of(), List.of()).errorRate(), "of nothing nothing fails");
    }

    @Test
    void aResultOfSeveralRunsIsTheFirstOfThem() {
        EndpointResult newest = TestResults.constant("/a", STARTED, 20);
        EndpointResult older = TestResults.constant("/a", STARTED.minusSeconds(60), 30);

        EndpointResult both = newest.withRepeats(List.of(older));

        assertEquals(List.of(older), both.repeats());
        assertEquals(
                List.of(20.0, 30.0),
                both.runs().stream().map(run -> run.figure(Metric.P95)).toList());
        assertEquals(List.of(newest), newest.runs());
    }

    @Test
    void figuresAreThoseOfTheirMetric() {
        EndpointResult result = TestResults.spread("/a", STARTED, 1);
        assertTrue(Double.isNaN(result.figure(Metric.CPU)));
        EndpointResult watched = result.withTarget(TestTargets.constant(3));

        assertEquals(
                List.of(145.0, 100.0, 100.0, 149.0, 2020 / 30.0, 3.0),
                Stream.of(Metric.values()).map(watched::figure).toList());
        assertEquals(
                List.of("p95", "p50", "avg", "p99", "throughput", "cpu"),
                Stream.of(Metric.values()).map(Metric::toString).toList());
    }

    /** 100 requests of 30 ms and a failed one of 500 ms, compared with 100 requests of 10 ms. */
    @Test
    void theShareOfTimeIsWhatUsersWaitedForTheCandidate() {
        Timeline candidate = requests(100, 30);
        candidate.recordFailed(0, 500);

        assertEquals(
                3500.0 / 4500, pair(candidate, requests(100, 10)).shareOfTime().orElseThrow(), 1e-12);
        assertEquals(
                OptionalDouble.empty(), pair(requests(100, 0), requests(100, 0)).shareOfTime(), "nobody waited");
        assertEquals(0, pair(requests(100, 0), requests(100, 10)).shareOfTime().orElseThrow());
        assertEquals(
                OptionalDouble.empty(),
                TestResults.constant("/a", STARTED, 20).shareOfTime(),
                "of a run of one target");
        EndpointResult withoutSamples = TestResults.constant("/a", STARTED, 20)
                .withBase(EndpointResult.ofFigures(
                        "/a", Source.STATS_JSON, "", STARTED, SummaryStatistics.of(0, new LatencyHistogram())));
        assertEquals(OptionalDouble.empty(), withoutSamples.shareOfTime());
        assertEquals(Optional.empty(), PairedBatches.of(withoutSamples));
    }

    @Test
    void withoutASuccessThereAreNoBatches() {
        Timeline failures = new Timeline();
        failures.recordFailed(0, 0);
        failures.recordFailed(5000, 0);

        assertEquals(Optional.empty(), pair(failures, requests(10, 1)).batches());
        assertEquals(
                10,
                pair(requests(10, 1), failures).batches().orElseThrow().pooled().count());
        assertEquals(Optional.empty(), PairedBatches.of(pair(failures, requests(10, 1))));
        assertEquals(Optional.empty(), PairedBatches.of(pair(requests(10, 1), failures)));
        assertTrue(PairedBatches.of(pair(requests(10, 1), requests(10, 1))).isPresent());
    }

    @Test
    void theBaseOfAPairIsAnotherTargetOfAnUnnamedVersion() {
        EndpointResult pair = TestPairs.of(1);
        EndpointResult base = pair.base().orElseThrow();

        assertEquals(TestPairs.ENDPOINT, pair.endpoint());
        assertEquals(TestPairs.ENDPOINT + " (base)", base.endpoint());
        assertEquals(TestPairs.BASE_TARGET, base.run().orElseThrow().profile().target());
        assertEquals("", base.run().orElseThrow().commit());
        assertEquals("abc123", pair.run().orElseThrow().commit());
    }

    /** A user can give an endpoint a name like that of a base. */
    @Test
    void aNameLikeThatOfABaseIsAnEndpointWhereThereIsNoOtherOfItsName() {
        EndpointResult alone = TestResults.constant("/a (base)", STARTED, 20);
        EndpointResult other = TestResults.constant("/b", STARTED, 20);

        assertEquals(List.of(alone, other), PairedRun.paired(List.of(alone, other)));
        assertFalse(PairedRun.paired(List.of(alone, other)).get(1).base().isPresent());
        EndpointResult candidate = TestResults.constant("/a", STARTED, 20);
        assertEquals(1, PairedRun.paired(List.of(alone, candidate)).size());
    }

    private static Timeline requests(int count, int millis) {
        Timeline timeline = new Timeline();
        for (int i = 0; i < count; i++) {
            timeline.recordOk(i * 300, millis);
        }
        return timeline;
    }

    private static EndpointResult pair(Timeline candidate, Timeline base) {
        return TestPairs.pair(candidate, Map.of(), base, Map.of(), Optional.empty());
    }
}
