package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.metrics.Metrics;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Reads a {@code js/stats.json} that a Gatling up to 3.13.4 wrote: whole milliseconds, percentiles from a t-digest, with
 * Gatling's default choice of percentiles (50, 75, 95, 99).
 */
final class StatsJsonReader {

    private StatsJsonReader() {}

    /** The figures of one request name. */
    record Entry(Metrics metrics, long failed) {}

    /**
     * The requests of a run by name, groups opened.
     *
     * @throws BadInputException if the file cannot be read, is not JSON or has not Gatling's structure, or if two groups
     *     hold a request of one name, whose percentiles nobody can merge
     */
    static Map<String, Entry> read(Path file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        collect(file, JsonFile.readObject(file), entries);
        if (entries.isEmpty()) {
            throw new BadInputException(
                    file + ": names no request; delete the run folder and run the simulation again");
        }
        return entries;
    }

    private static void collect(Path file, JsonNode node, Map<String, Entry> entries) {
        if (node.path("type").asString("").equals("REQUEST")) {
            String name = node.path("name").asString("");
            if (entries.put(name, entry(file, name, node.path("stats"))) != null) {
                throw new BadInputException(
                        file + ": has " + name
                                + " in more than one group, and percentiles cannot be merged; analyze the simulation.log instead");
            }
        }
        node.path("contents").forEach(child -> collect(file, child, entries));
    }

    private static Entry entry(Path file, String name, JsonNode stats) {
        long total = (long) number(file, name, stats, "numberOfRequests", "total");
        long failed = (long) number(file, name, stats, "numberOfRequests", "ko");
        if (failed > total || failed < 0) {
            throw new BadInputException(
                    file + ": " + name + " counts more failed requests than requests; delete the run folder");
        }
        boolean none = failed == total;
        return new Entry(
                new Metrics(
                        total,
                        none ? Double.NaN : number(file, name, stats, "meanResponseTime", "ok"),
                        none ? Double.NaN : number(file, name, stats, "minResponseTime", "ok"),
                        none ? Double.NaN : number(file, name, stats, "maxResponseTime", "ok"),
                        none ? Double.NaN : number(file, name, stats, "percentiles1", "ok"),
                        none ? Double.NaN : number(file, name, stats, "percentiles3", "ok"),
                        none ? Double.NaN : number(file, name, stats, "percentiles4", "ok")),
                failed);
    }

    private static double number(Path file, String name, JsonNode stats, String figure, String of) {
        JsonNode value = stats.path(figure).path(of);
        if (!value.isNumber()) {
            throw new BadInputException(file + ": has no number " + figure + "." + of + " for " + name
                    + "; it is no stats.json of Gatling");
        }
        return value.doubleValue();
    }
}
