package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.Uptime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import simulations.target.FakeApi;

class UptimeProbeTest {

    private static final String NOW = "Tue, 24 Nov 2026 10:00:30 GMT";
    private static final long STARTED = 1_795_514_400 - 3600 - 60; // 08:59:00 on that day

    @Test
    void metricsGiveTheUptimeByTheTargetsClock() throws IOException {
        String page = """
                # HELP process_start_time_seconds Start time of the process since unix epoch in seconds.
                # TYPE process_start_time_seconds gauge
                process_start_time_seconds %de0
                process_cpu_seconds_total 12.5
                """.formatted(STARTED);
        String answer = "HTTP/1.1 200 OK\r\nDate: " + NOW + "\r\nContent-Length: " + page.length() + "\r\n\r\n" + page;
        // Not the JDK's server, which sets a date of its own.
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(server, answer));

            assertEquals(
                    Optional.of(new Uptime(Duration.ofSeconds(3690), Optional.of(Duration.ofMillis(12_500)))),
                    uptime("http://127.0.0.1:" + server.getLocalPort()));
            answered.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "process_start_time_seconds ten\n",
                "my_process_start_time_seconds 1\n",
                "<html>not found</html>"
            })
    void otherwiseTheSystemGivesTheUptimeOfTheListener(String page) {
        try (FakeApi api = new FakeApi().answering("/metrics", 200, page)) {
            isThisProcess(uptime(api.url()));
        }
    }

    @Test
    void anErrorPageIsIgnored() {
        try (FakeApi api = new FakeApi().answering("/metrics", 500, "process_start_time_seconds 1\n")) {
            isThisProcess(uptime(api.url()));
        }
    }

    @Test
    void theUptimeIsUnknownIfNothingListens() {
        FakeApi api = new FakeApi();
        String url = api.url();
        api.close();

        assertEquals(Optional.empty(), uptime(url));
    }

    private static Optional<Uptime> uptime(String url) {
        return UptimeProbe.of(url, URI.create(url + "/metrics"));
    }

    /** The JVM started slightly earlier than its bean reports, by the time that loading took. */
    private static void isThisProcess(Optional<Uptime> uptime) {
        Duration age = uptime.orElseThrow().age();
        Duration known = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        assertTrue(known.minus(age).abs().compareTo(Duration.ofSeconds(30)) < 0, age + ", not " + known);
        assertTrue(uptime.orElseThrow().cpu().isPresent());
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket client = server.accept()) {
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            while (!request.readLine().isEmpty()) {
                // Read until the end of the headers.
            }
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
