package standin;

import java.util.Random;

/**
 * Random numbers for the responses of an endpoint: how long each takes and whether it fails.
 *
 * <p>The same seed gives the same sequences. Each endpoint has its own sequences for delays and for failures, so that load on one
 * endpoint, or a changed error rate, does not change other delays. Requests draw in the order of their arrival: under concurrent
 * load the sequence is fixed, but not which user gets which draw. Thread-safe.
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

    /** Draws the delay of the next response, in nanoseconds. */
    long nextDelayNanos() {
        return Math.round(slowdown * latency.drawNanos(delays));
    }

    /** Whether responses compute instead of waiting. */
    boolean works() {
        return work > 0;
    }

    /** Work of each response, in nanoseconds. It is the same for all, so that only the machine causes scatter. */
    long workNanos() {
        return Math.round(work * slowdown * latency.p50Millis() * NANOS_PER_MILLI);
    }

    /** Memory that each response allocates, in bytes. */
    long allocatedBytes() {
        return allocatedBytes;
    }

    /** Draws whether the next response is an error. */
    boolean nextFails() {
        return failures.nextDouble() < errorRate;
    }
}
