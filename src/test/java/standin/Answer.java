package standin;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response.
 *
 * @param headers headers other than content type and length; a name can occur more than once
 * @param body encoded JSON
 */
record Answer(int status, List<Header> headers, byte[] body) {

    private static final JsonMapper MAPPER = new JsonMapper();

    record Header(String name, String value) {}

    /** Creates a response with status 200 and this body. */
    static Answer ok(JsonNode body) {
        return new Answer(200, List.of(), MAPPER.writeValueAsBytes(body));
    }

    /**
     * Creates an error in the format that all errors of the API have.
     *
     * @param code machine-readable code
     * @param message what is wrong
     * @param detail how to fix it
     */
    static Answer error(int status, String code, String message, String detail) {
        ObjectNode body = object().put("code", code).put("message", message).put("detail", detail);
        return new Answer(status, List.of(), MAPPER.writeValueAsBytes(body));
    }

    /** Creates an empty object. */
    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Returns this response with one more header. */
    Answer with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, List.copyOf(more), body);
    }
}
