package analyzer.io;

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
}
