package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankIntervalTest {

    /** 10 000 requests, 200 in each of 50 milliseconds: 0.25 ms contain a share of 0.5 %. */
    @Test
    void itsEndsAreThePercentilesAtTheEndsOfTheSharesInterval() {
        RankInterval known = RankInterval.of(evenly(50, 200), 50, 0.01);
        RankInterval independent = RankInterval.of(evenly(50, 200), 50, Double.NaN);

        assertEquals(24.5 - 0.01 * 2.093 * 50, known.low(), 1e-9);
        assertEquals(24.5 + 0.01 * 2.093 * 50, known.high(), 1e-9);
        assertEquals(24.5 + 0.005 * 2.093 * 50, independent.high(), 1e-9);
        assertEquals(independent, RankInterval.of(evenly(50, 200), 50, 0.001), "no less than of independent requests");
        assertEquals(0, known.gap());
        assertEquals(Math.log(known.high() / known.low()) / 2, known.reach(), 1e-12);
    }

    @Test
    void aGapIsWhatNoResponseTimeLiesIn() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(10, 950);
        samples.record(12, 2);
        samples.record(200, 48);

        assertEquals(Math.log(199.5 / 12.5), RankInterval.of(samples, 95, 0.001).gap(), 1e-12);
        assertEquals(0, RankInterval.of(samples, 50, 0.001).gap());
        assertEquals(200, RankInterval.of(samples, 95, 0.001).high(), 0.5);
        assertTrue(RankInterval.of(samples, 99.9, 0.9).high() <= 200.5, "there is nothing above all samples");
    }

    @Test
    void theGapsOfSamplesBeyondTheIntervalDoNotCount() {
        LatencyHistogram samples = new LatencyHistogram();
        samples.record(10, 10);
        samples.record(100, 480);
        samples.record(102, 480);
        samples.record(900, 10);

        assertEquals(Math.log(101.5 / 100.5), RankInterval.of(samples, 50, 0.01).gap(), 1e-12);
    }

    @Test
    void togetherTheyReachAsFarAsEither() {
        assertEquals(new RankInterval(1, 9, 0.5), new RankInterval(1, 3, 0.5).plus(new RankInterval(2, 9, 0.25)));
        assertEquals(new RankInterval(1, 9, 0.5), new RankInterval(2, 9, 0.25).plus(new RankInterval(1, 3, 0.5)));
    }

    /** In runs with a cliff at P95 the interval covers the true value. One from the density at that point would not. */
    @Test
    void itHoldsTheTruthAtACliff() {
        SplittableRandom random = new SplittableRandom(1);
        int holds = 0;
        for (int run = 0; run < 400; run++) {
            LatencyHistogram samples = new LatencyHistogram();
            for (int i = 0; i < 2000; i++) {
                boolean slow = random.nextDouble() < 0.054;
                samples.record((slow ? 180 : 8) + random.nextInt(slow ? 40 : 5));
            }
            RankInterval interval = RankInterval.of(samples, 95, Double.NaN);
            // 0.4 of the 5.4 % of slow requests are faster: about one in thirteen, from 180 ms on.
            double truth = 179.5 + 40 * 0.004 / 0.054;
            holds += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertTrue(holds >= 0.93 * 400, holds + " of 400");
    }

    private static LatencyHistogram evenly(int cells, int times) {
        LatencyHistogram samples = new LatencyHistogram();
        for (int millis = 0; millis < cells; millis++) {
            samples.record(millis, times);
        }
        return samples;
    }
}
