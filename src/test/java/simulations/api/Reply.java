package simulations.api;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What came back.
 *
 * @param status HTTP status
 * @param json the body, a missing node if it is no JSON
 * @param location where a redirect leads: scheme, host and path, nothing that could be secret
 * @param csrfToken the CSRF token it brought
 * @param date the target's time in whole seconds, if it tells
 */
record Reply(int status, JsonNode json, Optional<String> location, Optional<String> csrfToken, Optional<Instant> date) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    static Reply of(HttpResponse<String> response) {
        return new Reply(
                response.statusCode(),
                parse(response.body()),
                response.headers().firstValue("Location").flatMap(Reply::pathOf),
                response.headers().firstValue(Csrf.HEADER).filter(token -> !token.isBlank()),
                response.headers().firstValue("Date").flatMap(Reply::dateOf));
    }

    /** The code by which the API names an error, if the body holds one that is fit to be shown. */
    Optional<String> errorCode() {
        return code("code").or(() -> code("detail"));
    }

    private Optional<String> code(String field) {
        return Optional.of(json.path(field).asString("")).filter(code -> code.matches("[a-z_.]{1,40}"));
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<Instant> dateOf(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> pathOf(String location) {
        try {
            URI uri = URI.create(location);
            String server = uri.getHost() == null ? "" : uri.getScheme() + "://" + uri.getHost();
            return Optional.ofNullable(uri.getRawPath()).map(path -> server + path);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
