package simulations.run;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The CPU time of another process in nanoseconds, by the clock that Linux has for each process (clock_getcpuclockid, POSIX).
 * What {@code /proc} tells, and OSHI with it, moves in steps of 10 ms, twice: for user and for kernel. Its threads' own counts
 * are finer, but those of threads that have ended are lost.
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
            // A time is two longs only there.
            return Platform.isLinux() && Native.LONG_SIZE == Long.BYTES
                    ? Optional.of(
                            NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("clock_gettime"))
                    : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Whether this system has such clocks. */
    boolean isKnown() {
        return gettime.isPresent();
    }

    /** What the process has used since it started, milliseconds; empty when it has ended. */
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
