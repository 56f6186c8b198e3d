package simulations.target;

/** Signals a target that cannot be loaded. The message is one line: the request, its response and the fix. */
public final class PreflightException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PreflightException(String message) {
        super(message);
    }
}
