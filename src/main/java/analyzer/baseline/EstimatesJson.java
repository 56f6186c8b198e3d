package analyzer.baseline;

import analyzer.io.Members;
import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The estimates of a kept run as JSON: value, standard error and resolution by the metric's name. */
final class EstimatesJson {

    static final String VALUE = "value";
    static final String STANDARD_ERROR = "standard_error";
    static final String RESOLUTION = "resolution";
    static final Set<String> MEMBERS = Set.of(VALUE, STANDARD_ERROR, RESOLUTION);

    private EstimatesJson() {}

    static void put(ObjectNode node, Map<Metric, Estimate> estimates) {
        for (Metric metric : Metric.values()) {
            Estimate estimate = estimates.get(metric);
            if (estimate != null) {
                node.putObject(metric.toString())
                        .put(VALUE, estimate.value())
                        .put(STANDARD_ERROR, estimate.standardError())
                        .put(RESOLUTION, estimate.resolution());
            }
        }
    }

    /** Metrics that every version with estimates writes. */
    private static final List<Metric> ALWAYS = List.of(Metric.P95, Metric.AVG, Metric.P99, Metric.THROUGHPUT);

    private static final Set<String> METRICS =
            Stream.of(Metric.values()).map(Metric::toString).collect(Collectors.toUnmodifiableSet());

    /** @throws IllegalArgumentException if there are estimates but not all; without its errors, a run that is too noisy would pass */
    static Map<Metric, Estimate> parse(JsonNode node) {
        Members.requireKnown(node, METRICS);
        Map<Metric, Estimate> estimates = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            Members.part(node, metric.toString(), MEMBERS)
                    .ifPresent(estimate -> estimates.put(
                            metric,
                            new Estimate(
                                    Members.number(estimate, VALUE),
                                    Members.number(estimate, STANDARD_ERROR),
                                    Members.number(estimate, RESOLUTION))));
        }
        if (!node.isMissingNode() && !estimates.keySet().containsAll(ALWAYS)) {
            throw new IllegalArgumentException("it keeps a run whose estimates are incomplete");
        }
        return estimates;
    }
}
