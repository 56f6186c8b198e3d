package analyzer.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads whole files, of what is a file and of what fits: neither a pipe nor a file of any size can hold up the program. */
public final class InputFile {

    private InputFile() {}

    /**
     * Whether there is anything of that name, be it a link that leads nowhere, or may be, where nobody may look: who reads it says
     * what is wrong with it, and nothing is judged as if there were none.
     */
    public static boolean isThere(Path path) {
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // A file has nothing below it.
            return Stream.iterate(path.toAbsolutePath(), Objects::nonNull, Path::getParent)
                    .noneMatch(Files::isRegularFile);
        }
    }

    /**
     * The content of a file.
     *
     * @param max most bytes that it may have
     * @throws IOException if it cannot be read
     * @throws BadInputException if it is no regular file, or longer
     */
    public static byte[] read(Path file, int max) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new BadInputException(file + ": is no regular file; move it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(max);
            if (in.read() >= 0) {
                throw new BadInputException(
                        file + ": is longer than " + max + " bytes, which no such file is; restore it or delete it");
            }
            return content;
        }
    }
}
