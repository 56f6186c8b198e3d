package analyzer.report;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.HandlerTime;
import analyzer.metrics.Metric;
import analyzer.metrics.PerRequest;
import analyzer.metrics.Quantity;
import analyzer.metrics.TargetFigures;
import analyzer.verdict.CounterChange;
import analyzer.verdict.Difference;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Texts on what a target used. */
public final class TargetText {

    /** What figures need. */
    static final String THROUGHOUT = "throughout the measured time, with at least eleven readings";

    private static final MathContext THREE = new MathContext(3);

    /** Most counters that a report shows; the JSON file contains all. */
    public static final int MOST = 8;

    private TargetText() {}

    /** Lines on the target and, in a paired run, the base; empty if the targets were not observed. */
    static List<String> lines(EndpointResult result) {
        List<String> lines = new ArrayList<>();
        result.target().ifPresent(used -> lines.add("Target: " + items(used)));
        result.base().flatMap(EndpointResult::target).ifPresent(used -> lines.add("Target (base): " + items(used)));
        inServer(result).ifPresent(words -> lines.add("According to the target's " + metric(result) + ": " + words));
        result.base()
                .flatMap(TargetText::inServer)
                .ifPresent(words -> lines.add("According to that of the base: " + words));
        counters(CounterChange.of(result), MOST).ifPresent(lines::add);
        return lines;
    }

    /**
     * Names the counters that changed, with their figures; empty if none did.
     *
     * @param changes the changes, most different first
     * @param most the largest number of counters that are named
     */
    public static Optional<String> counters(List<CounterChange> changes, int most) {
        return Optional.of(changes.stream().limit(most).map(TargetText::words).collect(Collectors.joining("; ")))
                .filter(named -> !named.isEmpty())
                .map(named -> "Counters per request that differ from the base: " + named
                        + (changes.size() > most ? "; and " + (changes.size() - most) + " more" : ""));
    }

    private static Optional<HandlerTime> handler(EndpointResult result) {
        return result.target().flatMap(HandlerTime::of);
    }

    /** Name of the target's own metric of request durations; empty if there is none. */
    public static String metric(EndpointResult result) {
        return handler(result).map(HandlerTime::metric).orElse("");
    }

    /**
     * {@code 27.1ms in the server (95 % interval 26.8 to 27.4), 3.1ms of the mean outside the handler}; empty if the target does not
     * export it. A time of several endpoints together is not compared with the response time of one.
     */
    public static Optional<String> inServer(EndpointResult result) {
        boolean alone = result.target().filter(used -> used.endpoints() == 1).isPresent();
        return handler(result).map(time -> {
            double outside = result.metrics().avgMillis() - time.millis().value();
            return each(time.millis(), "in the server")
                    + (!alone
                            ? ", for all requests to it together"
                            // The target also counts other requests, which can be slower.
                            : outside > 0
                                    ? ", " + Figures.of(Metric.CPU, outside) + " of the mean outside the handler"
                                    : "");
        });
    }

    /** {@code db_queries_total 1.02 -> 3.05 (+199.0 %; 95 % interval of the difference +1.98 to +2.08)}. */
    private static String words(CounterChange change) {
        Difference counts = change.perRequest();
        return change.name() + " " + figure(counts.base()) + " -> " + figure(counts.candidate()) + " ("
                + (counts.base() > 0 ? Figures.change(counts.candidate() / counts.base() - 1) : "new")
                + "; 95 % interval of the difference " + signed(counts.low()) + " to " + signed(counts.high()) + ")";
    }

    private static String signed(double figure) {
        return (figure < 0 ? "" : "+") + figure(figure);
    }

    /** Count per request, to three significant figures. */
    public static String figure(double figure) {
        return !Double.isFinite(figure)
                ? "-"
                : new BigDecimal(figure).round(THREE).stripTrailingZeros().toPlainString();
    }

    /**
     * {@code CPU 3.21ms per request (95 % interval 3.18 to 3.24), memory 182.3 MB at the end (+0.41 MB per 1000 requests; ...),
     * 14 threads, process java, no usable counters}, or why this is unknown.
     */
    public static String items(TargetFigures used) {
        List<String> items = new ArrayList<>();
        used.cpuMillis().ifPresent(cpu -> items.add("CPU " + each(cpu, "per request")));
        used.residentBytes()
                .ifPresent(bytes -> items.add(String.format(Locale.ROOT, "memory %.1f MB at the end", bytes / 1e6)
                        + used.growthBytes().map(TargetText::growth).orElse("")));
        used.threads().ifPresent(threads -> items.add(Quantity.of(threads, "thread")));
        if (items.isEmpty()) {
            return "usage unknown: " + whyUnknown(used);
        }
        if (!used.process().isEmpty()) {
            items.add("process " + used.process());
        }
        if (used.counters().isEmpty()) {
            items.add("no usable counters");
        }
        if (used.endpoints() > 1) {
            items.add("for all requests to it together");
        }
        return String.join(", ", items);
    }

    /** Why the CPU time is unknown, if it is. */
    static String whyUnknown(TargetFigures used) {
        return switch (used.source()) {
            case EMBEDDED ->
                "the embedded stand-in runs in the load generator's own process; start it as a separate process";
            case NONE ->
                (used.process().isEmpty()
                                ? "no process that listens on the target's address can be inspected on the generator's"
                                        + " machine"
                                : used.process() + ", which listens on the target's address, only forwards to it")
                        + ", and no metrics report the usage";
            case PROCESS -> "it was not observed " + THROUGHOUT;
            case METRICS -> "its metrics do not report its CPU time " + THROUGHOUT;
        };
    }

    private static String each(PerRequest millis, String what) {
        return Figures.of(Metric.CPU, millis.value()) + " " + what + " (95 % interval "
                + Figures.number(Metric.CPU, Math.max(0, millis.value() - millis.halfWidth())) + " to "
                + Figures.number(Metric.CPU, millis.value() + millis.halfWidth()) + ")";
    }

    private static String growth(PerRequest growth) {
        return " (" + perThousand(growth.value()) + " MB per 1000 requests; 95 % interval "
                + perThousand(growth.value() - growth.halfWidth()) + " to "
                + perThousand(growth.value() + growth.halfWidth()) + ")";
    }

    /** Megabytes per 1000 requests, with their sign. */
    static String perThousand(double bytes) {
        // Adding 0 turns a negative zero into a positive one.
        return String.format(Locale.ROOT, "%+.2f", Math.rint(bytes / 10) / 100 + 0.0);
    }
}
