package simulations.run;

import analyzer.metrics.TargetUsage.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import oshi.SystemInfo;

/**
 * Measures the resources that the listening processes and all their descendants have used so far. A child that starts and ends
 * between two readings is missed. Of a child that has ended, the value of the last reading is kept.
 */
final class ProcessMeter implements TargetMeter {

    /** Largest error of a difference of two readings, each with steps of 10 ms in user time and in kernel time. */
    private static final double STEP_MILLIS = 20;

    /** Indexes of fields in {@code /proc/PID/stat}, counted after the name (proc(5), fields 20 and 24). */
    private static final int THREADS = 17;

    private static final int RESIDENT_PAGES = 21;

    private final Set<Integer> listeners;
    private final String process;
    private final Optional<URI> metrics;
    private final CpuClock clock = new CpuClock();
    private final SystemInfo system = new SystemInfo();
    private final long pageBytes = system.getHardware().getMemory().getPageSize();
    private final Map<Integer, Double> seenMillis = new HashMap<>();
    private double usedMillis;
    private boolean begun;

    /**
     * Creates a meter for processes.
     *
     * @param listeners ids of the listening processes
     * @param process name of their program; empty if it is unknown
     * @param metrics where they expose metrics, if they do
     */
    ProcessMeter(Set<Integer> listeners, String process, Optional<URI> metrics) {
        this.listeners = Set.copyOf(listeners);
        this.process = process;
        this.metrics = metrics;
    }

    @Override
    public Source source() {
        return Source.PROCESS;
    }

    @Override
    public String process() {
        return process;
    }

    @Override
    public double stepMillis() {
        return clock.isKnown() ? 0 : STEP_MILLIS;
    }

    @Override
    public Optional<Reading> read() {
        long resident = 0;
        int threads = 0;
        boolean listens = false;
        for (int pid : processes()) {
            Optional<Used> used = clock.isKnown() ? usedByLinux(pid) : usedByOshi(pid);
            if (used.isPresent()) {
                add(pid, used.get().cpuMillis);
                resident += used.get().residentBytes;
                threads += used.get().threads;
                listens |= listeners.contains(pid);
            }
        }
        begun = true;
        return listens
                ? Optional.of(new Reading(
                        usedMillis,
                        OptionalLong.of(resident),
                        OptionalInt.of(threads),
                        metrics.flatMap(MetricsPage::fetch)))
                : Optional.empty();
    }

    /** Resources that one process has used since it started. */
    private record Used(double cpuMillis, long residentBytes, int threads) {}

    /** Reads a single file, because this happens under load. OSHI reads several, which takes a millisecond of CPU time. */
    private Optional<Used> usedByLinux(int pid) {
        OptionalDouble cpu = clock.millis(pid);
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), StandardCharsets.ISO_8859_1);
            // The name, in parentheses, can contain any character.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return cpu.isPresent()
                    ? Optional.of(new Used(
                            cpu.getAsDouble(),
                            Long.parseLong(fields[RESIDENT_PAGES]) * pageBytes,
                            Integer.parseInt(fields[THREADS])))
                    : Optional.empty();
        } catch (IOException e) {
            // The process has ended.
            return Optional.empty();
        }
    }

    private Optional<Used> usedByOshi(int pid) {
        return Optional.ofNullable(system.getOperatingSystem().getProcess(pid))
                .map(process -> new Used(
                        process.getKernelTime() + process.getUserTime(),
                        process.getResidentMemory(),
                        process.getThreadCount()));
    }

    private void add(int pid, double millis) {
        double before = seenMillis.getOrDefault(pid, begun ? 0 : millis);
        usedMillis += Math.max(0, millis - before);
        seenMillis.put(pid, millis);
    }

    /** Listing descendants reads all processes of the machine, so it is skipped for listeners that another listener started. */
    private Set<Integer> processes() {
        Set<Integer> all = new HashSet<>(listeners);
        listeners.stream()
                .map(pid -> ProcessHandle.of(pid))
                .flatMap(Optional::stream)
                .filter(listener -> listener.parent()
                        .filter(parent -> listeners.contains(id(parent)))
                        .isEmpty())
                .flatMap(ProcessHandle::descendants)
                .forEach(child -> all.add(id(child)));
        return all;
    }

    private static int id(ProcessHandle process) {
        return Math.toIntExact(process.pid());
    }
}
