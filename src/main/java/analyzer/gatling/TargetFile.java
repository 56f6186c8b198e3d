package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.io.JsonFile;
import analyzer.io.Seal;
import analyzer.metrics.RunInfo;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.TargetUsage.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Adding a member requires a new schema. */
    private static final Set<String> MEMBERS = Set.of(RunInfoFile.RUN, CANDIDATE, BASE);

    private static final Set<String> TARGET_MEMBERS =
            Set.of(SOURCE, CPU_STEP, AT, CPU, RESIDENT, THREADS, COUNTERS, GAUGES);

    /** CPU time is rounded to microseconds. */
    private static final double STEPS = 1000;

    private TargetFile() {}

    /**
     * Writes {@code target.json} into a run folder, after its {@code run.json}.
     *
     * @throws BadInputException if it cannot be written
     */
    public static void write(Path runFolder, TargetUsage.Both both) {
        ObjectNode node = Seal.putSchema(JsonFile.object());
        RunInfoFile.putRun(node, runFolder);
        put(node.putObject(CANDIDATE), both.candidate());
        put(node.putObject(BASE), both.base());
        JsonFile.write(runFolder.resolve(TargetUsage.FILE_NAME), Seal.close(node));
    }

    private static void put(ObjectNode node, TargetUsage usage) {
        node.put(SOURCE, usage.source().name().toLowerCase(Locale.ROOT)).put(CPU_STEP, usage.cpuStepMillis());
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

    /**
     * Reads {@code target.json} of a run folder. Empty if there is none, as in a run of an older version.
     *
     * @param info the run record, if there is one
     * @throws BadInputException if the file exists but cannot be used, or belongs to another run
     */
    public static Optional<TargetUsage.Both> read(Path runFolder, Optional<RunInfo> info) {
        Path file = runFolder.resolve(TargetUsage.FILE_NAME);
        if (!InputFile.isThere(file)) {
            return Optional.empty();
        }
        ObjectNode node = JsonFile.readObject(file);
        try {
            Seal.check(file, node, MEMBERS);
            RunInfoFile.requireRun(node, info);
            return Optional.of(new TargetUsage.Both(usage(node, CANDIDATE), usage(node, BASE)));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    file + ": does not say what a target used (" + e.getMessage()
                            + "); run the simulation again, or delete the file to judge without it",
                    e);
        }
    }

    private static TargetUsage usage(JsonNode file, String side) {
        JsonNode node = Seal.requireMembers(file.path(side), TARGET_MEMBERS);
        List<JsonNode> at = column(node, AT);
        List<JsonNode> cpu = column(node, CPU);
        Optional<List<JsonNode>> resident = optional(node, RESIDENT);
        Optional<List<JsonNode>> threads = optional(node, THREADS);
        for (List<JsonNode> other : List.of(cpu, resident.orElse(at), threads.orElse(at))) {
            if (other.size() != at.size()) {
                throw new IllegalArgumentException(
                        "it has " + at.size() + " moments and " + other.size() + " readings");
            }
        }
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < at.size(); i++) {
            int row = i;
            moments.add(new Moment(
                    whole(at.get(i), AT),
                    number(cpu.get(i), CPU),
                    resident.map(bytes -> OptionalLong.of(whole(bytes.get(row), RESIDENT)))
                            .orElse(OptionalLong.empty()),
                    threads.map(number -> OptionalInt.of(Math.toIntExact(whole(number.get(row), THREADS))))
                            .orElse(OptionalInt.empty())));
        }
        Map<String, TargetUsage.Series> metrics = new TreeMap<>();
        addSeries(metrics, node.path(COUNTERS), true);
        addSeries(metrics, node.path(GAUGES), false);
        return new TargetUsage(source(node), number(node.path(CPU_STEP), CPU_STEP), moments, metrics);
    }

    private static void addSeries(Map<String, TargetUsage.Series> metrics, JsonNode node, boolean counters) {
        if (!node.isObject() && !node.isMissingNode()) {
            throw new IllegalArgumentException("it has a value where metrics should be");
        }
        for (String name : node.propertyNames()) {
            List<Double> values = column(node, name).stream()
                    .map(value -> number(value, name))
                    .toList();
            metrics.put(name, new TargetUsage.Series(counters, values));
        }
    }

    private static TargetUsage.Source source(JsonNode node) {
        String told = node.path(SOURCE).asString("");
        return Arrays.stream(TargetUsage.Source.values())
                .filter(source -> source.name().toLowerCase(Locale.ROOT).equals(told))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it has no " + SOURCE));
    }

    private static Optional<List<JsonNode>> optional(JsonNode node, String key) {
        return node.path(key).isMissingNode() ? Optional.empty() : Optional.of(column(node, key));
    }

    private static List<JsonNode> column(JsonNode node, String key) {
        if (!node.path(key).isArray()) {
            throw new IllegalArgumentException("it has no list " + key);
        }
        List<JsonNode> values = new ArrayList<>();
        node.path(key).forEach(values::add);
        return values;
    }

    private static double number(JsonNode value, String key) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException("it has no number " + key);
        }
        return value.doubleValue();
    }

    /** A whole number. Only memory can exceed the range of an int; any other value outside it is damaged. */
    private static long whole(JsonNode value, String key) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || !key.equals(RESIDENT) && !value.canConvertToInt()) {
            throw new IllegalArgumentException("it has no whole number " + key);
        }
        return value.longValue();
    }
}
