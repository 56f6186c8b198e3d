package analyzer.metrics;

/**
 * A figure of one run and its error.
 *
 * @param value the figure, in milliseconds or, for throughput, responses per second
 * @param standardError standard error from within the run, in the same unit; NaN if unknown
 * @param resolution the largest error due to the clock resolution, in the same unit; 0 if it averages out
 */
public record Estimate(double value, double standardError, double resolution) {

    /** Standard error as a share of the value, which is the standard error of the value's logarithm; NaN if unknown. */
    public double relativeError() {
        return standardError / value;
    }

    /** The clock's largest error as a share of the value. */
    public double relativeResolution() {
        return resolution / value;
    }
}
