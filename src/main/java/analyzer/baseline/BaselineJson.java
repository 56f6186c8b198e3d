package analyzer.baseline;

import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.io.LoadProfileJson;
import analyzer.io.UptimeJson;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metrics;
import analyzer.metrics.Timestamp;
import analyzer.metrics.Uptime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A baseline as JSON. {@code endpoint}, {@code timestamp} and {@code metrics} stand where every reader expects them and
 * are all that must be there; {@code schema}, {@code runs} and {@code past} stand beside them.
 */
final class BaselineJson {

    private static final int SCHEMA = 1;

    /** The year 2100; later ones make file names that nobody reads back. */
    private static final long LATEST_MILLIS = 4_102_444_800_000L;

    /** Means are rounded to a thousandth, and so are their medians. */
    private static final double ROUNDING = 0.002;

    private BaselineJson() {}

    static ObjectNode of(Baseline baseline) {
        ObjectNode node = JsonFile.object();
        node.put("endpoint", baseline.endpoint());
        node.put("timestamp", Timestamp.format(baseline.saved()));
        putMetrics(node, baseline.metrics());
        node.put("schema", SCHEMA);
        ArrayNode runs = node.putArray("runs");
        baseline.runs().forEach(run -> putRun(runs.addObject(), run));
        if (!baseline.past().isEmpty()) {
            PastRunsJson.put(node.putObject("past"), baseline.past());
        }
        return node;
    }

    private static void putMetrics(ObjectNode node, Metrics metrics) {
        node.putObject("metrics")
                .put("total_requests", metrics.totalRequests())
                .put("avg_response_time", metrics.avgMillis())
                .put("min_response_time", metrics.minMillis())
                .put("max_response_time", metrics.maxMillis())
                .put("p50_response_time", metrics.p50Millis())
                .put("p95_response_time", metrics.p95Millis())
                .put("p99_response_time", metrics.p99Millis());
    }

    private static void putRun(ObjectNode node, KeptRun run) {
        node.put("timestamp", Timestamp.format(run.started()));
        node.put("started_ms", run.started().toEpochMilli());
        putMetrics(node, run.metrics());
        node.put("failed_requests", run.failed());
        run.throughputPerSecond().ifPresent(perSecond -> node.put("throughput_per_second", perSecond));
        if (!run.estimates().isEmpty()) {
            EstimatesJson.put(node.putObject("estimates"), run.estimates());
        }
        node.put("commit", run.commit());
        node.put("gatling_version", run.gatlingVersion());
        run.profile().ifPresent(profile -> LoadProfileJson.put(node.putObject("profile"), profile));
        run.machine()
                .ifPresent(machine -> node.putObject("machine")
                        .put("cpu", machine.cpu())
                        .put("cores", machine.cores())
                        .put("os", machine.os())
                        .put("jvm", machine.jvm()));
        UptimeJson.put(node, "uptime", run.uptime());
        ObjectNode samples = node.putObject("response_times");
        ArrayNode millis = samples.putArray("ms");
        ArrayNode counts = samples.putArray("count");
        run.responseTimes().forEach((value, count) -> {
            millis.add(value);
            counts.add(count);
        });
    }

    /**
     * Reads a baseline.
     *
     * @throws BadInputException if it names no endpoint or time, or its kept runs are not of the expected form. A figure
     *     that is missing or no number becomes NaN, for the judge to say.
     */
    static Baseline parse(Path file, JsonNode node) {
        String endpoint = node.path("endpoint").asString("");
        // A request can have an empty name, and a file that this program wrote must not be refused by it.
        if (endpoint.isEmpty() && !node.path("endpoint").isString()) {
            throw malformed(file, "names no endpoint");
        }
        JsonNode schema = node.path("schema");
        if (!schema.isMissingNode()
                && !(schema.canConvertToInt() && schema.isIntegralNumber() && schema.intValue() > 0)) {
            throw malformed(file, "has a schema that is no number of one");
        }
        if (schema.isNumber() && schema.intValue() > SCHEMA) {
            throw new BadInputException(file + ": has schema " + schema.intValue() + ", and this version knows "
                    + SCHEMA + " at most; use the newer version that wrote it");
        }
        Instant saved = Timestamp.parse(node.path("timestamp").asString(""))
                .orElseThrow(() -> malformed(file, "has no timestamp of the form yyyyMMdd_HHmmss"));
        if (!node.path("metrics").isObject()) {
            throw malformed(file, "has no metrics");
        }
        if (!node.path("runs").isMissingNode() && !node.path("runs").isArray()) {
            throw malformed(file, "has runs that are no list");
        }
        if (!schema.isMissingNode() && node.path("runs").isMissingNode()) {
            // What this program writes keeps its runs; without them the bare figures would decide.
            throw malformed(file, "has a schema and no runs");
        }
        List<KeptRun> runs = new ArrayList<>();
        for (JsonNode run : node.path("runs")) {
            runs.add(parseRun(file, run));
        }
        return new Baseline(
                endpoint,
                saved,
                parseMetrics(file, node.path("metrics")),
                runs,
                PastRunsJson.parse(file, node.path("past")));
    }

    private static Metrics parseMetrics(Path file, JsonNode node) {
        Metrics metrics = new Metrics(
                count(file, node, "total_requests"),
                number(node, "avg_response_time"),
                number(node, "min_response_time"),
                number(node, "max_response_time"),
                number(node, "p50_response_time"),
                number(node, "p95_response_time"),
                number(node, "p99_response_time"));
        metrics.contradiction(ROUNDING).ifPresent(what -> {
            throw malformed(file, "has metrics that cannot be (" + what + ")");
        });
        return metrics;
    }

    /** A number of requests; 0 where it is not told. */
    private static long count(Path file, JsonNode node, String key) {
        JsonNode count = node.path(key);
        if (count.isMissingNode()) {
            return 0;
        }
        if (!isCount(count)) {
            throw malformed(file, "has a " + key + " that is no number of requests");
        }
        return count.longValue();
    }

    private static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.longValue() >= 0 && node.longValue() <= Metrics.MAX_REQUESTS;
    }

    private static double number(JsonNode node, String key) {
        return node.path(key).isNumber() ? node.path(key).doubleValue() : Double.NaN;
    }

    private static KeptRun parseRun(Path file, JsonNode node) {
        if (!isMoment(node.path("started_ms")) || !node.path("metrics").isObject()) {
            throw malformed(file, "keeps a run without started_ms or metrics");
        }
        JsonNode throughput = node.path("throughput_per_second");
        return new KeptRun(
                Instant.ofEpochMilli(node.path("started_ms").asLong()),
                parseMetrics(file, node.path("metrics")),
                count(file, node, "failed_requests"),
                throughput.isNumber() && Double.isFinite(throughput.doubleValue()) && throughput.doubleValue() >= 0
                        ? OptionalDouble.of(throughput.doubleValue())
                        : OptionalDouble.empty(),
                EstimatesJson.parse(file, node.path("estimates")),
                parseSamples(file, node.path("response_times")),
                parseProfile(file, node.path("profile")),
                parseMachine(node.path("machine")),
                node.path("commit").asString(""),
                node.path("gatling_version").asString(""),
                parseUptime(file, node));
    }

    private static LatencyHistogram parseSamples(Path file, JsonNode node) {
        JsonNode millis = node.path("ms");
        JsonNode counts = node.path("count");
        LatencyHistogram samples = new LatencyHistogram();
        if (millis.size() != counts.size()) {
            throw malformed(
                    file, "keeps a run with " + millis.size() + " response times and " + counts.size() + " counts");
        }
        for (int i = 0; i < millis.size(); i++) {
            JsonNode value = millis.get(i);
            if (!value.isIntegralNumber()
                    || !value.canConvertToInt()
                    || value.intValue() < 0
                    || !isCount(counts.get(i))
                    || samples.count() > Metrics.MAX_REQUESTS) {
                throw malformed(file, "keeps a run with a response time or count that is not a whole number");
            }
            samples.record(value.intValue(), counts.get(i).longValue());
        }
        return samples;
    }

    private static Optional<LoadProfile> parseProfile(Path file, JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        LoadProfile profile = new LoadProfile(
                node.path("simulation").asString(""),
                node.path("target").asString(""),
                node.path("concurrency").asInt(0),
                Duration.ofMillis(node.path("duration_ms").asLong(0)),
                Duration.ofMillis(node.path("warm_up_ms").asLong(0)),
                node.path("mix").asString(""));
        try {
            return Optional.of(LoadProfileJson.withShape(profile, node));
        } catch (IllegalArgumentException e) {
            throw malformed(file, "keeps a run whose load profile cannot be (" + e.getMessage() + ")");
        }
    }

    private static Optional<Uptime> parseUptime(Path file, JsonNode node) {
        try {
            return UptimeJson.of(node, "uptime");
        } catch (IllegalArgumentException e) {
            throw malformed(file, "keeps a run whose " + e.getMessage());
        }
    }

    private static Optional<Machine> parseMachine(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new Machine(
                node.path("cpu").asString(""),
                node.path("cores").asInt(0),
                node.path("os").asString(""),
                node.path("jvm").asString("")));
    }

    /** A time that a run can have been started at, in milliseconds. */
    static boolean isMoment(JsonNode node) {
        return node.isIntegralNumber() && node.longValue() >= 0 && node.longValue() <= LATEST_MILLIS;
    }

    static BadInputException malformed(Path file, String what) {
        return new BadInputException(file + ": " + what + "; restore the file, or delete it and save a new baseline");
    }
}
