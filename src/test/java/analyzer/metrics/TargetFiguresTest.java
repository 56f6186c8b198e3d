package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestTargets;
import analyzer.metrics.TargetUsage.Moment;
import analyzer.report.TargetText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetFiguresTest {

    private static final int BEGIN = 5_040;
    private static final Duration DURATION = Duration.ofSeconds(10);

    /** This number of requests per second, from the beginning of the measured time, in the middle of a slice, to its end. */
    private static Timeline perSecond(int perSecond) {
        Timeline timeline = new Timeline();
        for (int i = 0; i < 10 * perSecond; i++) {
            timeline.recordOk(BEGIN + i * 1000 / perSecond, 3);
        }
        return timeline;
    }

    private static TargetFigures of(TargetUsage usage, Timeline... requests) {
        return TargetFigures.of(usage, List.of(requests), BEGIN, DURATION);
    }

    @Test
    void cpuTimeIsPutDownToTheRequestsThatBeganMeanwhile() {
        // 400 ms per second for 100 requests per second.
        TargetFigures figures = of(TestTargets.steady(10_000, 400), perSecond(100));

        PerRequest cpu = figures.cpuMillis().orElseThrow();
        assertEquals(20, cpu.batches().size());
        assertEquals(4, cpu.value(), 1e-9);
        assertEquals(
                1000,
                cpu.batches().stream().mapToDouble(PerRequest.Batch::requests).sum(),
                1e-9);
        // Half a second is five slices. The first and the last are cut.
        cpu.batches().forEach(batch -> assertEquals(50, batch.requests(), 1));
        assertEquals(4096 / 50.0, figures.growthBytes().orElseThrow().value(), 1e-6);
        assertEquals(OptionalLong.of(100_000_000 + 20 * 4096), figures.residentBytes());
        assertEquals(OptionalInt.of(9), figures.threads());
        assertEquals(1, figures.endpoints());
    }

    @Test
    void ofSeveralEndpointsAllRequestsCount() {
        TargetFigures figures = of(TestTargets.steady(10_000, 400), perSecond(100), perSecond(300));

        assertEquals(1, figures.cpuMillis().orElseThrow().value(), 1e-9);
        assertEquals(2, figures.endpoints());
    }

    @Test
    void failedRequestsDoNotCount() {
        Timeline failing = perSecond(100);
        for (int i = 0; i < 500; i++) {
            failing.recordFailed(BEGIN + i * 20, 1);
        }
        assertEquals(
                4,
                of(TestTargets.steady(10_000, 400), failing)
                        .cpuMillis()
                        .orElseThrow()
                        .value(),
                1e-9);
    }

    /** If the end is not known in advance, readings are taken every half second, and the last one is after the end. */
    @Test
    void readingsAfterTheEndDoNotCount() {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i <= 40; i++) {
            moments.add(moment(i * 500L, i * 200.0 + (i > 20 ? 1e6 : 0)));
        }
        PerRequest cpu = of(new TargetUsage(TargetUsage.Source.PROCESS, 0, moments), perSecond(100))
                .cpuMillis()
                .orElseThrow();
        assertEquals(20, cpu.batches().size());
        assertEquals(4, cpu.value(), 1e-9);
    }

    /** On a busy machine the base is read some time after the candidate, and both must have the same batches. */
    @Test
    void theReadingOfTheEndMayComeLate() {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i <= 20; i++) {
            moments.add(moment(i * 500L + 130, i * 200.0));
        }
        PerRequest cpu = of(new TargetUsage(TargetUsage.Source.PROCESS, 0, moments), perSecond(100))
                .cpuMillis()
                .orElseThrow();

        assertEquals(20, cpu.batches().size());
        assertEquals(4, cpu.value(), 0.06);
    }

    /** Of a long run only some readings are kept, and the last one, at any distance from the one before. */
    @Test
    void keptReadingsGiveTheSameFigures() {
        Timeline timeline = new Timeline();
        for (int i = 0; i < 600_000; i++) {
            timeline.recordOk(BEGIN + i, 3);
        }
        List<Moment> all = new ArrayList<>();
        for (int i = 0; i <= 1203; i++) {
            // 0.4 ms for each request, and none after the measured time.
            all.add(moment(i * 500L, Math.min(i, 1200) * 200.0));
        }
        List<Moment> kept = IntStream.rangeClosed(0, 1203)
                .filter(i -> i % 8 == 0 || i == 1203)
                .mapToObj(all::get)
                .toList();
        for (List<Moment> moments : List.of(all, kept)) {
            PerRequest cpu = TargetFigures.of(
                            new TargetUsage(TargetUsage.Source.PROCESS, 0, moments),
                            List.of(timeline),
                            BEGIN,
                            Duration.ofMinutes(10))
                    .cpuMillis()
                    .orElseThrow();

            assertEquals(20, cpu.batches().size());
            assertEquals(0.4, cpu.value(), 1e-3);
            cpu.batches()
                    .forEach(batch -> assertEquals(0.4, batch.amount() / batch.requests(), 2e-3, batch.toString()));
        }
    }

    @Test
    void manyReadingsMakeNoMoreBatches() {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i <= 95; i++) {
            moments.add(moment(i * 10_000L / 95, i));
        }
        PerRequest cpu = of(new TargetUsage(TargetUsage.Source.PROCESS, 0, moments), perSecond(100))
                .cpuMillis()
                .orElseThrow();
        assertEquals(20, cpu.batches().size());
        assertEquals(
                95, cpu.batches().stream().mapToDouble(PerRequest.Batch::amount).sum(), 1e-9);
    }

    @Test
    void aTargetThatWasNotObservedThroughoutShowsNothing() {
        TargetUsage whole = TestTargets.steady(10_000, 400);
        for (List<Moment> part : List.of(
                whole.moments().subList(0, 18),
                whole.moments().subList(3, 21),
                List.of(whole.moments().get(0), whole.moments().get(20)),
                List.<Moment>of())) {
            TargetFigures figures = of(new TargetUsage(TargetUsage.Source.PROCESS, 0, part), perSecond(100));
            assertEquals(Optional.empty(), figures.cpuMillis());
            assertEquals(Optional.empty(), figures.growthBytes());
            assertEquals(OptionalLong.empty(), figures.residentBytes());
            assertTrue(TargetText.items(figures).contains("unknown: it was not observed"));
        }
        // One missing reading at either end is acceptable.
        assertTrue(of(
                        new TargetUsage(
                                TargetUsage.Source.PROCESS, 0, whole.moments().subList(1, 20)),
                        perSecond(100))
                .cpuMillis()
                .isPresent());
    }

    @Test
    void withoutRequestsOrCpuTimeThereIsNothingToDivide() {
        assertEquals(
                Optional.empty(),
                of(TestTargets.steady(10_000, 400), new Timeline()).cpuMillis());
        assertEquals(
                Optional.empty(),
                of(TestTargets.steady(10_000, 0), perSecond(100)).cpuMillis());
    }

    @Test
    void aCounterIsHeldAgainstTheSameRequests() {
        TargetFigures figures = of(TestTargets.counting(TestTargets.steady(10_000, 400), 250), perSecond(100));

        assertEquals(Set.of("db_queries_total"), figures.counters().keySet());
        PerRequest queries = figures.counters().get("db_queries_total");
        assertEquals(2.5, queries.value(), 1e-9);
        assertEquals(20, queries.batches().size());
        assertEquals(
                Map.of(),
                of(TestTargets.counting(TestTargets.steady(10_000, 400), 0), perSecond(100))
                        .counters());
    }

    /** Otherwise a reader could not tell this from counters that did not change. */
    @Test
    void aTargetWithoutCountersIsSaidToHaveNone() {
        TargetUsage usage = TestTargets.steady(10_000, 400);
        String words = ", no usable counters";

        assertTrue(TargetText.items(of(usage, perSecond(100))).endsWith(words));
        assertFalse(TargetText.items(of(TestTargets.counting(usage, 250), perSecond(100)))
                .contains(words));
    }

    /** A proxy in front of the target would be metered in its place. */
    @Test
    void theProcessThatWasMeteredIsNamed() {
        List<Moment> moments = TestTargets.steady(10_000, 400).moments();
        TargetUsage metered = new TargetUsage(TargetUsage.Source.PROCESS, 0, moments, Map.of(), "nginx");
        TargetUsage forwarded = new TargetUsage(TargetUsage.Source.NONE, 0, List.of(), Map.of(), "kubectl");

        assertTrue(TargetText.items(of(metered, perSecond(100))).contains(", 9 threads, process nginx"));
        assertEquals(
                "usage unknown: kubectl, which listens on the target's address, only forwards to it, and no metrics report the"
                        + " usage",
                TargetText.items(of(forwarded, perSecond(100))));
    }

    /** A cache in front of the metrics shows the same page again and again. */
    @Test
    void memoryOnAPageThatDoesNotChangeIsUnknown() {
        List<Moment> frozen = TestTargets.steady(10_000, 400).moments().stream()
                .map(moment -> new Moment(moment.atMillis(), 5000, OptionalLong.of(100_000_000), OptionalInt.empty()))
                .toList();

        TargetFigures byMetrics = of(new TargetUsage(TargetUsage.Source.METRICS, 20, frozen), perSecond(100));
        assertEquals(OptionalLong.empty(), byMetrics.residentBytes());
        assertEquals(Optional.empty(), byMetrics.growthBytes());
        TargetFigures bySystem = of(new TargetUsage(TargetUsage.Source.PROCESS, 0, frozen), perSecond(100));
        assertEquals(OptionalLong.of(100_000_000), bySystem.residentBytes());
    }

    /** Some clients expose it under another name. */
    @Test
    void countersAreKnownWithoutCpuTime() {
        List<Moment> moments = TestTargets.steady(10_000, 400).moments().stream()
                .map(moment -> moment(moment.atMillis(), 0))
                .toList();
        TargetUsage usage = new TargetUsage(TargetUsage.Source.METRICS, 20, moments);
        TargetFigures figures = of(TestTargets.counting(usage, 250), perSecond(100));

        assertEquals(Optional.empty(), figures.cpuMillis());
        assertEquals(2.5, figures.counters().get("db_queries_total").value(), 0.05);
        assertEquals(
                "usage unknown: its metrics do not report its CPU time throughout the measured time, with at"
                        + " least eleven readings",
                TargetText.items(figures));
    }

    @Test
    void unknownMemoryIsLeftOut() {
        List<Moment> moments = TestTargets.steady(10_000, 400).moments().stream()
                .map(moment -> moment(moment.atMillis(), moment.cpuMillis()))
                .toList();
        TargetFigures figures = of(new TargetUsage(TargetUsage.Source.METRICS, 20, moments), perSecond(100));

        assertEquals(Optional.empty(), figures.growthBytes());
        assertEquals(20 / 1000.0, figures.cpuMillis().orElseThrow().estimate().resolution(), 1e-12);
    }

    private static Moment moment(long at, double cpu) {
        return new Moment(at, cpu, OptionalLong.empty(), OptionalInt.empty());
    }
}
