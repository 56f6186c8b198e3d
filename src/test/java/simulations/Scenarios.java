package simulations;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.Cookie;
import static io.gatling.javaapi.http.HttpDsl.addCookie;
import static io.gatling.javaapi.http.HttpDsl.flushCookieJar;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.AddCookie;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import simulations.api.Csrf;
import simulations.config.BaselineUrl;
import simulations.config.Endpoint;
import simulations.config.LoadConfig;
import simulations.run.PairOrder;
import simulations.run.Phases;
import simulations.run.StartTime;

/**
 * What a virtual user does: get ready, wait for the others, send requests that do not count until the warm-up ends, then
 * requests that do. All of it goes over one kept connection, for a connection per request would be what is measured.
 *
 * <p>In a paired run each iteration goes to both targets, one after the other, in {@link PairOrder random order}; each target
 * has a connection, a token and cookies of its own.
 */
final class Scenarios {

    private static final int LOG_IN_ATTEMPTS = 5;
    private static final String ATTEMPT = "attempt";
    private static final String WARM_UP_ITERATION = "warmUpIteration";
    private static final String ITERATION = "iteration";

    private final Requests candidate;
    private final Optional<Requests> base;
    private final boolean csrf;
    private final Phases phases;
    private final StartTime start;
    private final Duration stay;
    private final Consumer<Session> onReady;
    private final Consumer<Instant> onStart;

    /**
     * @param config what is sent
     * @param baseUrl the base of a paired run, empty for a run of one target
     * @param phases when the warm-up and the measured time end
     * @param start what users wait for once they are ready
     * @param stay how long a user stays after its last request
     * @param onReady told of each user that is ready
     * @param onStart told once, when all users are ready, from when on requests count
     */
    Scenarios(
            LoadConfig config,
            Optional<String> baseUrl,
            Phases phases,
            StartTime start,
            Duration stay,
            Consumer<Session> onReady,
            Consumer<Instant> onStart) {
        Optional<Duration> timeout = config.baselineUrl().map(BaselineUrl::timeout);
        this.candidate = new Requests(config, Side.candidate(timeout));
        this.base = baseUrl.map(url -> new Requests(config, Side.base(url, timeout.orElseThrow())));
        this.csrf = config.csrfPath().isPresent();
        this.phases = phases;
        this.start = start;
        this.stay = stay;
        this.onReady = onReady;
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
        return scenario(Endpoint.LIVE.label())
                .exec(both(target -> exec(target.live().silent())))
                .exec(load(users, Requests::live));
    }

    ScenarioBuilder whoami(int users) {
        return scenario(Endpoint.WHOAMI.label())
                .exec(both(this::logIn))
                .exec(forgetCookies(candidate))
                .exec(load(users, Requests::whoami));
    }

    ScenarioBuilder login(int users) {
        return scenario(Endpoint.LOGIN.label()).exec(both(this::logIn)).exec(loadOfNewClients(users, Requests::login));
    }

    ScenarioBuilder music(int users) {
        return scenario(Endpoint.MUSIC.label())
                .exec(both(this::logIn))
                .exec(forgetCookies(candidate))
                .exec(load(users, Requests::music));
    }

    /** The same to each target that there is. */
    private ChainBuilder both(Function<Requests, ChainBuilder> steps) {
        ChainBuilder first = steps.apply(candidate);
        return base.map(target -> first.exec(steps.apply(target))).orElse(first);
    }

    /** Tries more than once: a log-in that fails by chance would make every request of this user fail, without fault. */
    private ChainBuilder logIn(Requests target) {
        ChainBuilder logIn = exec(forgetCookies(target), target.login().silent());
        String attempt = target.side().attribute(ATTEMPT);
        // Not tryMax: to Gatling a silent request never fails.
        return asLongAs(
                        session -> session.getInt(attempt) < LOG_IN_ATTEMPTS && !target.isLoggedIn(session),
                        attempt,
                        false)
                .on(target.csrf().map(fetch -> exec(fetch.silent(), logIn)).orElse(logIn));
    }

    /** Makes the API see a new client. Its token is shown in the header, never in a cookie. */
    private ChainBuilder forgetCookies(Requests target) {
        ChainBuilder forget = exec(flushCookieJar());
        if (!csrf) {
            return forget;
        }
        AddCookie token = Cookie(Csrf.COOKIE, target::csrfToken);
        return forget.exec(addCookie(target.side().host().map(token::withDomain).orElse(token)));
    }

    private ChainBuilder load(int users, Function<Requests, HttpRequestActionBuilder> request) {
        return load(users, request, false);
    }

    private ChainBuilder loadOfNewClients(int users, Function<Requests, HttpRequestActionBuilder> request) {
        return load(users, request, true);
    }

    private ChainBuilder load(int users, Function<Requests, HttpRequestActionBuilder> request, boolean asNewClient) {
        ChainBuilder ready = exec(session -> {
                    onReady.accept(session);
                    return session;
                })
                .rendezVous(users)
                .exec(startTime());
        return (start.isSet() ? ready.pause(session -> start.left()) : ready)
                .asLongAs(session -> phases.isWarmUp(), WARM_UP_ITERATION, false)
                .on(iteration(target -> request.apply(target).silent(), asNewClient, WARM_UP_ITERATION))
                .asLongAs(session -> phases.isMeasured(), ITERATION, false)
                .on(iteration(request, asNewClient, ITERATION))
                .pause(stay);
    }

    private ChainBuilder iteration(
            Function<Requests, HttpRequestActionBuilder> request, boolean asNewClient, String counter) {
        if (base.isEmpty()) {
            HttpRequestActionBuilder only = request.apply(candidate);
            return asNewClient ? exec(forgetCookies(candidate), only) : exec(only);
        }
        // Gatling keeps cookies by host, without the port: what one target set must not reach the other.
        ChainBuilder ofCandidate = exec(forgetCookies(candidate), request.apply(candidate));
        ChainBuilder ofBase = exec(forgetCookies(base.get()), request.apply(base.get()));
        return doIfOrElse((Session session) -> PairOrder.candidateFirst(session.userId(), session.getInt(counter)))
                .then(ofCandidate, ofBase)
                .orElse(ofBase, ofCandidate);
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
