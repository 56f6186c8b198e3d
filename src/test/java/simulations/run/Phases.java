package simulations.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import simulations.config.Load;

/**
 * Phases of a run: when the load begins, when it is measured, and when it ends. All virtual users share these times, so that they
 * change phase together. The times are fixed once every user is ready. Until then users wait, up to a time limit. Thread-safe.
 */
public final class Phases {

    /** Enough for every waiting user to check once more. */
    private static final Duration RELEASE = Duration.ofMillis(100);

    private final Load load;
    private final int users;
    private final StartTime start;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Clock clock;
    private int ready;
    private long firstReady;
    private volatile Times times = Times.UNKNOWN;
    private volatile Optional<String> failure = Optional.empty();

    private record Times(boolean known, long begin, long warmUpEnd, long end) {
        static final Times UNKNOWN = new Times(false, 0, 0, 0);
    }

    private Phases(Load load, int users, StartTime start, Duration patience, LongSupplier nanoTime, Clock clock) {
        this.load = load;
        this.users = users;
        this.start = start;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /**
     * Creates the phases of a run.
     *
     * @param users number of virtual users of all scenarios
     * @param start earliest beginning of the load
     * @param patience how long the first ready user waits for the last one
     */
    public static Phases of(Load load, int users, StartTime start, Duration patience) {
        return of(load, users, start, patience, System::nanoTime, Clock.systemUTC());
    }

    static Phases of(Load load, int users, StartTime start, Duration patience, LongSupplier nanoTime, Clock clock) {
        return new Phases(load, users, start, patience, nanoTime, clock);
    }

    /**
     * Records that a user is ready. The last user fixes the times.
     *
     * @return for the last user, the time from which requests are measured; else empty
     */
    public synchronized Optional<Instant> userIsReady() {
        if (ready++ == 0) {
            firstReady = nanoTime.getAsLong();
        }
        if (ready != users || failure.isPresent()) {
            return Optional.empty();
        }
        Duration left = start.left();
        Duration untilBegin = left.compareTo(RELEASE) > 0 ? left : RELEASE;
        Instant measuredFrom = clock.instant().plus(untilBegin).plus(load.unmeasured());
        long begin = nanoTime.getAsLong() + untilBegin.toNanos();
        long warmUpEnd = begin + load.unmeasured().toNanos();
        times = new Times(true, begin, warmUpEnd, warmUpEnd + load.duration().toNanos());
        return Optional.of(measuredFrom);
    }

    /** Whether a ready user has to wait for others. */
    public boolean isWaiting() {
        if (times.known || failure.isPresent()) {
            return false;
        }
        checkPatience();
        return failure.isEmpty();
    }

    private synchronized void checkPatience() {
        if (!times.known && nanoTime.getAsLong() - firstReady - patience.toNanos() > 0) {
            failure = Optional.of(ready + " of " + users + " users were ready within " + Load.text(patience)
                    + "; check the target's log for why the others were not, or set a longer PREPARE_TIMEOUT");
        }
    }

    /** Why there is no load; empty unless the users waited too long. */
    public Optional<String> failure() {
        return failure;
    }

    /** Whether the times are fixed. */
    public boolean hasBegun() {
        return times.known;
    }

    /** Time since the load began; negative before. */
    public Duration sinceBegin() {
        return Duration.ofNanos(nanoTime.getAsLong() - times.begin);
    }

    /** Measured time so far; negative before the warm-up ends. */
    Duration measured() {
        return Duration.ofNanos(nanoTime.getAsLong() - times.warmUpEnd);
    }

    /** Ends the measured time now, if it has not ended. */
    synchronized void end() {
        Times now = times;
        long nanos = nanoTime.getAsLong();
        if (now.known && nanos - now.end < 0) {
            times = new Times(true, now.begin, now.warmUpEnd, nanos);
        }
    }

    /** Whether requests are still excluded from statistics. */
    public boolean isWarmUp() {
        Times now = times;
        return now.known && nanoTime.getAsLong() - now.warmUpEnd < 0;
    }

    /** Whether there is measured time left. */
    public boolean isMeasured() {
        Times now = times;
        return now.known && nanoTime.getAsLong() - now.end < 0;
    }
}
