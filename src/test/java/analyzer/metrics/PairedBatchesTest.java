package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestPairs;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedBatchesTest {

    private static final int MILLIS = 20_000;
    private static final double T = new TDistribution(Batches.COUNT - 1).inverseCumulativeProbability(0.975);

    @Test
    void nothingFailedIsNoDifference() {
        assertEquals(Optional.empty(), failures(TestPairs.of(1)));
    }

    /** One slice of the timeline is one batch, and one batch gives no standard error. */
    @Test
    void oneBatchShowsNothing() {
        Timeline brief = new Timeline();
        brief.recordOk(0, 1);
        brief.recordFailed(99, 1);
        Timeline longer = new Timeline();
        longer.add(brief);
        longer.recordOk(100, 1);

        assertEquals(Optional.empty(), of(brief, brief));
        assertEquals(0.5 - 1 / 3.0, of(brief, longer).orElseThrow().difference(), 1e-12);
    }

    private static Optional<PerRequest.MeanDifference> of(Timeline candidate, Timeline base) {
        return failures(TestPairs.pair(candidate, Map.of(), base, Map.of(), Optional.empty()));
    }

    private static Optional<PerRequest.MeanDifference> failures(EndpointResult result) {
        return PairedBatches.of(result).flatMap(PairedBatches::failures);
    }

    @Test
    void theDifferenceIsThatOfTheWholeRun() {
        PerRequest.MeanDifference more =
                failures(pair(new SplittableRandom(1), 0.5, 0.25, 0)).orElseThrow();

        assertEquals(0.5 - 0.25, more.difference(), 0.05);
    }

    /** For a second nine of ten requests fail, at both targets. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void ninetyFiveOfAHundredIntervalsHoldTheTruth(double outage) {
        double covered = IntStream.range(0, 1000)
                .mapToObj(run -> failures(pair(new SplittableRandom(run), 0.03, 0.02, outage))
                        .orElseThrow())
                .filter(more -> Math.abs(more.difference() - 0.01 * (1 - outage / 20)) <= T * more.standardError())
                .count();

        assertTrue(covered >= 930 && covered <= 970, covered + " of 1000");
    }

    private static EndpointResult pair(SplittableRandom random, double candidate, double base, double outage) {
        return TestPairs.pair(
                timeline(random, candidate, outage),
                Map.of(),
                timeline(random, base, outage),
                Map.of(),
                Optional.empty());
    }

    private static Timeline timeline(SplittableRandom random, double share, double outage) {
        Timeline timeline = new Timeline();
        for (int millis = 0; millis < MILLIS; millis += 8) {
            double failing = millis / 1000 == 7 ? share + outage * (1 - share) : share;
            if (random.nextDouble() < failing) {
                timeline.recordFailed(millis, 1);
            } else {
                timeline.recordOk(millis, 20);
            }
        }
        return timeline;
    }
}
