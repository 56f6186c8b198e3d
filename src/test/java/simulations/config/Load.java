package simulations.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How hard and for how long.
 *
 * <p>Closed, the default: {@code concurrency} virtual users, each of which begins its next iteration when the last one has
 * ended. Open, with a {@code rate}: iterations begin at that rate whatever the answers take, and {@code concurrency} bounds
 * how many can be under way at once. Before either, the load can ramp up; ramp and warm-up are in no statistic.
 *
 * @param concurrency virtual users
 * @param rate arrivals per second, empty for a closed load
 * @param duration measured time; the most of it where it ends with the verdict
 * @param warmUp time under the full load before it
 * @param ramp time before the warm-up in which the load grows from nothing
 * @param rampSteps steps in which it grows, 0 for a straight line
 * @param least measured time before which no comparison ends it; empty where it is fixed
 */
public record Load(
        int concurrency,
        OptionalDouble rate,
        Duration duration,
        Duration warmUp,
        Duration ramp,
        int rampSteps,
        Optional<Duration> least) {

    /** Gatling starts users in batches of this length, so it is the least. */
    private static final Duration BATCH = Duration.ofSeconds(1);

    /** A load of fixed duration. */
    public Load(
            int concurrency, OptionalDouble rate, Duration duration, Duration warmUp, Duration ramp, int rampSteps) {
        this(concurrency, rate, duration, warmUp, ramp, rampSteps, Optional.empty());
    }

    /**
     * The load of one scenario as it is set, for that scenario or for all.
     *
     * @throws InvalidConfigException if a value cannot be used, or there are steps and no ramp
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
                    + ") has no ramp to divide; set RAMP to the time that all steps take together");
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
                    + most.name() + " = " + text(most.duration()) + "; make it no longer than that");
        }
        return most.duration();
    }

    /**
     * Checks what a simulation made of the configured load.
     *
     * @param simulation the simulation, for the message
     * @throws InvalidConfigException if it cannot be generated
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
            requireTime(simulation, "least duration", shortest, Duration.ofMillis(1));
            if (shortest.compareTo(duration) > 0) {
                throw unusable(simulation, "least duration", text(shortest), "no longer than " + text(duration));
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
                simulation + ".load() makes " + name + " " + value + ", which cannot be; it must be " + accepted);
    }

    /** The same with another number of virtual users. */
    public Load withUsers(int users) {
        return new Load(users, rate, duration, warmUp, ramp, rampSteps, least);
    }

    /** An open load of so many arrivals per second. */
    public Load withArrivalsPerSecond(double arrivals) {
        return new Load(concurrency, OptionalDouble.of(arrivals), duration, warmUp, ramp, rampSteps, least);
    }

    /** The same with another measured time. */
    public Load withDuration(Duration measured) {
        return new Load(concurrency, rate, measured, warmUp, ramp, rampSteps);
    }

    /** The same with a measured time that ends with the verdict. */
    public Load withDuration(Duration atLeast, Duration atMost) {
        return new Load(concurrency, rate, atMost, warmUp, ramp, rampSteps, Optional.of(atLeast));
    }

    /** The same with another warm-up. */
    public Load withWarmUp(Duration time) {
        return new Load(concurrency, rate, duration, time, ramp, rampSteps, least);
    }

    /** The same after a straight ramp. */
    public Load withRamp(Duration time) {
        return withRamp(time, 0);
    }

    /** The same after a ramp in equal steps. */
    public Load withRamp(Duration time, int steps) {
        return new Load(concurrency, rate, duration, warmUp, time, steps, least);
    }

    /** Whether iterations begin at a rate of their own. */
    public boolean isOpen() {
        return rate.isPresent();
    }

    /** Time under load that is in no statistic. */
    public Duration unmeasured() {
        return ramp.plus(warmUp);
    }

    /**
     * How long Gatling may start virtual users. They loop until the end by themselves; were injection to last as long,
     * Gatling would replace those that finish first.
     */
    public Duration injectionTime() {
        Duration wholeSeconds = Duration.ofSeconds(shortest().toSeconds());
        return max(wholeSeconds.minus(BATCH), BATCH);
    }

    /** How long a user stays after its last request, so that a run shorter than the injection outlasts it too. */
    public Duration stay() {
        Duration injectionIsOver = injectionTime().plus(BATCH.dividedBy(2));
        return max(injectionIsOver.minus(shortest()), Duration.ZERO);
    }

    /** When users may leave: a target that only fails can end the measured time soon after its begin. */
    private Duration shortest() {
        return least.isPresent() ? unmeasured() : unmeasured().plus(duration);
    }

    /** When a user begins its first iteration, counted from the begin of the load. */
    public Duration begin(int user) {
        if (ramp.isZero()) {
            return Duration.ZERO;
        }
        double share = (double) (user % concurrency) / concurrency;
        double begin = rampSteps == 0 ? share : Math.floor(share * (rampSteps + 1)) / rampSteps;
        return Duration.ofNanos(Math.round(ramp.toNanos() * Math.min(begin, 1)));
    }

    /** The load in words, such as "10 users" or "200 arrivals/s, at most 50 at once, after a ramp of 20s". */
    @Override
    public String toString() {
        String users = concurrency + (concurrency == 1 ? " user" : " users");
        String shape = rate.isPresent() ? number(rate.getAsDouble()) + " arrivals/s by at most " + users : users;
        String steps = rampSteps == 0 ? "" : " in " + rampSteps + (rampSteps == 1 ? " step" : " steps");
        return shape + (ramp.isZero() ? "" : ", after a ramp of " + text(ramp) + steps);
    }

    /** A duration as people write it: in seconds, or in milliseconds where there are no whole seconds. */
    public static String text(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    /** A rate as people write it, without a fraction where there is none. */
    public static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%s", value);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
