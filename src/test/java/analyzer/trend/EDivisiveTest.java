package analyzer.trend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EDivisiveTest {

    @Test
    void aStepIsFoundWhereItIs() {
        assertEquals(List.of(4), EDivisive.changePoints(noisy(new Random(1), 0.01, 1, 1, 1, 1, 1.2, 1.2, 1.2, 1.2)));
        assertEquals(
                List.of(6), EDivisive.changePoints(noisy(new Random(2), 0.01, 1, 1, 1, 1, 1, 1, 0.8, 0.8, 0.8, 0.8)));
    }

    @Test
    void twoStepsAreFound() {
        double[] values = new double[30];
        Arrays.fill(values, 0, 10, 1);
        Arrays.fill(values, 10, 20, 2);
        Arrays.fill(values, 20, 30, 1.5);

        assertEquals(List.of(10, 20), EDivisive.changePoints(noisy(new Random(3), 0.02, values)));
    }

    @Test
    void aSlowDriftIsAChange() {
        double[] values =
                IntStream.range(0, 10).mapToDouble(i -> Math.pow(1.05, i)).toArray();

        assertTrue(!EDivisive.changePoints(noisy(new Random(4), 0.01, values)).isEmpty());
    }

    @Test
    void whatNeverChangedHasNoChangePoint() {
        assertEquals(List.of(), EDivisive.changePoints(new double[10]));
        assertEquals(List.of(), EDivisive.changePoints(new double[0]));
    }

    @Test
    void noiseAloneRarelyLooksLikeAChange() {
        Random random = new Random(5);
        double[] level = new double[10];
        Arrays.fill(level, 1);
        long found = IntStream.range(0, 200)
                .filter(i -> !EDivisive.changePoints(noisy(random, 0.05, level)).isEmpty())
                .count();

        assertTrue(found <= 20, found + " of 200, where 10 are expected");
    }

    @Test
    void fewerValuesThanItTakesShowNothing() {
        assertEquals(List.of(), EDivisive.changePoints(new double[] {1, 1, 1, 9, 9, 9, 9}));
        assertEquals(List.of(4), EDivisive.changePoints(new double[] {1, 1, 1, 1, 9, 9, 9, 9}));
    }

    private static double[] noisy(Random random, double spread, double... levels) {
        return Arrays.stream(levels)
                .map(level -> level * (1 + spread * random.nextGaussian()))
                .toArray();
    }
}
