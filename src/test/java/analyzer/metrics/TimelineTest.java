package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void aRequestCountsIntoTheSliceOfItsStart() {
        Timeline timeline = new Timeline();
        timeline.recordOk(99, 500);
        timeline.recordOk(100, 7);
        timeline.recordFailed(250);

        assertEquals(3, timeline.slices().size());
        assertEquals(500, timeline.slices().get(0).ok().max());
        assertEquals(7, timeline.slices().get(1).ok().max());
        assertEquals(1, timeline.slices().get(2).failed());
        assertEquals(2, timeline.pooledOk().count());
    }

    @Test
    void aLongRunKeepsAllSamplesInFewSlices() {
        Timeline timeline = new Timeline();
        int day = 24 * 3600 * 1000;
        for (int start = 0; start < day; start += 1000) {
            timeline.recordOk(start, start / 1000 % 50);
        }
        timeline.recordFailed(day - 1);

        assertTrue(timeline.slices().size() <= 512);
        assertEquals(24 * 3600, timeline.pooledOk().count());
        assertEquals(
                1, timeline.slices().get((day - 1) / timeline.widthMillis()).failed());
        assertEquals(
                timeline.widthMillis() / 1000.0,
                timeline.slices().get(3).ok().count(),
                1.0,
                "merged slices hold what their parts held");
    }

    @Test
    void addingMeetsTheWiderSlices() {
        Timeline narrow = new Timeline();
        narrow.recordOk(150, 1);
        Timeline wide = new Timeline();
        wide.recordOk(0, 2);
        wide.recordOk(100_000, 3);

        narrow.add(wide);

        assertEquals(wide.widthMillis(), narrow.widthMillis());
        assertEquals(3, narrow.pooledOk().count());
        assertEquals(2, narrow.slices().get(0).ok().count());
    }
}
