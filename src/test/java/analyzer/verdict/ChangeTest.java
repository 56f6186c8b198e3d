package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final int BATCHES = 20;

    @Test
    void whatTheClockExplainsIsNotHeldAgainstTheCandidate() {
        Change exact = change(Metric.P95, 10, 12, 0);
        Change coarse = change(Metric.P95, 10, 12, 0.5);

        assertEquals(0.5 / 10 + 0.5 / 12, coarse.resolution(), 1e-12);
        assertEquals(exact.halfWidth() + coarse.resolution(), coarse.halfWidth(), 1e-12);
        assertTrue(coarse.probability() > 3 * exact.probability(), coarse.probability() + " " + exact.probability());
    }

    @Test
    void lessThroughputIsWorse() {
        Change less = change(Metric.THROUGHPUT, 100, 80, 0);

        assertEquals(Math.log(1.25), less.worse(), 1e-12);
        Interval interval = less.interval(Metric.THROUGHPUT);
        assertTrue(interval.low() < -0.2 && interval.high() > -0.2, interval.toString());
        assertTrue(change(Metric.P95, 100, 80, 0).worse() < 0);
    }

    private static Change change(Metric metric, double before, double now, double resolution) {
        return Change.of(
                metric,
                List.of(new Estimate(before, before / 100, resolution)),
                List.of(new Estimate(now, now / 100, resolution)),
                BATCHES,
                0.05);
    }
}
