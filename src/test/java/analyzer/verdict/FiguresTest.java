package analyzer.verdict;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Metric;
import analyzer.report.Figures;
import analyzer.report.Words;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparison of bare figures, and the format of figures. */
class FiguresTest {

    /** In binary fractions 105 / 100 - 1 is slightly more than 0.05. */
    @ParameterizedTest
    @CsvSource({"0.05, 100, 105", "0.2, 100, 120", "0.2, 10, 12", "0.1, 1000, 1100"})
    void aRiseOfJustTheThresholdIsWithinIt(double threshold, double before, double now) {
        Comparison just = compare(threshold, before, now, 1);
        Comparison more = compare(threshold, before, now + 1.01, 1);

        assertEquals(Outcome.PASS, just.outcome());
        assertTrue(reason(just).contains(", within the threshold of "), reason(just));
        assertEquals(Outcome.REGRESSION, more.outcome());
    }

    @Test
    void whatTheClockShowsNothingOfAnyMoreIsNotSlower() {
        assertEquals(Outcome.PASS, compare(0.2, 100, 0, 1).outcome());
        assertEquals(Outcome.CANNOT_JUDGE, compare(0.2, 100, -1, 1).outcome());
        assertEquals(
                Outcome.CANNOT_JUDGE,
                compare(0.2, 100, Double.POSITIVE_INFINITY, 1).outcome());
    }

    @Test
    void aFigureThatIsNoneIsNamed() {
        assertEquals(
                "the baseline has no p95; compare with runs that have it, such as a new baseline",
                reason(compare(0.2, Double.NaN, 100, 1)));
        assertEquals("the baseline has p95 0 ms, which is unusable; save a new one", reason(compare(0.2, 0, 100, 0)));
        assertEquals(
                "the baseline has p95 0 ms, which is below the clock resolution of 1 ms; load a slower endpoint or"
                        + " environment",
                reason(compare(0.2, 0, 100, 1)));
        assertEquals("the result has no p95", reason(compare(0.2, 100, Double.NaN, 1)));
    }

    @Test
    void aRiseOfOneTickOfTheClockSaysSo() {
        assertEquals("p95 2 ms -> 3 ms (+50.0 %), within the clock resolution of 1 ms", reason(compare(0.2, 2, 3, 1)));
    }

    private static Comparison compare(double threshold, double before, double now, int keptRuns) {
        Policy policy = new Policy(threshold, 0.01, Set.of(Metric.P95), 0.05);
        return PointRule.compare(Metric.P95, before, now, keptRuns, true, policy);
    }

    @ParameterizedTest
    @CsvSource({"9.994, 9.99 ms", "10.04, 10.0 ms", "10, 10 ms", "9.0000000001, 9 ms", "9.00001, 9.00 ms", "0, 0 ms"})
    void timesHaveThreeFiguresOrAreWhole(double millis, String words) {
        assertEquals(words, Words.figure(Metric.P95, millis));
    }

    @Test
    void nothingIsNeitherMoreNorLess() {
        assertEquals("+0.0 %", Figures.percent(-0.0001));
        assertEquals("+0.0 %", Figures.percent(0.0001));
        assertEquals("-0.1 %", Figures.percent(-0.001));
    }
}
