package standin;

import java.util.Optional;

/**
 * Protection against forged POST requests. One token serves all clients as long as the stand-in runs: there is nobody
 * to protect here, and clients see what they would see of a token of their own.
 */
final class Csrf {

    /** Where the token is given, beside the answers to GET requests and to log-ins. */
    static final String PATH = "/v1/csrf";

    static final String HEADER = "X-CSRF-Token";

    private final boolean required;
    private final String token = Tokens.next();

    Csrf(boolean required) {
        this.required = required;
    }

    String token() {
        return token;
    }

    /** Whether a request of this method may pass with this header. */
    boolean admits(String method, Optional<String> header) {
        return !required || !method.equals("POST") || header.equals(Optional.of(token));
    }
}
