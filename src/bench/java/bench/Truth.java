package bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import standin.ServiceTime;

/** Exact response times from the stand-in's own log: all of them in ascending order, in nanoseconds. */
record Truth(long[] nanos) {

    private static final double NANOS_PER_MILLI = 1e6;

    static Truth of(List<ServiceTime> times, ToLongFunction<ServiceTime> what) {
        return new Truth(times.stream().mapToLong(what).sorted().toArray());
    }

    double meanMillis() {
        return Arrays.stream(nanos).average().orElse(Double.NaN) / NANOS_PER_MILLI;
    }

    /** Returns a percentile by the nearest-rank definition, as the analyzer does. */
    double percentileMillis(double percent) {
        int rank = (int) Math.max(1, Math.ceil(percent * nanos.length / 100));
        return nanos[rank - 1] / NANOS_PER_MILLI;
    }
}
