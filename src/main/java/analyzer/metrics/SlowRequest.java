package analyzer.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of the slowest requests of an endpoint, and the ids by which a log or a trace knows it.
 *
 * @param atMillis when it was sent, since the measured time began
 * @param millis response time
 * @param ids by the name of the answer's header, in the order of the setting; none where the answer carried none
 */
public record SlowRequest(long atMillis, int millis, Map<String, String> ids) {

    /** Name of the file in the run folder. */
    public static final String FILE_NAME = "slowest.json";

    /** Kept of each endpoint and side. */
    public static final int MOST = 10;

    /** A header that can be named. */
    public static final String HEADER = "[A-Za-z0-9_-]{1,64}";

    /** An id that is kept: printable ASCII without a space, and no longer than a trace of W3C needs twice. */
    public static final String ID = "[!-~]{1,128}";

    /** More headers are no ids. */
    public static final int MOST_IDS = 8;

    /** @throws IllegalArgumentException if a time is below 0, or an id is none */
    public SlowRequest {
        ids = Collections.unmodifiableMap(new LinkedHashMap<>(ids));
        if (atMillis < 0 || millis < 0) {
            throw new IllegalArgumentException("a time of a request is below 0");
        }
        if (ids.size() > MOST_IDS
                || !ids.entrySet().stream()
                        .allMatch(id ->
                                id.getKey().matches(HEADER) && id.getValue().matches(ID))) {
            throw new IllegalArgumentException("a request has an id that is none");
        }
    }
}
