package analyzer.verdict;

/**
 * A 95 % confidence interval of a relative change.
 *
 * @param low lower end, 0.1 for 10 % more
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** Tenfold: an end beyond it says that nothing is known, however it is spelled. */
    private static final double MOST_SHOWN = 10;

    /** {@code -2.0 to +4.5 %}, as all reports spell it. */
    @Override
    public String toString() {
        return percent(low) + " to " + percent(high) + " %";
    }

    private static String percent(double change) {
        return change > MOST_SHOWN ? "over +1000" : Words.number(change);
    }
}
