package analyzer.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Explains in a few words why an input or output operation failed. Java's own messages often only repeat the path. */
public final class Reason {

    private Reason() {}

    /** Why a text is no path: it has characters that the JVM cannot encode in file names, or that no file name can have. */
    public static String of(InvalidPathException e) {
        return "'" + e.getInput() + "' cannot be a path (" + e.getReason()
                + "); rename it, or use a locale that supports its characters, such as LC_ALL=C.UTF-8";
    }

    /** A short reason, without the file's name. */
    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "a part of the path is not a directory";
        }
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
