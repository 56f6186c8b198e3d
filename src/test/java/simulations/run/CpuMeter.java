package simulations.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;

/**
 * CPU time used since a moment, as shares of what all logical processors of the machine had to give. The process's share
 * holds everything in this process: also the stand-in, when it is embedded.
 *
 * <p>OSHI and not the operating system bean tells the machine's share: the bean tells it since its own last call, and in a
 * container by the container's limits, so that it could not be set beside that of the process.
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

    /** Takes the moment from which on CPU time counts. */
    void reset() {
        ticksBefore = ticks();
        processNanosBefore = processNanos();
        before = System.nanoTime();
    }

    /** CPU time of this process since then, 0 to 1; empty where nobody tells. */
    OptionalDouble processShare() {
        long now = processNanos();
        double available = (double) (System.nanoTime() - before) * processors;
        return now < 0 || processNanosBefore < 0 ? OptionalDouble.empty() : share(now - processNanosBefore, available);
    }

    /** CPU time of everybody since then, 0 to 1; empty where nobody tells. */
    OptionalDouble machineShare() {
        return share(ticksBefore, ticks());
    }

    /** The share of ticks that were neither idle nor spent waiting for input or output. */
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
        // Used and available time are not read at the very same moment: a full machine can come out a little above 1.
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
            // A machine that does not tell can generate load all the same.
            return Optional.empty();
        }
    }

    private static long processNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
                ? bean.getProcessCpuTime()
                : -1;
    }
}
