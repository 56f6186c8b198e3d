package bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import standin.ServiceTime;

/** Response times by the stand-in's own record, exact: every single one, in ascending order, nanoseconds. */
record Truth(long[] nanos) {

    private static final double NANOS_PER_MILLI = 1e6;

    static Truth of(List<ServiceTime> times, ToLongFunction<ServiceTime> what) {
        return new Truth(times.stream().mapToLong(what).sorted().toArray());
    }

    double meanMillis() {
        return Arrays.stream(nanos).average().orElse(Double.NaN) / NANOS_PER_MILLI;
    }

    /** By the nearest-rank definition, as the analyzer's. */
    double percentileMillis(double percent) {
        int rank = (int) Math.max(1, Math.ceil(percent * nanos.length / 100));
        return nanos[rank - 1] / NANOS_PER_MILLI;
    }
}
