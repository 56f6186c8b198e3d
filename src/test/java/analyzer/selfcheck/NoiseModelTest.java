package analyzer.selfcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

/** The noise must be what its name says, or the study is about something else. */
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
                // 400 requests scatter by 0.4, so their mean by 2 %.
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

        // 3 in 1850 requests begin one that ten users meet, each for up to 1.5 s: 1.6 %, a third of it above 400 ms.
        assertTrue(stalled > 0.002 && stalled < 0.015, "" + stalled);
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
