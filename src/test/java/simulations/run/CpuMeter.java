package simulations.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;

/**
 * Measures CPU time as a share of the time available on all logical processors of the machine. The share of this process includes
 * everything in it, including an embedded stand-in.
 *
 * <p>The share of the machine comes from OSHI. The operating system bean returns it since its own last call, and in a container
 * relative to the container's limits, so it is not comparable with the share of the process.
 */
final class CpuMeter {

    private static final long[] UNKNOWN = {};

    private final Optional<CentralProcessor> processor = processor();
    private final int processors = processor
            .map(CentralProcessor::getLogicalProcessorCount)
            .orElseGet(Runtime.getRuntime()::availableProcessors);
    private long[] ticksBefore = UNKNOWN;
    private long processNanosBefore;
    private long before;

    /** Starts counting CPU time from now. */
    void reset() {
        ticksBefore = ticks();
        processNanosBefore = processNanos();
        before = System.nanoTime();
    }

    /** CPU time of this process since then, 0 to 1; empty if it is unknown. */
    OptionalDouble processShare() {
        long now = processNanos();
        double available = (double) (System.nanoTime() - before) * processors;
        return now < 0 || processNanosBefore < 0 ? OptionalDouble.empty() : share(now - processNanosBefore, available);
    }

    /** CPU time of all processes since then, 0 to 1; empty if it is unknown. */
    OptionalDouble machineShare() {
        return share(ticksBefore, ticks());
    }

    /** Returns the share of ticks that were neither idle nor waiting for I/O. */
    static OptionalDouble share(long[] before, long[] after) {
        if (before.length == 0 || before.length != after.length) {
            return OptionalDouble.empty();
        }
        long all = 0;
        for (int i = 0; i < after.length; i++) {
            all += after[i] - before[i];
        }
        long idle = since(before, after, TickType.IDLE) + since(before, after, TickType.IOWAIT);
        return share(all - idle, all);
    }

    private static long since(long[] before, long[] after, TickType type) {
        return after[type.getIndex()] - before[type.getIndex()];
    }

    private static OptionalDouble share(double used, double available) {
        // Used and available time are not read simultaneously, so the share of a saturated machine can slightly exceed
        // 1.
        return available > 0 && used >= 0
                ? OptionalDouble.of(Math.round(Math.min(used / available, 1) * 1e4) / 1e4)
                : OptionalDouble.empty();
    }

    private long[] ticks() {
        try {
            return processor.map(CentralProcessor::getSystemCpuLoadTicks).orElse(UNKNOWN);
        } catch (RuntimeException | LinkageError e) {
            return UNKNOWN;
        }
    }

    private static Optional<CentralProcessor> processor() {
        try {
            return Optional.of(new SystemInfo().getHardware().getProcessor());
        } catch (RuntimeException | LinkageError e) {
            // Load can be generated without this information.
            return Optional.empty();
        }
    }

    private static long processNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
                ? bean.getProcessCpuTime()
                : -1;
    }
}
