package analyzer.verdict;

import analyzer.metrics.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An absolute bound for an endpoint, such as {@code p95 < 200ms}: an upper bound of a response time, the CPU time or the error
 * rate, or a lower bound of the throughput.
 *
 * @param metric the limited metric; empty for the error rate
 * @param bound milliseconds, responses per second, or a share: 0.005 is 0.5 %
 */
public record Limit(Optional<Metric> metric, double bound) {

    /** Name of the error rate. */
    public static final String ERRORS = "errors";

    private static final Pattern FORM =
            Pattern.compile("\\s*([a-z0-9()]+)\\s*([<>])=?\\s*(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|%|/s|)\\s*");

    /**
     * Parses a limit: {@code p95 < 200ms}, {@code avg < 1.5s}, {@code errors < 0.5%}, {@code throughput > 300/s}. The form
     * {@code p(95)} of k6 is accepted as well.
     *
     * @throws IllegalArgumentException if the text is not a valid limit; the message says why
     */
    public static Limit parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a limit such as 'p95 < 200ms', 'errors < 0.5%' or"
                    + " 'throughput > 300/s'");
        }
        String name = parts.group(1).replaceAll("p\\((\\d+)\\)", "p$1");
        Optional<Metric> metric = metric(text, name);
        boolean lower = metric.filter(Metric::isBetterWhenHigher).isPresent();
        if (lower != parts.group(2).equals(">")) {
            throw new IllegalArgumentException(
                    "'" + text + "' has the wrong operator: " + name + " takes " + (lower ? ">" : "<"));
        }
        double bound = Double.parseDouble(parts.group(3)) * unit(text, metric, parts.group(4));
        if (!(bound > 0) || metric.isEmpty() && bound >= 1) {
            throw new IllegalArgumentException("'" + text + "' is a limit that "
                    + (bound > 0 ? "every run meets" : "no run can be shown to meet") + "; choose another number");
        }
        return new Limit(metric, bound);
    }

    /**
     * The error rate that is allowed with these limits. An error limit above the usual rate replaces it, because setting it
     * means to allow that many failures.
     *
     * @param usual error rate allowed without such a limit; 0.01 is 1 %
     */
    public static double errorRate(List<Limit> limits, double usual) {
        return limits.stream()
                .filter(limit -> limit.metric().isEmpty())
                .mapToDouble(Limit::bound)
                .reduce(usual, Math::max);
    }

    private static Optional<Metric> metric(String text, String name) {
        if (name.equals(ERRORS)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Metric.values())
                .filter(metric -> metric.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' limits '" + name
                        + "', which is not one of "
                        + Arrays.stream(Metric.values()).map(Metric::toString).collect(Collectors.joining(", "))
                        + " and " + ERRORS)));
    }

    private static double unit(String text, Optional<Metric> metric, String unit) {
        if (metric.isEmpty()) {
            return scaled(text, unit, "%", 0.01);
        }
        if (metric.get() == Metric.THROUGHPUT) {
            return scaled(text, unit, "/s", 1);
        }
        return unit.equals("s") ? 1000 : scaled(text, unit, "ms", 1);
    }

    private static double scaled(String text, String unit, String expected, double scale) {
        if (unit.equals(expected)) {
            return scale;
        }
        throw new IllegalArgumentException(
                "'" + text + "' " + (unit.isEmpty() ? "lacks its unit" : "has the wrong unit") + "; use " + expected);
    }

    /** Whether this is an upper bound; only throughput has a lower one. */
    public boolean isUpper() {
        return metric.isEmpty() || !metric.get().isBetterWhenHigher();
    }

    /** Name of the limited figure: {@code p95}, {@code errors}. */
    public String name() {
        return metric.map(Metric::toString).orElse(ERRORS);
    }
}
