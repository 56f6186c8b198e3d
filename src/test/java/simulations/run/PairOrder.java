package simulations.run;

import java.util.SplittableRandom;

/**
 * Which of two targets a virtual user visits first. Of each two iterations of a user one begins with either target, in
 * random order (randomized blocks of two), so that neither target is always the one to find what the other left behind. The
 * same in every run.
 */
public final class PairOrder {

    private static final long SEED = 20_261_123;

    /** Users lie further apart than any of them has iterations. */
    private static final int USER_BITS = 32;

    private PairOrder() {}

    /**
     * Whether an iteration begins with the candidate.
     *
     * @param user number of the virtual user
     * @param iteration number of its iteration, from 0 on
     */
    public static boolean candidateFirst(long user, int iteration) {
        long block = (user << USER_BITS) + iteration / 2;
        boolean first = new SplittableRandom(SEED ^ block).nextBoolean();
        return first == (iteration % 2 == 0);
    }
}
