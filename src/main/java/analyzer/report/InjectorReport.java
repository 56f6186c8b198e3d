package analyzer.report;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Metric;
import analyzer.metrics.Quantity;
import analyzer.metrics.SummaryStatistics;
import analyzer.pool.ClockOffset;
import analyzer.pool.PooledRun;
import analyzer.pool.PooledRun.InjectorResult;
import java.util.Locale;
import java.util.Optional;

/** Renders what each injector of a pooled run measured on its own, with its machine, health and clock offset. */
public final class InjectorReport {

    private InjectorReport() {}

    /** Renders the block of one simulation with at most {@code most} injectors. */
    public static String render(PooledRun run, int most) {
        StringBuilder text = new StringBuilder();
        String simulation = LoadProfile.simpleName(run.simulation());
        Wrap.line(text, "Injectors of %s: %d of %d", simulation, run.injectors().size(), run.declared());
        Wrap.line(
                text,
                "  Common measured time: %d ms; the last began %d ms after the first",
                run.window().toMillis(),
                run.spread().toMillis());
        Wrap.line(text, "  %-22s %9s %7s %10s %8s %8s", "Injector", "Requests", "Failed", "Throughput", "P50", "P95");
        run.injectors().stream().limit(most).forEach(injector -> injector(text, run, injector));
        if (run.injectors().size() > most) {
            Wrap.line(text, "  ... and %s", Quantity.of(run.injectors().size() - most, "more injector"));
        }
        return text.toString();
    }

    private static void injector(StringBuilder text, PooledRun run, InjectorResult injector) {
        for (EndpointResult result : injector.results()) {
            SummaryStatistics metrics = result.metrics();
            String who = injector.index() + " " + SafeText.name(result.endpoint());
            boolean fits = who.length() <= 22;
            if (!fits) {
                Wrap.line(text, "  %s", who);
            }
            Wrap.line(
                    text,
                    "  %-22s %9d %7d %10s %8s %8s",
                    fits ? who : "",
                    metrics.totalRequests(),
                    result.failed(),
                    Figures.of(Metric.THROUGHPUT, result.throughputPerSecond().orElse(Double.NaN)),
                    Figures.millis(metrics.p50Millis()),
                    Figures.millis(metrics.p95Millis()));
        }
        text.append(Wrap.lines(injector.index() + " on " + injector.machine(), 2, 6));
        text.append(Wrap.lines(injector.index() + " " + generator(injector), 2, 6));
        text.append(Wrap.lines(injector.index() + " " + clock(run, injector.index(), injector.clock()), 2, 6));
        injector.flaws().forEach(flaw -> text.append(Wrap.lines(injector.index() + " " + flaw, 2, 6)));
    }

    private static String generator(InjectorResult injector) {
        return injector.health().map(GeneratorText::of).orElse("Generator: health was not recorded");
    }

    private static String clock(PooledRun run, int index, Optional<ClockOffset> offset) {
        if (offset.isEmpty()) {
            return "clock: not compared with the others'";
        }
        if (index == run.reference()) {
            return "clock: the reference for the others";
        }
        ClockOffset clock = offset.get();
        String within = String.format(Locale.ROOT, "+-%.1f ms", clock.uncertaintyMillis());
        if (!clock.differs()) {
            return "clock: equals that of injector " + run.reference() + " within " + within;
        }
        return String.format(
                Locale.ROOT,
                "clock: %.1f ms %s injector %d's (%s), corrected",
                Math.abs(clock.millis()),
                clock.millis() > 0 ? "ahead of" : "behind",
                run.reference(),
                within);
    }
}
