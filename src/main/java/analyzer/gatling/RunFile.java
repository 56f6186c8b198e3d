package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.io.JsonFile;
import analyzer.io.Seal;
import analyzer.metrics.RunInfo;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON file next to {@code run.json} that names the run it belongs to: {@code health.json}, {@code target.json} or
 * {@code slowest.json}.
 *
 * @param claim what the file should do, for messages
 * @param members names of its members; adding one requires a new schema
 */
record RunFile(String name, String claim, Set<String> members) {

    /**
     * Writes the file into a run folder, after its {@code run.json}.
     *
     * @param members puts the members
     * @throws BadInputException if it cannot be written
     */
    void write(Path runFolder, Consumer<ObjectNode> members) {
        ObjectNode json = Seal.putSchema(JsonFile.object());
        RunInfoFile.putRun(json, runFolder);
        members.accept(json);
        JsonFile.write(runFolder.resolve(name), Seal.close(json));
    }

    /**
     * Reads the file of a run folder. Empty if there is none, as in a run of another project's simulation.
     *
     * @param info the run record, if there is one
     * @param content reads the members, and throws {@link IllegalArgumentException} if they are not what they should be
     * @throws BadInputException if the file exists but cannot be used, or belongs to another run
     */
    <T> Optional<T> read(Path runFolder, Optional<RunInfo> info, Function<ObjectNode, T> content) {
        Path file = runFolder.resolve(name);
        if (!InputFile.isThere(file)) {
            return Optional.empty();
        }
        ObjectNode json = JsonFile.readObject(file);
        try {
            Set<String> known = new HashSet<>(members);
            known.add(RunInfoFile.RUN);
            Seal.check(file, json, known);
            RunInfoFile.requireRun(json, info);
            return Optional.of(content.apply(json));
        } catch (IllegalArgumentException e) {
            // A file that the run record lists would be missed.
            boolean listed = info.flatMap(RunInfo::left)
                    .filter(left -> left.files().containsKey(name))
                    .isPresent();
            throw new BadInputException(
                    file + ": does not " + claim + " (" + e.getMessage() + "); run the simulation again"
                            + (listed ? "" : ", or delete the file to judge without it"),
                    e);
        }
    }
}
