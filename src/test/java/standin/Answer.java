package standin;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is sent back.
 *
 * @param status HTTP status
 * @param headers headers beside content type and length; a name may occur more than once
 * @param body JSON as it goes over the wire
 */
record Answer(int status, List<Header> headers, byte[] body) {

    private static final JsonMapper MAPPER = new JsonMapper();

    record Header(String name, String value) {}

    /** 200 with this body. */
    static Answer ok(JsonNode body) {
        return new Answer(200, List.of(), MAPPER.writeValueAsBytes(body));
    }

    /**
     * An error in the form that all errors of the API have.
     *
     * @param code what programs go by
     * @param message what is wrong
     * @param detail what to do
     */
    static Answer error(int status, String code, String message, String detail) {
        ObjectNode body = object().put("code", code).put("message", message).put("detail", detail);
        return new Answer(status, List.of(), MAPPER.writeValueAsBytes(body));
    }

    /** An empty object, to be filled. */
    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** This answer with one more header. */
    Answer with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, List.copyOf(more), body);
    }
}
