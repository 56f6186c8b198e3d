package analyzer.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.io.JsonFile;
import analyzer.report.SampleReports;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HtmlReportTest {

    private static final int MAX_BYTES = 1_500_000;

    @Test
    void thePageSaysWhatGotSlowerByHowMuchAndHowSureThatIs() {
        String page = HtmlReport.render(SampleReports.small());

        assertTrue(page.contains("2 of 5 endpoints got worse, 2 could not be judged"), page);
        assertTrue(page.indexOf("/v1/music/command") < page.indexOf("/v1/auth/login"), "the worst comes first");
        assertTrue(page.contains("above the threshold of 20 %"), page);
        assertTrue(page.contains("95 % interval"), page);
        assertTrue(page.contains("The whole distribution moved"), page);
        assertTrue(page.contains("href=\"../target/gatling/whoamisimulation-20261123143000000/index.html\""), page);
        assertTrue(page.contains("<td>503</td>"), "the status of a failure");
        assertTrue(page.contains("CPU 12 % of the machine, all processes 35 %"), "how the load generator fared");
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
        assertTrue(page.contains("60 more endpoints"), "what is left out is told");
    }

    static JsonNode data(String page) {
        Matcher script = Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
                .matcher(page);
        assertTrue(script.find());
        return JsonFile.mapper().readTree(script.group(1));
    }
}
