package simulations.run;

import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Collects delays, in nanoseconds, and returns their percentiles. Any thread can add delays. */
final class Delays {

    /** The longest possible run. */
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(24);

    private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(SHORTEST_NANOS, LONGEST_NANOS, DIGITS);

    void add(long nanos) {
        recorder.recordValue(Math.min(nanos, LONGEST_NANOS));
    }

    /** Adds a delay and, for each interval within it, the delay of another task that would have been due then. */
    void addWithThoseInBetween(long nanos, long intervalNanos) {
        recorder.recordValueWithExpectedInterval(Math.min(nanos, LONGEST_NANOS), intervalNanos);
    }

    /** Discards all delays. */
    void reset() {
        recorder.reset();
    }

    /** Percentiles of the delays added since the start, the last reset or the last call; empty if there are none. */
    Optional<DelayPercentiles> percentiles() {
        Histogram histogram = recorder.getIntervalHistogram();
        if (histogram.getTotalCount() == 0) {
            return Optional.empty();
        }
        return Optional.of(new DelayPercentiles(
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getValueAtPercentile(99.9)),
                millis(histogram.getMaxValue())));
    }

    /** Converts to milliseconds, rounded down to microseconds: the histogram returns the upper end of a step, and 0 must stay 0. */
    private static double millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / 1e3;
    }
}
