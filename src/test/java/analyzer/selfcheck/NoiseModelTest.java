package analyzer.selfcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.descriptive.moment.Kurtosis;
import org.apache.commons.math3.stat.descriptive.moment.Skewness;
import org.junit.jupiter.api.Test;

/** The noise must match its name. Otherwise the study measures something else. */
class NoiseModelTest {

    private static final int REQUESTS = 20_000;

    @Test
    void autocorrelatedRequestsResembleTheOneBefore() {
        assertEquals(0.9, resemblance(NoiseModel.AUTOCORRELATED), 0.03);
        assertEquals(0, resemblance(NoiseModel.INDEPENDENT), 0.03);
    }

    @Test
    void theShiftIsTheSpreadOfWholeRuns() {
        for (NoiseModel noise : NoiseModel.values()) {
            double[] levels = IntStream.range(0, 400)
                    .mapToDouble(run -> StatUtils.mean(logarithms(noise, run, 0.5, 400)))
                    .toArray();
            double spread = Math.sqrt(StatUtils.variance(levels));
            if (noise == NoiseModel.SHIFT_2 || noise == NoiseModel.SHIFT_5 || noise == NoiseModel.SHIFT_10) {
                // 400 requests scatter by 0.4, so their mean scatters by 2 %.
                assertEquals(Math.hypot(noise.shift(), 0.02), spread, 0.008, noise.toString());
            } else {
                assertEquals(0, noise.shift());
            }
        }
        assertEquals(0.02, NoiseModel.SHIFT_2.shift());
        assertEquals(0.05, NoiseModel.SHIFT_5.shift());
        assertEquals(0.10, NoiseModel.SHIFT_10.shift());
    }

    @Test
    void driftMovesARunFromEndToEnd() {
        double[] moves = IntStream.range(0, 400)
                .mapToDouble(run -> StatUtils.mean(logarithms(NoiseModel.DRIFT, run, 1, 400))
                        - StatUtils.mean(logarithms(NoiseModel.DRIFT, run, 0, 400)))
                .toArray();

        assertEquals(0.1, Math.sqrt(StatUtils.variance(moves)), 0.02);
    }

    @Test
    void aHeavyTailIsHeavierThanALogNormalOne() {
        assertTrue(shareAbove(NoiseModel.HEAVY_TAIL, 400) > 20 * shareAbove(NoiseModel.INDEPENDENT, 400));
    }

    @Test
    void aStallMeetsOneRequestOfEachUser() {
        double stalled = shareAbove(NoiseModel.STALLS, 400);

        // 3 in 1850 requests begin a stall of up to 1.5 s that affects ten users: 1.6 %, a third of it above 400 ms.
        assertTrue(stalled > 0.002 && stalled < 0.015, "" + stalled);
    }

    @Test
    void atACliffOneAnswerInTwentyIsSlow() {
        for (int run = 0; run < 20; run++) {
            double[] logs = logarithms(NoiseModel.CLIFF, run, 0.5, REQUESTS);
            double slow = shareOf(logs, Math.log(100), Double.POSITIVE_INFINITY);
            assertTrue(slow > 0.041 && slow < 0.059, "" + slow);
            assertTrue(shareOf(logs, Math.log(18), Math.log(110)) < 0.001, "nothing in between");
        }
    }

    @Test
    void levelsOfRunsAreSkewedOrTwoOrHaveOutliers() {
        double[] skewed = levels(NoiseModel.SKEWED);
        double[] two = levels(NoiseModel.TWO_LEVELS);
        double[] student = levels(NoiseModel.STUDENT);

        // The mean of 400 logarithms scatters by 2 %.
        assertEquals(0.08, StatUtils.mean(skewed) - StatUtils.min(skewed), 0.06);
        assertTrue(new Skewness().evaluate(skewed) > 1, "skewed to the right");
        assertEquals(0.25, shareOf(two, Math.log(1.09), 1), 0.05);
        assertEquals(0.25, shareOf(two, Math.log(1.18) - 0.06, Math.log(1.18) + 0.06), 0.05);
        assertTrue(new Kurtosis().evaluate(student) > 2, "outliers on both sides");
        assertEquals(0, new Skewness().evaluate(levels(NoiseModel.INDEPENDENT)), 0.3);
    }

    private static double[] levels(NoiseModel noise) {
        return IntStream.range(0, 1000)
                .mapToDouble(run -> StatUtils.mean(logarithms(noise, run, 0.5, 400)) - Math.log(50))
                .toArray();
    }

    @Test
    void pausesMeetSomeOfTheUsers() {
        double paused = shareAbove(NoiseModel.PAUSES, 200);

        // 20 in 1850 requests begin a pause that affects four users, half of them above 100 ms: 4 %, some above 200 ms.
        assertTrue(paused > 0.004 && paused < 0.04, "" + paused);
    }

    @Test
    void aCacheMissesOnlyAtFirst() {
        assertEquals(0.5, shareOf(logarithms(NoiseModel.CACHE, 1, 0, REQUESTS), Math.log(110), 99), 0.06);
        assertTrue(shareOf(logarithms(NoiseModel.CACHE, 1, 0.2, REQUESTS), Math.log(140), 99) < 0.02);
    }

    @Test
    void aNeighbourStaysForAWhile() {
        double[] levels = IntStream.range(0, 200)
                .mapToDouble(run -> StatUtils.mean(logarithms(NoiseModel.NEIGHBOUR, run, 0.5, 100)) - Math.log(50))
                .toArray();

        assertEquals(0.5, shareOf(levels, Math.log(1.4) / 2, 1), 0.12);
        assertEquals(Math.log(1.4), StatUtils.percentile(levels, 85) - StatUtils.percentile(levels, 15), 0.08);
    }

    private static double shareOf(double[] values, double above, double upTo) {
        return Arrays.stream(values)
                        .filter(value -> value > above && value <= upTo)
                        .count()
                / (double) values.length;
    }

    private static double resemblance(NoiseModel noise) {
        double[] logs = logarithms(noise, 1, 0.5, REQUESTS);
        return new PearsonsCorrelation()
                .correlation(Arrays.copyOf(logs, REQUESTS - 1), Arrays.copyOfRange(logs, 1, REQUESTS));
    }

    private static double shareAbove(NoiseModel noise, double millis) {
        double[] logs = logarithms(noise, 1, 0.5, 10 * REQUESTS);
        return (double) Arrays.stream(logs)
                        .filter(log -> log > Math.log(millis))
                        .count()
                / logs.length;
    }

    private static double[] logarithms(NoiseModel noise, int seed, double elapsed, int requests) {
        NoiseModel.Source source = noise.source(new SplittableRandom(seed));
        double[] logs = new double[requests];
        for (int i = 0; i < requests; i++) {
            logs[i] = Math.log(source.next(1, elapsed));
        }
        return logs;
    }
}
