package analyzer.baseline;

import analyzer.io.Members;
import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The past runs of a baseline as JSON: one list per column, because repeated names would be most of the file. An unknown figure is
 * null.
 */
final class PastRunsJson {

    /** Figures are rounded to a tenth of a microsecond. */
    private static final double STEPS = 10_000;

    private static final String STARTED = "started_ms";
    private static final String COMMIT = "commit";

    private static final Set<String> MEMBERS = Stream.concat(
                    Stream.of(STARTED, COMMIT), Stream.of(Metric.values()).map(Metric::toString))
            .collect(Collectors.toUnmodifiableSet());

    private PastRunsJson() {}

    static void put(ObjectNode node, List<PastRun> runs) {
        ArrayNode started = node.putArray(STARTED);
        ArrayNode commits = node.putArray(COMMIT);
        runs.forEach(run -> {
            started.add(run.started().toEpochMilli());
            commits.add(run.commit());
        });
        for (Metric metric : Metric.values()) {
            ObjectNode columns = node.putObject(metric.toString());
            ArrayNode values = columns.putArray(EstimatesJson.VALUE);
            ArrayNode errors = columns.putArray(EstimatesJson.STANDARD_ERROR);
            ArrayNode resolutions = columns.putArray(EstimatesJson.RESOLUTION);
            for (PastRun run : runs) {
                Estimate figure = run.figures().getOrDefault(metric, new Estimate(Double.NaN, Double.NaN, Double.NaN));
                add(values, figure.value());
                add(errors, figure.standardError());
                add(resolutions, figure.resolution());
            }
        }
    }

    private static void add(ArrayNode column, double figure) {
        if (Double.isNaN(figure) || Double.isInfinite(figure)) {
            column.addNull();
        } else {
            column.add(Math.round(figure * STEPS) / STEPS);
        }
    }

    /**
     * @throws IllegalArgumentException if there are too many runs, a column is not as long as the others, or a time is not
     *     a number
     */
    static List<PastRun> parse(JsonNode node) {
        Members.requireKnown(node, MEMBERS);
        JsonNode started = node.path(STARTED);
        requireList(started, node);
        if (started.size() > Baseline.MAX_PAST_RUNS) {
            throw new IllegalArgumentException(
                    "it has a past of " + started.size() + " runs, but keeps at most " + Baseline.MAX_PAST_RUNS);
        }
        JsonNode commits = column(node, COMMIT, started.size());
        List<Map<Metric, Estimate>> figures = new ArrayList<>();
        started.forEach(each -> figures.add(new EnumMap<>(Metric.class)));
        for (Metric metric : Metric.values()) {
            Members.part(node, metric.toString(), EstimatesJson.MEMBERS)
                    .ifPresent(columns -> putFigures(figures, metric, columns));
        }
        List<PastRun> runs = new ArrayList<>();
        for (int i = 0; i < started.size(); i++) {
            runs.add(new PastRun(
                    BaselineJson.moment(started.get(i)), commits.get(i).asString(""), figures.get(i)));
        }
        return runs;
    }

    private static void putFigures(List<Map<Metric, Estimate>> figures, Metric metric, JsonNode columns) {
        JsonNode values = column(columns, EstimatesJson.VALUE, figures.size());
        JsonNode errors = column(columns, EstimatesJson.STANDARD_ERROR, figures.size());
        JsonNode resolutions = column(columns, EstimatesJson.RESOLUTION, figures.size());
        for (int i = 0; i < figures.size(); i++) {
            double value = figure(values.get(i));
            if (value > 0 && Double.isFinite(value)) {
                figures.get(i).put(metric, new Estimate(value, figure(errors.get(i)), figure(resolutions.get(i))));
            }
        }
    }

    private static double figure(JsonNode figure) {
        return figure.isNumber() ? figure.doubleValue() : Double.NaN;
    }

    private static void requireList(JsonNode list, JsonNode of) {
        if (!of.isMissingNode() && !list.isArray()) {
            throw new IllegalArgumentException("it has a past with something other than lists");
        }
    }

    private static JsonNode column(JsonNode columns, String name, int runs) {
        JsonNode column = columns.path(name);
        requireList(column, columns);
        if (column.size() != runs) {
            throw new IllegalArgumentException("it has a past of " + runs + " runs and " + column.size() + " figures");
        }
        return column;
    }
}
