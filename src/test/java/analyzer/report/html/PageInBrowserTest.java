package analyzer.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import analyzer.io.AtomicFile;
import analyzer.metrics.Metric;
import analyzer.report.Report;
import analyzer.report.SampleReports;
import analyzer.trend.History;
import browser.Browser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the pages in a real browser. Screenshots are written to target/screenshots for review. */
class PageInBrowserTest {

    private static final Path FOLDER = Path.of("target", "screenshots");

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Browser.program().isPresent(), "no Chromium is installed: the page is not looked at in a browser");
        browser = Browser.start(Browser.program().get());
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "desktop, 1200, 900, light",
        "desktop, 1200, 900, dark",
        "small, 1000, 800, light",
        "tablet, 800, 1000, light",
        "phone, 390, 844, light",
        "phone, 390, 844, dark"
    })
    void everyChartIsDrawn(String name, int width, int height, String scheme) throws Exception {
        browser.show(width, height, 1, scheme);
        Path page = open("report", SampleReports.small());
        browser.evaluate("document.querySelectorAll('details').forEach(section => { section.open = true; })");
        browser.await("document.querySelectorAll('figure[data-drawn]').length === 21");

        assertEquals(
                21,
                count("figure[data-kind] canvas"),
                "five of each endpoint that was measured, the trend of the other");
        assertEquals(List.of(), blankCharts());
        assertEquals(List.of(), browser.complaints());
        assertEquals(List.of(page.toUri().toString()), requests());
        assertEquals(0, overflow(), "pixels of horizontal overflow");
        browser.screenshot(FOLDER.resolve("report-" + name + "-" + scheme + ".png"), true);
    }

    @Test
    void anEndpointThatIsFoldedIsDrawnWhenItIsOpened() throws Exception {
        browser.show(1200, 900, 1, "light");
        open("many", SampleReports.many(30, 400));
        int before = count("figure[data-drawn]");

        browser.evaluate("document.querySelector('details:not([open])').open = true");
        browser.await("document.querySelectorAll('figure[data-drawn]').length === " + (before + 5));

        assertTrue(before > 0);
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aChartShowsItsFiguresToMouseAndKeyboard() throws Exception {
        browser.show(1200, 900, 1, "light");
        open("report", SampleReports.small());

        browser.evaluate(
                "document.querySelector('[data-kind=curve] .plot').scrollIntoView({block: 'center', behavior: 'instant'})");
        double x = browser.evaluate("document.querySelector('[data-kind=curve] .u-over').getBoundingClientRect().x")
                .asDouble();
        double y = browser.evaluate("document.querySelector('[data-kind=curve] .u-over').getBoundingClientRect().y")
                .asDouble();
        browser.pointAt(x + 60, y + 40);
        browser.await("!document.querySelector('[data-kind=curve] .tip').hidden");
        assertTrue(tip("curve").contains("are no slower than"), tip("curve"));

        browser.evaluate("document.querySelector('[data-kind=trend] .plot').focus()");
        browser.press("End");
        browser.await("!document.querySelector('[data-kind=trend] .tip').hidden");
        assertTrue(tip("trend").contains("candidate"), tip("trend"));
        browser.press("ArrowLeft");
        assertTrue(tip("trend").contains("kept run"), tip("trend"));
        browser.press("Escape");
        browser.await("document.querySelector('[data-kind=trend] .tip').hidden");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aNameOrMessageRunsNoCode() throws Exception {
        browser.show(1200, 900, 1, "light");
        open("hostile", SampleReports.hostile());

        assertEquals(
                "\u2717 REGRESSION - performance",
                browser.evaluate("document.title").asString());
        assertEquals(0, count("img"));
        assertTrue(browser.evaluate("document.body.innerText").asString().contains("<script>document.title='owned'"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void theBrowserRunsNoScriptButThePagesOwn() throws Exception {
        String page = HtmlReport.render(SampleReports.small());
        String broken = page.replace("</body>", "<script>document.title = 'owned'</script></body>");
        browser.open(write("broken", broken));

        assertEquals(
                "\u2717 REGRESSION - performance",
                browser.evaluate("document.title").asString());
        assertEquals(1, browser.complaints().size(), "the browser reports that it refused");
    }

    @Test
    void theTrendIsDrawn() throws Exception {
        browser.show(1200, 900, 1, "light");
        List<History> histories = List.of(
                History.of(SampleReports.baseline("/v1/whoami", 60, 10), Metric.P95),
                History.of(SampleReports.baseline("/v1/auth/login", 120, 3), Metric.THROUGHPUT));
        Path page = write("trend", HtmlTrend.render(histories, "perf-analyzer 1.2.3"));
        browser.open(page);

        assertEquals(2, count("figure[data-drawn] canvas"));
        assertEquals(List.of(), blankCharts());
        assertEquals(List.of(), browser.complaints());
        browser.screenshot(FOLDER.resolve("trend.png"), true);
    }

    @ParameterizedTest
    @CsvSource({"1200, light", "390, dark"})
    void aHistoryOfHundredsOfRunsIsDrawn(int width, String scheme) throws Exception {
        browser.show(width, 900, 1, scheme);
        Path page = write(
                "trend-long",
                HtmlTrend.render(
                        List.of(History.of(SampleReports.drifting("/v1/whoami", 60, 200), Metric.P95)),
                        "perf-analyzer 1.2.3"));
        browser.open(page);

        assertEquals(1, count("figure[data-drawn] canvas"));
        assertEquals(List.of(), blankCharts());
        assertEquals(List.of(), browser.complaints());
        assertEquals(0, overflow());
        browser.screenshot(FOLDER.resolve("trend-long-" + width + ".png"), true);
    }

    @Test
    void aChartHasANameForThoseWhoDoNotSeeIt() throws Exception {
        browser.show(1200, 900, 1, "light");
        open("report", SampleReports.small());

        assertEquals(
                "Response time by percentile; arrow keys show its values",
                browser.evaluate("document.querySelector('[data-kind=curve] .plot').getAttribute('aria-label')")
                        .asString());
        assertEquals(0, count(".plot[tabindex]:not([aria-label])"));
    }

    private static Path open(String name, Report report) throws Exception {
        Path page = write(name, HtmlReport.render(report));
        browser.open(page);
        return page;
    }

    private static Path write(String name, String html) throws Exception {
        Path file = FOLDER.resolve(name + ".html");
        AtomicFile.write(file, html);
        return file.toAbsolutePath();
    }

    private static int count(String selector) {
        return browser.evaluate("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    private static String tip(String kind) {
        return browser.evaluate("document.querySelector('[data-kind=" + kind + "] .tip').innerText")
                .asString();
    }

    /** Kinds of charts whose canvas has fewer colours than a drawn line needs. */
    private static List<String> blankCharts() {
        String kinds = browser.evaluate("""
                [...document.querySelectorAll('figure[data-kind]')].filter(figure => {
                  const canvas = figure.querySelector('canvas');
                  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                  const colours = new Set();
                  for (let i = 0; i < pixels.length; i += 4) {
                    colours.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
                  }
                  return colours.size < 8;
                }).map(figure => figure.dataset.kind).join(' ')""").asString();
        return kinds.isEmpty() ? List.of() : List.of(kinds.split(" "));
    }

    private static List<String> requests() {
        return browser.requests().stream()
                .filter(url -> !url.startsWith("data:"))
                .toList();
    }

    private static int overflow() {
        return browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .asInt();
    }
}
