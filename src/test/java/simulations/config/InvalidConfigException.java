package simulations.config;

/** Signals an unusable setting. The message is one line: the setting, its value and the accepted values. */
public final class InvalidConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidConfigException(String message) {
        super(message);
    }
}
