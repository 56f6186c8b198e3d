package simulations.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Iterations in progress. A look at a run must wait for those that began before the time it covers. Otherwise the slowest requests
 * of that time would be missing. Thread-safe.
 */
public final class UnderWay {

    private final LongSupplier nanoTime;
    private final Map<Long, Long> begun = new ConcurrentHashMap<>();

    /** Creates the set, without any iteration. */
    public UnderWay() {
        this(System::nanoTime);
    }

    UnderWay(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Records that a user begins an iteration. */
    public void begin(long user) {
        begun.put(user, nanoTime.getAsLong());
    }

    /** Records that a user's iteration has ended. */
    public void end(long user) {
        begun.remove(user);
    }

    /** Whether an iteration that began before a value of {@link System#nanoTime()} is still in progress. */
    boolean anyBegunBefore(long nanos) {
        return begun.values().stream().anyMatch(begin -> begin - nanos < 0);
    }
}
