package analyzer.metrics;

import java.time.Instant;

/**
 * One change of the target's clock, as an injector's clock saw it. The answer to a request sent at {@code earliest} still had an older
 * {@code Date} header, and the answer that had arrived by {@code latest} had {@code tick}. The header therefore changed to {@code tick}
 * between these two moments, whatever the network did.
 *
 * @param tick the new value of the header, a whole second of the target's clock
 * @param earliest moment of the injector's clock until which the header had not changed
 * @param latest moment of the injector's clock at which it had changed
 */
public record ClockEdge(Instant tick, Instant earliest, Instant latest) {

    /** @throws IllegalArgumentException if {@code latest} is before {@code earliest} */
    public ClockEdge {
        if (latest.isBefore(earliest)) {
            throw new IllegalArgumentException("from " + earliest + " to " + latest);
        }
    }
}
