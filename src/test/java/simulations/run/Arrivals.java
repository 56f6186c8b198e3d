package simulations.run;

import java.time.Duration;
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

    private final double perSecond;
    private final double rampSeconds;
    private final int rampSteps;
    private final double unmeasuredSeconds;
    private volatile double endSeconds;
    private final double offset;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final InProgress inProgress = new InProgress();

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
    public void endAfter(Duration measured) {
        endSeconds = unmeasuredSeconds + seconds(measured);
    }

    /**
     * Records the beginning of an iteration.
     *
     * @param now time since the load began
     */
    public void began(Duration now) {
        inProgress.change(seconds(now) - unmeasuredSeconds, 1);
    }

    /**
     * Records the end of an iteration. Call it only while the load lasts: the others were in progress when it ended.
     *
     * @param now time since the load began
     */
    public void ended(Duration now) {
        inProgress.change(seconds(now) - unmeasuredSeconds, -1);
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
        return inProgress.most;
    }

    /** The smallest number of iterations in progress in the first half second of the measured time. Call it after the load. */
    public int leastAtBegin() {
        return inProgress.leastInFirst(endSeconds - unmeasuredSeconds);
    }

    /** The smallest number of iterations in progress in at least the last half second of the measured time. Call it after the load. */
    public int leastAtEnd() {
        return inProgress.leastInLast(endSeconds - unmeasuredSeconds);
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

    /**
     * The number of iterations in progress, and its minimum over intervals. A minimum separates a queue that stays from one that a
     * short pause leaves behind (RFC 8289, 3.1). Intervals have fixed bounds. Times are seconds of measured time, negative before.
     */
    private static final class InProgress {

        private static final double INTERVAL = 0.5;

        private volatile int most;
        private int now;
        private long interval = Long.MIN_VALUE;
        private int least;
        private int leastInPrevious;
        private int leastInFirst;

        synchronized void change(double time, int by) {
            advance(time);
            now += by;
            least = Math.min(least, now);
            most = Math.max(most, now);
        }

        synchronized int leastInFirst(double end) {
            advance(end);
            return leastInFirst;
        }

        synchronized int leastInLast(double end) {
            advance(end);
            return Math.min(least, leastInPrevious);
        }

        private void advance(double time) {
            long next = (long) Math.floor(time / INTERVAL);
            if (next <= interval) {
                return;
            }
            if (interval <= 0 && next > 0) {
                leastInFirst = interval == 0 ? least : now;
            }
            leastInPrevious = next == interval + 1 ? least : now;
            least = now;
            interval = next;
        }
    }
}
