package simulations.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The moment at which several injectors begin their warm-up together, each by its own clock; or none, when a run begins
 * as soon as its users are ready.
 */
public final class StartTime {

    /** Before it users connect and log in, which must not be what the injectors begin at different times for. */
    static final Duration LEAD = Duration.ofSeconds(5);

    /** As late as this an injector may be: its warm-up is what makes up for it. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final Optional<Instant> at;
    private final Clock clock;

    private StartTime(Optional<Instant> at, Clock clock) {
        this.at = at;
        this.clock = clock;
    }

    /** A start at that moment, or as soon as possible. */
    public static StartTime of(Optional<Instant> at) {
        return new StartTime(at, Clock.systemUTC());
    }

    static StartTime of(Optional<Instant> at, Clock clock) {
        return new StartTime(at, clock);
    }

    /** Whether there is a moment to wait for. */
    public boolean isSet() {
        return at.isPresent();
    }

    /** When users should begin to get ready: some seconds before the start, at once where none is set. */
    public Instant preparation() {
        return at.map(moment -> moment.minus(LEAD)).orElseGet(clock::instant);
    }

    /** The time left, zero when it has come. */
    public Duration left() {
        return until(at.orElseGet(clock::instant));
    }

    /** Why it is too late to start, empty if it is not. */
    public Optional<String> missed() {
        return at.filter(moment -> clock.instant().isAfter(moment.plus(TOLERANCE)))
                .map(moment -> "START_AT = " + moment + " was "
                        + Duration.between(moment, clock.instant()).toSeconds()
                        + " s ago by this machine's clock (" + clock.instant().truncatedTo(ChronoUnit.MILLIS)
                        + "); set a later one, or correct the clock");
    }

    /** Sleeps until a moment; not at all if it is past. */
    public void sleepUntil(Instant moment) {
        try {
            Thread.sleep(until(moment).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration until(Instant moment) {
        Duration left = Duration.between(clock.instant(), moment);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
