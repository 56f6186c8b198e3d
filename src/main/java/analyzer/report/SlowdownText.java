package analyzer.report;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.TargetFigures;
import analyzer.verdict.CounterChange;
import analyzer.verdict.Difference;
import analyzer.verdict.Slowdown;
import analyzer.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains in sentences why an endpoint is slower, or uses more CPU time. */
public final class SlowdownText {

    private static final String NOT_KNOWN = "It is unknown whether it computes or waits more: ";
    private static final String ONE_USER = "Load it with one user (CONCURRENCY=1)";
    private static final int MOST_COUNTERS = 3;

    private SlowdownText() {}

    /**
     * A sentence on computing and waiting, and one if the target allocates more; empty if the endpoint is neither slower nor uses more
     * CPU time.
     */
    public static List<String> of(Verdict verdict) {
        List<String> sentences = new ArrayList<>();
        Slowdown.of(verdict).ifPresent(slowdown -> {
            sentences.add(computingOrWaiting(slowdown, verdict));
            if (slowdown.isAllocating()) {
                sentences.add(allocating(slowdown));
            }
        });
        return sentences;
    }

    private static String computingOrWaiting(Slowdown slowdown, Verdict verdict) {
        return switch (slowdown.kind()) {
            case COMPUTES ->
                "It computes more: " + figures(slowdown)
                        + (slowdown.response().isMore() ? ", which is " + shareOf(slowdown) : "")
                        + ". Profile what it computes.";
            case MAY_QUEUE ->
                "It computes more: " + figures(slowdown) + ", which is " + shareOf(slowdown)
                        + ". The rest can be time that requests spent queueing for a processor. Profile what it computes. "
                        + ONE_USER + " to see whether it also waits for something else.";
            case WAITS ->
                "It waits more: " + figures(slowdown) + ", which explains "
                        + (slowdown.mostComputed() > 0
                                ? "at most " + percent(slowdown.mostComputed()) + " of that"
                                : "none of that")
                        + ". Look at what it waits for: a lock, a pool, a database, another service"
                        // A base in the same run waits for these as well.
                        + (verdict.isPaired() ? "." : ", or the processors of a busy machine.");
            case UNDECIDED ->
                NOT_KNOWN + figures(slowdown) + ". "
                        + (slowdown.queue().isPossible() ? ONE_USER + ", or for longer." : "Load longer.");
            case SHARED -> NOT_KNOWN + "the CPU time covers all requests to the target. Load this endpoint alone.";
            case UNKNOWN -> NOT_KNOWN + whyUnknown(verdict) + ".";
        };
    }

    private static String shareOf(Slowdown slowdown) {
        return slowdown.computed() < 1 ? percent(slowdown.computed()) + " of that" : "all of that";
    }

    private static String whyUnknown(Verdict verdict) {
        Optional<TargetFigures> mine = verdict.result().flatMap(EndpointResult::target);
        Optional<EndpointResult> base = verdict.result().flatMap(EndpointResult::base);
        return mine.filter(used -> used.cpuMillis().isEmpty())
                .or(() -> base.flatMap(EndpointResult::target))
                .map(TargetText::whyUnknown)
                .orElse("no kept run records the CPU time per request");
    }

    /** {@code its mean response time changed by +12.1 ms (95 % interval +11.2 to +12.8), the CPU time per request by ...}. */
    private static String figures(Slowdown slowdown) {
        return "its mean response time changed by " + added(slowdown.response(), "95 % interval ")
                + ", the CPU time per request by "
                + added(slowdown.cpu().orElseThrow(), "");
    }

    private static String added(Difference difference, String interval) {
        return millis(difference.added()) + " ms (" + interval + millis(difference.low()) + " to "
                + millis(difference.high()) + ")";
    }

    /** Formats milliseconds with their sign; an infinite end of an interval is not a bound. */
    private static String millis(double millis) {
        return Double.isFinite(millis) ? (millis < 0 ? "" : "+") + Figures.number(Metric.CPU, millis) : "no bound";
    }

    private static String percent(double share) {
        return share < 0.01 ? "1 %" : String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static String allocating(Slowdown slowdown) {
        List<String> facts = new ArrayList<>();
        slowdown.growth().ifPresent(growth -> facts.add(growth(growth)));
        slowdown.collections().stream()
                .limit(MOST_COUNTERS)
                .map(SlowdownText::counted)
                .forEach(facts::add);
        return "It allocates more: " + String.join("; ", facts) + ". Look at what it allocates and retains.";
    }

    private static String growth(Difference growth) {
        return "its memory changed by " + TargetText.perThousand(growth.candidate())
                + " MB per 1000 requests, that of the base by " + TargetText.perThousand(growth.base())
                + " MB (95 % interval of the difference " + TargetText.perThousand(growth.low()) + " to "
                + TargetText.perThousand(growth.high()) + ")";
    }

    private static String counted(CounterChange change) {
        return change.name() + " " + TargetText.figure(change.perRequest().base()) + " -> "
                + TargetText.figure(change.perRequest().candidate()) + " per request";
    }
}
