package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void theMeasuredTimeIsCutIntoTwentyEqualParts() {
        Timeline timeline = new Timeline();
        // No slice contains the warm-up. Batches start at the first request.
        for (int second = 5; second < 35; second++) {
            for (int i = 0; i < 10; i++) {
                timeline.recordOk(second * 1000 + i * 100, second);
            }
        }

        Batches batches = Batches.of(timeline);

        assertEquals(20, batches.count());
        assertEquals(
                List.of(15L),
                batches.responseTimes().stream()
                        .map(LatencyHistogram::count)
                        .distinct()
                        .toList());
        assertEquals(5, batches.responseTimes().get(0).min());
        assertEquals(34, batches.responseTimes().get(19).max());
        assertEquals(300, batches.pooled().count());
    }

    @Test
    void aShortRunHasFewer() {
        Timeline timeline = new Timeline();
        timeline.recordOk(0, 1);
        timeline.recordOk(450, 1);

        assertEquals(5, Batches.of(timeline).count());
        assertEquals(0, Batches.of(new Timeline()).count());
    }

    @Test
    void aTimeWithoutAnswersIsABatchWithoutSamples() {
        Timeline timeline = new Timeline();
        timeline.recordOk(0, 1);
        timeline.recordOk(9_990, 1);

        assertEquals(
                18,
                Batches.of(timeline).responseTimes().stream()
                        .filter(LatencyHistogram::isEmpty)
                        .count());
    }
}
