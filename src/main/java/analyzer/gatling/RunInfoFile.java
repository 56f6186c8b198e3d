package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.metrics.Injector;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code run.json} of a run folder: what a simulation says about its own run. Simulations write it, the
 * analyzer reads it; both use this class, so that they cannot disagree.
 */
public final class RunInfoFile {

    private static final int SCHEMA = 1;

    /** Only paired runs have it. */
    private static final String BASE_TARGET = "base_target";

    private RunInfoFile() {}

    @JsonPropertyOrder({"schema", "simulation", "target", "concurrency", "duration_ms", "warm_up_ms", "mix"})
    private record Json(
            int schema,
            String simulation,
            String target,
            int concurrency,
            @JsonProperty("duration_ms") long durationMillis,
            @JsonProperty("warm_up_ms") long warmUpMillis,
            String mix,
            List<String> endpoints,
            @JsonProperty("measured_from_ms") long measuredFromMillis,
            Machine machine,
            String commit,
            String failure) {}

    /**
     * Writes {@code run.json} into a run folder.
     *
     * @throws BadInputException if it cannot be written
     */
    public static void write(Path runFolder, RunInfo info) {
        LoadProfile profile = info.profile();
        ObjectNode json = JsonFile.mapper()
                .valueToTree(new Json(
                        SCHEMA,
                        profile.simulation(),
                        profile.target(),
                        profile.concurrency(),
                        profile.duration().toMillis(),
                        profile.warmUp().toMillis(),
                        profile.mix(),
                        info.endpoints(),
                        info.measuredFrom().toEpochMilli(),
                        info.machine(),
                        info.commit(),
                        info.failure().orElse("")));
        info.injector().ifPresent(injector -> InjectorJson.put(json, injector));
        info.baseTarget().ifPresent(target -> json.put(BASE_TARGET, target));
        JsonFile.write(runFolder.resolve(RunInfo.FILE_NAME), json);
    }

    /**
     * Reads {@code run.json} of a run folder; empty if there is none, as in a run of somebody else's simulation.
     *
     * @throws BadInputException if it is there but cannot be used
     */
    public static Optional<RunInfo> read(Path runFolder) {
        Path file = runFolder.resolve(RunInfo.FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JsonFile.readObject(file);
            Json json = JsonFile.mapper().treeToValue(root, Json.class);
            if (json.schema != SCHEMA) {
                throw new BadInputException(file + ": has schema " + json.schema + ", and this version knows " + SCHEMA
                        + "; analyze the run with the version that made it");
            }
            Optional<String> baseTarget =
                    Optional.of(root.path(BASE_TARGET).asString("")).filter(target -> !target.isEmpty());
            return Optional.of(toRunInfo(json, InjectorJson.of(file, root), baseTarget));
        } catch (JacksonException e) {
            throw new BadInputException(
                    file + ": does not describe a run; delete the run folder or run the simulation again", e);
        }
    }

    private static RunInfo toRunInfo(Json json, Optional<Injector> injector, Optional<String> baseTarget) {
        LoadProfile profile = new LoadProfile(
                json.simulation,
                json.target,
                json.concurrency,
                Duration.ofMillis(json.durationMillis),
                Duration.ofMillis(json.warmUpMillis),
                json.mix);
        return new RunInfo(
                profile,
                json.endpoints,
                Instant.ofEpochMilli(json.measuredFromMillis),
                json.machine,
                json.commit,
                Optional.of(json.failure).filter(failure -> !failure.isEmpty()),
                injector,
                baseTarget);
    }
}
