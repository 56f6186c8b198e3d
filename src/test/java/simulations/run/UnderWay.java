package simulations.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The iterations that are under way: who looks at a run must wait for those that began before the moment it looks at, or the
 * slowest requests of that time were missing. Thread-safe.
 */
public final class UnderWay {

    private final LongSupplier nanoTime;
    private final Map<Long, Long> begun = new ConcurrentHashMap<>();

    /** None is under way yet. */
    public UnderWay() {
        this(System::nanoTime);
    }

    UnderWay(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A user begins an iteration. */
    public void begin(long user) {
        begun.put(user, nanoTime.getAsLong());
    }

    /** A user's iteration has ended. */
    public void end(long user) {
        begun.remove(user);
    }

    /** Whether an iteration is under way that began before a moment of {@link System#nanoTime()}. */
    boolean anyBegunBefore(long nanos) {
        return begun.values().stream().anyMatch(begin -> begin - nanos < 0);
    }
}
