package analyzer.selfcheck;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that keeps one processor busy in bursts, as another job on a shared runner does: 0.2 to 1.5 s of work, 0.2 to
 * 1.5 s of rest, drawn from a seed. It ends when its standard input is closed, and so with the process that started it.
 */
public final class NoisyNeighbour {

    private static final int SHORTEST_MILLIS = 200;
    private static final int LONGEST_MILLIS = 1500;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private NoisyNeighbour() {}

    /** @param args the seed */
    public static void main(String[] args) {
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[0]));
        Thread noise = new Thread(() -> disturb(random), "noise");
        noise.setDaemon(true);
        noise.start();
        try {
            while (System.in.read() >= 0) {
                // Input is ignored.
            }
        } catch (IOException e) {
            // Same as the end of the input.
        }
    }

    private static void disturb(SplittableRandom random) {
        while (true) {
            long end = System.nanoTime() + nanos(random);
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(nanos(random));
        }
    }

    private static long nanos(SplittableRandom random) {
        return random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS + 1) * NANOS_PER_MILLI;
    }
}
