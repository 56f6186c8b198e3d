package simulations;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.Optional;
import simulations.api.Csrf;
import simulations.api.Payload;
import simulations.config.Endpoint;
import simulations.config.Expectation;
import simulations.config.LoadConfig;

/**
 * The requests, each named by its path and checked for the status and the JSON that the API promises: a fast error page
 * must never count as a fast answer.
 */
final class Requests {

    private static final String ACCESS_TOKEN = "accessToken";
    private static final String CSRF_TOKEN = "csrfToken";

    private final LoadConfig config;

    Requests(LoadConfig config) {
        this.config = config;
    }

    HttpRequestActionBuilder live() {
        String path = config.path(Endpoint.LIVE);
        return http(path).get(path).check(status().is(200), expected(Endpoint.LIVE));
    }

    HttpRequestActionBuilder whoami() {
        String path = config.path(Endpoint.WHOAMI);
        return http(path)
                .get(path)
                .header("Authorization", session -> "Bearer " + text(session, ACCESS_TOKEN))
                .check(status().is(200), expected(Endpoint.WHOAMI));
    }

    /** Logs in and keeps the access token for the requests that follow. */
    HttpRequestActionBuilder login() {
        String path = config.path(Endpoint.LOGIN);
        HttpRequestActionBuilder login = http(path)
                .post(path)
                .header("Content-Type", "application/json")
                .body(ByteArrayBody(Payload.login(config.credentials())))
                .check(
                        status().is(200),
                        expected(Endpoint.LOGIN),
                        jmesPath("access_token")
                                .validate("is not empty", Requests::notEmpty)
                                .saveAs(ACCESS_TOKEN));
        return withCsrf(login);
    }

    HttpRequestActionBuilder music() {
        String path = config.path(Endpoint.MUSIC);
        HttpRequestActionBuilder music = http(path)
                .post(path)
                .header("Content-Type", "application/json")
                .header("Authorization", session -> "Bearer " + text(session, ACCESS_TOKEN))
                .body(ByteArrayBody(Payload.music(config.musicCommand())))
                .check(status().is(200), expected(Endpoint.MUSIC));
        return withCsrf(music);
    }

    /** Fetches the CSRF token that the POST requests send; empty when none is needed. */
    Optional<HttpRequestActionBuilder> csrf() {
        return config.csrfPath()
                .map(path -> http(path)
                        .get(path)
                        .check(status().is(200), header(Csrf.HEADER).saveAs(CSRF_TOKEN)));
    }

    /** Whether a virtual user has an access token. */
    static boolean isLoggedIn(Session session) {
        return session.contains(ACCESS_TOKEN);
    }

    /** The CSRF token of a virtual user. */
    static String csrfToken(Session session) {
        return text(session, CSRF_TOKEN);
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
        return config.csrfPath().isPresent() ? post.header(Csrf.HEADER, Requests::csrfToken) : post;
    }

    /** An attribute of a virtual user. Without it the API still gets its request, and says no where it is counted. */
    private static String text(Session session, String attribute) {
        return session.contains(attribute) ? session.getString(attribute) : "none";
    }
}
