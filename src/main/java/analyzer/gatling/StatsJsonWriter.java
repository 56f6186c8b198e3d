package analyzer.gatling;

import analyzer.io.JsonFile;
import analyzer.metrics.LatencyHistogram;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code js/stats.json} and {@code js/global_stats.json} as Gatling did up to 3.13.4, for tools that read those files: the same
 * nesting of groups and requests, the same names, the same rounding. Percentiles are exact; Gatling approximated them by a t-digest.
 */
public final class StatsJsonWriter {

    private static final int LOWER_BOUND = 800;
    private static final int HIGHER_BOUND = 1200;
    private static final double[] PERCENTILES = {50, 75, 95, 99};
    private static final String PATH_SEPARATOR = " / ";
    private static final String ALL_REQUESTS = "All Requests";

    private final RunStatistics run;

    /** The groups directly within a group, in the order in which their requests first occur. */
    private final Map<List<String>, Set<List<String>>> groupsWithin = new HashMap<>();

    private final Map<List<String>, List<RequestName>> requestsWithin = new HashMap<>();

    private StatsJsonWriter(RunStatistics run) {
        this.run = run;
        for (RequestName request : run.names()) {
            List<String> path = request.groups();
            for (int depth = 0; depth < path.size(); depth++) {
                groupsWithin
                        .computeIfAbsent(path.subList(0, depth), group -> new LinkedHashSet<>())
                        .add(path.subList(0, depth + 1));
            }
            requestsWithin.computeIfAbsent(path, group -> new ArrayList<>()).add(request);
        }
        requestsWithin
                .values()
                .forEach(requests ->
                        requests.sort(Comparator.comparingLong(request -> run.of(request).firstStartMillis)));
    }

    /**
     * Writes both files into a run folder.
     *
     * @throws analyzer.io.BadInputException if a file cannot be written
     */
    public static void write(RunFolder folder, RunStatistics run) {
        folder.requireOwnStatistics();
        StatsJsonWriter writer = new StatsJsonWriter(run);
        ObjectNode all = writer.allRequests();
        ObjectNode root = writer.container("GROUP", ALL_REQUESTS, "", fileName("group_", ""), all);
        root.set("contents", writer.contents(List.of()));
        JsonFile.write(folder.statsJson(), root);
        JsonFile.write(folder.globalStatsJson(), all);
    }

    private ObjectNode allRequests() {
        LatencyHistogram ok = new LatencyHistogram();
        LatencyHistogram failed = new LatencyHistogram();
        for (RequestName request : run.names()) {
            ok.add(run.of(request).ok);
            failed.add(run.of(request).failed);
        }
        return stats(ALL_REQUESTS, ok, failed, ok, failed);
    }

    /** The groups directly within {@code parent}, then the requests directly within it. */
    private ObjectNode contents(List<String> parent) {
        ObjectNode contents = JsonFile.object();
        for (List<String> group : groupsWithin.getOrDefault(parent, Set.of())) {
            String name = group.get(group.size() - 1);
            String path = String.join(PATH_SEPARATOR, group);
            GroupStats of = run.groups().getOrDefault(group, new GroupStats());
            GroupStats.Outcomes cumulated = of.cumulated();
            GroupStats.Outcomes durations = of.durations();
            ObjectNode stats = stats(name, cumulated.ok(), cumulated.failed(), durations.ok(), durations.failed());
            ObjectNode node = container("GROUP", name, path, fileName("group_", path), stats);
            node.set("contents", contents(group));
            contents.set(fileName("group_", name), node);
        }
        for (RequestName request : requestsWithin.getOrDefault(parent, List.of())) {
            String name = request.name();
            List<String> parts = new ArrayList<>(parent);
            parts.add(name);
            String path = String.join(PATH_SEPARATOR, parts);
            RunStatistics.Times times = run.of(request);
            ObjectNode stats = stats(name, times.ok, times.failed, times.ok, times.failed);
            contents.set(fileName("req_", name), container("REQUEST", name, path, fileName("req_", path), stats));
        }
        return contents;
    }

    private ObjectNode container(String type, String name, String path, String pathFormatted, ObjectNode stats) {
        ObjectNode node = JsonFile.object();
        node.put("type", type);
        node.put("name", name);
        node.put("path", path);
        node.put("pathFormatted", pathFormatted);
        node.set("stats", stats);
        return node;
    }

    /** The figures of {@code ok} and {@code failed}, with the ranges of the last two parameters, which differ for groups. */
    private ObjectNode stats(
            String name,
            LatencyHistogram ok,
            LatencyHistogram failed,
            LatencyHistogram rangesOk,
            LatencyHistogram rangesFailed) {
        LatencyHistogram total = new LatencyHistogram();
        total.add(ok);
        total.add(failed);
        List<LatencyHistogram> each = List.of(total, ok, failed);
        ObjectNode stats = JsonFile.object();
        stats.put("name", name);
        ObjectNode counts = stats.putObject("numberOfRequests");
        counts.put("total", total.count()).put("ok", ok.count()).put("ko", failed.count());
        putMillis(stats, "minResponseTime", each, LatencyHistogram::min);
        putMillis(stats, "maxResponseTime", each, LatencyHistogram::max);
        putMillis(stats, "meanResponseTime", each, rounded(LatencyHistogram::mean));
        putMillis(stats, "standardDeviation", each, rounded(LatencyHistogram::standardDeviation));
        for (int i = 0; i < PERCENTILES.length; i++) {
            double percent = PERCENTILES[i];
            putMillis(stats, "percentiles" + (i + 1), each, histogram -> histogram.percentile(percent));
        }
        putRanges(stats, rangesOk, rangesFailed);
        ObjectNode rates = stats.putObject("meanNumberOfRequestsPerSecond");
        putRate(rates, "total", total);
        putRate(rates, "ok", ok);
        putRate(rates, "ko", failed);
        return stats;
    }

    private static void putMillis(
            ObjectNode stats, String name, List<LatencyHistogram> each, ToIntFunction<LatencyHistogram> figure) {
        ObjectNode node = stats.putObject(name);
        List<String> keys = List.of("total", "ok", "ko");
        for (int i = 0; i < keys.size(); i++) {
            LatencyHistogram histogram = each.get(i);
            node.put(keys.get(i), histogram.isEmpty() ? 0 : figure.applyAsInt(histogram));
        }
    }

    private static ToIntFunction<LatencyHistogram> rounded(ToDoubleFunction<LatencyHistogram> figure) {
        return histogram -> (int) Math.round(figure.applyAsDouble(histogram));
    }

    private static void putRanges(ObjectNode stats, LatencyHistogram ok, LatencyHistogram failed) {
        long low = ok.countBelow(LOWER_BOUND);
        long middle = ok.countBelow(HIGHER_BOUND) - low;
        long high = ok.count() - low - middle;
        long total = ok.count() + failed.count();
        putRange(stats, "group1", "t < 800 ms", "t < 800 ms", low, total);
        putRange(stats, "group2", "800 ms <= t < 1200 ms", "t >= 800 ms <br> t < 1200 ms", middle, total);
        putRange(stats, "group3", "t >= 1200 ms", "t >= 1200 ms", high, total);
        putRange(stats, "group4", "failed", "failed", failed.count(), total);
    }

    private static void putRange(ObjectNode stats, String key, String name, String htmlName, long count, long total) {
        ObjectNode range = stats.putObject(key);
        range.put("name", name).put("htmlName", htmlName).put("count", count);
        range.put("percentage", total == 0 ? 0.0 : (double) count / total * 100);
    }

    private void putRate(ObjectNode rates, String key, LatencyHistogram histogram) {
        if (histogram.isEmpty()) {
            rates.put(key, 0);
        } else {
            rates.put(key, (double) histogram.count() / run.seconds());
        }
    }

    /** Gatling's name for a report file. Readers of the statistics find entries by it. */
    private static String fileName(String prefix, String name) {
        String trimmed = name.isBlank() ? "missing_name" : name.trim();
        String clean = (isAscii(trimmed) ? trimmed : Normalizer.normalize(trimmed, Normalizer.Form.NFD))
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{InCombiningDiacriticalMarks}+", "-")
                .replaceAll("[^a-zA-Z0-9-]", "-");
        return prefix + clean.substring(0, Math.min(15, clean.length())) + "-" + trimmed.hashCode();
    }

    /** ASCII needs no normalization. Loading its tables takes longer than writing everything else. */
    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }
}
