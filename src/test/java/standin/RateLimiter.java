package standin;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Limits requests per minute for each client and path. All counts restart with each minute. Thread-safe. */
final class RateLimiter {

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final int requestsPerMinute;
    private final LongSupplier nanoClock;
    private final Map<Source, Integer> counts = new HashMap<>();
    private long windowStart;

    private record Source(String client, String path) {}

    /**
     * @param requestsPerMinute number of accepted requests, at least 1
     * @param nanoClock a clock such as {@link System#nanoTime()}
     */
    RateLimiter(int requestsPerMinute, LongSupplier nanoClock) {
        this.requestsPerMinute = requestsPerMinute;
        this.nanoClock = nanoClock;
        this.windowStart = nanoClock.getAsLong();
    }

    /** Counts a request. Returns empty if it is accepted, else the whole seconds to wait, at least 1. */
    synchronized OptionalLong secondsToWait(String client, String path) {
        long into = nanoClock.getAsLong() - windowStart;
        if (into >= WINDOW_NANOS) {
            windowStart += into - into % WINDOW_NANOS;
            into %= WINDOW_NANOS;
            counts.clear();
        }
        if (counts.merge(new Source(client, path), 1, Integer::sum) <= requestsPerMinute) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((WINDOW_NANOS - into + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
    }
}
