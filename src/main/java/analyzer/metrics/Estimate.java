package analyzer.metrics;

/**
 * A figure of one run, and how exact it is.
 *
 * @param value the figure: milliseconds, for throughput responses per second
 * @param standardError its standard error from within the run, in the same unit; NaN when unknown
 * @param resolution the largest error that the clock's ticks can add, in the same unit; 0 for what they average out of
 */
public record Estimate(double value, double standardError, double resolution) {

    /** Standard error as a share of the value, which is that of the value's logarithm; NaN when unknown. */
    public double relativeError() {
        return standardError / value;
    }

    /** The clock's largest error as a share of the value. */
    public double relativeResolution() {
        return resolution / value;
    }
}
