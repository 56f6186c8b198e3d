package analyzer.verdict;

import analyzer.metrics.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An absolute bound for an endpoint, such as {@code p95 < 200ms}: an upper bound of a response time, the CPU time, the error rate
 * or the memory of the target, or a lower bound of the throughput.
 *
 * @param name name of the limited figure: that of a metric, {@link #ERRORS}, {@link #MEMORY} or {@link #GROWTH}
 * @param metric the limited metric; empty if the figure is not a metric
 * @param bound milliseconds, responses per second, megabytes, or a share: 0.005 is 0.5 %
 */
public record Limit(String name, Optional<Metric> metric, double bound) {

    /** Name of the share of failed requests. */
    public static final String ERRORS = "errors";

    /** Name of the target's resident memory at the end of the measured time, in megabytes (10<sup>6</sup> bytes). */
    public static final String MEMORY = "memory";

    /** Name of the growth of that memory per 1000 requests, in megabytes. */
    public static final String GROWTH = "growth";

    private static final Pattern FORM =
            Pattern.compile("\\s*([a-z0-9()]+)\\s*([<>])=?\\s*(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|%|/s|MB|)\\s*");

    /**
     * Parses a limit: {@code p95 < 200ms}, {@code avg < 1.5s}, {@code errors < 0.5%}, {@code throughput > 300/s},
     * {@code growth < 0.5MB}. The form {@code p(95)} of k6 is accepted as well.
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
        double bound = Double.parseDouble(parts.group(3)) * unit(text, name, metric, parts.group(4));
        if (!(bound > 0) || name.equals(ERRORS) && bound >= 1) {
            throw new IllegalArgumentException("'" + text + "' is a limit that "
                    + (bound > 0 ? "every run meets" : "no run can be shown to meet") + "; choose another number");
        }
        return new Limit(name, metric, bound);
    }

    /**
     * The error rate that is allowed with these limits. An error limit above the usual rate replaces it, because setting it
     * means to allow that many failures.
     *
     * @param usual error rate allowed without such a limit; 0.01 is 1 %
     */
    public static double errorRate(List<Limit> limits, double usual) {
        return limits.stream()
                .filter(Limit::isOfErrors)
                .mapToDouble(Limit::bound)
                .reduce(usual, Math::max);
    }

    private static Optional<Metric> metric(String text, String name) {
        if (List.of(ERRORS, MEMORY, GROWTH).contains(name)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Metric.values())
                .filter(metric -> metric.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' limits '" + name
                        + "', which is not one of "
                        + Arrays.stream(Metric.values()).map(Metric::toString).collect(Collectors.joining(", "))
                        + ", " + MEMORY + ", " + GROWTH + " and " + ERRORS)));
    }

    private static double unit(String text, String name, Optional<Metric> metric, String unit) {
        if (metric.isEmpty()) {
            return name.equals(ERRORS) ? scaled(text, unit, "%", 0.01) : scaled(text, unit, "MB", 1);
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

    /** Whether the share of failed requests is limited. */
    boolean isOfErrors() {
        return name.equals(ERRORS);
    }

    /** Whether the figure is one of the target's processes, which are known only when the run is over. */
    boolean isOfTarget() {
        return List.of(MEMORY, GROWTH, Metric.CPU.toString()).contains(name);
    }
}
