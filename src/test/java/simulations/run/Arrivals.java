package simulations.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import simulations.config.Load;

/**
 * The arrivals of an open load: when each iteration begins, whatever the ones before it take. Virtual users take them in
 * turn and sleep until theirs is due, so an arrival waits only when every user is busy: then the bound on concurrency was
 * hit, and the load was not the one that was asked for. Thread-safe.
 */
public final class Arrivals {

    /** An arrival that nobody takes within this time had no user free to take it. */
    static final Duration TOLERANCE = Duration.ofMillis(10);

    private static final int UNKNOWN = -1;

    private final double perSecond;
    private final double rampSeconds;
    private final int rampSteps;
    private final double unmeasuredSeconds;
    private volatile double endSeconds;
    private final double offset;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger mostBusy = new AtomicInteger();
    private final AtomicInteger busyAtBegin = new AtomicInteger(UNKNOWN);
    private final AtomicInteger growth = new AtomicInteger();

    /**
     * The arrivals of one scenario on one injector; several injectors take turns.
     *
     * @param load an open load
     * @param perSecond the scenario's share of its rate
     * @param index number of this injector, 0 to {@code count} - 1
     * @param count how many injectors there are
     */
    public Arrivals(Load load, double perSecond, int index, int count) {
        this.perSecond = perSecond;
        this.rampSeconds = seconds(load.ramp());
        this.rampSteps = load.rampSteps();
        this.unmeasuredSeconds = seconds(load.unmeasured());
        this.endSeconds = unmeasuredSeconds + seconds(load.duration());
        this.offset = (double) index / count;
    }

    /** The scenario's share of the rate. */
    public double perSecond() {
        return perSecond;
    }

    /**
     * Takes the next arrival.
     *
     * @param now time since the load began
     * @return when it is due, counted from the begin of the load; past the end of the load when there is none any more
     */
    public Duration take(Duration now) {
        double due = due(next.getAndIncrement() + offset);
        if (due >= unmeasuredSeconds && due < endSeconds) {
            taken.incrementAndGet();
            if (seconds(now.minus(TOLERANCE)) > due) {
                late.incrementAndGet();
            }
        }
        // Beyond any load, and far from an overflow.
        return Duration.ofNanos(Math.round(Math.min(due, endSeconds + 1) * 1e9));
    }

    /** The measured time has ended before its planned end: later arrivals are none of it. */
    public void end(Duration measured) {
        endSeconds = unmeasuredSeconds + seconds(measured);
    }

    /**
     * An iteration begins.
     *
     * @param measured whether the measured time lasts
     */
    public void begin(boolean measured) {
        int now = busy.incrementAndGet();
        mostBusy.accumulateAndGet(now, Math::max);
        if (measured) {
            busyAtBegin.compareAndSet(UNKNOWN, now - 1);
            growth.incrementAndGet();
        }
    }

    /**
     * An iteration has ended.
     *
     * @param measured whether the measured time lasts
     */
    public void end(boolean measured) {
        busy.decrementAndGet();
        // One that ends before the first of the measured time begins was not under way then.
        if (measured && busyAtBegin.get() != UNKNOWN) {
            growth.decrementAndGet();
        }
    }

    /** Arrivals that are due in the measured time. */
    public long measured() {
        return dueBefore(endSeconds) - dueBefore(unmeasuredSeconds);
    }

    /** Those of them that no user was free for; once the load is over, also those that nobody took any more. */
    public long late() {
        return late.get() + Math.max(0, measured() - taken.get());
    }

    /** Most iterations under way at once. */
    public int mostBusy() {
        return mostBusy.get();
    }

    /** Iterations under way when the measured time began. */
    public int busyAtBegin() {
        return Math.max(0, busyAtBegin.get());
    }

    /** Iterations under way when the measured time ended, which it did before this is asked. */
    public int busyAtEnd() {
        return Math.max(0, busyAtBegin() + growth.get());
    }

    /** When the arrival of a number is due, in seconds: the inverse of how many have come by a moment. */
    private double due(double number) {
        if (rampSteps == 0) {
            // A rate that grows to r over T seconds brings r t^2 / 2T arrivals in t seconds.
            double inRamp = perSecond * rampSeconds / 2;
            return number < inRamp
                    ? Math.sqrt(2 * rampSeconds * number / perSecond)
                    : rampSeconds + (number - inRamp) / perSecond;
        }
        double left = number;
        double step = rampSeconds / rampSteps;
        for (int i = 0; i < rampSteps; i++) {
            double rate = perSecond * (i + 1) / (rampSteps + 1);
            if (left < rate * step) {
                return i * step + left / rate;
            }
            left -= rate * step;
        }
        return rampSeconds + left / perSecond;
    }

    private long dueBefore(double time) {
        return Math.max(0, (long) Math.ceil(come(time) - offset));
    }

    /** How many arrivals have come by a moment: the inverse of {@link #due}. */
    private double come(double time) {
        double held = Math.max(0, time - rampSeconds) * perSecond;
        double ramped = Math.min(time, rampSeconds);
        if (rampSteps == 0) {
            return held + (rampSeconds == 0 ? 0 : perSecond * ramped * ramped / (2 * rampSeconds));
        }
        double step = rampSeconds / rampSteps;
        double come = held;
        for (int i = 0; i < rampSteps; i++) {
            come += perSecond * (i + 1) / (rampSteps + 1) * Math.max(0, Math.min(step, ramped - i * step));
        }
        return come;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
