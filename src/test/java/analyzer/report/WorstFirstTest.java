package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.TestResults;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.Metric;
import analyzer.verdict.Comparison;
import analyzer.verdict.Judge;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorstFirstTest {

    private static final Instant BEFORE = Instant.parse("2026-11-22T14:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

    @Test
    void whatFailsMostComesFirstThenWhatIsSlower() {
        List<Verdict> verdicts = List.of(
                verdict("/a-pass", 100, 0),
                verdict("/b-slower", 160, 0),
                verdict("/c-fails-a-little", 100, 20),
                verdict("/d-much-slower", 300, 0),
                verdict("/e-fails", 100, 900));

        assertEquals(
                List.of("/e-fails", "/c-fails-a-little", "/d-much-slower", "/b-slower", "/a-pass"),
                WorstFirst.sorted(verdicts).stream().map(Verdict::endpoint).toList());
    }

    /** No baseline keeps the result of a paired run, which is not the same as a failing one. */
    @Test
    void ofPairedRunsTheSlowerComesFirst() {
        List<Verdict> verdicts = List.of(paired("/a", 130), paired("/b", 297));

        assertEquals(
                List.of("/b", "/a"),
                WorstFirst.sorted(verdicts).stream().map(Verdict::endpoint).toList());
    }

    private static Verdict paired(String endpoint, double candidate) {
        return new Verdict(
                endpoint,
                Outcome.REGRESSION,
                List.of(),
                false,
                List.of(comparison(Metric.P95, candidate, Outcome.REGRESSION)),
                List.of(),
                Optional.of(TestResults.constant(endpoint, NOW, 100)),
                Optional.empty(),
                Policy.standard());
    }

    @Test
    void theP95IsShownWhateverElseBecameWorse() {
        Verdict slower = new Verdict(
                "/slower",
                Outcome.REGRESSION,
                List.of(),
                true,
                List.of(
                        comparison(Metric.P95, 125, Outcome.REGRESSION),
                        comparison(Metric.AVG, 101, Outcome.PASS),
                        comparison(Metric.THROUGHPUT, 60, Outcome.REGRESSION)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Policy.standard());

        assertEquals(Metric.P95, WorstFirst.decisive(slower).orElseThrow().metric());
    }

    @Test
    void ofARegressionWhatRegressedIsShown() {
        Verdict stalled = new Verdict(
                "/stalled",
                Outcome.REGRESSION,
                List.of(),
                true,
                List.of(
                        comparison(Metric.P95, 100, Outcome.PASS),
                        comparison(Metric.THROUGHPUT, 60, Outcome.REGRESSION)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Policy.standard());

        assertEquals(
                Metric.THROUGHPUT, WorstFirst.decisive(stalled).orElseThrow().metric());
    }

    private static Comparison comparison(Metric metric, double candidate, Outcome outcome) {
        return new Comparison(metric, 100, candidate, Optional.empty(), 5, true, true, outcome, List.of());
    }

    private static Verdict verdict(String endpoint, int millis, long failed) {
        Map<String, Long> errors = failed == 0 ? Map.of() : Map.of("found 503", failed);
        return new Judge(Policy.standard())
                .judge(
                        TestResults.of(endpoint, NOW, millis, 1000, errors, List.of()),
                        Optional.of(Baseline.of(
                                endpoint, List.of(KeptRun.of(TestResults.constant(endpoint, BEFORE, 100))))));
    }
}
