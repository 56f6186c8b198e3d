package simulations.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import simulations.config.Endpoint;
import simulations.config.Expectation;
import simulations.config.LoadConfig;
import simulations.config.Setting;
import tools.jackson.databind.JsonNode;

/**
 * A look at the target before any load: it answers, log-in works, each endpoint of the scenario gives what the API
 * promises, and no limiter steps in. Checks nothing that the scenario does not need.
 */
public final class Preflight {

    /** One request more than the backend's default limiter lets pass in a minute. */
    private static final int BURST = 61;

    private static final int BURST_AT_ONCE = 10;
    private static final Duration BURST_TIME = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 3;

    private final Target target;
    private final LoadConfig config;
    private final ApiClient client;

    private Preflight(Target target, LoadConfig config, ApiClient client) {
        this.target = target;
        this.config = config;
        this.client = client;
    }

    /**
     * Checks the target.
     *
     * @param endpoints what the scenario is going to load
     * @param timeout how long one request may take
     * @throws PreflightException if the target is not fit for this load
     */
    public static void check(Target target, LoadConfig config, Set<Endpoint> endpoints, Duration timeout) {
        try {
            new Preflight(target, config, new ApiClient(timeout, target.setting())).check(endpoints);
        } catch (PreflightException e) {
            throw target.isFound()
                    ? new PreflightException(e.getMessage() + " (nobody set BASE_URL; what listens at " + target.url()
                            + " was taken for the backend: set BASE_URL, or stop it to use the stand-in)")
                    : e;
        }
    }

    private void check(Set<Endpoint> endpoints) {
        Optional<String> csrf = endpoints.stream().anyMatch(Endpoint::usesLogIn)
                ? config.csrfPath().map(this::csrfToken)
                : Optional.empty();
        Call login = withCsrf(login(), csrf);
        Optional<String> token = endpoints.stream().anyMatch(Endpoint::needsLogIn)
                ? Optional.of(accessToken(expectPromise(Endpoint.LOGIN, login)))
                : Optional.empty();
        for (Endpoint endpoint : endpoints) {
            Call call = switch (endpoint) {
                case LIVE -> Call.get(url(Endpoint.LIVE), Setting.LIVE_PATH);
                case WHOAMI -> withToken(Call.get(url(Endpoint.WHOAMI), Setting.WHOAMI_PATH), token);
                case LOGIN -> login;
                case MUSIC -> withToken(withCsrf(music(), csrf), token);
            };
            expectPromise(endpoint, call);
            expectNoLimit(call);
        }
    }

    private String csrfToken(String path) {
        Call call = Call.get(target.url() + path, Setting.CSRF_PATH);
        return expect(call, json -> true, "")
                .csrfToken()
                .orElseThrow(() -> new PreflightException(
                        call + " answered without a header " + Csrf.HEADER + "; correct CSRF_PATH or set CSRF=false"));
    }

    private Call login() {
        return Call.post(url(Endpoint.LOGIN), Setting.LOGIN_PATH, Payload.login(config.credentials()));
    }

    private Call music() {
        return Call.post(url(Endpoint.MUSIC), Setting.MUSIC_PATH, Payload.music(config.musicCommand()));
    }

    private String url(Endpoint endpoint) {
        return target.url() + config.path(endpoint);
    }

    private static Call withCsrf(Call call, Optional<String> token) {
        return token.map(text -> call.with(Csrf.HEADER, text).with("Cookie", Csrf.COOKIE + "=" + text))
                .orElse(call);
    }

    private static Call withToken(Call call, Optional<String> token) {
        return call.with("Authorization", "Bearer " + token.orElseThrow());
    }

    /** Expects what the API promises: of a log-in also the token that every later request needs. */
    private Reply expectPromise(Endpoint endpoint, Call call) {
        Expectation expectation = config.expectation(endpoint);
        return switch (endpoint) {
            case LIVE, MUSIC -> expect(call, json -> KnownAnswer.holds(json, expectation), "no " + expectation);
            case WHOAMI ->
                expect(call, json -> KnownAnswer.holds(json, expectation), "no " + expectation + " after log-in");
            case LOGIN ->
                expect(
                        call,
                        json -> KnownAnswer.holds(json, expectation) && hasAccessToken(json),
                        "no " + expectation + " and access_token");
        };
    }

    /** Sends the request until it is answered with 200 and the promised JSON; a failing backend gets few more chances. */
    private Reply expect(Call call, Predicate<JsonNode> promise, String broken) {
        Reply reply = client.send(call);
        for (int attempt = 1; attempt < ATTEMPTS && reply.status() >= 500; attempt++) {
            reply = sendAgain(call, reply);
        }
        if (reply.status() != 200) {
            throw new PreflightException(
                    Advice.on(call, reply, config.csrfPath().isPresent(), target.setting()));
        }
        if (!promise.test(reply.json())) {
            throw new PreflightException(call + " answered 200, but its JSON has " + broken + "; set "
                    + call.pathSetting() + " to the endpoint of the API, and check " + target.setting());
        }
        return reply;
    }

    /** A backend can drop the connection after it failed; what it answered before says more than that. */
    private Reply sendAgain(Call call, Reply before) {
        try {
            return client.send(call);
        } catch (PreflightException e) {
            return before;
        }
    }

    /** Sends as much at once as a limiter would not let pass. Other failures are what the load is there to count. */
    private void expectNoLimit(Call call) {
        long deadline = System.nanoTime() + BURST_TIME.toNanos();
        for (int sent = 0; sent < BURST && System.nanoTime() < deadline; sent += BURST_AT_ONCE) {
            List<CompletableFuture<Optional<Reply>>> replies = new ArrayList<>();
            for (int i = 0; i < BURST_AT_ONCE; i++) {
                replies.add(client.sendAsync(call).thenApply(Optional::of).exceptionally(e -> Optional.empty()));
            }
            replies.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .forEach(reply -> {
                        if (reply.status() == 429) {
                            throw new PreflightException(Advice.on(call, reply, false, target.setting()));
                        }
                    });
        }
    }

    private static boolean hasAccessToken(JsonNode json) {
        return !json.path("access_token").asString("").isEmpty();
    }

    private static String accessToken(Reply reply) {
        return reply.json().path("access_token").stringValue();
    }
}
