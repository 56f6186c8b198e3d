package simulations.run;

import analyzer.metrics.TargetUsage;
import analyzer.metrics.TargetUsage.Source;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Tells what a target has used so far. */
public interface TargetMeter {

    /** Who tells it. */
    Source source();

    /** By how much a difference of two readings of CPU time can be wrong, milliseconds. */
    double stepMillis();

    /** What was used up to now; empty when nobody tells, or any more. */
    Optional<Reading> read();

    /**
     * What was used at a moment.
     *
     * @param cpuMillis CPU time, of which only differences between readings tell anything
     * @param residentBytes memory that is resident
     * @param threads number of threads
     * @param page what the target shows of itself; empty where it shows nothing
     */
    record Reading(double cpuMillis, OptionalLong residentBytes, OptionalInt threads, Optional<MetricsPage> page) {}

    /** Of a target that nobody tells anything of. */
    static TargetMeter untold(Source why) {
        return new TargetMeter() {
            @Override
            public Source source() {
                return why;
            }

            @Override
            public double stepMillis() {
                return 0;
            }

            @Override
            public Optional<Reading> read() {
                return Optional.empty();
            }
        };
    }

    /**
     * Of the target at a base URL: its processes where they run on this machine, else what it says of itself. Looks for both, which
     * takes time, and loads the target with one request.
     *
     * @param metrics where it shows its metrics
     */
    static TargetMeter of(String baseUrl, URI metrics) {
        Set<Integer> listeners = new HashSet<>(Listeners.at(URI.create(baseUrl)));
        int self = Math.toIntExact(ProcessHandle.current().pid());
        if (listeners.contains(self)) {
            return untold(TargetUsage.Source.EMBEDDED);
        }
        // What started this process may hold a socket that it handed on, and is not the target's alone.
        Stream.iterate(
                        ProcessHandle.current().parent(),
                        Optional::isPresent,
                        each -> each.flatMap(ProcessHandle::parent))
                .forEach(parent ->
                        listeners.remove(Math.toIntExact(parent.orElseThrow().pid())));
        Optional<URI> shown = Optional.of(metrics)
                .filter(page -> MetricsPage.fetch(page)
                        .filter(known -> !known.series().isEmpty())
                        .isPresent());
        if (!listeners.isEmpty()) {
            return new ProcessMeter(listeners, shown);
        }
        return shown.<TargetMeter>map(MetricsMeter::new)
                .filter(meter -> meter.read().isPresent())
                .orElseGet(() -> untold(Source.NONE));
    }
}
