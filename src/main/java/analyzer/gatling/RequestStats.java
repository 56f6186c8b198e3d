package analyzer.gatling;

import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.Timeline;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Statistics of the requests of one name in a log. */
final class RequestStats {

    /** Largest number of different error messages. More of them would add no information. */
    private static final int MAX_MESSAGES = 1000;

    private static final String OTHERS = "other messages";
    private static final int MESSAGE_BYTES = 96;

    private final RequestName name;
    private final TimeFrame.Local frame;
    private final Timeline timeline;
    private final LatencyHistogram failed;
    private final IntConsumer grown;
    private final Map<String, Long> errors = new TreeMap<>();
    private int firstStart = Integer.MAX_VALUE;
    private int lastEnd = Integer.MIN_VALUE;
    private long okInWindow;

    /** @param grown receives the approximate growth of this object, in bytes, whenever it grows */
    RequestStats(RequestName name, TimeFrame.Local frame, IntConsumer grown) {
        this.name = name;
        this.frame = frame;
        this.timeline = new Timeline(grown);
        this.failed = new LatencyHistogram(grown);
        this.grown = grown;
    }

    void record(int start, int end, boolean ok, String message) {
        firstStart = Math.min(firstStart, start);
        lastEnd = Math.max(lastEnd, end);
        if (ok) {
            timeline.recordOk(start + frame.shift(), end - start);
            okInWindow += frame.holds(start) ? 1 : 0;
        } else {
            timeline.recordFailed(start + frame.shift(), end - start);
            failed.record(end - start);
            fail(message.isBlank() ? "no message" : message.trim());
        }
    }

    private void fail(String message) {
        boolean kept = errors.containsKey(message) || errors.size() < MAX_MESSAGES;
        if (errors.merge(kept ? message : OTHERS, 1L, Long::sum) == 1) {
            grown.accept(MESSAGE_BYTES);
        }
    }

    RequestName name() {
        return name;
    }

    /** The successful requests and the number of failed ones over time. */
    Timeline timeline() {
        return timeline;
    }

    /** Number of successful requests that started within the frame's window. */
    long okInWindow() {
        return okInWindow;
    }

    /** Response times of the failed requests. */
    LatencyHistogram failed() {
        return failed;
    }

    /** Number of occurrences of each error message. */
    Map<String, Long> errors() {
        return errors;
    }

    /** Start of the earliest request, in milliseconds since the run's start. */
    int firstStart() {
        return firstStart;
    }

    /** End of the latest request, in milliseconds since the run's start. */
    int lastEnd() {
        return lastEnd;
    }
}
