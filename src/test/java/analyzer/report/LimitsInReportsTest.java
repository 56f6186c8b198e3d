package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestResults;
import analyzer.TestTargets;
import analyzer.metrics.EndpointResult;
import analyzer.report.html.HtmlReport;
import analyzer.verdict.Judge;
import analyzer.verdict.Limit;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Limits, and the rule that applied to an endpoint, in every format. */
class LimitsInReportsTest {

    private final Report report = SampleReports.limited();

    @Test
    void theConsoleShowsTheLimitThatDecidedAndTheRule() {
        String text = VerdictReport.render(report.verdicts());

        assertTrue(
                text.contains("/v1/whoami        REGRESSION   p95          < 100ms   121.5ms        -   0.00 %\n"),
                text);
        assertTrue(
                text.contains("/v1/music/command CANNOT_JUDGE errors       < 0.5 %   0.498 %        -   0.50 %\n"),
                text);
        assertTrue(text.contains("/v1/auth/login    PASS         p99 "), text);
        assertTrue(
                text.contains("    rule /v1/auth/*: threshold 30 %; gated p99, throughput; at most 2 % failed;\n"),
                text);
        assertTrue(text.contains(" violated\n") && text.contains(" met\n") && text.contains(" inconclusive\n"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    }

    @Test
    void aLimitOfMemoryFitsIntoTheColumns() {
        EndpointResult result = TestResults.constant("/a", Instant.EPOCH, 20).withTarget(TestTargets.used(1, 1));
        List<Limit> limits = List.of(Limit.parse("growth < 0.203MB"), Limit.parse("memory < 100MB"));
        Policy policy = new Policy(0.2, 0.01, Set.of(), 0.05, limits, true, "");
        Verdict verdict = new Judge(policy).judge(result, Optional.empty());

        String text = VerdictReport.render(List.of(verdict));

        assertTrue(text.contains("growth       0.137MB    < 0.203MB            0.071 to 0.202MB   met\n"), text);
        assertTrue(text.contains("memory       182.3MB    < 100MB              no interval        violated\n"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    }

    @Test
    void theMarkdownShowsThem() {
        String text = MarkdownReport.render(report);

        assertTrue(text.contains("| REGRESSION | p95 | &lt; 100 ms | 121.5 ms | - | "), text);
        assertTrue(text.contains(" | limit |\n"), text);
        assertTrue(text.contains("rule /v1/auth/\\*: threshold 30 %"), text);
        assertTrue(text.contains("A limit is met or violated if"), text);
    }

    @Test
    void eachLimitIsATestCase() {
        String xml = JUnitReport.render(report, JUnitReport.Unjudged.ERROR);

        assertTrue(
                xml.contains("<testcase classname=\"/v1/whoami\" name=\"limit p95 &lt; 100 ms\" time=\"0\"><failure"),
                xml);
        assertTrue(xml.contains("name=\"limit errors &lt; 0.5 %\" time=\"0\"><error"), xml);
        assertTrue(xml.contains("name=\"limit throughput &gt; 100/s\" time=\"0\"></testcase>"), xml);
        assertTrue(xml.contains("<property name=\"policy\" value=\"rule /v1/auth/*"), xml);
    }

    @Test
    void theJsonFileHoldsThem() {
        JsonNode json = JsonReport.of(report);

        JsonNode worst = json.at("/endpoints/0/limits/0");
        assertEquals("p95 < 100 ms", worst.path("limit").asString());
        assertEquals(Outcome.REGRESSION.name(), worst.path("outcome").asString());
        assertTrue(worst.at("/interval/low").asDouble() > 100, worst.toString());
        assertEquals("/v1/auth/*", json.at("/endpoints/2/policy/rule").asString());
        assertTrue(json.at("/endpoints/0/policy").isMissingNode());
        assertEquals("p95 < 100 ms", json.at("/policy/limits/0").asString());
    }

    @Test
    void thePageShowsThem() {
        String page = HtmlReport.render(report);

        assertTrue(page.contains("&lt; 100 ms"), page);
        assertTrue(page.contains("Judged by rule /v1/auth/*"), page);
        assertTrue(page.contains("P95 121.5 ms, limit &lt; 100 ms"), page);
        assertTrue(page.contains("1 of 3 endpoints regressed or violated a limit"), page);
        assertFalse(page.contains("the same commit"), "a violated limit does not show that anything changed");
    }
}
