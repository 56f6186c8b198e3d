package simulations.config;

import java.time.Duration;

/**
 * How hard and for how long.
 *
 * @param concurrency virtual users at any time
 * @param duration measured time
 * @param warmUp time under the same load before it
 */
public record Load(int concurrency, Duration duration, Duration warmUp) {

    private static final Duration BATCH = Duration.ofSeconds(1);

    /**
     * How long Gatling may start virtual users. They loop until the end by themselves; were injection to last as long,
     * Gatling would replace those that finish first. It starts users in batches of one second, so one second is the
     * least.
     */
    public Duration injectionTime() {
        Duration wholeSeconds = Duration.ofSeconds(warmUp.plus(duration).toSeconds());
        return max(wholeSeconds.minus(BATCH), BATCH);
    }

    /** How long a user stays after its last request, so that a run shorter than the injection outlasts it too. */
    public Duration stay() {
        Duration injectionIsOver = injectionTime().plus(BATCH.dividedBy(2));
        return max(injectionIsOver.minus(warmUp.plus(duration)), Duration.ZERO);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
