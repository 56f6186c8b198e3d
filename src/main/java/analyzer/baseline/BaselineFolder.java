package analyzer.baseline;

import analyzer.io.AtomicFile;
import analyzer.io.BadInputException;
import analyzer.io.FolderLock;
import analyzer.io.InputFile;
import analyzer.io.JsonFile;
import analyzer.metrics.Slug;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The baselines of a folder: one file {@code <slug>_baseline.json} per endpoint. */
public final class BaselineFolder {

    private static final String SUFFIX = "_baseline.json";

    /** Backups and interrupted copies, whose names have something before or after. */
    private static final Pattern REMAINS = Pattern.compile("\\.?(.+" + Pattern.quote(SUFFIX) + ")\\W.*");

    /** First bytes of an AppleDouble file (RFC 1740). */
    private static final byte[] APPLE_DOUBLE = {0, 5, 22, 7};

    private final Path folder;
    private final Map<String, Baseline> baselines = new TreeMap<>();
    private final Map<String, Path> files = new TreeMap<>();

    private BaselineFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads all baselines of a folder. A folder that does not exist contains none. If another process is saving, this waits for it. If
     * a process was killed while it saved, its work is finished first, so that all baselines are those of one analysis.
     *
     * @throws BadInputException if a file cannot be used, or two files contain the same endpoint
     */
    public static BaselineFolder read(Path folder) {
        return InputFile.isThere(folder.resolve(AtomicFile.JOURNAL))
                ? new BaselineFolder(folder).exclusively((now, obstacle) -> now)
                : readAsItIs(folder);
    }

    private static BaselineFolder readAsItIs(Path folder) {
        BaselineFolder read = new BaselineFolder(folder);
        if (InputFile.isThere(folder)) {
            List<Path> entries = InputFile.entries(folder, "--baseline-dir");
            entries.stream()
                    .filter(entry -> entry.getFileName().toString().endsWith(SUFFIX) && !isAppleDouble(entry))
                    .forEach(read::add);
            entries.forEach(read::requireKnown);
        }
        return read;
    }

    /** Whether it is what macOS adds to a copy of a file, {@code ._} and the file's name, on file systems of other systems. */
    private static boolean isAppleDouble(Path file) {
        if (!file.getFileName().toString().startsWith("._") || !Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(APPLE_DOUBLE.length), APPLE_DOUBLE);
        } catch (IOException e) {
            return false;
        }
    }

    /** No baselines, without reading a folder. */
    public static BaselineFolder none() {
        return new BaselineFolder(Path.of(""));
    }

    private void add(Path file) {
        Baseline baseline = BaselineJson.parse(file, JsonFile.readObject(file));
        Path other = files.put(baseline.endpoint(), file);
        if (other != null) {
            throw new BadInputException(
                    file + ": is a baseline of " + baseline.endpoint() + ", as is " + other + "; delete one of them");
        }
        baselines.put(baseline.endpoint(), baseline);
    }

    /** A baseline that lost its name would look like a missing one, and the next result would start a new baseline. */
    private void requireKnown(Path file) {
        String name = file.getFileName().toString();
        if (files.containsValue(file) || !Files.isRegularFile(file) || AtomicFile.isTemporary(name)) {
            return;
        }
        Optional<String> endpoint = ofAnotherName(file);
        if (endpoint.filter(baselines::containsKey).isPresent()) {
            return;
        }
        Matcher remains = REMAINS.matcher(name);
        if (remains.matches()
                && files.values().stream()
                        .noneMatch(known -> isCopyOf(String.valueOf(known.getFileName()), remains.group(1)))) {
            throw new BadInputException(file + ": is left over from " + remains.group(1)
                    + ", which is missing; restore that file, or move this file elsewhere");
        }
        endpoint.ifPresent(only -> {
            throw new BadInputException(file + ": is the only baseline of " + only + ", but its name does not end in "
                    + SUFFIX + "; rename it, or move it elsewhere");
        });
    }

    /** Whether a name is that of a baseline with something before it, which a longer name of an endpoint would not begin with. */
    private static boolean isCopyOf(String known, String name) {
        return name.endsWith(known)
                && !name.substring(0, name.length() - known.length()).matches("[\\w.-]+");
    }

    private static Optional<String> ofAnotherName(Path file) {
        try {
            return Optional.of(
                    BaselineJson.parse(file, JsonFile.readObject(file)).endpoint());
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    /** All baselines, by endpoint. */
    public Collection<Baseline> all() {
        return List.copyOf(baselines.values());
    }

    public Optional<Baseline> of(String endpoint) {
        return Optional.ofNullable(baselines.get(endpoint));
    }

    /**
     * Does work on the current baselines, while no other process can change them.
     *
     * @param work receives the baselines, read again, and why the folder could not be locked; empty if it is locked
     * @throws BadInputException if another process keeps the folder locked, or a file cannot be used
     */
    public <R> R exclusively(BiFunction<BaselineFolder, Optional<String>, R> work) {
        try (FolderLock lock = FolderLock.of(folder)) {
            AtomicFile.finish(folder.resolve(AtomicFile.JOURNAL));
            return work.apply(readAsItIs(folder), lock.obstacle());
        }
    }

    /**
     * Replaces the baselines of endpoints, all of them together.
     *
     * @return their files, in the same order
     * @throws BadInputException if a file cannot be written; the message names the files that were written until then
     */
    public List<Path> save(List<Baseline> all) {
        Map<Path, String> contents = new LinkedHashMap<>();
        List<Path> saved = new ArrayList<>();
        for (Baseline baseline : all) {
            if (!takesFileFor(baseline.endpoint())) {
                throw new BadInputException(
                        folder + ": contains files of other endpoints under both names possible for the baseline of "
                                + baseline.endpoint() + "; rename its request");
            }
            Path file = files.get(baseline.endpoint());
            contents.put(file, JsonFile.text(BaselineJson.of(baseline)));
            saved.add(file);
        }
        AtomicFile.writeAll(folder.resolve(AtomicFile.JOURNAL), contents);
        all.forEach(baseline -> baselines.put(baseline.endpoint(), baseline));
        return saved;
    }

    /**
     * Reserves a file name for an endpoint, if one is free. Different endpoints can share a slug; the later one then gets a hash in
     * its name, and some endpoints share that, too.
     *
     * @return whether the endpoint's baseline can be saved
     */
    public boolean takesFileFor(String endpoint) {
        if (!files.containsKey(endpoint)) {
            Stream.of(Slug.of(endpoint), Slug.distinct(endpoint))
                    .map(name -> folder.resolve(name + SUFFIX))
                    .filter(file -> !files.containsValue(file))
                    .findFirst()
                    .ifPresent(file -> files.put(endpoint, file));
        }
        return files.containsKey(endpoint);
    }
}
