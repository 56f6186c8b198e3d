package analyzer.verdict;

/**
 * A 95 % interval of a relative change.
 *
 * @param low lower end, 0.1 for 10 % more
 * @param high upper end
 */
public record Interval(double low, double high) {}
