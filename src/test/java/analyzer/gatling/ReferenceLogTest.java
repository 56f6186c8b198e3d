package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestFiles;
import analyzer.io.JsonFile;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LatencyHistogram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Compares the reader with Gatling's own results for real logs. */
class ReferenceLogTest {

    @TempDir
    Path folder;

    @Test
    void figuresOfGatling3134EqualItsOwnStatsJson() throws Exception {
        LogContent run = LogContent.read(TestFiles.resource("gatling-3.13.4/simulation.log"));
        JsonNode requests = JsonFile.readObject(TestFiles.resource("gatling-3.13.4/stats.json"))
                .path("contents");

        Map<String, RequestStats> byName = run.requests().stream()
                .collect(Collectors.toMap(request -> request.name().name(), Function.identity()));
        assertEquals(4, byName.size());
        assertEquals(4, requests.size());
        for (JsonNode request : requests) {
            JsonNode stats = request.path("stats");
            RequestStats ours = byName.get(request.path("name").asString());
            LatencyHistogram ok = ours.timeline().pooledOk();
            assertEquals(stats.at("/numberOfRequests/ok").asLong(), ok.count());
            assertEquals(
                    stats.at("/numberOfRequests/ko").asLong(), ours.failed().count());
            assertEquals(stats.at("/minResponseTime/ok").asInt(), ok.min());
            assertEquals(stats.at("/maxResponseTime/ok").asInt(), ok.max());
            assertEquals(stats.at("/meanResponseTime/ok").asLong(), Math.round(ok.mean()));
            assertEquals(stats.at("/standardDeviation/ok").asLong(), Math.round(ok.standardDeviation()));
            assertEquals(stats.at("/percentiles1/ok").asDouble(), ok.percentile(50), 1.0);
            assertEquals(stats.at("/percentiles2/ok").asDouble(), ok.percentile(75), 1.0);
            assertEquals(stats.at("/percentiles3/ok").asDouble(), ok.percentile(95), 1.0);
        }
    }

    @Test
    void figuresOfGatling3151EqualItsOwnConsole() throws Exception {
        LogContent run = LogContent.read(TestFiles.resource("gatling-3.15.1/simulation.log"));
        String console = Files.readString(TestFiles.resource("gatling-3.15.1/console.txt"));

        LatencyHistogram all = new LatencyHistogram();
        run.requests().forEach(request -> all.add(request.timeline().pooledOk()));

        assertEquals("3.15.1", run.header().gatlingVersion());
        assertFalse(run.truncated());
        assertEquals(run.usersStarted(), run.usersEnded());
        assertEquals(figure(console, "request count"), all.count());
        assertEquals(figure(console, "min response time"), all.min());
        assertEquals(figure(console, "max response time"), all.max());
        assertEquals(figure(console, "mean response time"), Math.round(all.mean()));
        assertEquals(figure(console, "response time std deviation"), Math.round(all.standardDeviation()));
        assertEquals(figure(console, "response time 50th percentile"), all.percentile(50), 1.0);
        assertEquals(figure(console, "response time 75th percentile"), all.percentile(75), 1.0);
        assertEquals(figure(console, "response time 95th percentile"), all.percentile(95), 1.0);
    }

    private static long figure(String console, String name) {
        Matcher line = Pattern.compile(Pattern.quote("> " + name) + "[^|]*\\|\\s*([\\d,]+)")
                .matcher(console);
        assertTrue(line.find(), name);
        return Long.parseLong(line.group(1).replace(",", ""));
    }

    @Test
    void writesTheStatsJsonThatGatlingWrote() throws Exception {
        RunFolder run = copy("gatling-3.13.4", "ref-20261123051325632");

        RunReader.read(run).writeStatistics();

        assertSame(TestFiles.resource("gatling-3.13.4/stats.json"), run.statsJson());
        assertSame(TestFiles.resource("gatling-3.13.4/global_stats.json"), run.globalStatsJson());
    }

    /** The expected names come from Gatling's own code: letters without diacritics, and the hash of the whole name. */
    @Test
    void entriesAreNamedAsGatlingNamesThem() throws Exception {
        Path run = folder.resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START));
        LogBuilder.started()
                .userStart(0)
                .ok("/größe", 40, 50)
                .ok("/V1/Whoami-and-more", 20, 60)
                .request(List.of("g"), "/in", 20, 60, true, "")
                .ok("/größe", 30, 70)
                .ok("é", 90, 91)
                .userEnd(91)
                .writeInto(run);
        RunReader.read(RunFolder.at(run)).writeStatistics();

        List<String> names = List.copyOf(JsonFile.readObject(run.resolve("js/stats.json"))
                .path("contents")
                .propertyNames());

        // Groups first, then requests by their first start.
        assertEquals(
                List.of(
                        "group_g-" + "g".hashCode(),
                        "req_-v1-whoami-and--" + "/V1/Whoami-and-more".hashCode(),
                        "req_-gro--e-" + "/größe".hashCode(),
                        "req_e--" + "é".hashCode()),
                names);
    }

    @Test
    void theRangesAreOfLessThan800AndOf1200MillisecondsAndMore() throws Exception {
        Path run = folder.resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START));
        LogBuilder log = LogBuilder.started().userStart(0);
        int[] millis = {799, 800, 800, 1199, 1200, 1200, 1200, 5000};
        for (int each : millis) {
            log.ok("/a", 0, each);
        }
        log.failed("/a", 0, 6000, "found 503")
                .failed("/a", 0, 6000, "found 503")
                .userEnd(6000)
                .writeInto(run);
        RunReader.read(RunFolder.at(run)).writeStatistics();

        JsonNode all = JsonFile.readObject(run.resolve("js/global_stats.json"));

        assertEquals(
                List.of(1, 3, 4, 2),
                Stream.of("group1", "group2", "group3", "group4")
                        .map(group -> all.path(group).path("count").asInt())
                        .toList());
        assertEquals(10.0, all.at("/group1/percentage").asDouble());
        assertEquals(8 / 6.0, all.at("/meanNumberOfRequestsPerSecond/ok").asDouble(), 1e-12);
    }

    private static void assertSame(Path expected, Path actual) {
        assertSame("", JsonFile.readObject(expected), JsonFile.readObject(actual));
    }

    /** Checks for equal structure, order, text, counts and rounding, and for percentiles within the error of a t-digest. */
    private static void assertSame(String path, JsonNode expected, JsonNode actual) {
        assertEquals(List.copyOf(expected.propertyNames()), List.copyOf(actual.propertyNames()), path);
        assertEquals(expected.getNodeType(), actual.getNodeType(), path);
        for (String name : expected.propertyNames()) {
            assertSame(path + "/" + name, expected.get(name), actual.get(name));
        }
        if (!expected.isValueNode()) {
            return;
        }
        if (path.contains("percentiles")) {
            double tolerance = path.contains("percentiles4") ? expected.asDouble() * 0.08 : 1;
            assertEquals(expected.asDouble(), actual.asDouble(), tolerance, path);
        } else {
            assertEquals(expected, actual, path);
        }
    }

    @Test
    void readsTheStatsJsonOfAnOlderGatlingWhereNoLogIs() throws Exception {
        Path run = Files.createDirectories(folder.resolve("ref-20261123051325632"));
        Files.createDirectories(run.resolve("js"));
        Files.copy(TestFiles.resource("gatling-3.13.4/stats.json"), run.resolve("js/stats.json"));
        RunFolder fromLog = copy("gatling-3.13.4", "log-20261123051325632");

        Map<String, EndpointResult> rounded =
                byEndpoint(RunSearch.newestOfEach(run).get(0));
        Map<String, EndpointResult> exact = byEndpoint(fromLog);

        assertEquals(exact.keySet(), rounded.keySet());
        exact.forEach((endpoint, result) -> {
            EndpointResult other = rounded.get(endpoint);
            assertEquals(result.metrics().totalRequests(), other.metrics().totalRequests());
            assertEquals(
                    Math.round(result.metrics().avgMillis()), other.metrics().avgMillis());
            assertEquals(result.metrics().p95Millis(), other.metrics().p95Millis(), 1.0);
            assertTrue(other.timeline().isEmpty());
        });
    }

    private static Map<String, EndpointResult> byEndpoint(RunFolder run) {
        return RunReader.read(run).results().stream()
                .collect(Collectors.toMap(EndpointResult::endpoint, Function.identity()));
    }

    private RunFolder copy(String resource, String name) throws Exception {
        Path run = Files.createDirectories(folder.resolve(name));
        Files.copy(TestFiles.resource(resource + "/simulation.log"), run.resolve("simulation.log"));
        return RunSearch.newestOfEach(run).get(0);
    }
}
