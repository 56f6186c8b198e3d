package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.AutoDuration;
import analyzer.metrics.AutoDuration.End;
import analyzer.metrics.EndpointResult;
import analyzer.report.html.HtmlReport;
import analyzer.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MeasuredTimeTest {

    private static final AutoDuration AUTO = AutoDuration.between(Duration.ofSeconds(10), Duration.ofMinutes(3))
            .plus(new AutoDuration.Look(Duration.ofSeconds(10), List.of("/a", "/b")));

    private static String text(End why, int seconds) {
        return MeasuredTime.text(Duration.ofSeconds(seconds), AUTO.ended(why));
    }

    @Test
    void itSaysWhenAndWhyItEndedAndWhatWasSaved() {
        assertEquals(
                "measured 10s of at most 180s, 170s saved, because every endpoint was decided", text(End.DECIDED, 10));
        assertEquals(
                "measured 10s of at most 180s, 170s saved, because the remaining time was unlikely to decide /a, /b",
                text(End.HOPELESS, 10));
        assertEquals(
                "measured 2s of at most 180s, 178s saved, because there were too many failures for the remaining time to make up for",
                text(End.FAILING, 2));
        assertEquals(
                "measured 10s of at most 180s, 170s saved, because the figures of endpoints without a baseline are precise enough for a first one",
                text(End.PRECISE, 10));
        assertEquals("measured the full 180s, with no earlier decision", text(End.MAXIMUM, 180));
    }

    @Test
    void aRunThatWasCutOffSaysNothing() {
        EndpointResult pair = SampleReports.ofAuto().verdicts().get(0).result().orElseThrow();
        assertEquals(
                Optional.empty(), MeasuredTime.text(pair.run().orElseThrow().lasting(AUTO.most(), AUTO)));
    }

    @Test
    void everyReportShowsIt() {
        Report report = SampleReports.ofAuto();
        Verdict verdict = report.verdicts().get(0);
        String text = "measured 15.1s of at most 180s, 164.9s saved, because every endpoint was decided";
        String terminal = ResultReport.render(verdict.result().orElseThrow(), Optional.empty());
        assertTrue(terminal.replaceAll("\\s+", " ").contains("Duration auto: " + text), terminal);
        assertTrue(MarkdownReport.render(report).contains(text));
        assertTrue(HtmlReport.render(report).contains(text));
        JsonNode auto =
                JsonReport.of(report).path("endpoints").path(0).path("result").path("auto");
        assertEquals("decided", auto.path("end").stringValue());
        assertEquals(15_110, auto.path("measured_ms").intValue());
        assertEquals(164_890, auto.path("saved_ms").intValue());
        assertEquals(2, auto.path("looks").size());
    }
}
