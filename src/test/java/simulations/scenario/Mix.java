package simulations.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import simulations.config.Injectors;
import simulations.config.InvalidConfigException;
import simulations.config.Load;
import simulations.config.LoadConfig;
import simulations.config.Settings;
import simulations.run.Arrivals;
import simulations.scenario.LoadSimulation.Weighted;

/** Splits the load over the scenarios that run at the same time. */
final class Mix {

    private Mix() {}

    /**
     * Returns the scenarios with their shares of the load. A single scenario gets all of it.
     *
     * @throws InvalidConfigException if the weights are unusable, or if there are fewer users than scenarios
     */
    static List<Part> parts(List<Weighted> scenarios, Load load, LoadConfig config) {
        if (scenarios == null || scenarios.isEmpty()) {
            throw new InvalidConfigException("scenarios() returns " + (scenarios == null ? "null" : "no scenario")
                    + "; return a list of at least one");
        }
        List<Weighted> weighted = scenarios.stream()
                .map(one -> new Weighted(weight(one, config), one.scenario()))
                .filter(one -> one.weight() > 0)
                .toList();
        for (Weighted one : scenarios) {
            Settings.requireNameOfItsOwn(one.scenario().getClass());
            if (one.weight() < 0) {
                throw new InvalidConfigException("the weight " + one.weight() + " of "
                        + one.scenario().getClass().getSimpleName() + " is invalid; it must be 0 or more");
            }
        }
        List<String> names = scenarios.stream()
                .map(one -> one.scenario().getClass().getSimpleName())
                .toList();
        names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidConfigException("the mix lists " + name + " twice; list it once with more weight");
                });
        if (weighted.isEmpty()) {
            throw new InvalidConfigException("the weights of the mix are all 0; give one scenario at least 1");
        }
        if (load.concurrency() < weighted.size()) {
            throw new InvalidConfigException("CONCURRENCY = " + load.concurrency() + " is too small for a mix of "
                    + weighted.size() + " scenarios; it must be " + weighted.size()
                    + " or more, or set a weight to 0");
        }
        List<Integer> weights = weighted.stream().map(Weighted::weight).toList();
        List<Integer> users = split(load.concurrency(), weights);
        int sum = weights.stream().mapToInt(Integer::intValue).sum();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < weighted.size(); i++) {
            parts.add(part(
                    weighted.get(i).scenario(),
                    load.withUsers(users.get(i)),
                    load.rate().isPresent()
                            ? OptionalDouble.of(load.rate().getAsDouble() * weights.get(i) / sum)
                            : OptionalDouble.empty(),
                    config));
        }
        return parts;
    }

    private static int weight(Weighted one, LoadConfig config) {
        return config.weight(Settings.scenarioName(one.scenario().getClass())).orElse(one.weight());
    }

    private static Part part(ApiSimulation scenario, Load share, OptionalDouble rate, LoadConfig config) {
        String name = Settings.scenarioName(scenario.getClass());
        int index = config.injectors().map(Injectors::index).orElse(0);
        int count = config.injectors().map(Injectors::count).orElse(1);
        Optional<Arrivals> arrivals = rate.isPresent()
                ? Optional.of(new Arrivals(share, rate.getAsDouble(), index, count))
                : Optional.empty();
        return new Part(
                name.toLowerCase(Locale.ROOT).replace('_', ' '),
                scenario,
                share,
                arrivals,
                new Api.Common(config, name, config.baselineUrl().isPresent()));
    }

    /**
     * Splits users by weight. Each scenario gets the integer part of its share, and those with the largest remainders get the
     * remaining users. A scenario without users gets one from the largest.
     */
    static List<Integer> split(int concurrency, List<Integer> weights) {
        long sum = weights.stream().mapToLong(Integer::longValue).sum();
        int[] users = weights.stream()
                .mapToInt(weight -> (int) ((long) concurrency * weight / sum))
                .toArray();
        IntStream.range(0, users.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> -((long) concurrency * weights.get(i) % sum)))
                .limit(concurrency - IntStream.of(users).sum())
                .forEach(i -> users[i]++);
        for (int i = 0; i < users.length; i++) {
            if (users[i] == 0) {
                int largest = IntStream.range(0, users.length)
                        .boxed()
                        .max(Comparator.comparingInt(j -> users[j]))
                        .orElseThrow();
                users[largest]--;
                users[i]++;
            }
        }
        return IntStream.of(users).boxed().toList();
    }

    /**
     * Returns the split in words, such as "2 live, 4 whoami" or, for an open load, "2 live at 20/s, 4 whoami at 40/s"; empty for one
     * scenario. Users are whole numbers and arrival rates are not, so neither can be derived from the other.
     */
    static String text(List<Part> parts) {
        return parts.size() == 1
                ? ""
                : parts.stream()
                        .map(part -> part.load().concurrency() + " " + part.name()
                                + part.arrivals()
                                        .map(arrivals -> " at " + Load.number(arrivals.perSecond()) + "/s")
                                        .orElse(""))
                        .collect(Collectors.joining(", "));
    }
}
