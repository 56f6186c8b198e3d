package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PerRequestTest {

    private static PerRequest of(double step, double... amountsAndRequests) {
        List<PerRequest.Batch> batches = new ArrayList<>();
        for (int i = 0; i < amountsAndRequests.length; i += 2) {
            batches.add(new PerRequest.Batch(amountsAndRequests[i], amountsAndRequests[i + 1]));
        }
        return new PerRequest(batches, step);
    }

    @Test
    void isTheRatioOfTheSumsWithTheErrorOfARatioFromClusters() {
        // 60 ms for 30 requests; the residuals are 22 - 20, 18 - 20 and 20 - 20.
        Estimate estimate = of(3, 22, 10, 18, 10, 20, 10).estimate();

        assertEquals(2, estimate.value());
        assertEquals(Math.sqrt((4 + 4) * 3 / 2.0) / 30, estimate.standardError(), 1e-12);
        assertEquals(0.1, estimate.resolution(), 1e-12);
    }

    @Test
    void batchesOfManyRequestsCountForMore() {
        assertEquals(1.1, of(0, 90, 90, 20, 10).value(), 1e-12);
        assertEquals(0, of(0, 90, 90, 10, 10).estimate().standardError());
    }

    @Test
    void theIntervalIsStudentsWithTheStepsOfTheClockOnTop() {
        PerRequest three = of(3, 22, 10, 18, 10, 20, 10);
        // 4.3027 standard errors at 2 degrees of freedom.
        assertEquals(4.3027 * three.estimate().standardError() + 0.1, three.halfWidth(), 1e-4);
    }

    @Test
    void whatMovesBothInTheSameBatchMovesNeither() {
        SplittableRandom random = new SplittableRandom(1);
        double[] mine = new double[40];
        double[] theirs = new double[40];
        double[] apart = new double[40];
        for (int i = 0; i < 40; i += 2) {
            double machine = random.nextDouble(0.5, 1.5);
            mine[i] = 240 * machine;
            theirs[i] = 200 * machine;
            apart[i] = 200 * random.nextDouble(0.5, 1.5);
            mine[i + 1] = theirs[i + 1] = apart[i + 1] = 100;
        }
        PairedRatio ratio = of(6, mine).ratioTo(of(2, theirs)).orElseThrow();

        assertEquals(1.2, ratio.candidate() / ratio.base(), 1e-12);
        assertTrue(ratio.standardError() < 1e-9, ratio.toString());
        double all = of(0, mine).value() * 2000;
        assertEquals(6 / all + 2 / (all / 1.2), ratio.resolution(), 1e-12);
        PairedRatio noisy = of(0, mine).ratioTo(of(0, apart)).orElseThrow();
        assertTrue(noisy.standardError() > 0.02, noisy.toString());
        assertTrue(noisy.degreesOfFreedom() <= 19, noisy.toString());
    }

    /** In 2000 pairs without a change the 95 % interval must exclude 0 in about 5 %. */
    @Test
    void theErrorIsThatOfTheRatio() {
        SplittableRandom random = new SplittableRandom(7);
        int out = 0;
        for (int run = 0; run < 2000; run++) {
            PairedRatio ratio = noisy(random).ratioTo(noisy(random)).orElseThrow();
            double t = Math.log(ratio.candidate() / ratio.base()) / ratio.standardError();
            out += Math.abs(t) > 2.093 ? 1 : 0;
        }
        assertTrue(out > 60 && out < 150, out + " of 2000 outside");
    }

    private static PerRequest noisy(SplittableRandom random) {
        double[] all = new double[40];
        for (int i = 0; i < 40; i += 2) {
            all[i + 1] = random.nextInt(80, 120);
            all[i] = all[i + 1] * random.nextDouble(2, 4);
        }
        return of(0, all);
    }

    /** The last reading of the base comes after that of the candidate, perhaps too late to count. */
    @Test
    void aSideWithOneBatchLessIsComparedInAsMany() {
        PerRequest four = of(0, 10, 10, 12, 10, 8, 5, 4, 5);
        PerRequest asThree = of(0, 10, 10, 12, 10, 12, 10);
        PerRequest three = of(0, 5, 10, 6, 10, 7, 10);

        assertEquals(asThree.ratioTo(three), four.ratioTo(three));
        assertEquals(three.ratioTo(asThree), three.ratioTo(four));
        assertEquals(asThree.moreThan(three), four.moreThan(three));
        assertEquals(2, four.moreThan(three).degreesOfFreedom());
    }

    @Test
    void whatCannotBeHeldAgainstEachOtherHasNoRatio() {
        PerRequest two = of(0, 1, 1, 2, 1);
        assertEquals(Optional.empty(), two.ratioTo(of(0, 0, 1, 0, 1)));
        assertEquals(Optional.empty(), of(0, 0, 1, 0, 1).ratioTo(two));
        assertThrows(IllegalArgumentException.class, () -> of(0, 1, 1));
    }
}
