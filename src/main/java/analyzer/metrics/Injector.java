package analyzer.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One injector of a distributed run.
 *
 * @param index number of the injector, 0 to {@code count} - 1
 * @param count declared number of injectors of the run
 * @param startAt when all injectors were set to begin their load; empty if that was not set
 * @param clock changes of the target's clock to compare the injector's clock by, oldest first; empty if it saw none
 */
public record Injector(int index, int count, Optional<Instant> startAt, List<ClockEdge> clock) {

    /** @throws IllegalArgumentException if the index is out of range */
    public Injector {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("injector " + index + " of " + count);
        }
        clock = List.copyOf(clock);
    }

    /**
     * One change of the target's clock, as an injector's clock saw it. The response to a request sent at {@code earliest} still
     * had an older {@code Date} header, and the response that had arrived by {@code latest} had {@code tick}. The header
     * therefore changed to {@code tick} between these two moments, regardless of the network.
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
}
