package simulations.run;

import analyzer.metrics.Uptime;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * How long the process behind a URL has been up. It says so itself at {@code /metrics}, as clients of Prometheus do
 * ({@code process_start_time_seconds}, {@code process_cpu_seconds_total}); else the operating system does, if the process
 * listens on this machine and may be looked at. A proxy in between hides it.
 */
public final class UptimeProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int LONGEST_PAGE = 4 << 20;
    private static final int HTTP_OK = 200;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private static final Pattern STARTED = sample("process_start_time_seconds");
    private static final Pattern CPU = sample("process_cpu_seconds_total");

    private UptimeProbe() {}

    /** The uptime of the process behind a base URL; empty where it cannot be seen. */
    public static Optional<Uptime> of(String baseUrl) {
        return shownAt(baseUrl + "/metrics").or(() -> listeningAt(URI.create(baseUrl)));
    }

    /** A sample without labels, in Prometheus' text format. */
    private static Pattern sample(String name) {
        return Pattern.compile("(?m)^" + name + "[ \t]+([0-9.eE+]+)");
    }

    private static Optional<Uptime> shownAt(String url) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        CompletableFuture<Optional<Uptime>> page = client.sendAsync(
                        HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(UptimeProbe::read);
        try {
            return page.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            page.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Uptime> read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            if (response.statusCode() != HTTP_OK) {
                return Optional.empty();
            }
            String page = new String(body.readNBytes(LONGEST_PAGE), StandardCharsets.UTF_8);
            return seconds(STARTED, page)
                    .map(started -> Duration.between(
                            Instant.EPOCH.plus(started), now(response).orElseGet(Instant::now)))
                    .filter(age -> !age.isNegative())
                    .map(age -> new Uptime(age, seconds(CPU, page)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** By the target's own clock, which need not be ours. */
    private static Optional<Instant> now(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> seconds(Pattern sample, String page) {
        Matcher matcher = sample.matcher(page);
        try {
            return matcher.find()
                    ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(matcher.group(1)) * 1e3)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Uptime> listeningAt(URI url) {
        int port =
                url.getPort() > 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? HTTPS_PORT : HTTP_PORT;
        try {
            if (!isHere(url.getHost())) {
                return Optional.empty();
            }
            OperatingSystem system = new SystemInfo().getOperatingSystem();
            return system.getInternetProtocolStats().getConnections().stream()
                    .filter(socket -> socket.getState() == TcpState.LISTEN && socket.getLocalPort() == port)
                    .map(IPConnection::getowningProcessId)
                    .filter(pid -> pid > 0)
                    .findFirst()
                    .flatMap(pid -> Optional.ofNullable(system.getProcess(pid)))
                    .map(UptimeProbe::of);
        } catch (RuntimeException | LinkageError | IOException e) {
            // A system that does not tell can be loaded all the same.
            return Optional.empty();
        }
    }

    private static Uptime of(OSProcess process) {
        return new Uptime(
                Duration.ofMillis(process.getUpTime()),
                Optional.of(Duration.ofMillis(process.getKernelTime() + process.getUserTime())));
    }

    private static boolean isHere(String host) throws UnknownHostException, SocketException {
        InetAddress address = InetAddress.getByName(host);
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }
}
