package simulations.run;

import analyzer.metrics.TargetUsage.Source;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the process metrics that a target exposes, with the names of the Prometheus clients. They are unusable if several processes
 * respond in turn: each reports its own CPU time, which then seems to decrease, because each reading has its own connection. If the
 * first page does not contain the CPU time, memory is not read either, only counters and gauges, and the CPU time stays 0. A late or missing page
 * repeats the reading before it: what was used meanwhile is on the next one.
 */
final class MetricsMeter implements TargetMeter {

    /** Most Prometheus clients read user and kernel time in steps of 10 ms each. */
    private static final double STEP_MILLIS = 20;

    private static final double MILLIS_PER_SECOND = 1000;

    private final URI page;
    private Optional<Boolean> hasCpuTime = Optional.empty();
    private double lastSeconds;
    private Optional<Reading> last = Optional.empty();

    MetricsMeter(URI page) {
        this.page = page;
    }

    @Override
    public Source source() {
        return Source.METRICS;
    }

    @Override
    public double stepMillis() {
        return STEP_MILLIS;
    }

    @Override
    public Optional<Reading> read() {
        Optional<MetricsPage> shown = MetricsPage.fetch(page);
        last = shown.isPresent()
                ? shown.flatMap(this::read)
                : last.map(before ->
                        new Reading(before.cpuMillis(), before.residentBytes(), before.threads(), Optional.empty()));
        return last;
    }

    private Optional<Reading> read(MetricsPage shown) {
        OptionalDouble seconds = shown.value("process_cpu_seconds_total");
        hasCpuTime = hasCpuTime.or(() -> Optional.of(seconds.isPresent()));
        if (hasCpuTime.get()) {
            if (seconds.orElse(-1) < lastSeconds) {
                return Optional.empty();
            }
            lastSeconds = seconds.getAsDouble();
        }
        // Only the CPU time shows whether it is always one process that responds.
        OptionalDouble resident =
                hasCpuTime.get() ? shown.value("process_resident_memory_bytes") : OptionalDouble.empty();
        return Optional.of(new Reading(
                lastSeconds * MILLIS_PER_SECOND,
                resident.orElse(0) > 0 ? OptionalLong.of((long) resident.getAsDouble()) : OptionalLong.empty(),
                OptionalInt.empty(),
                Optional.of(shown)));
    }
}
