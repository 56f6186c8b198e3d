package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.metrics.Metric;
import analyzer.metrics.Uptime;
import analyzer.verdict.Reason;
import analyzer.verdict.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reasons in words. Tests of the judge check most of the texts. */
class ReasonTextTest {

    @Test
    void eachReasonFollowsTheOneBeforeItAsItsKindAsks() {
        assertEquals(
                "the base main.log is unusable: no request was measured; load longer",
                ReasonText.of(List.of(
                        new Reason.Text(Code.UNFIT_BASE, "main.log"), Code.NOTHING_MEASURED, Code.LOAD_LONGER)));
        assertEquals(
                "cut off, but could be due to chance; load longer, in new.log",
                ReasonText.of(List.of(
                        new Reason.Text(Code.FLAW, "cut off"),
                        Code.CHANCE,
                        Code.LOAD_LONGER,
                        new Reason.Text(Code.IN_RUN, "new.log"))));
        assertEquals("", ReasonText.of(List.of()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1 successful request is", "2, 2 successful requests are"})
    void aSingleRequestIsSingular(long succeeded, String words) {
        assertEquals(
                words + " too few for p99, which needs 1000; load longer",
                ReasonText.of(List.of(new Reason.Requests(Code.TOO_FEW_FOR_METRIC, Metric.P99, succeeded, 1000))));
    }

    @ParameterizedTest
    @CsvSource({"119, 119 s", "120, 2 min", "7199, 119 min", "7200, 2 h", "86400, 24 h"})
    void uptimesHaveAUnitThatSuitsThem(long seconds, String words) {
        assertEquals(words, ReasonText.uptime(new Uptime(Duration.ofSeconds(seconds), Optional.empty())));
    }
}
