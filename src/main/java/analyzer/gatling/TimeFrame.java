package analyzer.gatling;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that the logs of several injectors have in common: one origin for their timelines, and one window for the throughput of
 * each, so that the throughputs add up.
 *
 * @param origin the moment from which timelines count; no log of the frame begins earlier
 * @param to end of the window, after its start
 * @param ahead how far the clock that wrote the log is ahead of the clock of the other times
 */
public record TimeFrame(Instant origin, Instant from, Instant to, Duration ahead) {

    /** Length of the window, in seconds. */
    double seconds() {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** Converts the frame to a log's own time. */
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
     * @param shift offset that timelines add to every start
     */
    record Local(int shift, int from, int to) {

        /** The frame of a log on its own: the timeline counts from the run's start, and the window contains everything. */
        static final Local WHOLE = new Local(0, Integer.MIN_VALUE, Integer.MAX_VALUE);

        boolean holds(int start) {
            return start >= from && start < to;
        }
    }
}
