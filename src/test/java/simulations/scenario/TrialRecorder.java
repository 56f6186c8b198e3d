package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.http.client.Request;
import io.gatling.http.client.body.RequestBody;
import io.gatling.http.response.Response;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scala.jdk.javaapi.CollectionConverters;
import simulations.config.LoadConfig;
import simulations.target.RateLimitSearch;
import simulations.target.Trial;
import simulations.target.Trial.Exchange;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks through the scenarios of a simulation once, in a process of its own, as one user each, and writes down what was sent
 * and what was answered: the preflight of the load that comes after it. A backend that fails by itself gets two more chances.
 */
final class TrialRecorder {

    /** System property that asks for a trial and names the file to write. */
    static final String FILE = "simulations.trial";

    private static final int ATTEMPTS = 3;
    private static final String ATTEMPT = EarlyExit.OUR_LOOPS + "attempt";

    /** Headers that belong to a connection, and that another client sets itself. */
    private static final Set<String> CONNECTION = Set.of("host", "connection", "content-length");

    /** Attributes of Gatling and of ours: no values that a scenario sends. */
    private static final Pattern INTERNAL = Pattern.compile("(gatling|simulations)\\..*|.*\\.(counter|timestamp)");

    private final LoadConfig config;
    private final List<Part> parts;
    private final VirtualUser user;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<String, Integer> attempts = new TreeMap<>();
    private final Map<String, Integer> visits = new TreeMap<>();
    private final TreeSet<String> passed = new TreeSet<>();
    private final Set<String> iterating = new TreeSet<>();
    private boolean serverFailed;

    /** One request, and its answer once there is one. */
    private static final class Sent {
        private final Request request;
        private final String scenario;
        private final boolean measured;
        private final boolean toBase;
        private final String content;
        private OptionalInt status = OptionalInt.empty();
        private Optional<String> location = Optional.empty();
        private Optional<String> code = Optional.empty();

        Sent(Request request, String scenario, boolean measured, boolean toBase, String content) {
            this.request = request;
            this.scenario = scenario;
            this.measured = measured;
            this.toBase = toBase;
            this.content = content;
        }

        Exchange exchange() {
            return new Exchange(request.getName(), request.getMethod().name(), url(), measured, status, location, code);
        }

        String url() {
            return request.getUri().toUrl().replaceFirst("[?#].*", "");
        }
    }

    TrialRecorder(LoadConfig config, List<Part> parts, VirtualUser user) {
        this.config = config;
        this.parts = parts;
        this.user = user;
    }

    /** The file that another process waits for, if this one is to try only. */
    static Optional<Path> requested() {
        return Optional.ofNullable(System.getProperty(FILE)).map(Path::of);
    }

    /** Makes Gatling show each request and answer. */
    HttpProtocolBuilder observed(HttpProtocolBuilder protocol) {
        return protocol.sign((request, session) -> {
                    sent(request, session);
                    return request;
                })
                .transformResponse((response, session) -> {
                    answered(response);
                    return response;
                });
    }

    /** One user for each scenario. */
    List<PopulationBuilder> populations() {
        return parts.stream()
                .map(part -> user.trying(
                                part,
                                session -> visited(part, session),
                                iteration -> asLongAs(session -> goesOn(part), ATTEMPT)
                                        .on(exec(session -> begins(part, session))
                                                .exec(iteration)))
                        // With its pauses: a loop that ends by the clock would send as much as it can without them.
                        .injectOpen(atOnceUsers(1)))
                .toList();
    }

    private synchronized boolean goesOn(Part part) {
        int made = attempts.getOrDefault(part.name(), 0);
        return made == 0 || made < ATTEMPTS && serverFailed && !passed.contains(part.name());
    }

    private synchronized Session begins(Part part, Session session) {
        attempts.merge(part.name(), 1, Integer::sum);
        visits.put(part.name(), 0);
        serverFailed = false;
        iterating.add(session.scenario());
        return session;
    }

    /** One side of an iteration has ended. */
    private synchronized void visited(Part part, Session session) {
        if (!session.isFailed()
                && visits.merge(part.name(), 1, Integer::sum) == user.sides().size()) {
            passed.add(part.name());
        }
    }

    private synchronized void sent(Request request, Session session) {
        boolean toBase = user.sides().stream()
                .anyMatch(side -> side.isBase() && request.getUri().toUrl().startsWith(side.url() + "/"));
        sent.add(new Sent(
                request,
                session.scenario(),
                iterating.contains(session.scenario()),
                toBase,
                content(request, session)));
    }

    private synchronized void answered(Response response) {
        for (int i = sent.size() - 1; i >= 0; i--) {
            Sent one = sent.get(i);
            if (one.request == response.request()
                    || one.status.isEmpty()
                            && one.request.getName().equals(response.request().getName())) {
                int status = response.status().code();
                one.status = OptionalInt.of(status);
                one.location =
                        Optional.ofNullable(response.headers().get("Location")).flatMap(TrialRecorder::withoutQuery);
                one.code = status < 400
                        ? Optional.empty()
                        : errorCode(response.body().string());
                serverFailed |= status >= 500;
                return;
            }
        }
    }

    private static Optional<String> withoutQuery(String location) {
        try {
            URI uri = URI.create(location);
            String server = uri.getHost() == null ? "" : uri.getScheme() + "://" + uri.getHost();
            return Optional.ofNullable(uri.getRawPath()).map(path -> server + path);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The code by which the API names an error, if the body holds one that is fit to be shown. */
    private static Optional<String> errorCode(String body) {
        Matcher code = Pattern.compile("\"(?:code|detail)\"\\s*:\\s*\"([a-z_.]{1,40})\"")
                .matcher(body);
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }

    /**
     * A digest of what a request sends, in which values of the session, such as tokens and rows of feeders, are names: they
     * differ from request to request, and are the same load.
     */
    private static String content(Request request, Session session) {
        StringBuilder text = new StringBuilder(request.getUri().getPath())
                .append('?')
                .append(request.getUri().getQuery())
                .append('\n')
                .append(new TreeSet<>(request.getHeaders().names().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList()))
                .append(request.getHeaders().get("Content-Type"))
                .append('\n');
        RequestBody body = request.getBody();
        if (body != null) {
            text.append(body.getClass().getSimpleName())
                    .append('\n')
                    .append(new String(body.getBytes(), StandardCharsets.UTF_8));
        }
        return Script.digest(withNames(text.toString(), session));
    }

    private static String withNames(String content, Session session) {
        Map<String, String> values = new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        CollectionConverters.asJava(session.asScala().attributes()).forEach((name, value) -> {
            boolean sendable = value instanceof String || value instanceof Number;
            if (sendable
                    && !INTERNAL.matcher(name).matches()
                    && !String.valueOf(value).isEmpty()) {
                String plain = String.valueOf(value);
                String quoted = JsonMapper.shared().writeValueAsString(plain);
                for (String text : List.of(plain, quoted.substring(1, quoted.length() - 1))) {
                    values.merge(text, name, (a, b) -> a.compareTo(b) < 0 ? a : b);
                }
            }
        });
        String named = content;
        for (Map.Entry<String, String> value : values.entrySet()) {
            named = named.replaceAll(
                    "(?<![\\w#{])" + Pattern.quote(value.getKey()) + "(?![\\w}])",
                    Matcher.quoteReplacement("#{" + value.getValue() + "}"));
        }
        return named;
    }

    /** What was met, once the users have left, and a search for a rate limiter among the requests that only read. */
    synchronized Trial result() {
        boolean all = passed.size() == parts.size();
        Optional<String> limited = Optional.empty();
        if (all && config.searchRateLimit()) {
            Set<String> searched = new TreeSet<>();
            for (Sent one : sent) {
                String url = one.request.getUri().toUrl();
                if (limited.isEmpty()
                        && one.measured
                        && one.request.getMethod().name().equals("GET")
                        && user.sides().stream().anyMatch(side -> url.startsWith(side.url() + "/"))
                        && searched.add(url)) {
                    Map<String, String> headers = new LinkedHashMap<>();
                    one.request.getHeaders().forEach(header -> {
                        if (!CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                            headers.put(header.getKey(), header.getValue());
                        }
                    });
                    limited = RateLimitSearch.isLimited(url, headers) ? Optional.of("GET " + one.url()) : limited;
                }
            }
        }
        return new Trial(all, sent.stream().map(Sent::exchange).toList(), whatIsSent(), limited);
    }

    private Map<String, String> whatIsSent() {
        Map<String, String> all = new TreeMap<>();
        Set<String> requests = new LinkedHashSet<>();
        List<String> pauses = new ArrayList<>();
        List<String> feeders = new ArrayList<>();
        // Scenario by scenario, for in a mix their users walk side by side.
        for (Part part : parts) {
            for (Sent one : sent) {
                if (one.measured && !one.toBase && one.scenario.equals(part.name())) {
                    String request = one.request.getMethod().name() + " " + one.request.getName();
                    requests.add(request);
                    all.merge("content of " + request, one.content, (a, b) -> a.contains(b) ? a : a + " " + b);
                }
            }
            ChainBuilder iteration = part.iteration(user.sides().get(0), false);
            pauses.addAll(Script.of(iteration).pauses());
            feeders.addAll(Script.of(iteration).feeders());
        }
        all.put("requests", String.join(", ", requests));
        all.put("pauses", pauses.isEmpty() ? "none" : String.join(", ", pauses));
        all.put("feeders", feeders.isEmpty() ? "none" : String.join(", ", feeders));
        all.put("users", user.accounts().fingerprint());
        return all;
    }
}
