package simulations;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rendezVous;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.Cookie;
import static io.gatling.javaapi.http.HttpDsl.addCookie;
import static io.gatling.javaapi.http.HttpDsl.flushCookieJar;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import simulations.api.Csrf;
import simulations.config.Endpoint;
import simulations.config.LoadConfig;
import simulations.run.Phases;
import simulations.run.StartTime;

/**
 * What a virtual user does: get ready, wait for the others, send requests that do not count until the warm-up ends, then
 * requests that do. All of it goes over one kept connection, for a connection per request would be what is measured.
 */
final class Scenarios {

    private static final int LOG_IN_ATTEMPTS = 5;
    private static final String ATTEMPT = "attempt";

    private final Requests requests;
    private final boolean csrf;
    private final Phases phases;
    private final StartTime start;
    private final Duration stay;
    private final Consumer<Instant> onStart;

    /**
     * @param config what is sent
     * @param phases when the warm-up and the measured time end
     * @param start what users wait for once they are ready
     * @param stay how long a user stays after its last request
     * @param onStart told once, when all users are ready, from when on requests count
     */
    Scenarios(LoadConfig config, Phases phases, StartTime start, Duration stay, Consumer<Instant> onStart) {
        this.requests = new Requests(config);
        this.csrf = config.csrfPath().isPresent();
        this.phases = phases;
        this.start = start;
        this.stay = stay;
        this.onStart = onStart;
    }

    /** One endpoint under the load of so many users. */
    ScenarioBuilder of(Endpoint endpoint, int users) {
        return switch (endpoint) {
            case LIVE -> live(users);
            case WHOAMI -> whoami(users);
            case LOGIN -> login(users);
            case MUSIC -> music(users);
        };
    }

    ScenarioBuilder live(int users) {
        return scenario(Endpoint.LIVE.label()).exec(requests.live().silent()).exec(load(users, requests.live()));
    }

    ScenarioBuilder whoami(int users) {
        return scenario(Endpoint.WHOAMI.label()).exec(logIn(), forgetCookies()).exec(load(users, requests.whoami()));
    }

    ScenarioBuilder login(int users) {
        return scenario(Endpoint.LOGIN.label()).exec(logIn()).exec(load(users, requests.login(), forgetCookies()));
    }

    ScenarioBuilder music(int users) {
        return scenario(Endpoint.MUSIC.label()).exec(logIn(), forgetCookies()).exec(load(users, requests.music()));
    }

    /** Tries more than once: a log-in that fails by chance would make every request of this user fail, without fault. */
    private ChainBuilder logIn() {
        ChainBuilder logIn = exec(forgetCookies(), requests.login().silent());
        // Not tryMax: to Gatling a silent request never fails.
        return asLongAs(
                        session -> session.getInt(ATTEMPT) < LOG_IN_ATTEMPTS && !Requests.isLoggedIn(session),
                        ATTEMPT,
                        false)
                .on(requests.csrf().map(fetch -> exec(fetch.silent(), logIn)).orElse(logIn));
    }

    /** Makes the API see a new client. Its token is shown in the header, never in a cookie. */
    private ChainBuilder forgetCookies() {
        ChainBuilder forget = exec(flushCookieJar());
        return csrf ? forget.exec(addCookie(Cookie(Csrf.COOKIE, Requests::csrfToken))) : forget;
    }

    private ChainBuilder load(int users, HttpRequestActionBuilder request, ChainBuilder... before) {
        ChainBuilder ready = rendezVous(users).exec(startTime());
        return (start.isSet() ? ready.pause(session -> start.left()) : ready)
                .asLongAs(session -> phases.isWarmUp(), false)
                .on(exec(List.of(before)).exec(request.silent()))
                .asLongAs(session -> phases.isMeasured(), false)
                .on(exec(List.of(before)).exec(request))
                .pause(stay);
    }

    /** The first user to come says that its scenario is ready. */
    private ChainBuilder startTime() {
        AtomicBoolean first = new AtomicBoolean(true);
        return exec(session -> {
            if (first.getAndSet(false)) {
                phases.scenarioIsReady().ifPresent(onStart);
            }
            return session;
        });
    }
}
