package simulations.run;

import analyzer.metrics.SlowRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Keeps the slowest requests of the measured time, a few for each name, with the ids in their responses. It sees every response on
 * the thread that generates load. A response that is not among the slowest costs a map lookup and a comparison. Thread-safe.
 */
public final class SlowestRequests {

    /** Limits memory if a scenario uses a new name for each request. */
    private static final int MOST_NAMES = 1000;

    private static final Comparator<SlowRequest> FASTEST_FIRST = Comparator.comparingInt(SlowRequest::millis);

    private final List<String> headers;
    private final Map<String, Few> byName = new ConcurrentHashMap<>();
    private volatile long measuredFrom = Long.MAX_VALUE;

    /**
     * Creates a recorder that keeps nothing before the measured time begins.
     *
     * @param headers response headers that carry ids; no other header is read
     */
    public SlowestRequests(List<String> headers) {
        this.headers = List.copyOf(headers);
    }

    /** Sets the time from which requests are measured. */
    public void begin(Instant from) {
        measuredFrom = from.toEpochMilli();
    }

    /**
     * Whether a request is among the slowest with its name so far.
     *
     * @param start when it was sent, in milliseconds since 1970
     * @param end when its response was complete, in milliseconds since 1970
     */
    public boolean isSlow(String name, long start, long end) {
        if (start < measuredFrom) {
            return false;
        }
        Few few = byName.get(name);
        return few == null ? byName.size() < MOST_NAMES : end - start > few.fastest;
    }

    /**
     * Keeps a request for which {@link #isSlow} returned true.
     *
     * @param header returns the value of a response header, or null if there is none
     */
    public void keep(String name, long start, long end, UnaryOperator<String> header) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String id : headers) {
            String value = header.apply(id);
            if (value != null && value.matches(SlowRequest.ID)) {
                ids.put(id, value);
            }
        }
        byName.computeIfAbsent(name, unseen -> new Few())
                .add(new SlowRequest(start - measuredFrom, (int) Math.min(Integer.MAX_VALUE, end - start), ids));
    }

    /** Returns the slowest requests by name, slowest first. */
    public Map<String, List<SlowRequest>> all() {
        Map<String, List<SlowRequest>> all = new TreeMap<>();
        byName.forEach((name, few) -> all.put(name, few.slowestFirst()));
        return all;
    }

    /** The slowest requests with one name. */
    private static final class Few {

        private final PriorityQueue<SlowRequest> kept = new PriorityQueue<>(SlowRequest.MOST + 1, FASTEST_FIRST);

        /** Response time that a request must exceed to be kept, in milliseconds; -1 while there is room. */
        private volatile long fastest = -1;

        synchronized void add(SlowRequest request) {
            kept.add(request);
            if (kept.size() > SlowRequest.MOST) {
                kept.remove();
            }
            if (kept.size() == SlowRequest.MOST) {
                fastest = kept.element().millis();
            }
        }

        synchronized List<SlowRequest> slowestFirst() {
            List<SlowRequest> all = new ArrayList<>(kept);
            all.sort(FASTEST_FIRST.reversed().thenComparing(SlowRequest::atMillis));
            return all;
        }
    }
}
