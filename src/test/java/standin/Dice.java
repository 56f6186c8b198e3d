package standin;

import java.util.Random;

/**
 * The chance in an endpoint's answers: how long each takes and whether it fails.
 *
 * <p>The same seed gives the same sequences. Each endpoint has its own, and so have delays and failures, so that load
 * on one endpoint, or a changed error rate, leaves the delays of the others as they were. Requests draw in the order
 * of their arrival: under concurrent load the sequence is certain, but not which user gets which draw. Thread-safe.
 */
final class Dice {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_KILOBYTE = 1024;

    private final Latency latency;
    private final double slowdown;
    private final double errorRate;
    private final double work;
    private final long allocatedBytes;
    private final Random delays;
    private final Random failures;

    Dice(Endpoint endpoint, StandInConfig config, long seed) {
        latency = endpoint.latency();
        slowdown = config.slowdown().getOrDefault(endpoint, 1.0);
        work = config.work().getOrDefault(endpoint, 0.0);
        allocatedBytes = Math.round(config.allocation().getOrDefault(endpoint, 0.0) * BYTES_PER_KILOBYTE);
        errorRate = config.errorRate().getOrDefault(endpoint, 0.0);
        Random seeds = new Random(31 * seed + endpoint.path().hashCode());
        delays = new Random(seeds.nextLong());
        failures = new Random(seeds.nextLong());
    }

    /** How long the next answer takes, in nanoseconds. */
    long nextDelayNanos() {
        return Math.round(slowdown * latency.drawNanos(delays));
    }

    /** Whether answers are computed, not waited for. */
    boolean works() {
        return work > 0;
    }

    /** How much work there is in each answer, in nanoseconds: the same in all, so that what scatters is the machine. */
    long workNanos() {
        return Math.round(work * slowdown * latency.p50Millis() * NANOS_PER_MILLI);
    }

    /** How much each answer allocates. */
    long allocatedBytes() {
        return allocatedBytes;
    }

    /** Whether the next answer is an error. */
    boolean nextFails() {
        return failures.nextDouble() < errorRate;
    }
}
