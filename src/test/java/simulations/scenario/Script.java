package simulations.scenario;

import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.action.builder.LoopType;
import io.gatling.core.feeder.FeederBuilderBase;
import io.gatling.core.pause.Constant$;
import io.gatling.http.request.builder.HttpRequestBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Description of the steps of a scenario: requests and their content, loops, branches, pauses and the rows of feeders. Runs that
 * differ in any of them are not the same load. The steps are read from the builders of Gatling's DSL. The requests of the
 * preflight would not suffice, because they depend on random branches, on rows and on the target's responses. What a function
 * computes cannot be read and is {@link #unknown listed as unknown}. The description contains no secrets, see {@link Reader}.
 */
final class Script {

    private static final String COMPUTED = "computed";
    private static final int DIGITS = 12;

    private static final Pattern EXPRESSION = Pattern.compile("#\\{[^{}]*}");

    /** Names of cookies whose value can be used like a password. */
    private static final Pattern SESSION = Pattern.compile("(?i).*(?:sess|session|sid|sessid|auth|jwt)");

    /** Feeders with more rows are not read, because a feeder can generate rows without end. */
    private static final int MAX_ROWS = 1_000_000;

    private final String baseUrl;
    private final List<String> pauses = new ArrayList<>();
    private final List<String> feeders = new ArrayList<>();
    private final Map<String, String> requests = new LinkedHashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> silent = new LinkedHashSet<>();
    private final Set<String> measured = new LinkedHashSet<>();
    private String steps = "";

    private Script(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * Reads steps.
     *
     * @param baseUrl URL of the target, which is removed from the URLs of requests
     */
    static Script of(ChainBuilder chain, String baseUrl) {
        Script script = new Script(baseUrl);
        script.steps = script.steps(chain.wrapped);
        return script;
    }

    /** The steps in order, such as "repeat 3 (GET /items, pause)". */
    String steps() {
        return steps;
    }

    /** The pauses in order, such as "200ms to 400ms"; empty if there are none. */
    List<String> pauses() {
        return List.copyOf(pauses);
    }

    /** A digest of the rows of each feeder. */
    List<String> feeders() {
        return List.copyOf(feeders);
    }

    /** Digests of path, parameters, headers and body of each request, by its method and name. */
    Map<String, String> requests() {
        return Collections.unmodifiableMap(requests);
    }

    /** What functions compute, which is unknown before it is sent. */
    Set<String> unknown() {
        return Collections.unmodifiableSet(unknown);
    }

    /** The names of silent requests, which Gatling does not report. Other requests can have the same name. */
    Set<String> silent() {
        return Collections.unmodifiableSet(silent);
    }

    /** The names of requests that Gatling reports. */
    Set<String> measured() {
        return Collections.unmodifiableSet(measured);
    }

    private String steps(io.gatling.core.structure.ChainBuilder chain) {
        List<ActionBuilder> builders = new ArrayList<>(CollectionConverters.asJava(chain.actionBuilders()));
        Collections.reverse(builders);
        return builders.stream()
                .map(this::step)
                .filter(step -> !step.isEmpty())
                .collect(Collectors.joining(", "))
                .replace("(, ", "(")
                .replace(", )", ")");
    }

    private String nested(Object chain) {
        if (chain instanceof Option<?> option) {
            return option.isDefined() ? " else" + nested(option.get()) : "";
        }
        return " (" + steps((io.gatling.core.structure.ChainBuilder) chain) + ")";
    }

    private String step(ActionBuilder builder) {
        if (builder instanceof HttpRequestBuilder request) {
            return request(request);
        }
        String type = builder.getClass().getSimpleName();
        Reader reader = new Reader();
        String what = switch (type) {
            case "PauseBuilder" -> paused(builder, "pause");
            case "PaceBuilder" -> paused(builder, "pace");
            case "FeedBuilder" -> feed(builder);
            case "SimpleBooleanConditionLoopBuilder", "ClockBasedConditionLoopBuilder" ->
                ((LoopType) Reader.field(builder, "loopType")).name()
                        + " "
                        + reader.without((String) Reader.field(builder, "counterName"))
                                .read(Reader.field(builder, "condition"))
                                .read(Reader.field(builder, "clockBasedCondition"))
                        + nested(Reader.field(builder, "loopNext"));
            case "TryMaxBuilder" ->
                "tryMax " + reader.read(Reader.field(builder, "times")) + nested(Reader.field(builder, "loopNext"));
            case "IfBuilder" ->
                "if " + reader.read(Reader.field(builder, "condition"))
                        + nested(Reader.field(builder, "thenNext"))
                        + nested(Reader.field(builder, "elseNext"));
            case "SwitchBuilder" ->
                "switch " + reader.read(Reader.field(builder, "value"))
                        + possibilities(builder)
                        + nested(Reader.field(builder, "elseNext"));
            case "RandomSwitchBuilder" ->
                "randomSwitch" + possibilities(builder) + nested(Reader.field(builder, "elseNext"));
            case "UniformRandomSwitchBuilder" -> "uniformRandomSwitch" + possibilities(builder);
            case "RoundRobinSwitchBuilder" -> "roundRobinSwitch" + possibilities(builder);
            case "RendezVousBuilder" -> "rendezVous " + Reader.field(builder, "users");
            case "ExitHereBuilder" -> "exitHereIf " + reader.read(Reader.field(builder, "condition"));
            case "SessionHookBuilder" -> hook(builder, reader);
            case "AddCookieBuilder" -> cookie(builder, reader);
            case "PollingStartBuilder" ->
                "poll every " + reader.read(Reader.field(builder, "period")) + " ("
                        + request((HttpRequestBuilder) Reader.field(builder, "requestBuilder")) + ")";
            default -> other(builder, reader);
        };
        if (reader.isComputed()) {
            unknown.add(type.equals("SessionHookBuilder") ? "what functions put into the session" : "conditions");
        }
        return what.strip();
    }

    /** Describes any other step. A group is two steps without a class of their own; only the first has a name. */
    private String other(ActionBuilder builder, Reader reader) {
        String type = builder.getClass().getName();
        if (type.startsWith("io.gatling.core.action.builder.GroupBuilder")) {
            String name = reader.read(builder).toString();
            return name.isEmpty() ? ")" : "group " + name + " (";
        }
        unknown.add("steps of the kind " + builder.getClass().getSimpleName());
        return builder.getClass().getSimpleName();
    }

    /** Describes a function. Functions of Gatling and of this project are left out, because they are the same in every run. */
    private static String hook(ActionBuilder builder, Reader reader) {
        reader.read(builder);
        return reader.isComputed() ? "function" : "";
    }

    /** Describes a cookie. A literal value is replaced by its digest, because the steps are shown. */
    private static String cookie(ActionBuilder builder, Reader reader) {
        String name = new Reader().read(Reader.field(builder, "name"), reader).toString();
        Object written = Reader.field(builder, "value");
        boolean isSecret = Reader.isSecret(name) || SESSION.matcher(name).matches();
        String value = (isSecret ? reader.secretly(written) : reader.read(written)).toString();
        // The domain is left out: it is the host of the target, not part of the load.
        String path = new Reader().read(Reader.field(builder, "path")).toString();
        boolean isShown =
                value.equals(Reader.HIDDEN) || EXPRESSION.matcher(value).matches();
        return "cookie " + name + " " + (isShown ? value : digest(value)) + (path.isEmpty() ? "" : " path " + path);
    }

    private String possibilities(ActionBuilder builder) {
        List<String> all = new ArrayList<>();
        for (Object one :
                CollectionConverters.asJava((scala.collection.Iterable<?>) Reader.field(builder, "possibilities"))) {
            all.add(
                    one instanceof Tuple2<?, ?> pair
                            ? new Reader().read(pair._1()) + ":" + nested(pair._2())
                            : nested(one).strip());
        }
        return " (" + String.join("; ", all) + ")";
    }

    private String paused(Object builder, String kind) {
        String pause = pause(builder);
        pauses.add(pause);
        if (pause.startsWith(COMPUTED)) {
            unknown.add("pauses");
        }
        return kind;
    }

    private static String pause(Object builder) {
        Reader distribution = new Reader();
        if (Reader.field(builder, "force") instanceof Option<?> given
                && given.isDefined()
                // The default of all pauses.
                && given.get() != Constant$.MODULE$) {
            String type = given.get().getClass().getSimpleName().replace("$", "");
            distribution.append(" " + type + " ").read(Reader.fields(given.get()));
        }
        return distribution.isComputed() ? COMPUTED : (time(builder) + distribution).strip();
    }

    private static String time(Object builder) {
        List<String> times = new ArrayList<>();
        Reader other = new Reader();
        for (Object field : Reader.fields(builder)) {
            if (field instanceof scala.Function1<?, ?> expression) {
                other.read(expression);
                for (Object value : Reader.fields(expression)) {
                    if (value instanceof FiniteDuration duration) {
                        times.add(duration.toMillis() + "ms");
                    } else if (value instanceof Long millis) {
                        times.add(millis + "ms");
                    } else if (value instanceof io.gatling.commons.validation.Success<?> success
                            && success.value() instanceof FiniteDuration duration) {
                        times.add(duration.toMillis() + "ms");
                    }
                }
            }
        }
        if (times.isEmpty()) {
            return other.isComputed() ? COMPUTED : other.toString();
        }
        return String.join(" to ", new LinkedHashSet<>(times));
    }

    private String feed(Object builder) {
        String rows = rows(Reader.field(builder, "feederBuilder"));
        feeders.add(rows);
        Reader number = new Reader().read(Reader.field(builder, "number"));
        Reader order = new Reader();
        if (Reader.field(builder, "feederBuilder") instanceof FeederBuilderBase<?> feeder) {
            order.read(Reader.field(Reader.field(feeder, "options"), "strategy"));
        }
        if (rows.equals(COMPUTED)) {
            unknown.add("rows of feeders");
        }
        return ("feed " + number + " " + order).strip().replaceAll(" +", " ");
    }

    private static String rows(Object builder) {
        if (!(builder instanceof FeederBuilderBase<?> feeder) || feeder.recordsCount() > MAX_ROWS) {
            return COMPUTED;
        }
        StringBuilder rows = new StringBuilder();
        // In the order of the file: a circular or random feeder would never end.
        CollectionConverters.asJava(feeder.queue().readRecords()).forEach(row -> {
            Map<String, Object> columns = new TreeMap<>(CollectionConverters.asJava(row));
            columns.keySet().removeIf(Reader::isSecret);
            rows.append(columns).append('\n');
        });
        return digest(Reader.masked(rows.toString()));
    }

    private String request(HttpRequestBuilder request) {
        var common = request.commonAttributes();
        var body = request.bodyAttributes();
        Reader name = new Reader().read(common.method());
        name.append(" ").read(common.requestName());
        Reader content = new Reader();
        content.append(Reader.masked(new Reader()
                .read(common.urlOrURI(), content)
                .toString()
                .replaceFirst("^" + Pattern.quote(baseUrl), "")));
        content.append("\nunencoded ").read(common.disableUrlEncoding());
        content.append("\nquery ").named(common.queryParams());
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        CollectionConverters.asJava(common.headers()).forEach((header, value) -> headers.put(header.toString(), value));
        headers.forEach((header, value) -> content.append("\n" + header + ": ").named(header, value));
        content.append(common.ignoreProtocolHeaders() ? "\nno other headers" : "");
        content.append("\nkind ").read(body.headersBuiltIn());
        content.append("\nlog-in ").secretly(common.realm());
        content.append("\nsigned ").secretly(common.signatureCalculators());
        content.append("\nform ").named(body.formParams()).read(body.form());
        content.append("\nparts ").named(body.bodyParts());
        if (body.body().isDefined()) {
            content.append("\nbody " + body.body().get().getClass().getSimpleName() + "\n");
            content.append(Reader.masked(new Reader().read(body.body(), content).toString()));
        }
        if (content.isComputed()) {
            unknown.add("parts of " + name);
        }
        requests.merge(
                name.toString(),
                digest(content.toString()),
                (before, now) -> before.contains(now) ? before : before + " " + now);
        boolean isSilent = request.httpAttributes().silent().contains(true);
        (isSilent ? silent : measured)
                .add(new Reader().read(common.requestName()).toString());
        CollectionConverters.asJava(request.httpAttributes().explicitResources())
                .forEach(this::request);
        return name.toString();
    }

    /** Returns a short fingerprint of a text, from which the text cannot be recovered. */
    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
