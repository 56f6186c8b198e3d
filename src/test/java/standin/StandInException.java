package standin;

/** Signals that the stand-in cannot start. The message is one line: what is affected, what is wrong and how to fix it. */
public final class StandInException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StandInException(String message) {
        super(message);
    }

    public StandInException(String message, Throwable cause) {
        super(message, cause);
    }
}
