package simulations.run;

import analyzer.metrics.Uptime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * How long the process behind a URL has been up. It says so itself where it shows metrics, as clients of Prometheus do
 * ({@code process_start_time_seconds}, {@code process_cpu_seconds_total}); else the operating system does, if the process
 * listens on this machine and may be looked at. A proxy in between hides it.
 */
public final class UptimeProbe {

    /** More than three thousand years: what a page says beyond that is no time. */
    private static final double MOST_SECONDS = 1e11;

    private UptimeProbe() {}

    /**
     * The uptime of the process behind a base URL; empty where it cannot be seen.
     *
     * @param metrics where it shows its metrics
     */
    public static Optional<Uptime> of(String baseUrl, URI metrics) {
        return shownAt(metrics).or(() -> listeningAt(URI.create(baseUrl)));
    }

    private static Optional<Uptime> shownAt(URI metrics) {
        return MetricsPage.fetch(metrics)
                .flatMap(page -> seconds(page, "process_start_time_seconds")
                        .map(started -> Duration.between(Instant.EPOCH.plus(started), page.shownAt()))
                        .filter(age -> !age.isNegative())
                        .map(age -> new Uptime(age, seconds(page, "process_cpu_seconds_total"))));
    }

    private static Optional<Duration> seconds(MetricsPage page, String name) {
        OptionalDouble seconds = page.value(name);
        return seconds.orElse(Double.NaN) < MOST_SECONDS
                ? Optional.of(Duration.ofMillis((long) (seconds.getAsDouble() * 1e3)))
                : Optional.empty();
    }

    private static Optional<Uptime> listeningAt(URI url) {
        try {
            OperatingSystem system = new SystemInfo().getOperatingSystem();
            return Listeners.at(url).stream()
                    .map(pid -> Optional.ofNullable(system.getProcess(pid)))
                    .flatMap(Optional::stream)
                    .min(Comparator.comparingLong(OSProcess::getStartTime))
                    .map(UptimeProbe::of);
        } catch (RuntimeException | LinkageError e) {
            // A system that does not tell can be loaded all the same.
            return Optional.empty();
        }
    }

    private static Uptime of(OSProcess process) {
        return new Uptime(
                Duration.ofMillis(process.getUpTime()),
                Optional.of(Duration.ofMillis(process.getKernelTime() + process.getUserTime())));
    }
}
