package analyzer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.AutoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LooksTest {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private static Looks equallySpaced(int looks) {
        return Looks.at(IntStream.rangeClosed(1, looks).asDoubleStream().toArray());
    }

    private static Looks auto(int leastSeconds, int mostSeconds) {
        return Looks.of(
                Optional.of(AutoDuration.between(Duration.ofSeconds(leastSeconds), Duration.ofSeconds(mostSeconds))),
                0);
    }

    @Test
    void oneLookCostsNothing() {
        for (Looks one : List.of(Looks.of(Optional.empty(), 0), auto(30, 30), ofWhichIsCommon(1))) {
            assertEquals(0.01, one.nominal(0.01));
            assertEquals(0.01, one.overall(0.01));
            assertEquals(1, one.overall(1));
        }
    }

    /** Constants of Pocock's test for 5 % two-sided, from table 2.1 of Jennison and Turnbull (2000). */
    @ParameterizedTest
    @CsvSource({"2, 2.178", "3, 2.289", "4, 2.361", "5, 2.413", "10, 2.555"})
    void theBoundaryIsThatOfPocock(int looks, double constant) {
        double bound = -NORMAL.inverseCumulativeProbability(equallySpaced(looks).nominal(0.025));
        assertEquals(constant, bound, 0.003);
    }

    @Test
    void whatIsJustEnoughAtOneLookIsJustTheLevelAtAnyOfThem() {
        Looks looks = auto(10, 180);
        for (double level : new double[] {0.05, 0.025, 0.01, 0.001}) {
            assertEquals(level, looks.overall(looks.nominal(level)), level / 100);
        }
    }

    @Test
    void moreChanceAtOneLookIsMoreOverall() {
        Looks looks = auto(10, 180);
        double before = 0;
        for (double probability = 1e-12; probability < 0.5; probability *= 2) {
            double overall = looks.overall(probability);
            assertTrue(overall > before && overall >= probability && overall <= 8 * probability, overall + "");
            before = overall;
        }
        assertEquals(0, looks.overall(0));
        assertTrue(looks.overall(1) >= before);
    }

    private static final AutoDuration AUTO = AutoDuration.between(Duration.ofSeconds(10), Duration.ofMinutes(3));

    private static Looks ofWhichIsCommon(double share) {
        return Looks.of(Optional.of(AUTO), share);
    }

    @Test
    void theMoreLooksHaveInCommonTheLessTheyCost() {
        double before = 0;
        for (double share : new double[] {0, 0.25, 0.5, 0.75, 1}) {
            double nominal = ofWhichIsCommon(share).nominal(0.01);
            assertTrue(nominal > before, share + ": " + nominal);
            before = nominal;
        }
        assertEquals(ofWhichIsCommon(0.5).nominal(0.01), ofWhichIsCommon(0.74).nominal(0.01), "rounded down");
        assertEquals(ofWhichIsCommon(0.75).nominal(0.01), ofWhichIsCommon(0.999).nominal(0.01));
    }

    /**
     * Simulates runs with a level that all looks have in common and sums of independent parts, with a look at each planned time. The
     * share of runs that cross the bound must be the error rate.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.75})
    void theLevelHoldsOverAllLooks(double common) {
        double bound =
                -NORMAL.inverseCumulativeProbability(ofWhichIsCommon(common).nominal(0.025));
        Random random = new Random(1);
        int runs = 200_000;
        int crossed = 0;
        for (int run = 0; run < runs; run++) {
            double level = Math.sqrt(common) * random.nextGaussian();
            double sum = 0;
            double time = 0;
            boolean beyond = false;
            for (Duration look : AUTO.planned()) {
                double next = look.toMillis() / 10_000.0;
                sum += Math.sqrt(next - time) * random.nextGaussian();
                time = next;
                double variance = common + (1 - common) / time;
                beyond |= level + Math.sqrt(1 - common) * sum / time > bound * Math.sqrt(variance);
            }
            crossed += beyond ? 1 : 0;
        }
        assertEquals(0.025, (double) crossed / runs, 3 * Math.sqrt(0.025 * 0.975 / runs));
    }

    /** Uses the inverse of the variance at each look. The planned times are new, because the cost of earlier ones is cached. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 0.75})
    void looksCostWhatTheirVariancesSay(double common) {
        AutoDuration fresh = AutoDuration.between(
                Duration.ofMillis(10_000 + ThreadLocalRandom.current().nextInt(10_000)), Duration.ofMinutes(2));
        double first = fresh.planned().get(0).toMillis();
        double[] information = fresh.planned().stream()
                .mapToDouble(at -> 1 / (common + (1 - common) * first / at.toMillis()))
                .toArray();

        assertEquals(
                Looks.at(information).nominal(0.01),
                Looks.of(Optional.of(fresh), common).nominal(0.01),
                1e-15);
    }
}
