package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.TestResults;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.verdict.Judge;
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

    private static Verdict verdict(String endpoint, int millis, long failed) {
        Map<String, Long> errors = failed == 0 ? Map.of() : Map.of("found 503", failed);
        return new Judge(Policy.standard())
                .judge(
                        TestResults.of(endpoint, NOW, millis, 1000, errors, List.of()),
                        Optional.of(Baseline.of(
                                endpoint, List.of(KeptRun.of(TestResults.constant(endpoint, BEFORE, 100))))));
    }
}
