package simulations.run;

import java.util.SplittableRandom;

/**
 * Decides which of two targets a virtual user visits first. In each block of two iterations of a user, one begins with each
 * target, in random order (randomized blocks of two). This way the after-effects of one target on the other are balanced. The
 * order is the same in every run.
 */
public final class PairOrder {

    private static final long SEED = 20_261_123;

    /** No user has more iterations than this many bits can number, so blocks of different users never coincide. */
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
