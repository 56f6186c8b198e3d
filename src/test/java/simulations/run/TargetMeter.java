package simulations.run;

import analyzer.metrics.TargetUsage;
import analyzer.metrics.TargetUsage.Source;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Measures the resources that a target has used so far. */
public interface TargetMeter {

    /** Programs that listen on this machine for a server elsewhere. */
    Set<String> FORWARDERS =
            Set.of("kubectl", "ssh", "sshd", "docker-proxy", "rootlessport", "slirp4netns", "pasta", "socat");

    /** Source of the readings. */
    Source source();

    /** Name of the program that listens on the target's address; empty if it is unknown. */
    default String process() {
        return "";
    }

    /** Largest error of a difference of two readings of CPU time, in milliseconds. */
    double stepMillis();

    /** Reads what was used until now; empty if it is unknown or no longer known. */
    Optional<Reading> read();

    /**
     * What a target had used at one time.
     *
     * @param cpuMillis CPU time in milliseconds; only differences between readings are meaningful
     * @param page the target's own metrics; empty if it exposes none
     */
    record Reading(double cpuMillis, OptionalLong residentBytes, OptionalInt threads, Optional<MetricsPage> page) {}

    /** Returns a meter for a target without known usage. */
    static TargetMeter unknown(Source why) {
        return unknown(why, "");
    }

    private static TargetMeter unknown(Source why, String process) {
        return new TargetMeter() {
            @Override
            public Source source() {
                return why;
            }

            @Override
            public String process() {
                return process;
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
     * metrics. A program that only forwards to a target elsewhere is not the target. Searching for both takes time and costs the target
     * one request.
     *
     * @param metrics where the target exposes its metrics
     */
    static TargetMeter of(String baseUrl, URI metrics) {
        Set<Integer> listeners = new HashSet<>(Listeners.at(URI.create(baseUrl)));
        int self = Math.toIntExact(ProcessHandle.current().pid());
        if (listeners.contains(self)) {
            return unknown(TargetUsage.Source.EMBEDDED);
        }
        // An ancestor of this process can still have a socket open that it passed on, but is not part of the target.
        Stream.iterate(
                        ProcessHandle.current().parent(),
                        Optional::isPresent,
                        each -> each.flatMap(ProcessHandle::parent))
                .forEach(parent ->
                        listeners.remove(Math.toIntExact(parent.orElseThrow().pid())));
        String process = listeners.stream()
                .min(Comparator.naturalOrder())
                .map(TargetMeter::name)
                .orElse("");
        Optional<URI> shown = Optional.of(metrics)
                .filter(page -> MetricsPage.fetch(page)
                        .filter(known -> !known.series().isEmpty())
                        .isPresent());
        if (!listeners.isEmpty() && !FORWARDERS.contains(process)) {
            return new ProcessMeter(listeners, process, shown);
        }
        return shown.<TargetMeter>map(MetricsMeter::new)
                .filter(meter -> meter.read().isPresent())
                .orElseGet(() -> unknown(Source.NONE, process));
    }

    /** Whether a process only forwards to a server elsewhere. */
    static boolean isForwarder(int pid) {
        return FORWARDERS.contains(name(pid));
    }

    /** The file name of a process's program; empty if it is unknown. */
    private static String name(int pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(program -> Path.of(program).getFileName().toString())
                .filter(name -> name.matches(TargetUsage.PROCESS_NAME))
                .orElse("");
    }
}
