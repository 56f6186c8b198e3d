package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestPairs;
import analyzer.TestTargets;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.PerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CounterChangeTest {

    private final SplittableRandom random = new SplittableRandom(3);

    /** This amount per request, which varies by up to 5 % between batches. */
    private PerRequest counted(double perRequest) {
        List<PerRequest.Batch> batches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batches.add(new PerRequest.Batch(100 * perRequest * random.nextDouble(0.95, 1.05), 100));
        }
        return new PerRequest(batches, 0);
    }

    private static List<CounterChange> changes(Map<String, PerRequest> candidate, Map<String, PerRequest> base) {
        EndpointResult result =
                TestTargets.pair(TestPairs.of(1), TestTargets.counting(candidate), TestTargets.counting(base));
        return CounterChange.of(result);
    }

    @Test
    void whatChangedMostComesFirst() {
        List<CounterChange> changes = changes(
                Map.of("queries_total", counted(3), "retries_total", counted(0.2), "same_total", counted(1)),
                Map.of("queries_total", counted(2), "same_total", counted(1), "cached_total", counted(5)));

        assertEquals(
                Set.of("cached_total", "retries_total"),
                Set.of(changes.get(0).name(), changes.get(1).name()));
        assertEquals(3, changes.size());
        assertEquals("queries_total", changes.get(2).name());
        Difference queries = changes.get(2).perRequest();
        assertEquals(2, queries.base(), 0.05);
        assertEquals(3, queries.candidate(), 0.05);
        assertTrue(queries.low() > 0.9 && queries.high() < 1.1, queries.toString());
    }

    /** In 200 pairs with 50 unchanged counters each, about one in twenty at most names a counter. */
    @Test
    void chanceNamesNone() {
        int named = 0;
        for (int pair = 0; pair < 200; pair++) {
            Map<String, PerRequest> mine = new TreeMap<>();
            Map<String, PerRequest> theirs = new TreeMap<>();
            for (int i = 0; i < 50; i++) {
                mine.put("c" + i, counted(1 + i));
                theirs.put("c" + i, counted(1 + i));
            }
            named += changes(mine, theirs).isEmpty() ? 0 : 1;
        }
        assertTrue(named <= 20, named + " of 200");
    }

    /** One count in the whole run is not a change, even if the base has none. */
    @Test
    void oneEventIsChance() {
        List<PerRequest.Batch> batches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batches.add(new PerRequest.Batch(i == 7 ? 1 : 0, 100));
        }
        assertEquals(
                List.of(),
                changes(
                        Map.of("a_total", counted(1), "gc_total", new PerRequest(batches, 0)),
                        Map.of("a_total", counted(1))));
    }

    @Test
    void aSideWithoutCountersShowsNoChange() {
        assertEquals(List.of(), changes(Map.of("a_total", counted(1)), Map.of()));
        assertEquals(List.of(), changes(Map.of(), Map.of("a_total", counted(1))));
        assertEquals(List.of(), CounterChange.of(TestPairs.of(1)));
    }
}
