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

/** Measures the resources that a target has used so far. */
public interface TargetMeter {

    /** Source of the readings. */
    Source source();

    /** Largest error of a difference of two readings of CPU time, in milliseconds. */
    double stepMillis();

    /** Reads what was used until now; empty if it is unknown or no longer known. */
    Optional<Reading> read();

    /**
     * What a target had used at one time.
     *
     * @param cpuMillis CPU time in milliseconds; only differences between readings are meaningful
     * @param residentBytes resident memory in bytes
     * @param threads number of threads
     * @param page the target's own metrics; empty if it exposes none
     */
    record Reading(double cpuMillis, OptionalLong residentBytes, OptionalInt threads, Optional<MetricsPage> page) {}

    /** Returns a meter for a target without known usage. */
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
     * Returns a meter for the target at a base URL. It reads the target's processes if they run on this machine, else the target's own
     * metrics. Searching for both takes time and costs the target one request.
     *
     * @param metrics where the target exposes its metrics
     */
    static TargetMeter of(String baseUrl, URI metrics) {
        Set<Integer> listeners = new HashSet<>(Listeners.at(URI.create(baseUrl)));
        int self = Math.toIntExact(ProcessHandle.current().pid());
        if (listeners.contains(self)) {
            return untold(TargetUsage.Source.EMBEDDED);
        }
        // An ancestor of this process can still have a socket open that it passed on, but is not part of the target.
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
