package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestResults;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.Metric;
import analyzer.trend.History;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendReportTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void aChangeIsShownWithItsTimeAndItsCommit() {
        String report = TrendReport.render(
                List.of(
                        history("/v1/whoami", 50, 51, 50, 50, 51, 50, 60, 61, 60, 61),
                        history("/v1/auth/login", 100, 101, 100, 101, 100, 101, 100, 101),
                        history("/v1/healthz/live", 10, 10)),
                StandardCharsets.UTF_8);

        assertEquals("""
                Endpoint             Metric Runs     First      Last    Change  By run
                /v1/whoami              p95   10    50.8ms    60.9ms   +20.0 %  ▇▇▇▇▇▇████
                  since 2026-11-07 12:00 UTC, commit abc123: 50.8 ms -> 60.9 ms (+20.0 %)
                /v1/auth/login          p95    8   100.5ms   101.5ms    +1.0 %  ████████
                  no level change
                /v1/healthz/live        p95    2    10.5ms    10.5ms    +0.0 %  ██
                  2 runs are too few to detect a level change, which needs 8

                The level of 1 of 3 endpoints changed: /v1/whoami
                """, report);
        assertTrue(report.lines().allMatch(line -> line.length() <= 80), report);
    }

    @Test
    void aLongHistoryFitsTheTerminal() {
        int[] millis = IntStream.range(0, 30).map(i -> i < 15 ? 40 : 80).toArray();

        String report = TrendReport.render(List.of(history("/v1/a/name/of/22/chars", millis)), StandardCharsets.UTF_8);

        assertTrue(report.contains("  ▅▅▅▅▅█████\n"), report);
        assertTrue(report.lines().allMatch(line -> line.length() <= 80), report);
    }

    @Test
    void ofManyChangesTheNewestAreShown() {
        History history = History.of(SampleReports.drifting("/v1/whoami", 60, 200), Metric.P95);

        List<String> sentences = TrendReport.sentences(history);

        assertEquals(history.changes().size() + " level changes; the newest are:", sentences.get(0));
        assertEquals(6, sentences.size());
        assertTrue(sentences.get(5).contains("-> "), sentences.get(5));
    }

    @Test
    void aTerminalWithoutBarsGetsOthers() {
        String report = TrendReport.render(List.of(history("/a", 10, 20, 40, 80)), StandardCharsets.US_ASCII);

        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(report), report);
        assertTrue(report.contains("  .-=#\n"), report);
    }

    @Test
    void aSingleRunIsSingular() {
        assertEquals(
                List.of("1 run is too few to detect a level change, which needs 8"),
                TrendReport.sentences(history("/a", 10)));
        assertEquals(
                "No level changed; 1 of 1 has fewer than the 8 runs needed to detect a change",
                TrendReport.conclusion(List.of(history("/a", 10))));
    }

    private static History history(String endpoint, int... millis) {
        List<KeptRun> runs = new ArrayList<>();
        for (int i = 0; i < millis.length; i++) {
            runs.add(KeptRun.of(TestResults.constant(endpoint, START.plus(Duration.ofDays(i)), millis[i])));
        }
        return History.of(Baseline.of(endpoint, runs), Metric.P95);
    }
}
