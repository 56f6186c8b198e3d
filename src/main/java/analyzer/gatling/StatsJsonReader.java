package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.JsonFile;
import analyzer.metrics.SummaryStatistics;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;

/**
 * Reads a {@code js/stats.json} written by Gatling up to 3.13.4: whole milliseconds, and percentiles from a t-digest, in Gatling's
 * default choice (50, 75, 95, 99).
 */
final class StatsJsonReader {

    /** Largest rounding error of the mean, in milliseconds. Gatling rounds the mean; the other figures are whole milliseconds. */
    private static final double MEAN_ROUNDING = 0.5;

    /**
     * Figures that are equal for all requests and for the successful ones if none failed. Percentiles can differ: Gatling estimates
     * each of the two by its own digest, which is randomized.
     */
    private static final List<String> FIGURES = List.of("meanResponseTime", "minResponseTime", "maxResponseTime");

    private StatsJsonReader() {}

    /** The figures of one request name. */
    record Entry(SummaryStatistics metrics, long failed) {}

    /**
     * Reads the requests of a run by name, including those in groups.
     *
     * @throws BadInputException if the file cannot be read, is not JSON, does not have Gatling's structure or contradicts itself, or
     *     if two groups contain a request of the same name, because percentiles cannot be merged
     */
    static Map<String, Entry> read(Path file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        JsonNode all = JsonFile.readObject(file);
        collect(file, all, entries);
        if (entries.isEmpty()) {
            throw new BadInputException(
                    file + ": contains no request; delete the run folder and run the simulation again");
        }
        requireSum(file, all, "total", entries.values(), entry -> entry.metrics.totalRequests());
        requireSum(file, all, "ok", entries.values(), entry -> entry.metrics.totalRequests() - entry.failed);
        requireSum(file, all, "ko", entries.values(), Entry::failed);
        return entries;
    }

    /** Finds a missing request: the counts must add up to those of all requests together. */
    private static void requireSum(
            Path file, JsonNode all, String of, Collection<Entry> entries, ToLongFunction<Entry> count) {
        long stated = count(file, "all requests", all.path("stats"), of);
        long sum = entries.stream().mapToLong(count).sum();
        if (stated != sum) {
            throw new BadInputException(file + ": has numberOfRequests." + of + " " + stated
                    + " for all requests, but its requests add up to " + sum + "; delete the run folder");
        }
    }

    private static void collect(Path file, JsonNode node, Map<String, Entry> entries) {
        String type = node.path("type").asString("");
        String name = node.path("name").asString("");
        if (!type.equals("GROUP") && !type.equals("REQUEST")) {
            throw new BadInputException(file + ": has an entry '" + name
                    + "' that is neither a GROUP nor a REQUEST; delete the run folder");
        }
        if (type.equals("REQUEST")) {
            if (entries.put(name, entry(file, name, node.path("stats"))) != null) {
                throw new BadInputException(
                        file + ": has " + name
                                + " in more than one group, and percentiles cannot be merged; analyze the simulation.log instead");
            }
        }
        node.path("contents").forEach(child -> collect(file, child, entries));
    }

    private static Entry entry(Path file, String name, JsonNode stats) {
        long total = count(file, name, stats, "total");
        long failed = count(file, name, stats, "ko");
        if (failed + count(file, name, stats, "ok") != total) {
            throw new BadInputException(
                    file + ": the failed and successful requests of " + name + " do not add up; delete the run folder");
        }
        boolean none = failed == total;
        SummaryStatistics metrics = new SummaryStatistics(
                total,
                none ? Double.NaN : number(file, name, stats, "meanResponseTime", "ok"),
                none ? Double.NaN : number(file, name, stats, "minResponseTime", "ok"),
                none ? Double.NaN : number(file, name, stats, "maxResponseTime", "ok"),
                none ? Double.NaN : number(file, name, stats, "percentiles1", "ok"),
                none ? Double.NaN : number(file, name, stats, "percentiles3", "ok"),
                none ? Double.NaN : number(file, name, stats, "percentiles4", "ok"));
        metrics.contradiction(MEAN_ROUNDING).ifPresent(what -> {
            throw new BadInputException(
                    file + ": the figures of " + name + " are impossible (" + what + "); delete the run folder");
        });
        for (String figure : failed > 0 ? List.<String>of() : FIGURES) {
            if (number(file, name, stats, figure, "ok") != number(file, name, stats, figure, "total")) {
                throw new BadInputException(file + ": has different " + figure + " of " + name
                        + " for all requests and for the successful ones, although none failed; delete the run folder");
            }
        }
        return new Entry(metrics, failed);
    }

    private static long count(Path file, String name, JsonNode stats, String of) {
        double count = number(file, name, stats, "numberOfRequests", of);
        if (!(count >= 0 && count <= SummaryStatistics.MAX_REQUESTS) || count != Math.rint(count)) {
            throw new BadInputException(
                    file + ": " + count + " is not a number of requests for " + name + "; delete the run folder");
        }
        return (long) count;
    }

    private static double number(Path file, String name, JsonNode stats, String figure, String of) {
        JsonNode value = stats.path(figure).path(of);
        if (!value.isNumber()) {
            throw new BadInputException(file + ": has no number " + figure + "." + of + " for " + name
                    + "; it is not a stats.json of Gatling");
        }
        return value.doubleValue();
    }
}
