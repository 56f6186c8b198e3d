package analyzer.gatling;

import analyzer.io.Members;
import analyzer.metrics.RunInfo;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.TargetUsage.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code target.json} of a run folder: what the targets used. Simulations write it when the measured time ends, and the
 * analyzer reads it. Readings are one list per column, because repeated names would be most of the file. A column that some
 * readings lack is omitted.
 */
public final class TargetFile {

    private static final String CANDIDATE = "candidate";
    private static final String BASE = "base";
    private static final String SOURCE = "source";
    private static final String CPU_STEP = "cpu_step_ms";
    private static final String AT = "at_ms";
    private static final String CPU = "cpu_ms";
    private static final String RESIDENT = "resident_bytes";
    private static final String THREADS = "threads";
    private static final String COUNTERS = "counters";
    private static final String GAUGES = "gauges";
    private static final String PROCESS = "process";

    private static final RunFile FILE =
            new RunFile(TargetUsage.FILE_NAME, "describe the usage of a target", Set.of(CANDIDATE, BASE));

    private static final Set<String> TARGET_MEMBERS =
            Set.of(SOURCE, CPU_STEP, AT, CPU, RESIDENT, THREADS, COUNTERS, GAUGES, PROCESS);

    /** CPU time is rounded to microseconds. */
    private static final double STEPS = 1000;

    private TargetFile() {}

    /** Writes {@code target.json} into a run folder; see {@link RunFile#write}. */
    public static void write(Path runFolder, TargetUsage.Both both) {
        FILE.write(runFolder, json -> {
            put(json.putObject(CANDIDATE), both.candidate());
            put(json.putObject(BASE), both.base());
        });
    }

    private static void put(ObjectNode node, TargetUsage usage) {
        node.put(SOURCE, usage.source().name().toLowerCase(Locale.ROOT)).put(CPU_STEP, usage.cpuStepMillis());
        if (!usage.process().isEmpty()) {
            node.put(PROCESS, usage.process());
        }
        ArrayNode at = node.putArray(AT);
        ArrayNode cpu = node.putArray(CPU);
        usage.moments().forEach(moment -> {
            at.add(moment.atMillis());
            cpu.add(Math.round(moment.cpuMillis() * STEPS) / STEPS);
        });
        if (all(usage, moment -> moment.residentBytes().isPresent())) {
            ArrayNode resident = node.putArray(RESIDENT);
            usage.moments()
                    .forEach(moment -> resident.add(moment.residentBytes().getAsLong()));
        }
        if (all(usage, moment -> moment.threads().isPresent())) {
            ArrayNode threads = node.putArray(THREADS);
            usage.moments().forEach(moment -> threads.add(moment.threads().getAsInt()));
        }
        put(node, COUNTERS, usage, true);
        put(node, GAUGES, usage, false);
    }

    private static void put(ObjectNode node, String key, TargetUsage usage, boolean counters) {
        Map<String, TargetUsage.Series> some = new TreeMap<>(usage.metrics());
        some.values().removeIf(series -> series.counter() != counters);
        if (!some.isEmpty()) {
            ObjectNode all = node.putObject(key);
            some.forEach((name, series) -> {
                ArrayNode values = all.putArray(name);
                series.values().forEach(values::add);
            });
        }
    }

    private static boolean all(TargetUsage usage, Predicate<Moment> known) {
        return !usage.moments().isEmpty() && usage.moments().stream().allMatch(known);
    }

    /** Reads {@code target.json} of a run folder; see {@link RunFile#read}. */
    public static Optional<TargetUsage.Both> read(Path runFolder, Optional<RunInfo> info) {
        return FILE.read(runFolder, info, json -> new TargetUsage.Both(usage(json, CANDIDATE), usage(json, BASE)));
    }

    private static TargetUsage usage(JsonNode file, String side) {
        JsonNode node = Members.requireKnown(file.path(side), TARGET_MEMBERS);
        List<Integer> at = Members.integers(node, AT);
        List<Double> cpu = Members.numbers(node, CPU);
        // Only memory can exceed the range of an int.
        Optional<List<Long>> resident =
                node.has(RESIDENT) ? Optional.of(Members.wholeNumbers(node, RESIDENT)) : Optional.empty();
        Optional<List<Integer>> threads =
                node.has(THREADS) ? Optional.of(Members.integers(node, THREADS)) : Optional.empty();
        for (List<?> other : List.of(cpu, resident.isPresent() ? resident.get() : at, threads.orElse(at))) {
            if (other.size() != at.size()) {
                throw new IllegalArgumentException("it has " + at.size() + " times and " + other.size() + " readings");
            }
        }
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < at.size(); i++) {
            int row = i;
            moments.add(new Moment(
                    at.get(i),
                    cpu.get(i),
                    resident.map(bytes -> OptionalLong.of(bytes.get(row))).orElse(OptionalLong.empty()),
                    threads.map(number -> OptionalInt.of(number.get(row))).orElse(OptionalInt.empty())));
        }
        Map<String, TargetUsage.Series> metrics = new TreeMap<>();
        addSeries(metrics, node.path(COUNTERS), true);
        addSeries(metrics, node.path(GAUGES), false);
        return new TargetUsage(
                Members.constant(node, SOURCE, TargetUsage.Source.values()),
                Members.number(node, CPU_STEP),
                moments,
                metrics,
                node.path(PROCESS).asString(""));
    }

    private static void addSeries(Map<String, TargetUsage.Series> metrics, JsonNode node, boolean counters) {
        if (!node.isObject() && !node.isMissingNode()) {
            throw new IllegalArgumentException("its metrics are not an object");
        }
        for (String name : node.propertyNames()) {
            metrics.put(name, new TargetUsage.Series(counters, Members.numbers(node, name)));
        }
    }
}
