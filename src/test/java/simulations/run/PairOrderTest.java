package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairOrderTest {

    @Test
    void eachPairOfIterationsBeginsOnceWithEachTarget() {
        for (long user = 1; user <= 50; user++) {
            for (int iteration = 0; iteration < 1000; iteration += 2) {
                assertTrue(PairOrder.candidateFirst(user, iteration) != PairOrder.candidateFirst(user, iteration + 1));
            }
        }
    }

    @Test
    void theOrderWithinAPairIsRandom() {
        long first = IntStream.range(0, 100_000)
                .filter(i -> PairOrder.candidateFirst(i % 100, 2 * (i / 100)))
                .count();
        // Four standard errors of a fair coin.
        assertEquals(50_000, first, 4 * Math.sqrt(25_000));
        long likeTheBlockBefore = IntStream.range(1, 10_000)
                .filter(block -> PairOrder.candidateFirst(7, 2 * block) == PairOrder.candidateFirst(7, 2 * block - 2))
                .count();
        assertEquals(5_000, likeTheBlockBefore, 4 * Math.sqrt(2_500));
        long likeTheUserBefore = IntStream.range(1, 10_000)
                .filter(user -> PairOrder.candidateFirst(user, 0) == PairOrder.candidateFirst(user - 1, 0))
                .count();
        assertEquals(5_000, likeTheUserBefore, 4 * Math.sqrt(2_500));
    }
}
