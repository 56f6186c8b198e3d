package simulations.run;

import analyzer.metrics.Hiccups;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Delays in nanoseconds as the analyzer takes them. */
final class Delays {

    private Delays() {}

    /** Percentiles of a histogram of nanoseconds; empty if it is. */
    static Optional<Hiccups> of(Histogram histogram) {
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
