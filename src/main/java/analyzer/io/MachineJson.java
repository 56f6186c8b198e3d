package analyzer.io;

import analyzer.metrics.Machine;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A machine as JSON, in the same form in {@code run.json}, baselines and reports. */
public final class MachineJson {

    private static final String CPU = "cpu";
    private static final String CORES = "cores";
    private static final String OS = "os";
    private static final String JVM = "jvm";
    private static final Set<String> MEMBERS = Set.of(CPU, CORES, OS, JVM);

    private MachineJson() {}

    public static void put(ObjectNode json, Machine machine) {
        json.put(CPU, machine.cpu())
                .put(CORES, machine.cores())
                .put(OS, machine.os())
                .put(JVM, machine.jvm());
    }

    /**
     * Reads a machine.
     *
     * @throws IllegalArgumentException if the JSON does not describe a machine; the message names what is missing or unknown
     */
    public static Machine of(JsonNode json) {
        Members.requireKnown(json, MEMBERS);
        return new Machine(
                Members.text(json, CPU),
                (int) Members.upTo(Integer.MAX_VALUE, json, CORES),
                Members.text(json, OS),
                Members.text(json, JVM));
    }
}
