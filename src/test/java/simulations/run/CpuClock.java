package simulations.run;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * CPU time of another process, with nanosecond resolution, from the clock that Linux has for each process (clock_getcpuclockid,
 * POSIX). The values in {@code /proc}, and with them OSHI's, have steps of 10 ms, for user time and for kernel time. The counters of
 * its threads are finer, but those of threads that have ended are lost.
 */
final class CpuClock {

    private static final int CLOCK_OF_PROCESS = 2;
    private static final int PID_SHIFT = 3;
    private static final int TIMESPEC_BYTES = 16;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Optional<Function> gettime = gettime();

    private static Optional<Function> gettime() {
        try {
            // Only there is a time two longs.
            return Platform.isLinux() && Native.LONG_SIZE == Long.BYTES
                    ? Optional.of(
                            NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("clock_gettime"))
                    : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Whether this system has these clocks. */
    boolean isKnown() {
        return gettime.isPresent();
    }

    /** CPU time of a process since it started, in milliseconds; empty if it has ended. */
    OptionalDouble millis(int pid) {
        try (Memory time = new Memory(TIMESPEC_BYTES)) {
            int clock = ~pid << PID_SHIFT | CLOCK_OF_PROCESS;
            return gettime.orElseThrow().invokeInt(new Object[] {clock, time}) == 0
                    ? OptionalDouble.of(
                            time.getLong(0) * MILLIS_PER_SECOND + time.getLong(Long.BYTES) / NANOS_PER_MILLI)
                    : OptionalDouble.empty();
        }
    }
}
