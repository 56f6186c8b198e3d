package analyzer.metrics;

import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import analyzer.metrics.GeneratorHealth.GcPauses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A load generator that was delayed so much that the response times are its own rather than the target's.
 *
 * @param health the generator's health
 * @param limitMillis the 99th percentile of hiccups or event-loop delays from which it counts as starved, milliseconds
 */
public record Starvation(GeneratorHealth health, double limitMillis) {

    /**
     * The 99th percentile of hiccups or event-loop delays, in milliseconds, from which a generator is starved. Why these decide, and not
     * the CPU shares, and why 10 ms: docs/GENERATOR_HEALTH.md, section "When a run is not judged".
     */
    public static final double P99_MILLIS = 10;

    /** Whether a generator was starved, by {@link #P99_MILLIS}; empty if it was not. */
    public static Optional<Starvation> of(GeneratorHealth health) {
        return of(health, P99_MILLIS);
    }

    /** Like {@link #of(GeneratorHealth)}, with a different limit for the 99th percentiles, in milliseconds. */
    public static Optional<Starvation> of(GeneratorHealth health, double limitMillis) {
        return health.worstDelayMillis() >= limitMillis
                ? Optional.of(new Starvation(health, limitMillis))
                : Optional.empty();
    }

    /** Why the generator counts as starved, with the figures. */
    @Override
    public String toString() {
        String waited = tooLate(
                        health.hiccups(),
                        "its threads were delayed by %1$.1f ms at P99 (limit %3$.0f ms) and by up to %2$.0f ms")
                .or(() -> tooLate(
                        health.loopDelays(),
                        "responses waited for its event loops for %1$.1f ms at P99 (limit %3$.0f ms) and for up to"
                                + " %2$.0f ms"))
                .orElseThrow();
        List<String> items = new ArrayList<>();
        health.machineCpuShare().ifPresent(share -> items.add(percent("CPU %.0f %% of the machine", share)));
        health.processCpuShare().ifPresent(share -> items.add(percent("%.0f %% by its own process", share)));
        health.gcPauses().ifPresent(gc -> items.add(percent("%.1f %% of the time in garbage collection", share(gc))));
        return items.isEmpty() ? waited : waited + " (" + String.join(", ", items) + ")";
    }

    private Optional<String> tooLate(Optional<DelayPercentiles> delays, String format) {
        return delays.filter(late -> late.p99Millis() >= limitMillis)
                .map(late -> String.format(Locale.ROOT, format, late.p99Millis(), late.maxMillis(), limitMillis));
    }

    private double share(GcPauses gc) {
        return (double) gc.totalMillis() / health.measured().toMillis();
    }

    private static String percent(String format, double share) {
        return String.format(Locale.ROOT, format, share * 100);
    }
}
