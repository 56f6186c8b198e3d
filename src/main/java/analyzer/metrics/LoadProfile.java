package analyzer.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The load profile: what was loaded, how hard and for how long. Only results with the same load profile are comparable. The
 * measured time can differ: it determines the precision of the results, not their values.
 *
 * @param simulation class name of the simulation
 * @param target the target: its base URL, or {@code stand-in} for the embedded stand-in
 * @param concurrency virtual users at any time; for an open load the largest number of simultaneous iterations
 * @param duration measured time
 * @param warmUp time under the full load before the measured time
 * @param mix how the users are split over injectors and endpoints; empty if they are not split
 * @param rate arrivals per second of an open load; empty for a closed load, whose users begin their next iteration when the last
 *     one has ended
 * @param ramp time before the warm-up in which the load grows
 * @param rampSteps number of steps in which the load grows, 0 for a linear ramp
 * @param sent what the scenario sends, by name: steps, digests of requests, pauses, feeders, users, and what cannot be known;
 *     empty if unknown, as in a run that failed before its preflight
 */
public record LoadProfile(
        String simulation,
        String target,
        int concurrency,
        Duration duration,
        Duration warmUp,
        String mix,
        OptionalDouble rate,
        Duration ramp,
        int rampSteps,
        Map<String, String> sent) {

    /** Name of the target if it is the embedded stand-in. Its URL does not identify it, because its port changes. */
    public static final String STAND_IN = "stand-in";

    /** How long the last iteration can take after the planned end before the simulation ends the run. */
    public static final Duration LAST_ITERATION = Duration.ofSeconds(60);

    private static final String NONE = "none";

    private static final Pattern LOOPBACK =
            Pattern.compile("https?://(localhost|127(\\.[0-9]+){3}|\\[::1])([:/].*)?", Pattern.CASE_INSENSITIVE);

    public LoadProfile {
        sent = Collections.unmodifiableMap(new LinkedHashMap<>(sent));
    }

    /** A closed load without a ramp. What it sends is unknown. */
    public LoadProfile(
            String simulation, String target, int concurrency, Duration duration, Duration warmUp, String mix) {
        this(
                simulation,
                target,
                concurrency,
                duration,
                warmUp,
                mix,
                OptionalDouble.empty(),
                Duration.ZERO,
                0,
                Map.of());
    }

    /** Returns the class name of a simulation without its package and, if it is nested, without its outer class. */
    public static String simpleName(String simulation) {
        return simulation.substring(Math.max(simulation.lastIndexOf('.'), simulation.lastIndexOf('$')) + 1);
    }

    /** Whether iterations begin at a constant rate, regardless of response times. */
    public boolean isOpen() {
        return rate.isPresent();
    }

    /**
     * Whether a user sends the next request as soon as it has the response to the previous one, as far as is known. A request
     * that stalls then holds back others.
     */
    public boolean isBackToBack() {
        return !isOpen() && sent.getOrDefault("pauses", NONE).equals(NONE);
    }

    /**
     * The profile of several injectors that each use this one. Its users are those of all injectors. Its mix contains their number,
     * because the same users on a different number of machines are a different load. For one injector the profile is unchanged.
     */
    public LoadProfile times(int injectors) {
        if (injectors == 1) {
            return this;
        }
        String split = injectors + " injectors of " + Quantity.of(concurrency, "user") + " each";
        return new LoadProfile(
                simulation,
                target,
                Math.multiplyExact(concurrency, injectors),
                duration,
                warmUp,
                mix.isEmpty() ? split : split + ": " + mix,
                rate.isPresent() ? OptionalDouble.of(rate.getAsDouble() * injectors) : rate,
                ramp,
                rampSteps,
                sent);
    }

    /**
     * Whether the target listens on a loopback address, and therefore computes on the machine that generates the load. False for
     * the embedded stand-in, which does not compute.
     */
    public boolean targetSharesMachine() {
        return LOOPBACK.matcher(target).matches();
    }

    LoadProfile on(String otherTarget) {
        return new LoadProfile(
                simulation, otherTarget, concurrency, duration, warmUp, mix, rate, ramp, rampSteps, sent);
    }

    /** The same load for a different measured time. */
    public LoadProfile lasting(Duration measured) {
        return new LoadProfile(simulation, target, concurrency, measured, warmUp, mix, rate, ramp, rampSteps, sent);
    }

    /**
     * The settings in which the other profile differs, each as "name this, not that"; empty if both are comparable. The measured time
     * is not compared.
     */
    public List<String> differencesFrom(LoadProfile other) {
        List<String> differences = new ArrayList<>();
        compare(differences, "simulation", simulation, other.simulation);
        compare(differences, "target", target, other.target);
        compare(differences, "concurrency", concurrency, other.concurrency);
        compare(differences, "warm-up", seconds(warmUp), seconds(other.warmUp));
        compare(differences, "mix", mix.isEmpty() ? NONE : mix, other.mix.isEmpty() ? NONE : other.mix);
        compare(differences, "arrival rate", perSecond(), other.perSecond());
        compare(differences, "ramp", rampText(), other.rampText());
        if (!sent.isEmpty() && !other.sent.isEmpty()) {
            // A name that only one of them has is from another version, or of a request that the other list lacks.
            Set<String> names = new TreeSet<>(sent.keySet());
            names.retainAll(other.sent.keySet());
            names.forEach(name -> compare(differences, name, sent.get(name), other.sent.get(name)));
        }
        return differences;
    }

    private static void compare(List<String> differences, String name, Object mine, Object theirs) {
        if (!mine.equals(theirs)) {
            differences.add(name + " " + mine + ", not " + theirs);
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    @Override
    public String toString() {
        return simpleName(simulation) + " on " + target + ", " + load();
    }

    /** The load in words, such as "10 users, 30s after 5s of warm-up". */
    public String load() {
        String users = Quantity.of(concurrency, "user");
        return (isOpen() ? number() + " arrivals/s by at most " + users : users) + ", " + seconds(duration) + " after "
                + (ramp.isZero() ? "" : "a ramp of " + rampText() + " and ") + seconds(warmUp) + " of warm-up"
                + (mix.isEmpty() ? "" : ", " + mix);
    }

    private String perSecond() {
        return isOpen() ? number() + "/s" : NONE;
    }

    /** Arrivals per second, without the unit. */
    private String number() {
        double value = rate.orElseThrow();
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%s", value);
    }

    private String rampText() {
        return seconds(ramp) + (rampSteps == 0 ? "" : " in " + Quantity.of(rampSteps, "step"));
    }
}
