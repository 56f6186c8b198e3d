package simulations.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import simulations.config.Load;

/**
 * Arrivals of an open load: the times at which iterations begin, regardless of response times. Virtual users take arrivals in turn
 * and sleep until theirs is due. An arrival waits only if every user is busy. The limit on concurrency was then reached, and the
 * load was not the configured one. Thread-safe.
 */
public final class Arrivals {

    /** An arrival that is taken later than this had no free user. */
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
     * Creates the arrivals of one scenario on one injector. Several injectors take turns.
     *
     * @param load an open load
     * @param perSecond the scenario's share of the rate
     * @param index number of this injector, 0 to {@code count} - 1
     * @param count number of injectors
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
     * @return when it is due, since the load began; after the end of the load if there are no more arrivals
     */
    public Duration take(Duration now) {
        double due = due(next.getAndIncrement() + offset);
        if (due >= unmeasuredSeconds && due < endSeconds) {
            taken.incrementAndGet();
            if (seconds(now.minus(TOLERANCE)) > due) {
                late.incrementAndGet();
            }
        }
        // After the end of the load, without an overflow.
        return Duration.ofNanos(Math.round(Math.min(due, endSeconds + 1) * 1e9));
    }

    /** Ends the measured time before its planned end. Later arrivals are not part of it. */
    public void end(Duration measured) {
        endSeconds = unmeasuredSeconds + seconds(measured);
    }

    /**
     * Records the beginning of an iteration.
     *
     * @param measured whether it is measured time
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
     * Records the end of an iteration.
     *
     * @param measured whether it is measured time
     */
    public void end(boolean measured) {
        busy.decrementAndGet();
        // An iteration that ends before the first measured one begins was not in progress at that time.
        if (measured && busyAtBegin.get() != UNKNOWN) {
            growth.decrementAndGet();
        }
    }

    /** Number of arrivals due in the measured time. */
    public long measured() {
        return dueBefore(endSeconds) - dueBefore(unmeasuredSeconds);
    }

    /** Number of these arrivals without a free user. After the end of the load this includes arrivals that were never taken. */
    public long late() {
        return late.get() + Math.max(0, measured() - taken.get());
    }

    /** The largest number of iterations in progress at the same time. */
    public int mostBusy() {
        return mostBusy.get();
    }

    /** Number of iterations in progress when the measured time began. */
    public int busyAtBegin() {
        return Math.max(0, busyAtBegin.get());
    }

    /** Number of iterations in progress when the measured time ended. Call it only after that. */
    public int busyAtEnd() {
        return Math.max(0, busyAtBegin() + growth.get());
    }

    /** When the arrival with this number is due, in seconds: the inverse of {@link #come}. */
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

    /** The number of arrivals until a given time, in seconds: the inverse of {@link #due}. */
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
