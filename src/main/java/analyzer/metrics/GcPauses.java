package analyzer.metrics;

/**
 * Garbage collection pauses of the load generator during the measured time.
 *
 * @param totalMillis all pauses together, milliseconds
 * @param maxMillis the longest pause, in whole milliseconds, rounded down by the Java virtual machine
 */
public record GcPauses(long totalMillis, long maxMillis) {

    /** @throws IllegalArgumentException if a value is negative */
    public GcPauses {
        if (totalMillis < 0 || maxMillis < 0) {
            throw new IllegalArgumentException("a garbage collection pause is below 0");
        }
    }
}
