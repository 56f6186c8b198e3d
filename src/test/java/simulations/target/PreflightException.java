package simulations.target;

/** The target is not fit for load. The message is one line: which request, what came back, and what to do. */
public final class PreflightException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PreflightException(String message) {
        super(message);
    }
}
