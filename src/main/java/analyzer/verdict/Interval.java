package analyzer.verdict;

/**
 * A 95 % interval of a figure or of a relative change.
 *
 * @param low lower end, in the unit of the figure; of a relative change 0.1 is 10 % more
 * @param high upper end
 */
public record Interval(double low, double high) {}
