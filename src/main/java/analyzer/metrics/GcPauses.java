package analyzer.metrics;

/**
 * How long garbage collection stopped the load generator during the measured time.
 *
 * @param totalMillis all pauses together, milliseconds
 * @param maxMillis the longest pause, whole milliseconds, rounded down as the Java virtual machine tells it
 */
public record GcPauses(long totalMillis, long maxMillis) {

    /** @throws IllegalArgumentException if one is below 0 */
    public GcPauses {
        if (totalMillis < 0 || maxMillis < 0) {
            throw new IllegalArgumentException("a garbage collection pause is below 0");
        }
    }
}
