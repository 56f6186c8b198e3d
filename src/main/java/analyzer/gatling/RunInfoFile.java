package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.io.JsonFile;
import analyzer.io.LoadProfileJson;
import analyzer.io.MachineJson;
import analyzer.io.Members;
import analyzer.io.Seal;
import analyzer.io.UptimeJson;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Injector;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code run.json} of a run folder: the run record. Simulations write it and the analyzer reads it. Both use this class, so
 * that they cannot disagree.
 */
public final class RunInfoFile {

    private static final String MEASURED_FROM = "measured_from_ms";

    /** Present only in paired runs. */
    private static final String BASE_TARGET = "base_target";

    /** Present only in finished runs under an open load. */
    private static final String ARRIVALS = "arrivals";

    /** Present, like {@link #BASE_UPTIME}, only if the target's process could be seen. */
    private static final String UPTIME = "uptime";

    private static final String BASE_UPTIME = "base_uptime";
    /** Present only in runs with {@code DURATION=auto}. */
    private static final String AUTO = "auto";

    /** Present only in runs that ended normally. */
    private static final String LOG = "log";

    private static final String FILES = "files";

    /** The files that a verdict rests on, in addition to log and run record. */
    static final Set<String> LEFT_FILES = Set.of(GeneratorHealth.FILE_NAME, TargetUsage.FILE_NAME);

    private static final String BYTES = "bytes";

    private static final String CHECKSUM = "crc32";

    private static final Set<String> LOG_MEMBERS = Set.of(BYTES, CHECKSUM);

    private static final Set<String> AUTO_MEMBERS = Set.of("least_ms", "most_ms", "looks", "end");

    private static final Set<String> LOOK_MEMBERS = Set.of("at_ms", "open");

    private static final String AT_BEGIN = "at_begin";

    private static final String AT_END = "at_end";

    private static final Set<String> ARRIVALS_MEMBERS = Set.of("measured", "late", "most_at_once", AT_BEGIN, AT_END);

    /** Adding a member requires a new schema. */
    private static final Set<String> MEMBERS = Stream.concat(
                    LoadProfileJson.MEMBERS.stream(),
                    Stream.of(
                            "endpoints",
                            MEASURED_FROM,
                            "machine",
                            "commit",
                            "failure",
                            InjectorJson.KEY,
                            BASE_TARGET,
                            ARRIVALS,
                            UPTIME,
                            BASE_UPTIME,
                            AUTO,
                            LOG,
                            FILES))
            .collect(Collectors.toUnmodifiableSet());

    /** Largest count of users or iterations, small enough that the sum of many does not overflow. */
    private static final int MOST = 10_000_000;

    private RunInfoFile() {}

    /**
     * Writes {@code run.json} into a run folder.
     *
     * @throws BadInputException if it cannot be written
     */
    public static void write(Path runFolder, RunInfo info) {
        ObjectNode json = Seal.putSchema(JsonFile.object());
        LoadProfileJson.put(json, info.profile());
        info.endpoints().forEach(json.putArray("endpoints")::add);
        json.put(MEASURED_FROM, info.measuredFrom().toEpochMilli());
        MachineJson.put(json.putObject("machine"), info.machine());
        json.put("commit", info.commit()).put("failure", info.failure().orElse(""));
        info.injector().ifPresent(injector -> InjectorJson.put(json, injector));
        info.baseTarget().ifPresent(target -> json.put(BASE_TARGET, target));
        info.arrivals()
                .ifPresent(arrivals -> json.putObject(ARRIVALS)
                        .put("measured", arrivals.measured())
                        .put("late", arrivals.late())
                        .put("most_at_once", arrivals.mostAtOnce())
                        .put(AT_BEGIN, arrivals.atBegin())
                        .put(AT_END, arrivals.atEnd()));
        UptimeJson.put(json, UPTIME, info.uptime());
        UptimeJson.put(json, BASE_UPTIME, info.baseUptime());
        info.auto().ifPresent(auto -> put(json.putObject(AUTO), auto));
        info.left().ifPresent(left -> {
            json.putObject(LOG)
                    .put(BYTES, left.log().bytes())
                    .put(CHECKSUM, left.log().checksum());
            left.files().forEach(json.putObject(FILES)::put);
        });
        JsonFile.write(runFolder.resolve(RunInfo.FILE_NAME), Seal.close(json));
    }

    /** Member of the files next to {@code run.json} that identifies their run. */
    static final String RUN = MEASURED_FROM;

    /** Puts the member {@link #RUN}, if there is a {@code run.json}. */
    static void putRun(ObjectNode json, Path runFolder) {
        read(runFolder).ifPresent(info -> json.put(RUN, info.measuredFrom().toEpochMilli()));
    }

    /** @throws IllegalArgumentException if a file is of another run than {@code run.json} */
    static void requireRun(JsonNode json, Optional<RunInfo> info) {
        if (info.isPresent() && !moment(json, RUN).equals(info.get().measuredFrom())) {
            throw new IllegalArgumentException("it is from another run, measured from " + moment(json, RUN)
                    + " on, not from " + info.get().measuredFrom());
        }
    }

    private static void put(ObjectNode json, AutoDuration auto) {
        json.put("least_ms", auto.least().toMillis()).put("most_ms", auto.most().toMillis());
        ArrayNode looks = json.putArray("looks");
        for (AutoDuration.Look look : auto.looks()) {
            look.open()
                    .forEach(
                            looks.addObject().put("at_ms", look.at().toMillis()).putArray("open")::add);
        }
        json.put(
                "end",
                auto.end().map(end -> end.name().toLowerCase(Locale.ROOT)).orElse(""));
    }

    /**
     * Reads {@code run.json} of a run folder. Empty if there is none, as in a run of another project's simulation.
     *
     * @throws BadInputException if the file exists but cannot be used
     */
    public static Optional<RunInfo> read(Path runFolder) {
        Path file = runFolder.resolve(RunInfo.FILE_NAME);
        if (!InputFile.isThere(file)) {
            return Optional.empty();
        }
        ObjectNode json = JsonFile.readObject(file);
        try {
            Seal.check(file, json, MEMBERS);
            return Optional.of(toRunInfo(json, InjectorJson.of(file, json)));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    file + ": does not describe a run (" + e.getMessage()
                            + "); delete the run folder or run the simulation again",
                    e);
        }
    }

    private static RunInfo toRunInfo(JsonNode json, Optional<Injector> injector) {
        LoadProfile profile = LoadProfileJson.of(json);
        long users =
                (long) profile.concurrency() * injector.map(Injector::count).orElse(1);
        if (profile.concurrency() > MOST || users > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("its concurrency is out of range");
        }
        Optional<String> failed = Optional.of(Members.text(json, "failure")).filter(failure -> !failure.isEmpty());
        List<String> endpoints = Members.texts(json, "endpoints");
        return new RunInfo(
                profile,
                // Some verdict must show that the load failed.
                failed.isPresent() && endpoints.isEmpty()
                        ? List.of(LoadProfile.simpleName(profile.simulation()))
                        : endpoints,
                moment(json, MEASURED_FROM),
                MachineJson.of(json.path("machine")),
                Members.text(json, "commit"),
                failed,
                injector,
                json.has(BASE_TARGET) ? Optional.of(Members.text(json, BASE_TARGET)) : Optional.empty(),
                Members.part(json, ARRIVALS, ARRIVALS_MEMBERS).map(RunInfoFile::arrivals),
                UptimeJson.of(json, UPTIME),
                UptimeJson.of(json, BASE_UPTIME),
                Members.part(json, AUTO, AUTO_MEMBERS).map(RunInfoFile::auto),
                Members.part(json, LOG, LOG_MEMBERS)
                        .map(log -> new RunInfo.Left(
                                new RunInfo.Log(Members.wholeNumber(log, BYTES), Members.text(log, CHECKSUM)),
                                files(json))));
    }

    private static Map<String, String> files(JsonNode json) {
        Map<String, String> files = new TreeMap<>();
        JsonNode node = Members.requireKnown(json.path(FILES), LEFT_FILES);
        node.propertyNames().forEach(name -> files.put(name, Members.text(node, name)));
        return files;
    }

    private static AutoDuration auto(JsonNode json) {
        Duration least = duration(json, "least_ms");
        Duration most = duration(json, "most_ms");
        if (least.isZero() || least.compareTo(most) > 0 || AutoDuration.hasTooManyLooks(least, most)) {
            throw new IllegalArgumentException("its least_ms and most_ms are out of range");
        }
        List<AutoDuration.Look> looks = new ArrayList<>();
        for (JsonNode look : json.path("looks")) {
            Members.requireKnown(look, LOOK_MEMBERS);
            looks.add(new AutoDuration.Look(duration(look, "at_ms"), Members.texts(look, "open")));
        }
        Optional<AutoDuration.End> end = Members.text(json, "end").isEmpty()
                ? Optional.empty()
                : Optional.of(Members.constant(json, "end", AutoDuration.End.values()));
        return new AutoDuration(least, most, looks, end);
    }

    private static RunInfo.Arrivals arrivals(JsonNode json) {
        return new RunInfo.Arrivals(
                Members.wholeNumber(json, "measured"),
                Members.wholeNumber(json, "late"),
                iterations(json, "most_at_once"),
                iterations(json, AT_BEGIN),
                iterations(json, AT_END));
    }

    /** Reads a duration. A log counts its milliseconds with an int. */
    private static Duration duration(JsonNode node, String key) {
        return Duration.ofMillis(Members.upTo(Integer.MAX_VALUE, node, key));
    }

    /** Reads a time. Files are named after it, so one far from today is rejected. */
    private static Instant moment(JsonNode node, String key) {
        return Instant.ofEpochMilli(Members.upTo(Timestamp.LATEST.toEpochMilli(), node, key));
    }

    private static int iterations(JsonNode node, String key) {
        return (int) Members.upTo(MOST, node, key);
    }
}
