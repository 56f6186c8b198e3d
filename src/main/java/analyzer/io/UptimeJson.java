package analyzer.io;

import analyzer.metrics.Uptime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The uptime of a target in {@code run.json} and baselines: an object with {@code age_ms} and, if known, {@code cpu_ms}. */
public final class UptimeJson {

    private static final String AGE = "age_ms";
    private static final String CPU = "cpu_ms";

    private static final Set<String> MEMBERS = Set.of(AGE, CPU);

    private UptimeJson() {}

    /** Puts the uptime under a key, if it is known. */
    public static void put(ObjectNode json, String key, Optional<Uptime> uptime) {
        uptime.ifPresent(known -> {
            ObjectNode object = json.putObject(key).put(AGE, known.age().toMillis());
            known.cpu().ifPresent(cpu -> object.put(CPU, cpu.toMillis()));
        });
    }

    /**
     * Reads the uptime; empty if the key is missing.
     *
     * @throws IllegalArgumentException if the key exists but its value is not an uptime
     */
    public static Optional<Uptime> of(JsonNode json, String key) {
        return Members.part(json, key, MEMBERS)
                .map(node -> new Uptime(
                        millis(node, AGE), node.has(CPU) ? Optional.of(millis(node, CPU)) : Optional.empty()));
    }

    private static Duration millis(JsonNode node, String name) {
        return Duration.ofMillis(Members.upTo(Long.MAX_VALUE, node, name));
    }
}
