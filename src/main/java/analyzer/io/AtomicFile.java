package analyzer.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that a reader finds either the old content or the whole new one, never a part. */
public final class AtomicFile {

    private AtomicFile() {}

    /**
     * Replaces the content of a file, creating its folder when needed.
     *
     * @throws BadInputException if the file cannot be written; its old content, if any, is then untouched
     */
    public static void write(Path file, String content) {
        Path temporary = null;
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            if (Files.isDirectory(file)) {
                throw new BadInputException(
                        file + ": cannot be written, a directory of that name is in the way; move it");
            }
            // Not createTempFile: that one gives the file to its owner alone, and others may read a report.
            temporary = folder.resolve(
                    "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            // Not writeString: that one refuses half of a surrogate pair, which a message from outside can hold.
            Files.write(temporary, content.getBytes(StandardCharsets.UTF_8));
            move(temporary, file);
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be written (" + Reason.of(e) + "); check the path and its permissions", e);
        } finally {
            deleteQuietly(temporary);
        }
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
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            // The content is safe where it belongs; a left-over temporary file harms nobody.
        }
    }
}
