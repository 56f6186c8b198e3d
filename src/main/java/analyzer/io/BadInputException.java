package analyzer.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Thrown for an input or output that cannot be used. The message is one line: the name of the input, what is wrong with it and what
 * to do. The command line prints it and exits with 2.
 */
public final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Why a text is not a path: it has characters that the JVM cannot encode in file names, or that file names cannot contain.
     */
    public static String reason(InvalidPathException e) {
        return "'" + e.getInput() + "' cannot be a path (" + e.getReason()
                + "); rename it, or use a locale that supports its characters, such as LC_ALL=C.UTF-8";
    }

    /** Why an input or output operation failed, in a few words and without the file's name. Java's own messages often only repeat it. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "a part of the path is not a folder";
        }
        if (e instanceof FileSystemLoopException loop) {
            return loop.getFile() + " is a link to a folder above it";
        }
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
