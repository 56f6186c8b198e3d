package analyzer.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import analyzer.metrics.Timeline;
import analyzer.report.MarkdownReport;
import analyzer.report.Report;
import analyzer.report.SampleReports;
import analyzer.report.SlowdownText;
import analyzer.report.VerdictReport;
import analyzer.verdict.Judge;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page alone explains what the target of a slower endpoint does more. */
class SlowdownOnPageTest {

    private static final String COMPUTES = "It computes more: ";
    private static final String WAITS = "It waits more: ";
    private static final String ALLOCATES = "It allocates more: ";

    private static Report report(EndpointResult result) {
        Verdict verdict = new Judge(Policy.standard()).judge(result, Optional.empty());
        return new Report(
                "perf-analyzer 1.2.3",
                SampleReports.NOW,
                Policy.standard(),
                List.of(verdict),
                List.of(),
                Map.of(),
                List.of());
    }

    /** The text of the page: no markup, single spaces. */
    private static String text(EndpointResult result) {
        return HtmlReport.render(report(result))
                .replaceAll("(?s)<(script|style).*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ")
                .replace("&gt;", ">")
                .replaceAll("\\s+", " ");
    }

    private static void assertSays(String text, String... sentences) {
        for (String sentence : List.of(COMPUTES, WAITS, ALLOCATES)) {
            assertEquals(List.of(sentences).contains(sentence), text.contains(sentence), sentence + "\n" + text);
        }
    }

    @Test
    void computing() {
        String page = text(TestSlowdowns.computing());

        assertSays(page, COMPUTES);
        assertTrue(
                page.matches(
                        ".*its mean response time changed by \\+1[5-7]\\.\\d ms \\(95 % interval \\+1\\d\\.\\d to"
                                + " \\+1\\d\\.\\d\\), the CPU time per request by \\+1[5-6]\\.\\d ms .*, which is (9\\d %|all) of that\\..*"),
                page);
        assertTrue(page.contains("all requests are slower, not only some"), page);
    }

    @Test
    void waiting() {
        String page = text(TestSlowdowns.waiting());

        assertSays(page, WAITS);
        assertTrue(
                page.matches(".*, which explains at most [1-3]?\\d % of that\\. Look at what it waits for: .*"), page);
    }

    /** Users of a paired run gather at the slower side, and its queue hides whether it also waits for something else. */
    @Test
    void computingWithAQueue() {
        String page = text(TestSlowdowns.pair(2.4, 10, 0, 0));

        assertSays(page, COMPUTES);
        assertTrue(
                page.contains(
                        "% of that. The rest can be time that requests spent queueing for a processor. Profile what it"
                                + " computes. Load it with one user (CONCURRENCY=1) to see whether it also waits for"
                                + " something else."),
                page);
    }

    /** One request in ten takes 100 ms more. If it computes for that time, no request needs to wait. */
    @ParameterizedTest
    @CsvSource({
        "18, some requests became much slower than others., some requests wait",
        "8, some requests wait. Look for locks, some requests became"
    })
    void aSlowTailIsExplainedByItsCause(double cpuMillis, String words, String otherwise) {
        Timeline candidate = new Timeline();
        Timeline base = new Timeline();
        for (int i = 0; i < 3000; i++) {
            candidate.recordOk(i * 10, (i % 10 == 0 ? 145 : 45) + i % 11);
            base.recordOk(i * 10, 45 + i % 11);
        }
        EndpointResult tail = TestPairs.pair(candidate, Map.of(), base, Map.of(), Optional.empty());

        String page = text(TestSlowdowns.pair(tail, cpuMillis, 0, 0));

        assertSays(page, cpuMillis > 8 ? COMPUTES : WAITS);
        assertTrue(page.contains("The slow tail moved more than the median"), page);
        assertTrue(page.contains(words), page);
        assertFalse(page.contains(otherwise), page);
    }

    /** A base in the same run excludes it. */
    @Test
    void comparedWithKeptRunsABusyMachineMakesRequestsWaitAsWell() {
        EndpointResult alone = TestResults.spread("/a", SampleReports.NOW, 3).withTarget(TestTargets.used(8, 9));
        List<KeptRun> runs = IntStream.range(0, 5)
                .mapToObj(i -> TestResults.spread("/a", SampleReports.NOW.minusSeconds(60 + i), 1 + i % 3 * 0.01)
                        .withTarget(TestTargets.used(8 + i % 2 * 0.1, i)))
                .map(KeptRun::of)
                .toList();
        Verdict verdict = new Judge(Policy.standard()).judge(alone, Optional.of(Baseline.of("/a", runs)));
        String words = "another service, or the processors of a busy machine.";

        assertTrue(
                SlowdownText.of(verdict).get(0).endsWith(words),
                SlowdownText.of(verdict).toString());
        assertFalse(text(TestSlowdowns.waiting()).contains("busy machine"));
    }

    @Test
    void allocating() {
        String page = text(TestSlowdowns.allocating());

        assertSays(page, COMPUTES, ALLOCATES);
        assertTrue(page.contains("its memory changed by +20."), page);
        assertTrue(page.contains("jvm_gc_collection_seconds_count 0.00"), page);
    }

    /** The garbage collections are not named twice. */
    @Test
    void theCountersThatChangedMostAreNamedInWords() {
        for (EndpointResult slower : List.of(TestSlowdowns.waiting(), TestSlowdowns.allocating())) {
            String page = text(slower);

            assertTrue(
                    page.matches(".* Counters per request that differ from the base: http_request_duration_seconds_sum"
                            + " 0\\.0[45]\\d* -> 0\\.0[67]\\d* \\(\\+3\\d\\.\\d %; 95 % interval of the difference \\+0\\.01\\d*"
                            + " to \\+0\\.01\\d*\\)\\. .*"),
                    page);
        }
        assertFalse(text(TestSlowdowns.pair(1, 8, 0, 0)).contains("Counters per request"));
    }

    @Test
    void atMostThreeCountersAreNamedAndTheOthersCounted() {
        EndpointResult slower = TestSlowdowns.waiting();
        PerRequest once = slower.target().orElseThrow().counters().get("http_request_duration_seconds_count");
        EndpointResult counting = TestTargets.pair(
                slower,
                TestTargets.counting(Map.of("a_total", once, "b_total", once, "c_total", once, "d_total", once)),
                TestTargets.counting(Map.of("e_total", once)));

        assertTrue(
                text(counting)
                        .matches(
                                ".* Counters per request that differ from the base: ([a-e]_total [^;]*;[^;]*; ){3}and 2"
                                        + " more\\. .*"),
                text(counting));
    }

    @Test
    void theTimeInTheServerIsShownNextToOurs() {
        String page = text(TestSlowdowns.waiting());

        assertTrue(
                page.matches(
                        ".* http_request_duration_seconds (5\\d\\.\\d|50)ms in the server \\(95 % interval [\\d.]+ to [\\d.]+\\),"
                                + " 4\\.00ms of the mean outside the handler 6\\d\\.\\dms in the server .*"),
                page);
    }

    @Test
    void theOtherReportsSayItAsWell() {
        Report report = report(TestSlowdowns.allocating());

        assertSays(VerdictReport.render(report.verdicts()).replaceAll("\\s+", " "), COMPUTES, ALLOCATES);
        assertSays(MarkdownReport.render(report), COMPUTES, ALLOCATES);
    }

    @Test
    void moreCpuTimeAloneIsExplainedAsWell() {
        Verdict verdict = new Judge(new Policy(0.2, 0.01, Set.of(Metric.CPU), 0.05))
                .judge(TestSlowdowns.pair(0.9, 24, 0, 0.05), Optional.empty());
        List<String> sentences = SlowdownText.of(verdict);

        assertTrue(
                sentences
                        .get(0)
                        .matches("It computes more: its mean response time changed by -[^;]*, the CPU time per request"
                                + " by \\+1[5-6]\\.\\d ms \\([^)]*\\)\\. Profile what it computes\\."),
                sentences.get(0));
        assertTrue(sentences.get(1).startsWith(ALLOCATES), sentences.get(1));
    }

    @Test
    void whatPassedSaysNothing() {
        assertSays(text(TestSlowdowns.pair(1, 24, 20_480, 0.05)));
        assertFalse(
                text(TestSlowdowns.pair(1, 24, 0, 0)).contains("whether it computes"), "of no endpoint that passed");
    }
}
