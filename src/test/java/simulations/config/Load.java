package simulations.config;

import analyzer.metrics.AutoDuration;
import analyzer.metrics.Quantity;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Load profile: how much load a simulation generates, and for how long.
 *
 * <p>In a closed load, the default, there are {@code concurrency} virtual users, and each begins its next iteration when the
 * previous one has ended. In an open load, with a {@code rate}, iterations begin at that rate regardless of response times, and at
 * most {@code concurrency} are in progress at any time. A ramp can precede either. Ramp and warm-up are excluded from statistics.
 *
 * @param concurrency virtual users
 * @param rate arrivals per second; empty for a closed load
 * @param duration measured time; its maximum if it ends with the verdict
 * @param warmUp time under full load before the measured time
 * @param ramp time before the warm-up in which the load grows from zero
 * @param rampSteps number of steps of the ramp; 0 for a linear ramp
 * @param least measured time before which no comparison ends the run; empty if the measured time is fixed
 */
public record Load(
        int concurrency,
        OptionalDouble rate,
        Duration duration,
        Duration warmUp,
        Duration ramp,
        int rampSteps,
        Optional<Duration> least) {

    /** Gatling starts users in batches of this length, so no injection is shorter. */
    private static final Duration BATCH = Duration.ofSeconds(1);

    /** Creates a load profile with a fixed measured time. */
    public Load(
            int concurrency, OptionalDouble rate, Duration duration, Duration warmUp, Duration ramp, int rampSteps) {
        this(concurrency, rate, duration, warmUp, ramp, rampSteps, Optional.empty());
    }

    /**
     * Returns the configured load profile of one scenario, from its own settings or from the general ones.
     *
     * @throws InvalidConfigException if a value is unusable, or if there are ramp steps but no ramp
     */
    static Load of(Settings settings, String scenario) {
        Load load = new Load(
                settings.get(scenario, Setting.CONCURRENCY).users(),
                settings.find(scenario, Setting.RATE)
                        .map(rate -> OptionalDouble.of(rate.rate()))
                        .orElse(OptionalDouble.empty()),
                duration(settings, scenario),
                settings.get(scenario, Setting.WARMUP).durationOrZero(),
                settings.get(scenario, Setting.RAMP).durationOrZero(),
                settings.get(scenario, Setting.RAMP_STEPS).steps());
        if (load.rampSteps > 0 && load.ramp.isZero()) {
            Value steps = settings.get(scenario, Setting.RAMP_STEPS);
            throw new InvalidConfigException(steps + " (from " + steps.source()
                    + ") needs a ramp; set RAMP to the total time that its steps take");
        }
        return settings.get(scenario, Setting.DURATION).isAuto()
                ? load.withDuration(settings.get(scenario, Setting.MIN_DURATION).duration(), load.duration)
                : load;
    }

    private static Duration duration(Settings settings, String scenario) {
        Value duration = settings.get(scenario, Setting.DURATION);
        if (!duration.isAuto()) {
            return duration.duration();
        }
        Value least = settings.get(scenario, Setting.MIN_DURATION);
        Value most = settings.get(scenario, Setting.MAX_DURATION);
        if (least.duration().compareTo(most.duration()) > 0) {
            throw new InvalidConfigException(least.name() + " = " + text(least.duration()) + " is longer than "
                    + most.name() + " = " + text(most.duration()) + "; it must be at most that");
        }
        if (AutoDuration.hasTooManyLooks(least.duration(), most.duration())) {
            throw new InvalidConfigException(least.name() + " = " + text(least.duration()) + " is less than a "
                    + AutoDuration.MAX_RATIO + "th of " + most.name() + " = " + text(most.duration())
                    + "; set a longer one");
        }
        return most.duration();
    }

    /**
     * Checks the load profile that the {@code load} method of a simulation returned.
     *
     * @param simulation name of the simulation, for the message
     * @throws InvalidConfigException if the load cannot be generated
     */
    public void requireUsable(String simulation) {
        double arrivals = rate.orElse(1);
        if (concurrency < 1 || concurrency > Value.MAX_USERS) {
            throw unusable(simulation, "users", concurrency, Setting.CONCURRENCY.accepted());
        }
        if (!(arrivals > 0 && arrivals <= Value.MAX_RATE)) {
            throw unusable(simulation, "arrivals per second", arrivals, "above 0 and at most " + Value.MAX_RATE);
        }
        requireTime(simulation, "duration", duration, Duration.ofMillis(1));
        least.ifPresent(shortest -> {
            requireTime(simulation, "minimum duration", shortest, Duration.ofMillis(1));
            if (shortest.compareTo(duration) > 0) {
                throw unusable(simulation, "minimum duration", text(shortest), "at most " + text(duration));
            }
            if (AutoDuration.hasTooManyLooks(shortest, duration)) {
                throw unusable(
                        simulation,
                        "minimum duration",
                        text(shortest),
                        "at least a " + AutoDuration.MAX_RATIO + "th of " + text(duration));
            }
        });
        requireTime(simulation, "warm-up", warmUp, Duration.ZERO);
        requireTime(simulation, "ramp", ramp, Duration.ZERO);
        if (rampSteps < 0 || rampSteps > Value.MAX_STEPS) {
            throw unusable(simulation, "ramp steps", rampSteps, Setting.RAMP_STEPS.accepted());
        }
        if (rampSteps > 0 && ramp.isZero()) {
            throw unusable(simulation, "ramp steps", rampSteps, "0 without a ramp");
        }
    }

    private static void requireTime(String simulation, String name, Duration time, Duration least) {
        boolean wholeMillis = time != null && time.toNanosPart() % 1_000_000 == 0;
        if (!wholeMillis || time.compareTo(least) < 0 || time.compareTo(Value.MAX_DURATION) > 0) {
            throw unusable(
                    simulation,
                    name,
                    time,
                    "whole milliseconds, from " + text(least) + " to " + Value.MAX_DURATION.toHours() + "h");
        }
    }

    private static InvalidConfigException unusable(String simulation, String name, Object value, String accepted) {
        return new InvalidConfigException(
                simulation + ".load() sets " + name + " to " + value + "; it must be " + accepted);
    }

    /** Returns a copy with a different number of virtual users. */
    public Load withUsers(int users) {
        return new Load(users, rate, duration, warmUp, ramp, rampSteps, least);
    }

    /** Returns a copy that is an open load with this arrival rate. */
    public Load withArrivalsPerSecond(double arrivals) {
        return new Load(concurrency, OptionalDouble.of(arrivals), duration, warmUp, ramp, rampSteps, least);
    }

    /** Returns a copy with a different, fixed measured time. */
    public Load withDuration(Duration measured) {
        return new Load(concurrency, rate, measured, warmUp, ramp, rampSteps);
    }

    /** Returns a copy with a measured time that ends with the verdict. */
    public Load withDuration(Duration atLeast, Duration atMost) {
        return new Load(concurrency, rate, atMost, warmUp, ramp, rampSteps, Optional.of(atLeast));
    }

    /** Returns a copy with a different warm-up. */
    public Load withWarmUp(Duration time) {
        return new Load(concurrency, rate, duration, time, ramp, rampSteps, least);
    }

    /** Returns a copy with a linear ramp. */
    public Load withRamp(Duration time) {
        return withRamp(time, 0);
    }

    /** Returns a copy with a ramp in equal steps. */
    public Load withRamp(Duration time, int steps) {
        return new Load(concurrency, rate, duration, warmUp, time, steps, least);
    }

    /** Whether this is an open load: iterations begin at a given rate. */
    public boolean isOpen() {
        return rate.isPresent();
    }

    /** Time under load that is excluded from statistics. */
    public Duration unmeasured() {
        return ramp.plus(warmUp);
    }

    /**
     * How long Gatling keeps starting virtual users. Users loop until the end of the load by themselves. If injection lasted
     * until then, Gatling would replace the users that finish first.
     */
    public Duration injectionTime() {
        Duration wholeSeconds = Duration.ofSeconds(shortest().toSeconds());
        return max(wholeSeconds.minus(BATCH), BATCH);
    }

    /** How long a user stays after its last request, so that even a run shorter than the injection outlasts it. */
    public Duration stay() {
        Duration injectionIsOver = injectionTime().plus(BATCH.dividedBy(2));
        return max(injectionIsOver.minus(shortest()), Duration.ZERO);
    }

    /** The earliest time at which users leave. A target that only fails can end the measured time soon after it begins. */
    private Duration shortest() {
        return least.isPresent() ? unmeasured() : unmeasured().plus(duration);
    }

    /** Time from the beginning of the load to a user's first iteration. */
    public Duration begin(int user) {
        if (ramp.isZero()) {
            return Duration.ZERO;
        }
        double share = (double) (user % concurrency) / concurrency;
        double begin = rampSteps == 0 ? share : Math.floor(share * (rampSteps + 1)) / rampSteps;
        return Duration.ofNanos(Math.round(ramp.toNanos() * Math.min(begin, 1)));
    }

    /** The load in words, such as "10 users" or "200 arrivals/s by at most 50 users, after a ramp of 20s". */
    @Override
    public String toString() {
        String users = Quantity.of(concurrency, "user");
        String shape = rate.isPresent() ? number(rate.getAsDouble()) + " arrivals/s by at most " + users : users;
        String steps = rampSteps == 0 ? "" : " in " + Quantity.of(rampSteps, "step");
        return shape + (ramp.isZero() ? "" : ", after a ramp of " + text(ramp) + steps);
    }

    /** Formats a duration in seconds, or in milliseconds if it is not a whole number of seconds. */
    public static String text(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    /** Formats a rate, without a fraction if it is a whole number. */
    public static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%s", value);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
