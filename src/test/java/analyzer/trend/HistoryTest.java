package analyzer.trend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.baseline.Baseline;
import analyzer.baseline.PastRun;
import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import analyzer.metrics.SummaryStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Instant START = Instant.parse("2026-09-01T12:00:00Z");
    private static final int PER_WEEK = 20;

    /** Each of twenty pushes a week saves its run. The ten kept runs cover half a week, in which nothing changes. */
    @Test
    void aDriftOfFivePercentAWeekIsFoundOverTheWeeksAndNotInTheKeptRuns() {
        int overTheWeeks = 0;
        int inTheKeptRuns = 0;
        for (int seed = 0; seed < 20; seed++) {
            List<PastRun> runs = runs(seed, 8 * PER_WEEK, i -> 60 * Math.pow(1.05, (double) i / PER_WEEK));
            overTheWeeks += history(runs).changes().isEmpty() ? 0 : 1;
            inTheKeptRuns += history(runs.subList(runs.size() - 10, runs.size()))
                            .changes()
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertEquals(20, overTheWeeks);
        assertTrue(inTheKeptRuns <= 4, inTheKeptRuns + " of 20");
    }

    @Test
    void weeksWithoutDriftRarelyLookLikeOne() {
        long found = IntStream.range(0, 20)
                .filter(seed -> !history(runs(seed, 200, i -> 60)).changes().isEmpty())
                .count();

        assertTrue(found <= 4, found + " of 20, where 1 is expected");
    }

    @Test
    void whatBecameWorseByMostComesFirst() {
        History steady = named("/steady", i -> 10);
        History slower = named("/slower", i -> i < 10 ? 10 : 13);
        History muchSlower = named("/much-slower", i -> i < 10 ? 10 : 20);
        History faster = named("/faster", i -> i < 10 ? 10 : 4);

        assertEquals(
                List.of("/much-slower", "/slower", "/faster", "/steady"),
                Stream.of(steady, faster, slower, muchSlower)
                        .sorted(History.WORST_FIRST)
                        .map(History::endpoint)
                        .toList());
    }

    private static History named(String endpoint, IntToDoubleFunction millis) {
        return History.of(baseline(endpoint, runs(1, 20, millis)), Metric.P95);
    }

    private static History history(List<PastRun> runs) {
        return History.of(baseline("/a", runs), Metric.P95);
    }

    private static Baseline baseline(String endpoint, List<PastRun> runs) {
        return new Baseline(endpoint, START, new SummaryStatistics(1, 1, 1, 1, 1, 1, 1), List.of(), runs);
    }

    /** Runs with a run-to-run variation of 3 %, in addition to the change of their level. */
    private static List<PastRun> runs(long seed, int count, IntToDoubleFunction level) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> new PastRun(
                        START.plus(Duration.ofHours(8L * i)),
                        "abc123",
                        Map.of(
                                Metric.P95,
                                new Estimate(level.applyAsDouble(i) * Math.exp(0.03 * random.nextGaussian()), 0.5, 0))))
                .toList();
    }
}
