package analyzer.gatling;

import analyzer.io.Members;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SlowRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code slowest.json} of a run folder: the slowest requests of each endpoint, by their name in the log. Simulations write
 * it at the end, and the analyzer reads it.
 */
public final class SlowestFile {

    private static final String REQUESTS = "requests";
    private static final String AT = "at_ms";
    private static final String MILLIS = "ms";
    private static final String IDS = "ids";

    private static final RunFile FILE =
            new RunFile(SlowRequest.FILE_NAME, "list the slowest requests", Set.of(REQUESTS));

    private static final Set<String> REQUEST_MEMBERS = Set.of(AT, MILLIS, IDS);

    private SlowestFile() {}

    /** Writes the slowest requests by name, including those to the base; see {@link RunFile#write}. */
    public static void write(Path runFolder, Map<String, List<SlowRequest>> slowest) {
        FILE.write(runFolder, json -> {
            ObjectNode requests = json.putObject(REQUESTS);
            new TreeMap<>(slowest).forEach((name, all) -> put(requests.putArray(name), all));
        });
    }

    private static void put(ArrayNode node, List<SlowRequest> all) {
        for (SlowRequest request : all) {
            ObjectNode one = node.addObject().put(AT, request.atMillis()).put(MILLIS, request.millis());
            if (!request.ids().isEmpty()) {
                ObjectNode ids = one.putObject(IDS);
                request.ids().forEach(ids::put);
            }
        }
    }

    /** Reads {@code slowest.json} of a run folder; see {@link RunFile#read}. */
    public static Map<String, List<SlowRequest>> read(Path runFolder, Optional<RunInfo> info) {
        return FILE.read(runFolder, info, SlowestFile::slowest).orElse(Map.of());
    }

    private static Map<String, List<SlowRequest>> slowest(JsonNode json) {
        JsonNode requests = json.path(REQUESTS);
        if (!requests.isObject()) {
            throw new IllegalArgumentException("its " + REQUESTS + " is missing or not an object");
        }
        Map<String, List<SlowRequest>> slowest = new TreeMap<>();
        for (String name : requests.propertyNames()) {
            slowest.put(name, requests(requests.path(name)));
        }
        return slowest;
    }

    private static List<SlowRequest> requests(JsonNode node) {
        if (!node.isArray() || node.size() > SlowRequest.MOST) {
            throw new IllegalArgumentException(
                    "it has an endpoint without a list of at most " + SlowRequest.MOST + " requests");
        }
        List<SlowRequest> all = new ArrayList<>();
        for (JsonNode one : node) {
            Members.requireKnown(one, REQUEST_MEMBERS);
            all.add(new SlowRequest(Members.integer(one, AT), Members.integer(one, MILLIS), ids(one.path(IDS))));
        }
        return all;
    }

    private static Map<String, String> ids(JsonNode node) {
        if (!node.isObject() && !node.isMissingNode()) {
            throw new IllegalArgumentException("its " + IDS + " is not an object");
        }
        Map<String, String> ids = new LinkedHashMap<>();
        for (String header : node.propertyNames()) {
            JsonNode id = node.path(header);
            ids.put(header, id.isString() ? id.asString() : "");
        }
        return ids;
    }
}
