package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.io.JsonFile;
import analyzer.metrics.SummaryStatistics;
import java.nio.file.Path;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads a {@code js/stats.json} written by Gatling up to 3.13.4: whole milliseconds, and percentiles from a t-digest, in Gatling's
 * default choice (50, 75, 95, 99).
 */
final class StatsJsonReader {

    /** Largest rounding error of the mean, in milliseconds. Gatling rounds the mean; the other figures are whole milliseconds. */
    private static final double MEAN_ROUNDING = 0.5;

    /** Largest relative difference of two digests of the same times; the largest observed one is 2 %. */
    private static final double DIGEST_NOISE = 0.25;

    private static final String ALL = "all requests";

    /** Name of a group of requests by their response times. */
    private static final Pattern BOUND = Pattern.compile("t (<|>=?) (\\d{1,9}) ms");

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
        requireMixture(file, entry(file, ALL, all.path("stats")).metrics, entries.values());
        Path global = file.resolveSibling(RunFolder.GLOBAL_STATS);
        if (InputFile.isThere(global) && !JsonFile.readObject(global).equals(all.path("stats"))) {
            throw new BadInputException(
                    global + ": differs from stats.json, so one of them is of another run; delete the run folder");
        }
        return entries;
    }

    /** Number of all requests by a file next to a log; empty if there is none, or it cannot be read, because the log is judged. */
    static Optional<Long> requests(Path file) {
        try {
            return InputFile.isThere(file)
                    ? Optional.of(count(file, ALL, JsonFile.readObject(file).path("stats"), "total"))
                    : Optional.empty();
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    /** Finds a missing request: the counts must add up to those of all requests together. */
    private static void requireSum(
            Path file, JsonNode all, String of, Collection<Entry> entries, ToLongFunction<Entry> count) {
        long stated = count(file, ALL, all.path("stats"), of);
        long sum = entries.stream().mapToLong(count).sum();
        if (stated != sum) {
            throw new BadInputException(file + ": has numberOfRequests." + of + " " + stated
                    + " for all requests, but its requests add up to " + sum + "; delete the run folder");
        }
    }

    /** Compares the figures of all requests with those of the single ones. Their mean and percentiles lie between those. */
    private static void requireMixture(Path file, SummaryStatistics all, Collection<Entry> entries) {
        List<SummaryStatistics> single = entries.stream()
                .filter(entry -> entry.failed < entry.metrics.totalRequests())
                .map(Entry::metrics)
                .toList();
        String[] names = {"mean", "smallest", "largest", "P50", "P95", "P99"};
        for (int i = 0; i < names.length && !single.isEmpty(); i++) {
            int figure = i;
            DoubleSummaryStatistics own = single.stream()
                    .mapToDouble(metrics -> metrics.times()[figure])
                    .summaryStatistics();
            double time = all.times()[i];
            double noise = 1 + (names[i].startsWith("P") ? DIGEST_NOISE * time : 0);
            double least = names[i].equals("largest") ? own.getMax() : own.getMin();
            double most = names[i].equals("smallest") ? own.getMin() : own.getMax();
            if (time < least - noise || time > most + noise) {
                throw new BadInputException(file + ": has " + time + " ms as the " + names[i]
                        + " of all requests, which those of its requests rule out; delete the run folder");
            }
        }
    }

    private static void collect(Path file, JsonNode node, Map<String, Entry> entries) {
        String type = node.path("type").asString("");
        String name = node.path("name").asString("");
        if (!type.equals("GROUP") && !type.equals("REQUEST")) {
            throw new BadInputException(file + ": has an entry '" + name
                    + "' that is neither a GROUP nor a REQUEST; delete the run folder");
        }
        JsonNode ofStats = node.path("stats").path("name");
        if (!ofStats.isMissingNode() && !ofStats.asString("").equals(name)) {
            throw new BadInputException(file + ": has statistics of '" + ofStats.asString("") + "' under the name '"
                    + name + "'; delete the run folder");
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
        metrics.contradiction(MEAN_ROUNDING)
                .or(() -> none ? Optional.empty() : contradiction(file, name, stats, metrics))
                .ifPresent(what -> {
                    throw new BadInputException(file + ": the figures of " + name + " are impossible (" + what
                            + "); delete the run folder");
                });
        requireTotals(file, name, stats, total - failed, failed);
        requireSpread(file, name, stats, metrics);
        requireGroups(file, name, stats, total - failed, failed);
        return new Entry(metrics, failed);
    }

    /**
     * Compares the figures of all requests with those of the successful and the failed ones. If none failed, percentiles differ only
     * because Gatling estimates each by its own digest, which is randomized.
     */
    private static void requireTotals(Path file, String name, JsonNode stats, long ok, long failed) {
        requireTotal(file, name, stats, "minResponseTime", ok, failed, Math::min);
        requireTotal(file, name, stats, "maxResponseTime", ok, failed, Math::max);
        for (int i = 1; failed == 0 && i <= 4; i++) {
            double total = number(file, name, stats, "percentiles" + i, "total");
            double ofOk = number(file, name, stats, "percentiles" + i, "ok");
            if (Math.abs(total - ofOk) > 1 + DIGEST_NOISE * total) {
                throw impossibleTotal(file, name, "percentiles" + i);
            }
        }
        requireTotal(
                file,
                name,
                stats,
                "meanResponseTime",
                ok,
                failed,
                (ofOk, ofFailed) -> (ofOk * ok + ofFailed * failed) / (ok + failed));
    }

    private static void requireTotal(
            Path file, String name, JsonNode stats, String figure, long ok, long failed, DoubleBinaryOperator both) {
        if (ok == 0 && number(file, name, stats, figure, "ok") != 0
                || failed == 0 && number(file, name, stats, figure, "ko") != 0) {
            throw impossibleTotal(file, name, figure);
        }
        double expected = ok == 0 || failed == 0
                ? number(file, name, stats, figure, failed == 0 ? "ok" : "ko")
                : both.applyAsDouble(number(file, name, stats, figure, "ok"), number(file, name, stats, figure, "ko"));
        // All three means are rounded.
        if (Math.abs(number(file, name, stats, figure, "total") - expected) > 2 * MEAN_ROUNDING) {
            throw impossibleTotal(file, name, figure);
        }
    }

    /** The standard deviation is at most the range. */
    private static void requireSpread(Path file, String name, JsonNode stats, SummaryStatistics metrics) {
        if (number(file, name, stats, "standardDeviation", "ok") > metrics.maxMillis() - metrics.minMillis() + 1) {
            throw new BadInputException(file + ": has a standardDeviation of " + name
                    + " that exceeds the range of its times; delete the run folder");
        }
    }

    /** Each successful request is in one of the first three groups, each failed one in the fourth. */
    private static void requireGroups(Path file, String name, JsonNode stats, long ok, long failed) {
        long grouped = Stream.of("group1", "group2", "group3")
                .mapToLong(group -> stats.path(group).path("count").asLong(-1))
                .sum();
        if (grouped != ok || stats.path("group4").path("count").asLong(-1) != failed) {
            throw new BadInputException(file + ": has groups of " + name
                    + " whose counts do not add up to its requests; delete the run folder");
        }
    }

    private static BadInputException impossibleTotal(Path file, String name, String figure) {
        return new BadInputException(file + ": has a " + figure + " of " + name
                + " for all requests that the successful and the failed ones rule out; delete the run folder");
    }

    /**
     * Finds a percentile that the other figures rule out: the P75, and the numbers of requests below 800 ms and from 1200 ms on, or
     * whatever these bounds are set to.
     */
    private static Optional<String> contradiction(Path file, String name, JsonNode stats, SummaryStatistics metrics) {
        double p75 = number(file, name, stats, "percentiles2", "ok");
        if (p75 < metrics.p50Millis() || p75 > metrics.p95Millis()) {
            return Optional.of(
                    "P50, P75 and P95 of " + metrics.p50Millis() + ", " + p75 + " and " + metrics.p95Millis() + " ms");
        }
        double ok = number(file, name, stats, "numberOfRequests", "ok");
        double rankError = SummaryStatistics.rankError((long) ok);
        double[] percents = {50, 75, 95, 99};
        double[] values = {metrics.p50Millis(), p75, metrics.p95Millis(), metrics.p99Millis()};
        for (JsonNode group : List.of(stats.path("group1"), stats.path("group3"))) {
            Matcher bound = BOUND.matcher(group.path("name").asString(""));
            if (!bound.matches() || !group.path("count").isNumber()) {
                continue;
            }
            boolean below = bound.group(1).equals("<");
            double share = group.path("count").doubleValue() / ok;
            double shareBelow = below ? share : 1 - share;
            double millis = Double.parseDouble(bound.group(2));
            for (int i = 0; i < percents.length; i++) {
                double rank = percents[i] / 100;
                // Gatling rounds a percentile to whole milliseconds.
                if (values[i] >= millis + 1 && shareBelow > rank + rankError
                        || values[i] < millis - 1 && shareBelow < rank - rankError) {
                    return Optional.of("a P" + (int) percents[i] + " of " + values[i] + " ms, but "
                            + group.path("count") + " of " + (long) ok + " requests with "
                            + group.path("name").asString());
                }
            }
        }
        return Optional.empty();
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
        if (!value.isIntegralNumber()) {
            throw new BadInputException(file + ": has no whole number " + figure + "." + of + " for " + name
                    + "; it is not a stats.json of Gatling: delete the run folder");
        }
        return value.doubleValue();
    }
}
