package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void aRequestCountsIntoTheSliceOfItsStart() {
        Timeline timeline = new Timeline();
        timeline.recordOk(99, 500);
        timeline.recordOk(100, 7);
        timeline.recordFailed(250, 0);

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
        timeline.recordFailed(day - 1, 0);

        assertTrue(timeline.slices().size() <= 512);
        assertEquals(24 * 3600, timeline.pooledOk().count());
        assertEquals(
                1, timeline.slices().get((day - 1) / timeline.widthMillis()).failed());
        assertEquals(
                timeline.widthMillis() / 1000.0,
                timeline.slices().get(3).ok().count(),
                1.0,
                "merged slices contain the samples of their parts");
    }

    @Test
    void batchesAreBuiltOnceUnlessSamplesAreAdded() {
        Timeline timeline = new Timeline();
        timeline.recordOk(0, 10);
        Batches first = timeline.batches();
        assertSame(first, timeline.batches());

        timeline.recordOk(0, 20);
        assertEquals(2, timeline.batches().pooled().count());
        timeline.recordFailed(500, 0);
        assertEquals(6, timeline.batches().count());
        Timeline other = new Timeline();
        other.recordOk(0, 30);
        timeline.add(other);
        assertEquals(3, timeline.batches().pooled().count());
    }

    @Test
    void whatStartsBeforeTheRunCountsIntoItsFirstSlice() {
        Timeline timeline = new Timeline();
        timeline.recordOk(-5000, 7);
        timeline.recordFailed(-1, 3);

        assertEquals(1, timeline.slices().size());
        assertEquals(1, timeline.slices().get(0).ok().count());
        assertEquals(1, timeline.slices().get(0).failed());
    }

    @Test
    void theTimeOfFailuresIsKeptPerSliceAndIsTimeThatUsersWaited() {
        Timeline timeline = new Timeline();
        timeline.recordFailed(10, 300);
        timeline.recordFailed(20, 400);
        timeline.recordOk(150, 30);
        timeline.recordOk(160, 50);
        timeline.recordFailed(170, 0);

        assertEquals(700, timeline.slices().get(0).failedMillis());
        assertEquals(2, timeline.slices().get(0).failed());
        assertEquals(0, timeline.slices().get(1).failedMillis());
        assertEquals(700 + 80, timeline.busyMillis());
        Timeline twice = new Timeline();
        twice.add(timeline);
        twice.add(timeline);
        assertEquals(1400, twice.slices().get(0).failedMillis());
        assertEquals(2, twice.slices().get(1).failed());
        assertEquals(2 * 780, twice.busyMillis());
    }

    /** There are at most 512 slices of 100 ms. The next one doubles the width. */
    @Test
    void slicesAreMergedOnceThereAreTooMany() {
        Timeline timeline = new Timeline();
        timeline.recordOk(100, 1);
        timeline.recordOk(51_199, 2);
        assertEquals(100, timeline.widthMillis());
        assertEquals(512, timeline.slices().size());

        timeline.recordOk(51_200, 3);

        assertEquals(200, timeline.widthMillis());
        assertEquals(257, timeline.slices().size());
        assertEquals(1, timeline.slices().get(0).ok().count());
        assertEquals(2, timeline.slices().get(255).ok().max());
        assertEquals(3, timeline.slices().get(256).ok().max());
        timeline.recordOk(51_399, 4);
        timeline.recordOk(51_400, 5);
        assertEquals(2, timeline.slices().get(256).ok().count());
        assertEquals(5, timeline.slices().get(257).ok().max());
    }

    /** The memory limit gets the complete amount: a slice counts as 96 bytes, its entry in the list as 4. */
    @Test
    void itReportsTheMemoryThatItNeeds() {
        long[] reported = new long[1];
        Timeline timeline = new Timeline(bytes -> reported[0] += bytes);

        timeline.recordOk(0, 1);
        assertEquals(4 + 96 + 64 * Long.BYTES, reported[0]);
        timeline.recordOk(50, 1);
        assertEquals(4 + 96 + 64 * Long.BYTES, reported[0], "in the same slice");
        timeline.recordFailed(300, 0);
        assertEquals(
                4 * 4 + 2 * 96 + 64 * Long.BYTES, reported[0], "slices in which nothing starts cost their place alone");
        timeline.recordOk(100, 1);
        timeline.recordOk(51_200, 1);
        // The slices at 0 and 100 ms are merged into one, which keeps one of the arrays.
        assertEquals((4 + 255) * 4 + 3 * 96 + 2 * 64 * Long.BYTES, reported[0]);
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
