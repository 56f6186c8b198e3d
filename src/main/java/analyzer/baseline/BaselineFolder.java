package analyzer.baseline;

import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.io.Reason;
import analyzer.metrics.Slug;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The baselines of a folder: one file {@code <slug>_baseline.json} per endpoint. */
public final class BaselineFolder {

    private static final String SUFFIX = "_baseline.json";

    private final Path folder;
    private final Map<String, Baseline> baselines = new TreeMap<>();
    private final Map<String, Path> files = new TreeMap<>();

    private BaselineFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads every baseline of a folder; a folder that does not exist holds none.
     *
     * @throws BadInputException if a file cannot be used, or two files hold the same endpoint
     */
    public static BaselineFolder read(Path folder) {
        BaselineFolder read = new BaselineFolder(folder);
        if (Files.exists(folder)) {
            list(folder).forEach(read::add);
        }
        return read;
    }

    /** No baselines at all, whatever folders there are. */
    public static BaselineFolder none() {
        return new BaselineFolder(Path.of(""));
    }

    private static List<Path> list(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            List<Path> files = new ArrayList<>();
            entries.forEach(files::add);
            files.sort(null);
            return files;
        } catch (IOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + Reason.of(e) + "); check --baseline-dir", e);
        }
    }

    private void add(Path file) {
        Baseline baseline = BaselineJson.parse(file, JsonFile.readObject(file));
        Path other = files.put(baseline.endpoint(), file);
        if (other != null) {
            throw new BadInputException(
                    file + ": holds endpoint " + baseline.endpoint() + ", as does " + other + "; delete one of them");
        }
        baselines.put(baseline.endpoint(), baseline);
    }

    /** All baselines, by endpoint. */
    public Collection<Baseline> all() {
        return List.copyOf(baselines.values());
    }

    public Optional<Baseline> of(String endpoint) {
        return Optional.ofNullable(baselines.get(endpoint));
    }

    /**
     * Writes a baseline in place of the endpoint's former one.
     *
     * @return the file
     * @throws BadInputException if it cannot be written
     */
    public Path save(Baseline baseline) {
        Path file = files.computeIfAbsent(baseline.endpoint(), this::unusedFile);
        JsonFile.write(file, BaselineJson.of(baseline));
        baselines.put(baseline.endpoint(), baseline);
        return file;
    }

    /** Different endpoints can share a slug; the later one then gets its hash into the name. */
    private Path unusedFile(String endpoint) {
        Path file = folder.resolve(Slug.of(endpoint) + SUFFIX);
        return files.containsValue(file) ? folder.resolve(Slug.distinct(endpoint) + SUFFIX) : file;
    }
}
