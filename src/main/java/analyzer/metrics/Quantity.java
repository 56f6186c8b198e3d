package analyzer.metrics;

/** Numbers of things in texts. */
public final class Quantity {

    private Quantity() {}

    /**
     * {@code 1 request}, {@code 2 requests}.
     *
     * @param thing the noun in the singular, whose plural ends in s
     */
    public static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
