package standin;

import java.util.EnumMap;
import java.util.Map;

/** Numbers by endpoint: {@code 1.5} for all, {@code /v1/whoami=1.5} for one, or several separated by commas. */
final class PerEndpoint {

    private PerEndpoint() {}

    /**
     * Parses a list of numbers. An endpoint's own number takes precedence over the number for all, in any order.
     *
     * @throws IllegalArgumentException if a number or a path is invalid, or if one is given twice
     */
    static Map<Endpoint, Double> parse(String text) {
        Map<Endpoint, Double> named = new EnumMap<>(Endpoint.class);
        Map<Endpoint, Double> all = new EnumMap<>(Endpoint.class);
        for (String item : text.split(",", -1)) {
            int equals = item.indexOf('=');
            double number = Double.parseDouble(item.substring(equals + 1));
            if (equals >= 0) {
                putOnce(named, endpoint(item.substring(0, equals).strip()), number);
            } else {
                for (Endpoint endpoint : Endpoint.values()) {
                    putOnce(all, endpoint, number);
                }
            }
        }
        all.putAll(named);
        return all;
    }

    private static Endpoint endpoint(String path) {
        return Endpoint.at(path).orElseThrow(() -> new IllegalArgumentException("no endpoint: " + path));
    }

    private static void putOnce(Map<Endpoint, Double> numbers, Endpoint endpoint, double number) {
        if (numbers.put(endpoint, number) != null) {
            throw new IllegalArgumentException("given twice: " + endpoint.path());
        }
    }
}
