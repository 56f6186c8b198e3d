package analyzer.report;

import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats the health of the load generator in one line. */
public final class GeneratorText {

    private GeneratorText() {}

    /** {@code Generator: CPU 34 % of the machine, hiccups p99 0.2ms, longest 12ms, ...}; unknown figures are omitted. */
    static String of(GeneratorHealth health) {
        return "Generator: " + items(health);
    }

    /** The same without the leading name. */
    public static String items(GeneratorHealth health) {
        List<String> items = new ArrayList<>();
        health.processCpuShare().ifPresent(share -> items.add("CPU " + percent(share) + " of the machine"));
        health.machineCpuShare()
                .ifPresent(share -> items.add("all processes " + percent(share)
                        + (health.isMachineFull() ? " (response times include waiting for a processor)" : "")));
        health.hiccups().ifPresent(late -> {
            items.add("hiccups p99 " + Figures.millis(late.p99Millis()));
            items.add("longest " + Figures.millis(late.maxMillis()));
        });
        health.loopDelays().ifPresent(late -> items.add("event loops p99 " + Figures.millis(late.p99Millis())));
        health.gcPauses()
                .ifPresent(gc -> items.add("GC " + gc.totalMillis() + "ms, longest pause " + gc.maxMillis() + "ms"));
        health.connections().ifPresent(open -> items.add(Quantity.of(open, "connection")));
        return items.isEmpty() ? "no figures could be read" : String.join(", ", items);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
