package analyzer.gatling;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that the logs of several injectors have in common: one origin for their timelines, and one window over which
 * the throughput of each is counted, so that the throughputs add up.
 *
 * @param origin the moment that timelines count from; no log of the frame begins before it
 * @param from begin of the window
 * @param to end of the window, after its begin
 * @param ahead how far the clock that wrote the log is ahead of the one that the other moments are told by
 */
public record Frame(Instant origin, Instant from, Instant to, Duration ahead) {

    /** Width of the window. */
    double seconds() {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** The frame in a log's own time. */
    Local of(Instant logStart) {
        Instant start = logStart.minus(ahead);
        return new Local(millis(origin, start), millis(start, from), millis(start, to));
    }

    private static int millis(Instant begin, Instant end) {
        return (int) Math.max(
                Integer.MIN_VALUE,
                Math.min(Integer.MAX_VALUE, Duration.between(begin, end).toMillis()));
    }

    /**
     * A frame in milliseconds since a run's start.
     *
     * @param shift what timelines add to every start
     * @param from begin of the window
     * @param to end of the window
     */
    record Local(int shift, int from, int to) {

        /** The frame of a log on its own: the timeline counts from the run's start, and everything is in the window. */
        static final Local WHOLE = new Local(0, Integer.MIN_VALUE, Integer.MAX_VALUE);

        boolean holds(int start) {
            return start >= from && start < to;
        }
    }
}
