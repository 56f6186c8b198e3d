package analyzer.gatling;

import analyzer.io.Members;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import analyzer.metrics.GeneratorHealth.GcPauses;
import analyzer.metrics.RunInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code health.json} of a run folder: the health of the load generator. Simulations write it when the measured time ends,
 * and the analyzer reads it. A figure that could not be read is omitted, never written as 0.
 */
public final class HealthFile {

    private static final String MEASURED = "measured_ms";
    private static final String PROCESS_CPU = "process_cpu_share";
    private static final String MACHINE_CPU = "machine_cpu_share";
    private static final String GC = "gc_pauses";
    private static final String HICCUPS = "hiccups";
    private static final String CONNECTIONS = "connections";
    private static final String LOOP_DELAYS = "event_loop_delays";
    private static final String TOTAL = "total_ms";
    private static final String P50 = "p50_ms";
    private static final String P99 = "p99_ms";
    private static final String P999 = "p99_9_ms";
    private static final String MAX = "max_ms";

    private static final RunFile FILE = new RunFile(
            GeneratorHealth.FILE_NAME,
            "describe the health of a load generator",
            Set.of(MEASURED, PROCESS_CPU, MACHINE_CPU, GC, HICCUPS, CONNECTIONS, LOOP_DELAYS));

    private static final Set<String> GC_MEMBERS = Set.of(TOTAL, MAX);
    private static final Set<String> HICCUPS_MEMBERS = Set.of(P50, P99, P999, MAX);

    private HealthFile() {}

    /** Writes {@code health.json} into a run folder; see {@link RunFile#write}. */
    public static void write(Path runFolder, GeneratorHealth health) {
        FILE.write(runFolder, json -> put(json, health));
    }

    private static void put(ObjectNode node, GeneratorHealth health) {
        node.put(MEASURED, health.measured().toMillis());
        health.processCpuShare().ifPresent(share -> node.put(PROCESS_CPU, share));
        health.machineCpuShare().ifPresent(share -> node.put(MACHINE_CPU, share));
        health.gcPauses()
                .ifPresent(gc -> node.putObject(GC).put(TOTAL, gc.totalMillis()).put(MAX, gc.maxMillis()));
        health.hiccups().ifPresent(late -> put(node.putObject(HICCUPS), late));
        health.loopDelays().ifPresent(late -> put(node.putObject(LOOP_DELAYS), late));
        health.connections().ifPresent(open -> node.put(CONNECTIONS, open));
    }

    /** Reads {@code health.json} of a run folder; see {@link RunFile#read}. */
    public static Optional<GeneratorHealth> read(Path runFolder, Optional<RunInfo> info) {
        return FILE.read(runFolder, info, HealthFile::toHealth);
    }

    private static void put(ObjectNode node, DelayPercentiles late) {
        node.put(P50, late.p50Millis())
                .put(P99, late.p99Millis())
                .put(P999, late.p999Millis())
                .put(MAX, late.maxMillis());
    }

    private static GeneratorHealth toHealth(JsonNode node) {
        return new GeneratorHealth(
                Duration.ofMillis(Members.integer(node, MEASURED)),
                share(node, PROCESS_CPU),
                share(node, MACHINE_CPU),
                Members.part(node, GC, GC_MEMBERS)
                        .map(gc -> new GcPauses(Members.integer(gc, TOTAL), Members.integer(gc, MAX))),
                hiccups(node, HICCUPS),
                hiccups(node, LOOP_DELAYS),
                node.has(CONNECTIONS) ? OptionalInt.of(Members.integer(node, CONNECTIONS)) : OptionalInt.empty());
    }

    private static Optional<DelayPercentiles> hiccups(JsonNode node, String key) {
        return Members.part(node, key, HICCUPS_MEMBERS)
                .map(late -> new DelayPercentiles(
                        Members.number(late, P50),
                        Members.number(late, P99),
                        Members.number(late, P999),
                        Members.number(late, MAX)));
    }

    private static OptionalDouble share(JsonNode node, String key) {
        return node.has(key) ? OptionalDouble.of(Members.number(node, key)) : OptionalDouble.empty();
    }
}
