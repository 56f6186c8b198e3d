package analyzer.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Metric;
import analyzer.report.SampleReports;
import analyzer.trend.History;
import analyzer.trend.History.Point;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {

    private static final int MAX_BYTES = 1_500_000;

    @Test
    void thePageSaysWhatGotSlowerByHowMuchAndHowSureThatIs() {
        String page = HtmlReport.render(SampleReports.small());

        assertTrue(page.contains("2 of 5 endpoints regressed, 2 could not be judged"), page);
        assertTrue(page.indexOf("/v1/music/command") < page.indexOf("/v1/auth/login"), "the worst comes first");
        assertTrue(page.contains("above the threshold of 20 %"), page);
        assertTrue(page.contains("95 % interval"), page);
        assertTrue(page.contains("The whole distribution moved"), page);
        assertTrue(page.contains("href=\"../target/gatling/whoamisimulation-20261123143000000/index.html\""), page);
        assertTrue(page.contains("<td>503</td>"), "the status of a failure");
        assertTrue(page.contains("CPU 12 % of the machine, all processes 35 %"), "the health of the load generator");
    }

    @Test
    void thePageLoadsNothing() {
        String page = HtmlReport.render(SampleReports.small()).replaceAll("(?s)<script nonce.*?</script>", "");

        assertFalse(
                Pattern.compile("(?:src|srcset|action)\\s*=|@import|url\\(")
                        .matcher(page)
                        .find(),
                page);
        assertTrue(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"), page);
    }

    @Test
    void whatComesFromOutsideIsText() {
        String page = HtmlReport.render(SampleReports.hostile());

        assertFalse(page.contains("<img src=x"), page);
        assertFalse(page.contains("<script>document"), page);
        assertEquals(2, page.split("<script", -1).length - 1, "the data and our own script");
        assertEquals(2, page.split("</script", -1).length - 1, "and the end of each");
        assertTrue(SampleReports.hostile().toString().contains("\u0000\u2028"), "text that a page must escape");
        assertFalse(Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u202e]")
                .matcher(page)
                .find());
    }

    @Test
    void theDataIsWhole() {
        JsonNode data = data(HtmlReport.render(SampleReports.small()));

        JsonNode whoami = data.path("e2");
        assertEquals(
                whoami.path("curve").path("baseline").size(),
                whoami.path("curve").path("candidate").size());
        assertEquals(6, whoami.path("trend").path("runs").size());
        assertTrue(whoami.path("trend").path("candidate").asBoolean());
        double shares = 0;
        for (JsonNode bin : whoami.path("histogram").path("candidate")) {
            shares += bin.doubleValue();
        }
        assertEquals(99.5, shares, 0.6, "percent of all requests in the bins");
    }

    @Test
    void hundredsOfEndpointsStillFit() {
        String page = HtmlReport.render(SampleReports.many(560, 400));

        int bytes = page.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < MAX_BYTES, bytes + " bytes");
        assertTrue(page.contains("60 more endpoints"), "what is left out is not reported");
    }

    @Test
    void longNamesAndMessagesStillFit() {
        String page = HtmlReport.render(SampleReports.wordy(300));

        int bytes = page.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < MAX_BYTES, bytes + " bytes");
        assertTrue(page.contains("290 more notes"), "what is left out is not reported");
    }

    @Test
    void hundredsOfHistoriesStillFit() {
        List<History> histories = IntStream.range(0, 2000)
                .mapToObj(i ->
                        History.of(SampleReports.baseline("/v1/" + i + "/" + "<".repeat(290), 50, 1), Metric.P95))
                .toList();

        String page = HtmlTrend.render(histories, "perf-analyzer 1.2.3");

        int bytes = page.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < MAX_BYTES, bytes + " bytes");
        assertTrue(page.contains("more endpoints, with no larger change"), "what is left out is not reported");
    }

    @Test
    void longHistoriesStillFit() {
        List<Point> points =
                History.of(SampleReports.drifting("/a", 60, 200), Metric.P95).points();
        List<History> histories = IntStream.range(0, 100)
                .mapToObj(i -> new History("/v1/" + i, Metric.P95, points, List.of(100)))
                .toList();

        String page = HtmlTrend.render(histories, "perf-analyzer 1.2.3");

        int bytes = page.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < MAX_BYTES, bytes + " bytes");
        assertTrue(page.contains("too many endpoints to chart"), "what is left out is not reported");
    }

    @Test
    void aFewFailuresAreNotTheFirstPlaceToLookAtForASlowerEndpoint() {
        String page = HtmlReport.render(SampleReports.slowerWithAFewFailures());

        assertTrue(
                page.indexOf("The whole distribution moved") < page.indexOf("The most frequent failure, 3 of 3, is"),
                page);
        assertTrue(page.contains("The most frequent failure, 3 of 3, is"), page);
    }

    @Test
    void theSlowestRequestsStandWithWhatALogKnowsThemBy() {
        String page = HtmlReport.render(SampleReports.ofSlowdown());

        String row =
                "<tr><td>candidate</td><td class=\"n\">14:30:12.345</td><td class=\"n\">12.3 s</td><td class=\"n\">812 ms</td>"
                        + "<td class=\"message\">X-Request-ID &lt;script&gt;alert(1)&lt;/script&gt;</td></tr>";
        assertTrue(page.contains(row), page);
        assertTrue(page.contains("traceparent 00-4bf92f3577b34da6a3ce929d0e0e4736-00f0-01"), page);
        assertTrue(page.contains("<td>base</td><td class=\"n\">14:30:00.070</td>"), page);
        assertFalse(HtmlReport.render(SampleReports.small()).contains("Slowest requests"));
    }

    @Test
    void whatEachInjectorMeasuredIsOnThePage() {
        String page = HtmlReport.render(SampleReports.ofInjectors());

        assertTrue(page.contains("Injectors of WhoamiSimulation: 2 of 2"), page);
        assertTrue(page.contains("  0 Generator: CPU 12 % of the machine, all processes 35 %"), page);
        assertTrue(HtmlReport.render(SampleReports.ofManyInjectors()).contains("... and 700 more injectors"));
        assertTrue(page.contains("its log was &lt;cut off&gt;"), page);
    }

    static JsonNode data(String page) {
        Matcher script = Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
                .matcher(page);
        assertTrue(script.find());
        return new JsonMapper().readTree(script.group(1));
    }
}
