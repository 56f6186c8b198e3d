package analyzer.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was loaded, how hard and for how long. Results are comparable only within one profile.
 *
 * @param simulation class name of the simulation
 * @param target what was loaded: the base URL, or {@code stand-in} for the embedded one
 * @param concurrency virtual users at any time
 * @param duration measured time
 * @param warmUp time under load before the measured time
 * @param mix how the users are split, over injectors and over endpoints; empty when there is nothing to split
 */
public record LoadProfile(
        String simulation, String target, int concurrency, Duration duration, Duration warmUp, String mix) {

    /** The target's name when it is the embedded stand-in. */
    public static final String STAND_IN = "stand-in";

    /**
     * The profile of so many injectors that each load by this one. Its users are those of all of them, and its mix says how
     * many there are, for the same users on another number of machines are another load. One injector is no other profile.
     */
    public LoadProfile times(int injectors) {
        if (injectors == 1) {
            return this;
        }
        String split = injectors + " injectors of " + concurrency + (concurrency == 1 ? " user" : " users") + " each";
        return new LoadProfile(
                simulation,
                target,
                Math.multiplyExact(concurrency, injectors),
                duration,
                warmUp,
                mix.isEmpty() ? split : split + ": " + mix);
    }

    /** The same load on another target. */
    LoadProfile on(String otherTarget) {
        return new LoadProfile(simulation, otherTarget, concurrency, duration, warmUp, mix);
    }

    /** The settings in which the other profile differs, each as "name: this here, that there"; empty when comparable. */
    public List<String> differencesFrom(LoadProfile other) {
        List<String> differences = new ArrayList<>();
        compare(differences, "simulation", simulation, other.simulation);
        compare(differences, "target", target, other.target);
        compare(differences, "concurrency", concurrency, other.concurrency);
        compare(differences, "duration", seconds(duration), seconds(other.duration));
        compare(differences, "warm-up", seconds(warmUp), seconds(other.warmUp));
        compare(differences, "mix", mix.isEmpty() ? "none" : mix, other.mix.isEmpty() ? "none" : other.mix);
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
        return simulation.substring(simulation.lastIndexOf('.') + 1) + " on " + target + ", " + concurrency
                + (concurrency == 1 ? " user, " : " users, ") + seconds(duration) + " after " + seconds(warmUp)
                + " of warm-up" + (mix.isEmpty() ? "" : ", " + mix);
    }
}
