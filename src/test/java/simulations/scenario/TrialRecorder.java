package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.http.client.Request;
import io.gatling.http.response.Response;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
import simulations.config.LoadConfig;
import simulations.target.RateLimitSearch;
import simulations.target.Trial;
import simulations.target.Trial.Exchange;

/**
 * Walks through the scenarios of a simulation once, in a separate process, with one user each, and records requests and
 * responses. This is the preflight of the load. After a server error (status 500 or more) it tries up to two more times.
 */
final class TrialRecorder {

    /** System property that requests a trial and names the file to write. */
    static final String FILE = "simulations.trial";

    private static final int ATTEMPTS = 3;
    private static final int MAX_STEPS = 200;
    private static final String ATTEMPT = EarlyExit.OUR_LOOPS + "attempt";

    /** Headers of a connection, which another client sets itself. */
    private static final Set<String> CONNECTION = Set.of("host", "connection", "content-length");

    private final LoadConfig config;
    private final List<Part> parts;
    private final VirtualUser user;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<String, Integer> attempts = new TreeMap<>();
    private final Map<String, Integer> visits = new TreeMap<>();
    private final TreeSet<String> passed = new TreeSet<>();
    private final Set<String> iterating = new TreeSet<>();
    private boolean serverFailed;

    /** A request, and its response once there is one. */
    private static final class Sent {
        private final Request request;
        private final boolean iterated;
        private OptionalInt status = OptionalInt.empty();
        private Optional<String> location = Optional.empty();
        private Optional<String> code = Optional.empty();

        Sent(Request request, boolean iterated) {
            this.request = request;
            this.iterated = iterated;
        }

        Exchange exchange(Set<String> silent) {
            boolean measured = iterated && !silent.contains(request.getName());
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

    /** The file to write if this process only runs a trial; another process waits for it. */
    static Optional<Path> requested() {
        return Optional.ofNullable(System.getProperty(FILE)).map(Path::of);
    }

    /** Makes Gatling pass on each request and response. */
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

    /** Returns one user for each scenario. */
    List<PopulationBuilder> populations() {
        return parts.stream()
                .map(part -> user.trying(
                                part,
                                session -> visited(part, session),
                                iteration -> asLongAs(session -> goesOn(part), ATTEMPT)
                                        .on(exec(session -> begins(part, session))
                                                .exec(iteration)))
                        // With its pauses: without them a loop with a time limit would send as fast as it can.
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

    /** Called when one side of an iteration has ended. */
    private synchronized void visited(Part part, Session session) {
        if (!session.isFailed()
                && visits.merge(part.name(), 1, Integer::sum) == user.sides().size()) {
            passed.add(part.name());
        }
    }

    private synchronized void sent(Request request, Session session) {
        sent.add(new Sent(request, iterating.contains(session.scenario())));
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

    /** Returns the API's error code, if the body contains one that can be shown. */
    private static Optional<String> errorCode(String body) {
        Matcher code = Pattern.compile("\"(?:code|detail)\"\\s*:\\s*\"([a-z_.]{1,40})\"")
                .matcher(body);
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }

    /** Returns the result of the trial when the users have left, with a search for a rate limiter on the GET requests. */
    synchronized Trial result() {
        boolean all = passed.size() == parts.size();
        Optional<String> limited = Optional.empty();
        if (all && config.searchRateLimit()) {
            Set<String> searched = new TreeSet<>();
            long deadline = System.nanoTime() + RateLimitSearch.LONGEST.toNanos();
            for (Sent one : sent) {
                String url = one.request.getUri().toUrl();
                if (limited.isEmpty()
                        && one.iterated
                        && one.request.getMethod().name().equals("GET")
                        && user.sides().stream().anyMatch(side -> url.startsWith(side.url() + "/"))
                        && System.nanoTime() < deadline
                        && searched.add(one.request.getName())) {
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
        Set<String> silent = silent();
        return new Trial(all, sent.stream().map(one -> one.exchange(silent)).toList(), whatIsSent(), limited);
    }

    /** The names of requests that are silent on either side, unless a request with the same name is measured. */
    private Set<String> silent() {
        Set<String> silent = new TreeSet<>();
        Set<String> loud = new TreeSet<>();
        for (Part part : parts) {
            for (Side side : user.sides()) {
                Script script = Script.of(part.iteration(side, false), side.url());
                silent.addAll(script.silent());
                loud.addAll(script.measured());
            }
        }
        silent.removeAll(loud);
        return silent;
    }

    /** Describes the scenarios as they are written, not the random choices of this trial. */
    private Map<String, String> whatIsSent() {
        Map<String, String> all = new TreeMap<>();
        Set<String> requests = new LinkedHashSet<>();
        List<String> pauses = new ArrayList<>();
        List<String> feeders = new ArrayList<>();
        List<String> preparing = new ArrayList<>();
        Set<String> unknown = new TreeSet<>();
        Set<String> settings = new TreeSet<>();
        List<String> steps = new ArrayList<>();
        List<String> preparations = new ArrayList<>();
        for (Part part : parts) {
            Part alone = part.unpaired(config);
            Side target = user.sides().get(user.sides().size() - 1);
            Script preparation = Script.of(alone.prepare(target, true), target.url());
            Script iteration = Script.of(alone.iteration(target, true), target.url());
            String scenario = parts.size() == 1 ? "" : part.name() + ": ";
            preparations.add(scenario + preparation.steps());
            steps.add(scenario + iteration.steps());
            preparation.requests().forEach((name, text) -> put(all, "text of preparing " + name, text));
            iteration.requests().forEach((name, text) -> put(all, "text of " + name, text));
            requests.addAll(iteration.requests().keySet());
            pauses.addAll(iteration.pauses());
            feeders.addAll(iteration.feeders());
            preparing.addAll(preparation.feeders());
            unknown.addAll(preparation.unknown());
            unknown.addAll(iteration.unknown());
            alone.common()
                    .asked()
                    .forEach((name, value) -> settings.add(
                            Reader.isSecret(name) || name.matches("(?:.*_)?KEY")
                                    ? name
                                    : name + " " + Script.digest(value)));
        }
        all.put("preparation", shortened(String.join("; ", preparations)));
        all.put("steps", shortened(String.join("; ", steps)));
        all.put("requests", String.join(", ", requests));
        all.put("pauses", orNone(pauses));
        all.put("feeders", orNone(feeders));
        all.put("feeders of preparing", orNone(preparing));
        all.put("settings of its own", orNone(settings));
        all.put("users", user.accounts().fingerprint());
        all.put("not known", orNone(unknown));
        return all;
    }

    private static void put(Map<String, String> all, String name, String value) {
        if (!value.isEmpty()) {
            all.merge(name, value, (before, now) -> before.contains(now) ? before : before + " " + now);
        }
    }

    private static String orNone(Collection<String> all) {
        return all.isEmpty() ? "none" : String.join(", ", all);
    }

    /** Shortens the steps to a line of a report. Different steps stay different. */
    private static String shortened(String steps) {
        return steps.length() <= MAX_STEPS
                ? steps.isEmpty() ? "none" : steps
                : steps.substring(0, MAX_STEPS) + "... " + Script.digest(steps);
    }
}
