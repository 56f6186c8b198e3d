package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyBytes;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.http.HttpDsl.Cookie;
import static io.gatling.javaapi.http.HttpDsl.addCookie;
import static io.gatling.javaapi.http.HttpDsl.flushCookieJar;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.FeederBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import simulations.config.LoadConfig;
import simulations.config.Setting;

/**
 * The API under load, for one side and one phase of a run. Its requests are Gatling's own: named by their path, sent to the right
 * target, and silent unless they are measured. Everything else in a scenario is plain Gatling.
 *
 * <p>A scenario is built once for each side and phase, so that warm-up, preflight and paired runs send the same requests as the
 * scenario. Requests made with {@code http(...)} go to their own URL, and Gatling counts them in the warm-up, too.
 */
public final class Api {

    /** Header with the CSRF token, in responses to GET and in every POST. */
    private static final String CSRF_HEADER = "X-CSRF-Token";

    /** Cookie that must contain the same token. */
    private static final String CSRF_COOKIE = "csrf_token";

    private static final String CSRF_TOKEN = "csrfToken";
    private static final String ACCESS_TOKEN = "accessToken";
    private static final String ATTEMPT = "logInAttempt";
    private static final int LOG_IN_ATTEMPTS = 5;

    private static final String LOG_IN_BODY =
            "{\"username\":#{username.jsonStringify()},\"password\":#{password.jsonStringify()}}";

    private final Common common;
    private final Side side;
    private final boolean silent;
    private final Optional<String> givenName;
    private final List<FeederBuilder<?>> feeders;
    private final boolean iterates;
    private final AtomicInteger feeds;

    /** State shared by all instances for one scenario. */
    static final class Common {
        private final LoadConfig config;
        private final String scenario;
        private final boolean paired;
        private final List<FeederBuilder<?>> feedersToPrepare = new ArrayList<>();
        private final List<FeederBuilder<?>> feedersToIterate = new ArrayList<>();
        private final Map<String, String> asked = new TreeMap<>();
        private final Set<String> measured = new LinkedHashSet<>();
        private final Map<String, String> settings = new TreeMap<>();
        private Optional<String> ownPath = Optional.empty();

        /**
         * @param scenario name of the scenario in settings
         * @param paired whether there are two sides
         */
        Common(LoadConfig config, String scenario, boolean paired) {
            this.config = config;
            this.scenario = scenario;
            this.paired = paired;
        }

        /** The settings that the scenario itself read, with their values. */
        Map<String, String> asked() {
            return asked;
        }

        /** The setting that changes the path of a request, by the name of the request. */
        Map<String, String> pathSettings() {
            return settings;
        }

        /** The names of all requests that can be measured. */
        Set<String> measured() {
            return measured;
        }

        /** Whether users log in. */
        boolean logsIn() {
            return settings.containsValue(Setting.LOGIN_PATH.name());
        }

        /** Returns the configured path of a request. The first path of an iteration is the scenario's own, which a setting can change. */
        private String moved(String path, UnaryOperator<String> name, boolean iterates) {
            if (path.equals(config.loginPath())) {
                settings.put(name.apply(path), Setting.LOGIN_PATH.name());
                return path;
            }
            if (iterates && ownPath.isEmpty()) {
                ownPath = Optional.of(path);
            }
            boolean own = ownPath.filter(path::equals).isPresent();
            String moved = own ? config.path(scenario).orElse(path) : path;
            if (own) {
                settings.put(name.apply(moved), Setting.PATH.of(scenario));
            }
            return moved;
        }
    }

    private Api(
            Common common,
            Side side,
            boolean silent,
            boolean iterates,
            List<FeederBuilder<?>> feeders,
            Optional<String> givenName,
            AtomicInteger feeds) {
        this.common = common;
        this.side = side;
        this.silent = silent;
        this.iterates = iterates;
        this.feeders = feeders;
        this.givenName = givenName;
        this.feeds = feeds;
    }

    /** Creates the API for the preparation of a user. */
    static Api toPrepare(Common common, Side side, boolean silent) {
        return new Api(common, side, silent, false, common.feedersToPrepare, Optional.empty(), new AtomicInteger());
    }

    /** Creates the API for the iterations. */
    static Api toIterate(Common common, Side side, boolean silent) {
        return new Api(common, side, silent, true, common.feedersToIterate, Optional.empty(), new AtomicInteger());
    }

    /**
     * Returns the same API with this name, in place of the path, for its requests. Requests with the same name are judged together,
     * so give names where a scenario sends different requests to one path. An expression in a name stands for all its values, as in
     * a path.
     */
    public Api named(String requestName) {
        return new Api(common, side, silent, iterates, feeders, Optional.of(requestName), feeds);
    }

    /**
     * Creates a GET request.
     *
     * @param path path below the URL of the target; can contain Gatling's expressions. Without its query it is the request's name.
     *     A setting can change the first path of an iteration: {@code WHOAMI_PATH} for {@code WhoamiSimulation}
     */
    public HttpRequestActionBuilder get(String path) {
        return request("GET", path);
    }

    /** Creates a POST request, with a CSRF token if {@code CSRF} is true. See {@link #get}. */
    public HttpRequestActionBuilder post(String path) {
        return request("POST", path);
    }

    /** Creates a PUT request, as {@link #post} does. */
    public HttpRequestActionBuilder put(String path) {
        return request("PUT", path);
    }

    /** Creates a PATCH request, as {@link #post} does. */
    public HttpRequestActionBuilder patch(String path) {
        return request("PATCH", path);
    }

    /** Creates a DELETE request, as {@link #post} does. */
    public HttpRequestActionBuilder delete(String path) {
        return request("DELETE", path);
    }

    private HttpRequestActionBuilder request(String method, String path) {
        if (!path.startsWith("/") && !path.startsWith("#{")) {
            throw new IllegalArgumentException(
                    "the path " + path + " does not start with a slash: api." + method.toLowerCase(Locale.ROOT)
                            + " takes a path of the target, such as /v1/state, and http(...) takes a URL");
        }
        String moved = common.moved(path, this::name, iterates);
        String name = side.requestName(name(moved));
        // A function, because Gatling evaluates names, and each value would become a separate request.
        HttpRequestActionBuilder request =
                (name.contains("#{") ? http(session -> name) : http(name)).httpRequest(method, side.url() + moved);
        if (!method.equals("GET") && common.config.csrfPath().isPresent()) {
            request = request.header(CSRF_HEADER, "#{" + CSRF_TOKEN + "}");
        }
        if (side.timeout().isPresent()) {
            request = request.requestTimeout(side.timeout().get());
        }
        if (silent) {
            return request.silent();
        }
        common.measured.add(name);
        return request;
    }

    private String name(String path) {
        return givenName.orElseGet(() -> path.replaceFirst("[?].*", "")).replaceAll("#\\{([^}]*)}", "{$1}");
    }

    /**
     * Logs the user in and stores {@code #{accessToken}} in the session. Tries several times, because a login that fails by chance
     * would make every request of this user fail. The cookies of the response are discarded: the scenario sends the token in a
     * header, where it is visible.
     */
    public ChainBuilder logIn() {
        HttpRequestActionBuilder logIn = post(common.config.loginPath())
                .body(StringBody(LOG_IN_BODY))
                .asJson()
                .check(status().is(200), hasAccessToken().saveAs(ACCESS_TOKEN));
        return exec(session -> session.remove(ACCESS_TOKEN))
                // Not tryMax: for Gatling a silent request never fails.
                .exec(asLongAs(
                                session -> session.getInt(ATTEMPT) < LOG_IN_ATTEMPTS && !session.contains(ACCESS_TOKEN),
                                ATTEMPT,
                                false)
                        .on(exec(newClient(), exec(logIn))))
                // Requests without a token are sent anyway: the target refuses them, and the failures are counted.
                .exec(session ->
                        session.contains(ACCESS_TOKEN) ? session.markAsSucceeded() : session.set(ACCESS_TOKEN, "none"))
                .exec(newClient());
    }

    /**
     * Checks that a field of the JSON response has a value, as {@code jmesPath(field).is(value)} does. It skips parsing when the body
     * equals the last valid one, because most responses of an endpoint are the same.
     *
     * @param field path of the field: the names of the enclosing fields and its own, separated by dots
     * @param value expected value, as text
     */
    public static CheckBuilder field(String field, String value) {
        return bodyBytes().validate(field + " is " + value, new KnownAnswer(field, value::equals)::validated);
    }

    /** Checks that a field of the JSON response exists and is not empty, as cheaply as {@link #field(String, String)}. */
    public static CheckBuilder field(String field) {
        return bodyBytes().validate(field + " is there", new KnownAnswer(field, value -> !value.isEmpty())::validated);
    }

    /** Checks that the response contains an access token. */
    private static CheckBuilder.Final hasAccessToken() {
        return jmesPath("access_token").validate("is not empty", (token, session) -> {
            if (token == null || token.isEmpty()) {
                throw new IllegalArgumentException("no token");
            }
            return token;
        });
    }

    /** Makes the user a new client to the target: discards all cookies except the CSRF cookie. */
    public ChainBuilder newClient() {
        ChainBuilder forget = exec(flushCookieJar());
        return common.config.csrfPath().isEmpty()
                ? forget
                : forget.exec(
                        addCookie(Cookie(CSRF_COOKIE, "#{" + CSRF_TOKEN + "}").withDomain(side.host())));
    }

    /** Fetches a CSRF token, if one is needed. */
    ChainBuilder protect() {
        return common.config
                .csrfPath()
                .map(path -> {
                    common.settings.put(path, Setting.CSRF_PATH.name());
                    HttpRequestActionBuilder fetch = http(side.requestName(path))
                            .get(side.url() + path)
                            .check(status().is(200), header(CSRF_HEADER).saveAs(CSRF_TOKEN));
                    return exec(silent ? fetch.silent() : fetch).exec(newClient());
                })
                .orElse(ChainBuilder.EMPTY);
    }

    /**
     * Takes a row from a feeder. In a paired run both sides of an iteration get the same row. With Gatling's own {@code feed} each
     * side would get a different row.
     */
    public ChainBuilder feed(FeederBuilder<?> feeder) {
        int number = feeds.getAndIncrement();
        // A scenario can create a new feeder each time it is built, but must not start at the first row each time.
        if (number == feeders.size()) {
            feeders.add(feeder);
        }
        FeederBuilder<?> shared = feeders.get(number);
        ChainBuilder draw = io.gatling.javaapi.core.CoreDsl.feed(shared);
        return common.paired ? Rows.sameForBoth(draw) : draw;
    }

    /**
     * Returns a setting of this scenario alone, from the environment, the system properties or {@code load.conf}.
     *
     * @param name its name, which begins with the name of the scenario, such as {@code MUSIC_COMMAND}
     * @param otherwise the value if it is not set
     */
    public String setting(String name, String otherwise) {
        String value = common.config.settings().text(name).orElse(otherwise);
        common.asked.put(name, value);
        return value;
    }

    /** The rows that a virtual user drew in an iteration, kept for the second side. Used by one thread at a time. */
    static final class Rows {

        static final String ATTRIBUTE = "simulations.rows";

        private static final String BEFORE = "simulations.beforeRow";

        private final List<Map<String, Object>> rows = new ArrayList<>();
        private int next;

        /** Begins an iteration. */
        void clear() {
            rows.clear();
            next = 0;
        }

        /** Begins one side of the iteration. */
        void rewind() {
            next = 0;
        }

        static ChainBuilder sameForBoth(ChainBuilder draw) {
            return doIfOrElse((Session session) ->
                            of(session).next < of(session).rows.size())
                    .then(exec(session -> {
                        Rows rows = of(session);
                        return session.setAll(rows.rows.get(rows.next++));
                    }))
                    .orElse(exec(session -> session.set(BEFORE, SessionState.of(session)))
                            .exec(draw)
                            .exec(Rows::keep));
        }

        private static Session keep(Session session) {
            Rows rows = of(session);
            SessionState before = session.get(BEFORE);
            Session without = session.remove(BEFORE);
            rows.rows.add(new HashMap<>(before.changedIn(without)));
            rows.next++;
            return without;
        }

        private static Rows of(Session session) {
            return session.get(ATTRIBUTE);
        }
    }
}
