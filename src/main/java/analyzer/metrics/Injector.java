package analyzer.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One injector of a distributed run.
 *
 * @param index number of the injector, 0 to {@code count} - 1
 * @param count declared number of injectors of the run
 * @param startAt when all injectors were set to begin their warm-up; empty if that was not set
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
}
