package analyzer.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which injector of a distributed run a machine was.
 *
 * @param index its number, 0 to {@code count} - 1
 * @param count how many injectors the run was declared to have
 * @param startAt when all of them were to begin their warm-up; empty when nobody said
 * @param clock what its clock was compared by: turns of the target's clock, oldest first; none when there were none to see
 */
public record Injector(int index, int count, Optional<Instant> startAt, List<ClockEdge> clock) {

    /** @throws IllegalArgumentException if there is no such injector */
    public Injector {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("injector " + index + " of " + count);
        }
        clock = List.copyOf(clock);
    }
}
