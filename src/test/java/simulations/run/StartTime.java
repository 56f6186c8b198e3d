package simulations.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The time at which several injectors begin their load together, each by its own clock. Without one, a run begins as soon as its
 * users are ready.
 */
public final class StartTime {

    /** Time before the start for users to connect and log in, so that these do not delay an injector. */
    static final Duration LEAD = Duration.ofSeconds(5);

    /** The longest accepted delay of an injector. The warm-up makes up for it. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final Optional<Instant> at;
    private final Clock clock;

    private StartTime(Optional<Instant> at, Clock clock) {
        this.at = at;
        this.clock = clock;
    }

    /** Creates a start at this time, or as soon as possible. */
    public static StartTime of(Optional<Instant> at) {
        return new StartTime(at, Clock.systemUTC());
    }

    static StartTime of(Optional<Instant> at, Clock clock) {
        return new StartTime(at, clock);
    }

    /** Whether a start time is set. */
    public boolean isSet() {
        return at.isPresent();
    }

    /** When users begin to get ready: a few seconds before the start, or now if none is set. */
    public Instant preparation() {
        return at.map(moment -> moment.minus(LEAD)).orElseGet(clock::instant);
    }

    /** Time until the start; zero after it. */
    public Duration left() {
        return until(at.orElseGet(clock::instant));
    }

    /** Why it is too late to start; empty if it is not. */
    public Optional<String> missed() {
        return at.filter(moment -> clock.instant().isAfter(moment.plus(TOLERANCE)))
                .map(moment -> "START_AT = " + moment + " was "
                        + Duration.between(moment, clock.instant()).toSeconds()
                        + " s ago by this machine's clock (" + clock.instant().truncatedTo(ChronoUnit.MILLIS)
                        + "); set a later time, or correct the clock");
    }

    /** Sleeps until a given time; returns immediately if that is past. */
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
