package simulations.run;

import analyzer.metrics.Hiccups;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Delays in nanoseconds that any thread may add, and their percentiles as the analyzer takes them. */
final class Delays {

    /** No run lasts longer. */
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(24);

    private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(SHORTEST_NANOS, LONGEST_NANOS, DIGITS);

    void add(long nanos) {
        recorder.recordValue(Math.min(nanos, LONGEST_NANOS));
    }

    /** Also what others would have waited that were due, one in each interval, while this one did. */
    void addWithThoseInBetween(long nanos, long intervalNanos) {
        recorder.recordValueWithExpectedInterval(Math.min(nanos, LONGEST_NANOS), intervalNanos);
    }

    /** Forgets all. */
    void reset() {
        recorder.reset();
    }

    /** Percentiles of what was added since the start, the last reset or the last call; empty if nothing was. */
    Optional<Hiccups> percentiles() {
        Histogram histogram = recorder.getIntervalHistogram();
        if (histogram.getTotalCount() == 0) {
            return Optional.empty();
        }
        return Optional.of(new Hiccups(
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getValueAtPercentile(99.9)),
                millis(histogram.getMaxValue())));
    }

    /** Whole microseconds, rounded down: the histogram gives the upper end of a step, and 0 must stay 0. */
    private static double millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / 1e3;
    }
}
