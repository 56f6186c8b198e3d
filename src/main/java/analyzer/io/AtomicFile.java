package analyzer.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes files so that a reader finds either the old content or all of the new content. */
public final class AtomicFile {

    private static final String SUFFIX = ".perf-analyzer.tmp";
    private static final String MOVES = "moves";
    private static final String SUMS = "sums";

    /** Name of the journal of {@link #writeAll}. Files in the journal are never leftovers, regardless of their age. */
    public static final String JOURNAL = ".saving";

    /** Name of a temporary file. It contains a file name without separators of any system, and neither {@code .} nor {@code ..}. */
    private static final Pattern TEMPORARY =
            Pattern.compile("\\.([^./\\\\:][^/\\\\:]*)\\.\\d+" + Pattern.quote(SUFFIX));

    /** An older temporary file was left by a killed process: no file takes this long to write. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    /** Far larger than any file that is saved this way. */
    private static final int MAX_BYTES = 64 << 20;

    private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

    private AtomicFile() {}

    /**
     * Replaces the content of a file, and creates its folder if needed.
     *
     * @throws BadInputException if the file cannot be written; its old content, if any, is then untouched
     */
    public static void write(Path file, String content) {
        Map<Path, Path> temporaries = new LinkedHashMap<>();
        try {
            writeTemporary(file, content, temporaries);
            moveAll(temporaries);
        } finally {
            temporaries.values().forEach(AtomicFile::deleteQuietly);
        }
    }

    /**
     * Replaces the contents of several files of a folder together. All are written as temporary files before the first is moved into
     * place, and a journal lists the moves. If the process dies between two moves, {@link #finish} does the rest.
     *
     * @param journal file that exists while the others are moved
     * @throws BadInputException if a file cannot be written; the message names the files that were replaced until then
     */
    public static void writeAll(Path journal, Map<Path, String> contents) {
        if (contents.isEmpty()) {
            return;
        }
        Map<Path, Path> temporaries = new LinkedHashMap<>();
        try {
            contents.forEach((file, content) -> writeTemporary(file, content, temporaries));
            JsonFile.write(journal, journalOf(temporaries, contents));
            moveAll(temporaries);
        } finally {
            deleteQuietly(journal);
            temporaries.values().forEach(AtomicFile::deleteQuietly);
        }
    }

    private static ObjectNode journalOf(Map<Path, Path> temporaries, Map<Path, String> contents) {
        ObjectNode json = Seal.putSchema(JsonFile.object());
        ObjectNode moves = json.putObject(MOVES);
        temporaries.forEach((file, temporary) ->
                moves.put(temporary.getFileName().toString(), file.getFileName().toString()));
        ObjectNode sums = json.putObject(SUMS);
        temporaries.forEach((file, temporary) -> sums.put(
                temporary.getFileName().toString(), sum(contents.get(file).getBytes(StandardCharsets.UTF_8))));
        return Seal.close(json);
    }

    /**
     * Finishes a {@link #writeAll} that was killed, if there is one. All files are then the new ones.
     *
     * @throws BadInputException if the journal is damaged or a file cannot be moved
     */
    public static void finish(Path journal) {
        if (!InputFile.isThere(journal)) {
            return;
        }
        Map<Path, Path> temporaries = new LinkedHashMap<>();
        ObjectNode json = JsonFile.readObject(journal);
        try {
            Seal.check(journal, json, Set.of(MOVES, SUMS));
            if (!json.path(MOVES).isObject() || json.path(MOVES).isEmpty()) {
                throw new IllegalArgumentException("it moves nothing");
            }
            json.path(MOVES).properties().forEach(move -> {
                String file = move.getValue().asString("");
                Path temporary = journal.resolveSibling(requireTemporaryOf(file, move.getKey()));
                Path place = journal.resolveSibling(file);
                JsonNode sum = json.path(SUMS).path(move.getKey());
                if (Files.exists(temporary)) {
                    requireSum(temporary, sum, "was changed after it was written");
                    temporaries.put(place, temporary);
                } else {
                    requireSum(
                            place,
                            sum,
                            "differs from what was saved, and its new version " + move.getKey() + " is missing");
                }
            });
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    journal + ": is not a journal of files that were being saved (" + e.getMessage()
                            + "); restore the files next to it, or check them, and delete it",
                    e);
        }
        moveAll(temporaries);
        deleteQuietly(journal);
    }

    private static String sum(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        return Long.toHexString(sum.getValue());
    }

    /**
     * Checks a file's checksum. A file that was damaged after it was written must not replace an intact one, and a lost file must not
     * leave an old one among new ones.
     */
    private static void requireSum(Path file, JsonNode recorded, String otherwise) {
        try {
            if (!Files.exists(file) || !recorded.asString("").equals(sum(InputFile.read(file, MAX_BYTES)))) {
                throw new IllegalArgumentException(file.getFileName() + " " + otherwise);
            }
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be read (" + BadInputException.reason(e) + "); check its permissions", e);
        }
    }

    /** Rejects any move but that of a {@link #temporaryName} to its file in the journal's folder. */
    private static String requireTemporaryOf(String file, String name) {
        Matcher temporary = TEMPORARY.matcher(name);
        if (!temporary.matches() || !temporary.group(1).equals(file)) {
            throw new IllegalArgumentException("it moves " + name + " to " + file);
        }
        return name;
    }

    /** Contains more than the process ID, because containers that share a folder can have the same one. */
    private static String temporaryName(Path file) {
        return "." + file.getFileName() + "." + ProcessHandle.current().pid() + Long.toUnsignedString(System.nanoTime())
                + SUFFIX;
    }

    private static void moveAll(Map<Path, Path> temporaries) {
        List<Path> replaced = new ArrayList<>();
        temporaries.forEach((file, temporary) -> {
            try {
                move(temporary, file);
            } catch (IOException e) {
                throw cannotBeWritten(file, e, replaced);
            }
            replaced.add(file);
        });
    }

    private static void writeTemporary(Path file, String content, Map<Path, Path> known) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            if (Files.isDirectory(file)) {
                throw new BadInputException(file + ": cannot be written, a folder of that name is in the way; move it");
            }
            if (SWEPT.add(folder)) {
                removeAbandoned(folder);
            }
            // Not createTempFile: only the owner could read that file, and a report is for others, too.
            Path temporary = folder.resolve(temporaryName(file));
            known.put(file, temporary);
            // Not writeString: it rejects half of a surrogate pair, which a message from outside can contain.
            Files.write(temporary, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw cannotBeWritten(file, e, List.of());
        }
    }

    private static BadInputException cannotBeWritten(Path file, IOException e, List<Path> replaced) {
        String done = replaced.isEmpty()
                ? ""
                : "; already written: " + replaced.stream().map(Path::toString).collect(Collectors.joining(", "));
        return new BadInputException(
                file + ": cannot be written (" + BadInputException.reason(e) + "); check the path and its permissions"
                        + done,
                e);
    }

    private static void removeAbandoned(Path folder) {
        if (InputFile.isThere(folder.resolve(JOURNAL))) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".*" + SUFFIX)) {
            for (Path temporary : left) {
                Instant written = Files.getLastModifiedTime(temporary).toInstant();
                if (Duration.between(written, Instant.now()).compareTo(ABANDONED) > 0) {
                    Files.deleteIfExists(temporary);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Leftover files do no harm.
        }
    }

    /** Whether a name is that of a temporary file of this program, as a killed process leaves it. */
    public static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).matches();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The content is in place, and a leftover temporary file does no harm.
        }
    }
}
