package analyzer.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Request names of a paired run, in which each virtual user sends every iteration to both targets. Requests to the candidate have the
 * endpoint's name; those to the base have a suffix as well.
 */
public final class PairedRun {

    private static final String BASE = " (base)";

    private PairedRun() {}

    /** The name of an endpoint's requests to the base. */
    public static String baseName(String endpoint) {
        return endpoint + BASE;
    }

    /** Adds the results of the base to those of the candidate. A result without a counterpart stays as it is. */
    public static List<EndpointResult> paired(List<EndpointResult> results) {
        Map<String, EndpointResult> byName = new HashMap<>();
        results.forEach(result -> byName.put(result.endpoint(), result));
        return results.stream()
                .filter(result -> !isBaseOf(result.endpoint(), byName))
                .map(result -> {
                    EndpointResult base = byName.get(baseName(result.endpoint()));
                    return base == null
                            ? result
                            : result.withBase(base.withRun(base.run().map(RunInfo::ofBase)));
                })
                .toList();
    }

    private static boolean isBaseOf(String name, Map<String, EndpointResult> byName) {
        return name.endsWith(BASE) && byName.containsKey(name.substring(0, name.length() - BASE.length()));
    }
}
