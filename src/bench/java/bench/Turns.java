package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measurements that alternate, A B A B. Other activity of the machine affects all of them equally, and their ratios remain valid
 * longer than their values.
 *
 * @param <T> result of one repetition
 */
final class Turns<T> {

    private final Map<String, Measurement<T>> contenders = new LinkedHashMap<>();

    /** One repetition. */
    @FunctionalInterface
    interface Measurement<T> {
        T take() throws IOException, InterruptedException;
    }

    /** Adds a contender, which is measured after those added before. */
    Turns<T> with(String name, Measurement<T> contender) {
        contenders.put(name, contender);
        return this;
    }

    /** Measures each contender once per round, after {@code warmUps} rounds that do not count. */
    Map<String, List<T>> take(int warmUps, int rounds) throws IOException, InterruptedException {
        Map<String, List<T>> taken = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> taken.put(name, new ArrayList<>()));
        for (int round = -warmUps; round < rounds; round++) {
            for (Map.Entry<String, Measurement<T>> contender : contenders.entrySet()) {
                T value = contender.getValue().take();
                if (round >= 0) {
                    taken.get(contender.getKey()).add(value);
                }
            }
        }
        return taken;
    }
}
