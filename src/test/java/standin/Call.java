package standin;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.Headers;
import java.util.Optional;

/**
 * The parts of a request that an endpoint uses.
 *
 * @param cookieToken access token from the cookie
 * @param headerToken access token from the header {@code Authorization: Bearer}
 * @param body bytes of the body; none for GET
 */
record Call(Optional<String> cookieToken, Optional<String> headerToken, byte[] body) {

    /** Cookie with the access token. */
    static final String ACCESS_COOKIE = "GSNH_AT";

    private static final String BEARER = "Bearer ";

    static Call of(HttpServerExchange exchange, byte[] body) {
        return new Call(
                Optional.ofNullable(exchange.getRequestCookie(ACCESS_COOKIE)).map(Cookie::getValue),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION))
                        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                        .map(value -> value.substring(BEARER.length()).strip()),
                body);
    }
}
