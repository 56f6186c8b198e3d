package analyzer.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads whole regular files up to a given size, so that neither a pipe nor a huge file can block the program. */
public final class InputFile {

    private InputFile() {}

    /**
     * Whether a path exists, even as a broken link, or can exist in a folder without permission to look. Reading it reports what is
     * wrong, and nothing is judged as if there were no such file.
     */
    public static boolean isThere(Path path) {
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Nothing exists below a regular file.
            return Stream.iterate(path.toAbsolutePath(), Objects::nonNull, Path::getParent)
                    .noneMatch(Files::isRegularFile);
        }
    }

    /**
     * The entries of a folder, in the order of their names.
     *
     * @throws IOException if they cannot be listed
     */
    public static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The entries of a folder that an option names, in the order of their names.
     *
     * @throws BadInputException if they cannot be listed
     */
    public static List<Path> entries(Path folder, String option) {
        try {
            return entries(folder);
        } catch (IOException e) {
            throw new BadInputException(
                    folder + ": cannot be listed (" + BadInputException.reason(e) + "); check " + option, e);
        }
    }

    /**
     * Reads the content of a file.
     *
     * @param max largest size, in bytes
     * @throws IOException if the file cannot be read
     * @throws BadInputException if the file is not a regular file, or is larger
     */
    public static byte[] read(Path file, int max) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new BadInputException(file + ": is not a regular file; move it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(max);
            if (in.read() >= 0) {
                throw new BadInputException(
                        file + ": is longer than " + max + " bytes, the maximum; restore it or delete it");
            }
            return content;
        }
    }
}
