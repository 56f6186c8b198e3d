package simulations.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests and responses of one user's single walk through a scenario. Contains no header, no body and no token.
 *
 * @param passed whether an iteration succeeded
 * @param exchanges the requests, in order
 * @param sent description of what the scenario sends, by name, to compare runs
 * @param limited the request that a rate limiter refused; empty if none was refused
 */
public record Trial(boolean passed, List<Exchange> exchanges, Map<String, String> sent, Optional<String> limited) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /**
     * One request and its response.
     *
     * @param url its URL, without the query
     * @param measured whether it is a measured part of an iteration
     * @param status status of the response; empty if there was none
     * @param location target of a redirect, without the query
     * @param code the API's error code
     */
    public record Exchange(
            String name,
            String method,
            String url,
            boolean measured,
            OptionalInt status,
            Optional<String> location,
            Optional<String> code) {

        @Override
        public String toString() {
            return method + " " + url;
        }
    }

    public Trial {
        exchanges = List.copyOf(exchanges);
        sent = new LinkedHashMap<>(sent);
    }

    /** The names of the measured requests, each once, in the order in which they were sent. */
    public List<String> names() {
        return exchanges.stream()
                .filter(Exchange::measured)
                .map(Exchange::name)
                .distinct()
                .toList();
    }

    /** Writes the trial for the process that waits for it. */
    public void write(Path file) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("passed", passed);
        ArrayNode all = json.putArray("exchanges");
        for (Exchange exchange : exchanges) {
            ObjectNode one = all.addObject()
                    .put("name", exchange.name)
                    .put("method", exchange.method)
                    .put("url", exchange.url)
                    .put("measured", exchange.measured);
            exchange.status.ifPresent(status -> one.put("status", status));
            exchange.location.ifPresent(location -> one.put("location", location));
            exchange.code.ifPresent(code -> one.put("code", code));
        }
        ObjectNode texts = json.putObject("sent");
        sent.forEach(texts::put);
        limited.ifPresent(request -> json.put("limited", request));
        Files.writeString(file, MAPPER.writeValueAsString(json));
    }

    /** Reads the trial that another process wrote; empty if it wrote none. */
    public static Optional<Trial> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = MAPPER.readTree(Files.readString(file));
            List<Exchange> exchanges = new ArrayList<>();
            for (JsonNode one : json.path("exchanges")) {
                exchanges.add(new Exchange(
                        one.path("name").asString(),
                        one.path("method").asString(),
                        one.path("url").asString(),
                        one.path("measured").asBoolean(),
                        one.has("status") ? OptionalInt.of(one.path("status").asInt()) : OptionalInt.empty(),
                        text(one, "location"),
                        text(one, "code")));
            }
            Map<String, String> sent = new LinkedHashMap<>();
            json.path("sent")
                    .properties()
                    .forEach(entry -> sent.put(entry.getKey(), entry.getValue().asString()));
            return Optional.of(new Trial(json.path("passed").asBoolean(), exchanges, sent, text(json, "limited")));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode json, String key) {
        return json.has(key) ? Optional.of(json.path(key).asString()) : Optional.empty();
    }
}
