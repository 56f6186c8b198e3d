package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import analyzer.metrics.RankInterval;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final int BATCHES = 20;

    @Test
    void whatTheClockExplainsIsNotHeldAgainstTheCandidate() {
        Change exact = change(Metric.P95, 10, 12, 0);
        Change coarse = change(Metric.P95, 10, 12, 0.5);

        assertEquals(0.5 / 10 + 0.5 / 12, coarse.resolution(), 1e-12);
        assertEquals(exact.atMost() + coarse.resolution(), coarse.atMost(), 1e-12);
        assertEquals(exact.atLeast() - coarse.resolution(), coarse.atLeast(), 1e-12);
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

    /** 10 compared with 12 ms, where the first can be any value from 9 to 200 ms and the second from 9.5 to 205 ms. */
    @Test
    void atACliffTheIntervalSpansTheGap() {
        Change smooth = change(Metric.P95, 10, 12, 0);
        Change steep =
                smooth.at(Change.Cliff.of(List.of(new RankInterval(9, 200, 2.8)), new RankInterval(9.5, 205, 2.8)));

        assertEquals(Math.log(9.5 / 200), steep.atLeast(), 1e-12);
        assertEquals(Math.log(205 / 9.0), steep.atMost(), 1e-12);
        assertEquals(1, steep.probability(), "chance explains any change within the gap");
        Change within =
                smooth.at(Change.Cliff.of(List.of(new RankInterval(9.9, 10.1, 0)), new RankInterval(12, 12, 0)));
        assertEquals(smooth.atMost(), within.atMost(), 1e-12);
        assertEquals(smooth.atLeast(), within.atLeast(), 1e-12);
        assertEquals(smooth.probability(), within.probability(), 1e-12);
    }

    /** An edge case: the upper end of one interval is the lower end of the other. */
    @Test
    void intervalsOfACliffThatTouchLeaveNoChange() {
        Change smooth = change(Metric.P95, 10, 12, 0);

        Change touching = smooth.at(Change.Cliff.of(List.of(new RankInterval(9, 11, 0)), new RankInterval(11, 13, 0)));

        assertTrue(smooth.probability() < 1);
        assertEquals(1, touching.probability());
    }

    @Test
    void theFigureOfOneRunIsItselfAndThatOfSeveralTheirGeometricMean() {
        for (double value : new double[] {0.3, 10.1, 48.7, 145.45, 1234.567}) {
            assertEquals(value, change(Metric.P95, 10, value, 0).candidate());
        }
        Change several =
                Change.of(Metric.P95, List.of(kept(estimate(10))), List.of(estimate(8), estimate(18)), BATCHES, 0.05);
        assertEquals(12, several.candidate(), 1e-9);
    }

    private static RunSpread.Kept kept(Estimate estimate) {
        return new RunSpread.Kept(estimate, 1);
    }

    private static Estimate estimate(double value) {
        return new Estimate(value, value / 100, 0);
    }

    @Test
    void howSteepACliffIsIsTheMedianOfAllRuns() {
        RankInterval wide = new RankInterval(10, 40, 0);
        RankInterval narrow = new RankInterval(10, 10, 0);

        Change.Cliff few = Change.Cliff.of(List.of(wide, narrow), narrow);
        assertEquals(0, few.reach(), 1e-12);
        assertEquals(Math.log(2), Change.Cliff.of(List.of(wide, narrow), wide).reach(), 1e-12);
        assertEquals(new RankInterval(10, 40, 0), few.whole());
    }

    private static Change change(Metric metric, double before, double now, double resolution) {
        return Change.of(
                metric,
                List.of(kept(new Estimate(before, before / 100, resolution))),
                List.of(new Estimate(now, now / 100, resolution)),
                BATCHES,
                0.05);
    }
}
