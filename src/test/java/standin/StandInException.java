package standin;

/** The stand-in cannot start. The message is one line that names the thing, says what is wrong and what to do. */
public final class StandInException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StandInException(String message) {
        super(message);
    }

    public StandInException(String message, Throwable cause) {
        super(message, cause);
    }
}
