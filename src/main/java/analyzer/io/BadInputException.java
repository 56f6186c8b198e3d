package analyzer.io;

/**
 * An input or output that cannot be used. The message is one line that names the thing, says what is wrong and what to
 * do; the command line prints it and exits with 2.
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
