package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryStatisticsTest {

    private static final double ROUNDING = 0.5;

    @Test
    void figuresAreThoseOfTheSuccessfulRequestsAndTheNumberThatOfAll() {
        LatencyHistogram ok = new LatencyHistogram();
        for (int millis = 1; millis <= 200; millis++) {
            ok.record(millis);
        }
        ok.record(1000);

        assertEquals(new SummaryStatistics(210, 104.975, 1, 1000, 101, 191, 199), SummaryStatistics.of(210, ok));
    }

    @Test
    void theMeanIsRoundedToAThousandth() {
        LatencyHistogram ok = new LatencyHistogram();
        ok.record(1, 2);
        ok.record(2, 1);

        assertEquals(1.333, SummaryStatistics.of(3, ok).avgMillis());
    }

    @Test
    void ofFailuresAloneThereIsNoTime() {
        SummaryStatistics none = SummaryStatistics.of(3, new LatencyHistogram());

        assertEquals(3, none.totalRequests());
        assertTrue(Double.isNaN(none.avgMillis()) && Double.isNaN(none.p95Millis()));
        assertEquals(Optional.empty(), none.contradiction(0));
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 10, 0 requests", "0, 0, 0, 0 requests", "1, 10, 11, 1 request"})
    void thereAreNoMoreTimesThanRequests(long requests, double min, double max, String named) {
        assertEquals(
                Optional.of("times from " + min + " to " + max + " ms of " + named),
                new SummaryStatistics(requests, min, min, max, min, min, max).contradiction(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({
        // requests, mean, minimum, maximum, P50, P95, P99
        "9, 40, 10, 90, 30, 45, 50",
        "1, 10, 10, 10, 10, 10, 10",
        "2, 10, 9, 11, 10, 10, 11",
        "0, NaN, NaN, NaN, NaN, NaN, NaN",
        "1000000000000, 0, 0, 0, 0, 0, 0",
        "9, 9.5, 10, 90, 30, 45, 50",
        "9, 90.5, 10, 90, 30, 45, 50",
        "9, 40, 10, 90, NaN, 45, NaN",
        "9, NaN, 10, 90, 30, 45, 50",
        "9, 40, NaN, NaN, 30, 45, 50",
    })
    void figuresInOrderGoTogether(
            long requests, double mean, double min, double max, double p50, double p95, double p99) {
        assertEquals(
                Optional.empty(),
                new SummaryStatistics(requests, mean, min, max, p50, p95, p99).contradiction(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 40, 10, 90, 30, 45, 50, -1 requests",
        "1000000000001, 40, 10, 90, 30, 45, 50, 1000000000001 requests",
        "9, 40, -1, 90, 30, 45, 50, a minimum",
        "9, 40, 31, 90, 30, 45, 50, a minimum",
        "9, 40, 10, 90, 46, 45, 50, a minimum",
        "9, 40, 10, 90, 46, NaN, 45, a minimum",
        "9, 40, 10, 90, 30, 45, 44, a minimum",
        "9, 40, 10, 49, 30, 45, 50, a minimum",
        "9, 40, 10, Infinity, 30, 45, 50, a minimum",
        "9, 9.4, 10, 90, 30, 45, 50, a mean",
        "9, 90.6, 10, 90, 30, 45, 50, a mean",
        "9, -1, NaN, 90, 30, 45, 50, a mean",
        "9, Infinity, 10, NaN, 30, 45, 50, a mean",
    })
    void figuresThatCannotBeOfOneRunSaySo(
            long requests, double mean, double min, double max, double p50, double p95, double p99, String what) {
        String found = new SummaryStatistics(requests, mean, min, max, p50, p95, p99)
                .contradiction(ROUNDING)
                .orElseThrow();

        assertTrue(found.startsWith(what), found);
    }
}
