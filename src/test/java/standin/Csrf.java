package standin;

import java.util.Optional;

/**
 * Protection against forged POST requests. One token is valid for all clients while the stand-in runs: there are no users to
 * protect, and to each client it looks like an individual token.
 */
final class Csrf {

    /** Path that returns the token. Responses to GET requests and to logins contain it, too. */
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

    /** Whether a request with this method and this header is accepted. */
    boolean admits(String method, Optional<String> header) {
        return !required || !method.equals("POST") || header.equals(Optional.of(token));
    }
}
