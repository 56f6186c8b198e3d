package simulations.config;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the virtual users are split over the scenarios that run at once. */
public final class Mix {

    private final Map<Endpoint, Integer> users;

    private Mix(Map<Endpoint, Integer> users) {
        this.users = Collections.unmodifiableMap(users);
    }

    /**
     * Splits the users by weight. Each scenario gets the whole part of its share, those with the largest remainders get
     * the users left over, and a scenario that would be left without gets one from the largest.
     *
     * @param concurrency users to split
     * @param weights weight of each scenario, 0 to leave it out
     * @throws InvalidConfigException if all weights are 0, or if there are fewer users than scenarios
     */
    public static Mix split(int concurrency, Map<Endpoint, Integer> weights) {
        Map<Endpoint, Integer> positive = new EnumMap<>(Endpoint.class);
        weights.forEach((endpoint, weight) -> {
            if (weight > 0) {
                positive.put(endpoint, weight);
            }
        });
        if (positive.isEmpty()) {
            throw new InvalidConfigException("the weights of the mix are all 0; give one scenario at least 1");
        }
        if (concurrency < positive.size()) {
            throw new InvalidConfigException(Setting.CONCURRENCY + " = " + concurrency + " is too small for a mix of "
                    + positive.size() + " scenarios; it must be " + positive.size() + " or more, or set a weight to 0");
        }
        return new Mix(byLargestRemainder(concurrency, positive));
    }

    private static Map<Endpoint, Integer> byLargestRemainder(int concurrency, Map<Endpoint, Integer> weights) {
        long sum = weights.values().stream().mapToLong(Integer::longValue).sum();
        Map<Endpoint, Integer> users = new EnumMap<>(Endpoint.class);
        weights.forEach((endpoint, weight) -> users.put(endpoint, (int) ((long) concurrency * weight / sum)));
        int left = concurrency
                - users.values().stream().mapToInt(Integer::intValue).sum();
        weights.keySet().stream()
                .sorted(Comparator.comparingLong(endpoint -> -((long) concurrency * weights.get(endpoint) % sum)))
                .limit(left)
                .forEach(endpoint -> users.merge(endpoint, 1, Integer::sum));
        List<Endpoint> without = users.keySet().stream()
                .filter(endpoint -> users.get(endpoint) == 0)
                .toList();
        for (Endpoint endpoint : without) {
            Endpoint largest = Collections.max(users.entrySet(), Map.Entry.comparingByValue())
                    .getKey();
            users.merge(largest, -1, Integer::sum);
            users.put(endpoint, 1);
        }
        return users;
    }

    /** Virtual users of each scenario that takes part. */
    public Map<Endpoint, Integer> users() {
        return users;
    }

    /** The split in words, as in "2 live, 4 whoami, 1 login, 3 music". */
    @Override
    public String toString() {
        return users.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
    }
}
