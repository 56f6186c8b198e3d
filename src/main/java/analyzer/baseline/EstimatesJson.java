package analyzer.baseline;

import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The estimates of a kept run as JSON: by the metric's name its value, standard error and resolution. */
final class EstimatesJson {

    private EstimatesJson() {}

    static void put(ObjectNode node, Map<Metric, Estimate> estimates) {
        for (Metric metric : Metric.values()) {
            Estimate estimate = estimates.get(metric);
            if (estimate != null) {
                node.putObject(metric.toString())
                        .put("value", estimate.value())
                        .put("standard_error", estimate.standardError())
                        .put("resolution", estimate.resolution());
            }
        }
    }

    /** Every version that writes estimates writes these. */
    private static final List<Metric> ALWAYS = List.of(Metric.P95, Metric.AVG, Metric.P99, Metric.THROUGHPUT);

    /** @throws analyzer.io.BadInputException if there are estimates and they are not whole; without their errors a run that is
     *     too noisy to tell would pass */
    static Map<Metric, Estimate> parse(Path file, JsonNode node) {
        Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            JsonNode estimate = node.path(metric.toString());
            if (estimate.path("value").isNumber()
                    && estimate.path("standard_error").isNumber()
                    && estimate.path("resolution").isNumber()) {
                estimates.put(
                        metric,
                        new Estimate(
                                estimate.path("value").doubleValue(),
                                estimate.path("standard_error").doubleValue(),
                                estimate.path("resolution").doubleValue()));
            }
        }
        if (!node.isMissingNode() && !estimates.keySet().containsAll(ALWAYS)) {
            throw BaselineJson.malformed(file, "keeps a run whose estimates are not whole");
        }
        return estimates;
    }
}
