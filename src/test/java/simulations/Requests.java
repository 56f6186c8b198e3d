package simulations;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.Http;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.Optional;
import simulations.api.Csrf;
import simulations.api.KnownAnswer;
import simulations.api.Payload;
import simulations.config.Endpoint;
import simulations.config.Expectation;
import simulations.config.LoadConfig;

/**
 * The requests to one target, each named by its path and checked for the status and the JSON that the API promises: a fast
 * error page must never count as a fast answer.
 */
final class Requests {

    private static final String ACCESS_TOKEN = "accessToken";
    private static final String CSRF_TOKEN = "csrfToken";

    private final LoadConfig config;
    private final Side side;

    Requests(LoadConfig config, Side side) {
        this.config = config;
        this.side = side;
    }

    /** The target that they go to. */
    Side side() {
        return side;
    }

    HttpRequestActionBuilder live() {
        String path = config.path(Endpoint.LIVE);
        return repeated(Endpoint.LIVE, timed(named(path).get(side.url() + path)));
    }

    HttpRequestActionBuilder whoami() {
        String path = config.path(Endpoint.WHOAMI);
        return repeated(
                Endpoint.WHOAMI,
                timed(named(path).get(side.url() + path))
                        .header("Authorization", session -> "Bearer " + text(session, ACCESS_TOKEN)));
    }

    /** Logs in and keeps the access token for the requests that follow. */
    HttpRequestActionBuilder login() {
        String path = config.path(Endpoint.LOGIN);
        HttpRequestActionBuilder login = timed(named(path).post(side.url() + path))
                .header("Content-Type", "application/json")
                .body(ByteArrayBody(Payload.login(config.credentials())))
                .check(
                        status().is(200),
                        expected(Endpoint.LOGIN),
                        jmesPath("access_token")
                                .validate("is not empty", Requests::notEmpty)
                                .saveAs(side.attribute(ACCESS_TOKEN)));
        return withCsrf(login);
    }

    HttpRequestActionBuilder music() {
        String path = config.path(Endpoint.MUSIC);
        HttpRequestActionBuilder music = timed(named(path).post(side.url() + path))
                .header("Content-Type", "application/json")
                .header("Authorization", session -> "Bearer " + text(session, ACCESS_TOKEN))
                .body(ByteArrayBody(Payload.music(config.musicCommand())));
        return withCsrf(repeated(Endpoint.MUSIC, music));
    }

    /** Fetches the CSRF token that the POST requests send; empty when none is needed. */
    Optional<HttpRequestActionBuilder> csrf() {
        return config.csrfPath()
                .map(path -> timed(named(path).get(side.url() + path))
                        .check(status().is(200), header(Csrf.HEADER).saveAs(side.attribute(CSRF_TOKEN))));
    }

    /** Whether a virtual user has an access token. */
    boolean isLoggedIn(Session session) {
        return session.contains(side.attribute(ACCESS_TOKEN));
    }

    /** The CSRF token of a virtual user. */
    String csrfToken(Session session) {
        return text(session, CSRF_TOKEN);
    }

    private Http named(String path) {
        return http(side.requestName(path));
    }

    private HttpRequestActionBuilder timed(HttpRequestActionBuilder request) {
        return side.timeout().map(request::requestTimeout).orElse(request);
    }

    /**
     * Checks a request whose answer is mostly the same: one like the last good one is good, and only one that is not found good
     * is left to Gatling to parse and tell,
     * for what the generator spends on parsing it cannot spend on load.
     */
    private HttpRequestActionBuilder repeated(Endpoint endpoint, HttpRequestActionBuilder request) {
        KnownAnswer answer = new KnownAnswer(config.expectation(endpoint));
        return request.check(status().is(200))
                .checkIf((response, session) -> !answer.isIn(response.body().bytes()))
                .then(expected(endpoint));
    }

    private CheckBuilder expected(Endpoint endpoint) {
        Expectation expectation = config.expectation(endpoint);
        return jmesPath(expectation.field()).is(expectation.value());
    }

    private static String notEmpty(String token, Session session) {
        if (token == null || token.isEmpty()) {
            throw new IllegalArgumentException("no token");
        }
        return token;
    }

    private HttpRequestActionBuilder withCsrf(HttpRequestActionBuilder post) {
        return config.csrfPath().isPresent() ? post.header(Csrf.HEADER, this::csrfToken) : post;
    }

    /** An attribute of a virtual user. Without it the API still gets its request, and says no where it is counted. */
    private String text(Session session, String name) {
        String attribute = side.attribute(name);
        return session.contains(attribute) ? session.getString(attribute) : "none";
    }
}
