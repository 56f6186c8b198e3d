package analyzer.metrics;

import java.time.Instant;

/**
 * One turn of the target's clock, as an injector's clock saw it: the answer to a request sent at {@code earliest} still
 * carried an older {@code Date} header, the one that had arrived by {@code latest} carried {@code tick}. So the header
 * turned to {@code tick} within these two moments, whatever the network did.
 *
 * @param tick the new value of the header, a whole second of the target's clock
 * @param earliest moment of the injector's clock before which the header had not turned
 * @param latest moment of the injector's clock by which it had
 */
public record ClockEdge(Instant tick, Instant earliest, Instant latest) {

    /** @throws IllegalArgumentException if it ended before it began */
    public ClockEdge {
        if (latest.isBefore(earliest)) {
            throw new IllegalArgumentException("from " + earliest + " to " + latest);
        }
    }
}
