package simulations.config;

/** A setting that cannot be used. The message is one line: the setting, its value, and what is accepted. */
public final class InvalidConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidConfigException(String message) {
        super(message);
    }
}
