package simulations.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import simulations.config.Load;

/**
 * When the warm-up ends and when the measured time ends: moments shared by all virtual users, so that all of them change
 * over together. They are fixed once the users of every scenario are ready. Thread-safe.
 */
public final class Phases {

    private final Load load;
    private final StartTime start;
    private final AtomicInteger scenariosToCome;
    private final LongSupplier nanoTime;
    private final Clock clock;
    private volatile Times times = Times.UNKNOWN;

    private record Times(boolean known, long warmUpEnd, long end) {
        static final Times UNKNOWN = new Times(false, 0, 0);
    }

    private Phases(Load load, int scenarios, StartTime start, LongSupplier nanoTime, Clock clock) {
        this.load = load;
        this.start = start;
        this.scenariosToCome = new AtomicInteger(scenarios);
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /** Phases of a run of so many scenarios at once, the first of which begins no sooner than the start. */
    public static Phases of(Load load, int scenarios, StartTime start) {
        return new Phases(load, scenarios, start, System::nanoTime, Clock.systemUTC());
    }

    static Phases of(Load load, int scenarios, StartTime start, LongSupplier nanoTime, Clock clock) {
        return new Phases(load, scenarios, start, nanoTime, clock);
    }

    /**
     * Says that all users of one scenario are ready, to be called once per scenario. The last call starts the time.
     *
     * @return for the last call the moment at which the warm-up will end, else empty
     */
    public Optional<Instant> scenarioIsReady() {
        if (scenariosToCome.decrementAndGet() != 0) {
            return Optional.empty();
        }
        Duration warmUp = start.left().plus(load.warmUp());
        Instant measuredFrom = clock.instant().plus(warmUp);
        long warmUpEnd = nanoTime.getAsLong() + warmUp.toNanos();
        times = new Times(true, warmUpEnd, warmUpEnd + load.duration().toNanos());
        return Optional.of(measuredFrom);
    }

    /** Whether requests are still to be left out of the statistics. */
    public boolean isWarmUp() {
        Times now = times;
        return !now.known || nanoTime.getAsLong() - now.warmUpEnd < 0;
    }

    /** Whether there is measured time left. */
    public boolean isMeasured() {
        Times now = times;
        return !now.known || nanoTime.getAsLong() - now.end < 0;
    }
}
