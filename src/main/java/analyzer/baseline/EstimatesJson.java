package analyzer.baseline;

import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import java.util.EnumMap;
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

    /** What is not whole is left out: the judge then takes the figure without its error. */
    static Map<Metric, Estimate> parse(JsonNode node) {
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
        return estimates;
    }
}
