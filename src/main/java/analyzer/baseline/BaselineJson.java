package analyzer.baseline;

import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.io.LoadProfileJson;
import analyzer.io.MachineJson;
import analyzer.io.Members;
import analyzer.io.Seal;
import analyzer.io.UptimeJson;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A baseline as JSON. Only {@code endpoint}, {@code timestamp} and {@code metrics} are required, at the top level. A file with none
 * of this program's other members can contain anything else. This program also writes {@code schema}, {@code runs}, {@code past} and
 * a checksum.
 */
final class BaselineJson {

    /** Means are rounded to a thousandth of a millisecond, and so are their medians. */
    private static final double ROUNDING = 0.002;

    private static final String ENDPOINT = "endpoint";
    private static final String TIMESTAMP = "timestamp";
    private static final String METRICS = "metrics";
    private static final String RUNS = "runs";
    private static final String PAST = "past";
    private static final String STARTED = "started_ms";
    private static final String FAILED = "failed_requests";
    private static final String THROUGHPUT = "throughput_per_second";
    private static final String ESTIMATES = "estimates";
    private static final String COMMIT = "commit";
    private static final String GATLING = "gatling_version";
    private static final String PROFILE = "profile";
    private static final String MACHINE = "machine";
    private static final String UPTIME = "uptime";
    private static final String SAMPLES = "response_times";
    private static final String MILLIS = "ms";
    private static final String COUNTS = "count";

    /** Adding a member, here or further down, requires a new schema. */
    private static final Set<String> MEMBERS = Set.of(ENDPOINT, TIMESTAMP, METRICS, RUNS, PAST);

    private static final Set<String> RUN_MEMBERS = Set.of(
            TIMESTAMP,
            STARTED,
            METRICS,
            FAILED,
            THROUGHPUT,
            ESTIMATES,
            COMMIT,
            GATLING,
            PROFILE,
            MACHINE,
            UPTIME,
            SAMPLES);

    private static final Set<String> METRICS_MEMBERS = Set.copyOf(SummaryStatistics.NAMES);

    private static final Set<String> SAMPLES_MEMBERS = Set.of(MILLIS, COUNTS);

    private BaselineJson() {}

    static ObjectNode of(Baseline baseline) {
        ObjectNode node = JsonFile.object();
        node.put(ENDPOINT, baseline.endpoint());
        node.put(TIMESTAMP, Timestamp.format(baseline.saved()));
        putMetrics(node, baseline.metrics());
        Seal.putSchema(node);
        ArrayNode runs = node.putArray(RUNS);
        baseline.runs().forEach(run -> putRun(runs.addObject(), run));
        if (!baseline.past().isEmpty()) {
            PastRunsJson.put(node.putObject(PAST), baseline.past());
        }
        return Seal.close(node);
    }

    private static void putMetrics(ObjectNode node, SummaryStatistics metrics) {
        ObjectNode figures = node.putObject(METRICS).put(SummaryStatistics.NAMES.get(0), metrics.totalRequests());
        for (int i = 0; i < metrics.times().length; i++) {
            figures.put(SummaryStatistics.NAMES.get(i + 1), metrics.times()[i]);
        }
    }

    private static void putRun(ObjectNode node, KeptRun run) {
        node.put(TIMESTAMP, Timestamp.format(run.started()));
        node.put(STARTED, run.started().toEpochMilli());
        putMetrics(node, run.metrics());
        node.put(FAILED, run.failed());
        run.throughputPerSecond().ifPresent(perSecond -> node.put(THROUGHPUT, perSecond));
        if (!run.estimates().isEmpty()) {
            EstimatesJson.put(node.putObject(ESTIMATES), run.estimates());
        }
        node.put(COMMIT, run.commit());
        node.put(GATLING, run.gatlingVersion());
        run.profile().ifPresent(profile -> LoadProfileJson.put(node.putObject(PROFILE), profile));
        run.machine().ifPresent(machine -> MachineJson.put(node.putObject(MACHINE), machine));
        UptimeJson.put(node, UPTIME, run.uptime());
        ObjectNode samples = node.putObject(SAMPLES);
        ArrayNode millis = samples.putArray(MILLIS);
        ArrayNode counts = samples.putArray(COUNTS);
        run.responseTimes().forEach((value, count) -> {
            millis.add(value);
            counts.add(count);
        });
    }

    /**
     * Reads a baseline. A figure that is missing or not a number becomes NaN, and the judge reports it.
     *
     * @throws BadInputException if the file names no endpoint or time, has unknown or impossible members, or was changed after it
     *     was written
     */
    static Baseline parse(Path file, ObjectNode node) {
        try {
            if (node.has("schema") || node.has("checksum") || node.has(RUNS) || node.has(PAST)) {
                Seal.check(file, node, MEMBERS);
            }
            return baseline(node);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    file + ": is not a baseline (" + e.getMessage()
                            + "); restore the file, or delete it and save a new baseline",
                    e);
        }
    }

    private static Baseline baseline(ObjectNode node) {
        boolean written = node.has("schema");
        if (written && !node.path(RUNS).isArray()) {
            // This program always writes the runs; without them the bare figures would decide.
            throw new IllegalArgumentException("it has a schema but no list " + RUNS);
        }
        if (node.path(RUNS).size() > Baseline.MAX_KEPT_RUNS) {
            throw new IllegalArgumentException("it keeps " + node.path(RUNS).size()
                    + " runs, but a baseline keeps at most " + Baseline.MAX_KEPT_RUNS);
        }
        List<KeptRun> runs = new ArrayList<>();
        Set<Instant> starts = new HashSet<>();
        for (JsonNode each : node.path(RUNS)) {
            KeptRun run = run(each);
            if (!starts.add(run.started())) {
                throw new IllegalArgumentException("it keeps the run of " + run.started() + " twice");
            }
            runs.add(run);
        }
        Baseline baseline = new Baseline(
                // A request can have an empty name, and this program must not reject a file that it wrote.
                Members.text(node, ENDPOINT),
                Timestamp.parse(Members.text(node, TIMESTAMP))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "its " + TIMESTAMP + " is not of the form yyyyMMdd_HHmmss")),
                metrics(node.path(METRICS), written),
                runs,
                PastRunsJson.parse(node.path(PAST)));
        if (baseline.saved().isAfter(Instant.now().plus(Duration.ofDays(1)))) {
            throw new IllegalArgumentException("its " + TIMESTAMP + " is in the future");
        }
        if (written && runs.isEmpty()) {
            throw new IllegalArgumentException("it has a schema but keeps no run");
        }
        return baseline;
    }

    /** @param strict whether this program wrote the file; it writes no other figures */
    private static SummaryStatistics metrics(JsonNode node, boolean strict) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("its " + METRICS + " is missing or not an object");
        }
        if (strict) {
            Members.requireKnown(node, METRICS_MEMBERS);
        }
        double[] times = SummaryStatistics.NAMES.stream()
                .skip(1)
                .mapToDouble(name -> number(node, name))
                .toArray();
        SummaryStatistics metrics = SummaryStatistics.of(count(node, SummaryStatistics.NAMES.get(0)), times);
        metrics.contradiction(ROUNDING).ifPresent(what -> {
            throw new IllegalArgumentException("its metrics are impossible: " + what);
        });
        return metrics;
    }

    /** A number of requests; 0 if it is missing. */
    private static long count(JsonNode node, String key) {
        JsonNode count = node.path(key);
        if (count.isMissingNode()) {
            return 0;
        }
        if (!isCount(count)) {
            throw new IllegalArgumentException("its " + key + " is not a number of requests");
        }
        return count.longValue();
    }

    private static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.longValue() >= 0 && node.longValue() <= SummaryStatistics.MAX_REQUESTS;
    }

    private static double number(JsonNode node, String key) {
        return node.path(key).isNumber() ? node.path(key).doubleValue() : Double.NaN;
    }

    private static KeptRun run(JsonNode node) {
        Members.requireKnown(node, RUN_MEMBERS);
        Instant started = moment(node.path(STARTED));
        if (!Timestamp.format(started).equals(Members.text(node, TIMESTAMP))) {
            throw new IllegalArgumentException("it keeps a run whose " + STARTED + " does not match its " + TIMESTAMP);
        }
        return new KeptRun(
                started,
                metrics(node.path(METRICS), true),
                count(node, FAILED),
                throughput(node.path(THROUGHPUT)),
                EstimatesJson.parse(node.path(ESTIMATES)),
                samples(Members.requireKnown(node.path(SAMPLES), SAMPLES_MEMBERS)),
                Members.part(node, PROFILE, LoadProfileJson.MEMBERS).map(LoadProfileJson::of),
                node.has(MACHINE) ? Optional.of(MachineJson.of(node.path(MACHINE))) : Optional.empty(),
                Members.text(node, COMMIT),
                Members.text(node, GATLING),
                UptimeJson.of(node, UPTIME));
    }

    private static OptionalDouble throughput(JsonNode node) {
        if (node.isMissingNode()) {
            return OptionalDouble.empty();
        }
        if (!node.isNumber() || !Double.isFinite(node.doubleValue()) || node.doubleValue() < 0) {
            throw new IllegalArgumentException("its " + THROUGHPUT + " is not a number of 0 or more");
        }
        return OptionalDouble.of(node.doubleValue());
    }

    private static LatencyHistogram samples(JsonNode node) {
        JsonNode millis = node.path(MILLIS);
        JsonNode counts = node.path(COUNTS);
        LatencyHistogram samples = new LatencyHistogram();
        if (!node.isMissingNode() && !(millis.isArray() && counts.isArray())) {
            throw new IllegalArgumentException("it keeps a run without lists of response times and counts");
        }
        if (millis.size() != counts.size()) {
            throw new IllegalArgumentException(
                    "it keeps a run with " + millis.size() + " response times and " + counts.size() + " counts");
        }
        for (int i = 0; i < millis.size(); i++) {
            JsonNode value = millis.get(i);
            if (!value.isIntegralNumber()
                    || !value.canConvertToInt()
                    || value.intValue() < 0
                    || !isCount(counts.get(i))
                    || samples.count() > SummaryStatistics.MAX_REQUESTS) {
                throw new IllegalArgumentException(
                        "it keeps a run with a response time or count that is not a whole number");
            }
            samples.record(value.intValue(), counts.get(i).longValue());
        }
        return samples;
    }

    /** Reads the start of a run, in milliseconds, and rejects an impossible one. */
    static Instant moment(JsonNode node) {
        if (!node.isIntegralNumber() || node.longValue() < 0 || node.longValue() > Timestamp.LATEST.toEpochMilli()) {
            throw new IllegalArgumentException("it keeps a run whose " + STARTED + " is missing or out of range");
        }
        return Instant.ofEpochMilli(node.longValue());
    }
}
