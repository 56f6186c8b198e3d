package simulations.api;

import java.util.Arrays;
import simulations.config.Expectation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells for little that an answer is as expected: most answers of an endpoint are the same byte for byte, and what has been
 * parsed once need not be parsed again. Thread-safe.
 */
public final class KnownAnswer {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final byte[] NONE = {};

    private final Expectation expectation;
    private volatile byte[] last = NONE;

    public KnownAnswer(Expectation expectation) {
        this.expectation = expectation;
    }

    /**
     * Whether a body holds what is expected. False also of one that is no JSON.
     *
     * @param body is kept, and must not be changed
     */
    public boolean isIn(byte[] body) {
        byte[] known = last;
        if (known != NONE && Arrays.equals(known, body)) {
            return true;
        }
        boolean holds = parsedHolds(body);
        if (holds) {
            last = body;
        }
        return holds;
    }

    /** Whether a JSON value holds what is expected. */
    static boolean holds(JsonNode json, Expectation expectation) {
        JsonNode value = json;
        for (String field : expectation.field().split("\\.")) {
            value = value.path(field);
        }
        return value.isValueNode() && value.asString("").equals(expectation.value());
    }

    private boolean parsedHolds(byte[] body) {
        try {
            return holds(MAPPER.readTree(body), expectation);
        } catch (JacksonException e) {
            return false;
        }
    }
}
