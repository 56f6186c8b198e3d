package analyzer.baseline;

import analyzer.io.BadInputException;
import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The past runs of a baseline as JSON: a list per column, because the names of the figures would be most of the file. A
 * figure that is not known is null.
 */
final class PastRunsJson {

    /** Figures are cut to a tenth of a microsecond. */
    private static final double STEPS = 10_000;

    private PastRunsJson() {}

    static void put(ObjectNode node, List<PastRun> runs) {
        ArrayNode started = node.putArray("started_ms");
        ArrayNode commits = node.putArray("commit");
        runs.forEach(run -> {
            started.add(run.started().toEpochMilli());
            commits.add(run.commit());
        });
        for (Metric metric : Metric.values()) {
            ObjectNode columns = node.putObject(metric.toString());
            ArrayNode values = columns.putArray("value");
            ArrayNode errors = columns.putArray("standard_error");
            ArrayNode resolutions = columns.putArray("resolution");
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

    /** @throws BadInputException if a column is not as long as the others, or a time no number */
    static List<PastRun> parse(Path file, JsonNode node) {
        List<PastRun> runs = new ArrayList<>();
        JsonNode started = node.path("started_ms");
        for (int i = 0; i < started.size(); i++) {
            if (!BaselineJson.isMoment(started.get(i))) {
                throw BaselineJson.malformed(file, "has a past run without a time");
            }
            runs.add(new PastRun(
                    Instant.ofEpochMilli(started.get(i).asLong()),
                    column(file, node.path("commit"), started).get(i).asString(""),
                    figures(file, node, i)));
        }
        return runs;
    }

    private static Map<Metric, Estimate> figures(Path file, JsonNode node, int index) {
        Map<Metric, Estimate> figures = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            JsonNode columns = node.path(metric.toString());
            if (columns.isMissingNode()) {
                continue;
            }
            double value = figure(file, node, columns.path("value"), index);
            if (value > 0 && Double.isFinite(value)) {
                figures.put(
                        metric,
                        new Estimate(
                                value,
                                figure(file, node, columns.path("standard_error"), index),
                                figure(file, node, columns.path("resolution"), index)));
            }
        }
        return figures;
    }

    private static double figure(Path file, JsonNode node, JsonNode column, int index) {
        JsonNode figure = column(file, column, node.path("started_ms")).get(index);
        return figure.isNumber() ? figure.doubleValue() : Double.NaN;
    }

    private static JsonNode column(Path file, JsonNode column, JsonNode started) {
        if (column.size() != started.size()) {
            throw BaselineJson.malformed(
                    file, "has a past of " + started.size() + " runs and " + column.size() + " figures");
        }
        return column;
    }
}
