package simulations.config;

import analyzer.metrics.LoadProfile;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one simulation is going to do.
 *
 * @param simulation class name of the simulation
 * @param load how hard in total and for how long
 * @param users virtual users of each scenario that takes part; their sum is the concurrency
 * @param mix the split in words, empty for one scenario
 */
public record Plan(String simulation, Load load, Map<Endpoint, Integer> users, String mix) {

    public Plan {
        users = Collections.unmodifiableMap(new EnumMap<>(users));
    }

    /** One endpoint under its own load. */
    public static Plan of(Class<?> simulation, LoadConfig config, Endpoint endpoint) {
        Load load = config.load(endpoint);
        return new Plan(simulation.getName(), load, Map.of(endpoint, load.concurrency()), "");
    }

    /**
     * All endpoints that have a weight, at once.
     *
     * @throws InvalidConfigException if the users cannot be split by the weights
     */
    public static Plan mixed(Class<?> simulation, LoadConfig config) {
        Mix mix = Mix.split(config.general().concurrency(), config.weights());
        return new Plan(simulation.getName(), config.general(), mix.users(), mix.toString());
    }

    /** The scenarios that take part. */
    public Set<Endpoint> endpoints() {
        return users.keySet();
    }

    /** The names of the requests that are measured. */
    public List<String> requestNames(LoadConfig config) {
        return endpoints().stream().map(config::path).toList();
    }

    /** The profile under which results are comparable. */
    public LoadProfile profileOn(String target) {
        return new LoadProfile(simulation, target, load.concurrency(), load.duration(), load.warmUp(), mix);
    }
}
