package analyzer.gatling;

import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.Timeline;
import java.util.Map;
import java.util.TreeMap;

/** What a log says about the requests of one name. */
final class RequestStats {

    private final RequestName name;
    private final Frame.Local frame;
    private final Timeline timeline = new Timeline();
    private final LatencyHistogram failed = new LatencyHistogram();
    private final Map<String, Long> errors = new TreeMap<>();
    private int firstStart = Integer.MAX_VALUE;
    private int lastEnd = Integer.MIN_VALUE;
    private long okInWindow;

    RequestStats(RequestName name, Frame.Local frame) {
        this.name = name;
        this.frame = frame;
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
            errors.merge(message.isBlank() ? "no message" : message.trim(), 1L, Long::sum);
        }
    }

    RequestName name() {
        return name;
    }

    /** The successful requests, and how many failed, over time. */
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

    /** How often each error message occurred. */
    Map<String, Long> errors() {
        return errors;
    }

    /** Start of the earliest request, milliseconds since the run's start. */
    int firstStart() {
        return firstStart;
    }

    /** End of the latest request, milliseconds since the run's start. */
    int lastEnd() {
        return lastEnd;
    }
}
