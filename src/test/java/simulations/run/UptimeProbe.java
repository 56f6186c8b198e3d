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
 * Finds how long the process behind a URL has been up. The source is the process itself if it exposes the metrics of the Prometheus
 * clients ({@code process_start_time_seconds}, {@code process_cpu_seconds_total}). Otherwise it is the operating system, if the
 * process listens on this machine and its data is accessible. A program that only forwards to it has another uptime.
 */
public final class UptimeProbe {

    /** More than three thousand years: a larger value on a page is not a time. */
    private static final double MOST_SECONDS = 1e11;

    private UptimeProbe() {}

    /**
     * Returns the uptime of the process behind a base URL; empty if it is unknown.
     *
     * @param metrics where the process exposes its metrics
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
        return seconds.orElse(-1) >= 0 && seconds.getAsDouble() < MOST_SECONDS
                ? Optional.of(Duration.ofMillis((long) (seconds.getAsDouble() * 1e3)))
                : Optional.empty();
    }

    private static Optional<Uptime> listeningAt(URI url) {
        try {
            OperatingSystem system = new SystemInfo().getOperatingSystem();
            return Listeners.at(url).stream()
                    .filter(pid -> !TargetMeter.isForwarder(pid))
                    .map(pid -> Optional.ofNullable(system.getProcess(pid)))
                    .flatMap(Optional::stream)
                    .min(Comparator.comparingLong(OSProcess::getStartTime))
                    .map(UptimeProbe::of);
        } catch (RuntimeException | LinkageError e) {
            // The target can be loaded without this information.
            return Optional.empty();
        }
    }

    private static Uptime of(OSProcess process) {
        return new Uptime(
                Duration.ofMillis(process.getUpTime()),
                Optional.of(Duration.ofMillis(process.getKernelTime() + process.getUserTime())));
    }
}
