package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;

/** Reads the file as Maven's own reports read JUnit's files. */
class JUnitReportTest {

    @Test
    void aCaseForEachMetricThatDecidesAndForTheFailedRequests() throws Exception {
        Golden.assertSame(
                "TEST-performance.xml", JUnitReport.render(SampleReports.small(), JUnitReport.Unjudged.ERROR));
    }

    @Test
    void aReaderFindsWhatRegressedAndWhatCouldNotBeJudged() throws Exception {
        List<ReportTestSuite> suites = read(JUnitReport.render(SampleReports.small(), JUnitReport.Unjudged.ERROR));

        assertEquals(5, suites.size());
        ReportTestCase p95 = find(suites, "/v1/whoami", "p95");
        assertTrue(p95.hasFailure());
        assertEquals("REGRESSION", p95.getFailureType());
        assertTrue(p95.getFailureMessage().contains("above the threshold of 20 %"), p95.getFailureMessage());
        assertTrue(p95.getFailureDetail().contains("p99: "), p95.getFailureDetail());
        assertTrue(find(suites, "/v1/music/command", "failed requests").hasFailure());
        assertTrue(find(suites, "/v1/healthz/live", "p95").hasError());
        assertTrue(find(suites, "/v1/missing", "throughput").hasError());
        assertTrue(find(suites, "/v1/auth/login", "p95").isSuccessful());
    }

    @Test
    void whatCouldNotBeJudgedIsSkippedWhereThatIsAskedFor() throws Exception {
        List<ReportTestSuite> suites = read(JUnitReport.render(SampleReports.small(), JUnitReport.Unjudged.SKIPPED));

        assertTrue(find(suites, "/v1/healthz/live", "p95").hasSkipped());
        assertTrue(find(suites, "/v1/whoami", "p95").hasFailure());
    }

    @Test
    void anyTextIsValidXml() throws Exception {
        List<ReportTestSuite> suites = read(JUnitReport.render(SampleReports.hostile(), JUnitReport.Unjudged.ERROR));

        assertEquals(2, suites.size());
    }

    /** A CI job that prints the file must not interpret it as commands, and a reader must see the actual text. */
    @Test
    void noTextSteersWhoeverShowsTheFile() {
        String xml = JUnitReport.render(SampleReports.hostile(), JUnitReport.Unjudged.ERROR);

        for (String steers : List.of("##vso[", "##[", "\u202e", "\u2028")) {
            assertFalse(xml.contains(steers), xml);
        }
    }

    private static ReportTestCase find(List<ReportTestSuite> suites, String endpoint, String name) {
        return suites.stream()
                .flatMap(suite -> suite.getTestCases().stream())
                .filter(test -> test.getFullClassName().equals(endpoint)
                        && test.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<ReportTestSuite> read(String xml) throws Exception {
        return new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(new InputStreamReader(
                        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
    }
}
