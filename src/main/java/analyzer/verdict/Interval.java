package analyzer.verdict;

/**
 * A 95 % interval of a relative change.
 *
 * @param low lower end, 0.1 for 10 % more
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** +1000 %. A larger end means that nothing is known, so its value is not shown. */
    private static final double MOST_SHOWN = 10;

    /** {@code -2.0 to +4.5 %}, as in all reports. */
    @Override
    public String toString() {
        return percent(low) + " to " + percent(high) + " %";
    }

    private static String percent(double change) {
        return change > MOST_SHOWN ? "over +1000" : Words.number(change);
    }
}
