package analyzer.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of the slowest requests of an endpoint, with the ids that identify it in logs and traces.
 *
 * @param atMillis when it was sent, in milliseconds since the measured time began
 * @param ids ids by the name of the response header, in the order of the setting; empty if the response had none
 */
public record SlowRequest(long atMillis, int millis, Map<String, String> ids) {

    /** Name of the file in the run folder. */
    public static final String FILE_NAME = "slowest.json";

    /** Number of requests that are kept for each endpoint and side. */
    public static final int MOST = 10;

    /** Pattern of a valid header name. */
    public static final String HEADER = "[A-Za-z0-9_-]{1,64}";

    /** Pattern of a valid id: printable ASCII without a space, of at most 128 characters. A W3C traceparent has 55. */
    public static final String ID = "[!-~]{1,128}";

    /** Largest number of ids of a request. */
    public static final int MOST_IDS = 8;

    /** @throws IllegalArgumentException if a time is negative, or an id is invalid */
    public SlowRequest {
        ids = Collections.unmodifiableMap(new LinkedHashMap<>(ids));
        if (atMillis < 0 || millis < 0) {
            throw new IllegalArgumentException("a time of a request is below 0");
        }
        if (ids.size() > MOST_IDS
                || !ids.entrySet().stream()
                        .allMatch(id ->
                                id.getKey().matches(HEADER) && id.getValue().matches(ID))) {
            throw new IllegalArgumentException("a request has an invalid id");
        }
    }
}
