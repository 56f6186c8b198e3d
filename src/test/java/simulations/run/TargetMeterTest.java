package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.TargetUsage;
import analyzer.metrics.Uptime;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import simulations.target.FakeApi;

/** Usage of separate processes, as the operating system reports it. */
@Timeout(120)
class TargetMeterTest {

    /** CPU time that a server uses for each line, in milliseconds. */
    private static final int BUSY_MILLIS = 300;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    /** Starts a server that uses CPU time for each line of input, itself or in a child. Its first line of output is its URL. */
    private Process server(String... arguments) throws IOException {
        return server(Path.of(System.getProperty("java.home"), "bin", "java"), arguments);
    }

    private Process server(Path java, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BusyServer.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    private static String line(Process process) throws IOException {
        // Not closed: another reader reads the next line.
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        return Optional.ofNullable(lines.readLine()).orElseThrow(() -> new IOException("the server has ended"));
    }

    private static void work(Process process) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        assertEquals("done", line(process));
    }

    private static TargetMeter of(String url) {
        return TargetMeter.of(url, URI.create(url + "/metrics"));
    }

    private static double used(TargetMeter meter) {
        return meter.read().orElseThrow().cpuMillis();
    }

    @Test
    void readsTheUsageOfAServersProcess() throws Exception {
        Process server = server("alone");
        TargetMeter meter = of(line(server));

        assertEquals(TargetUsage.Source.PROCESS, meter.source());
        assertTrue(meter.process().startsWith("java"), meter.process());
        TargetMeter.Reading first = meter.read().orElseThrow();
        assertEquals(0, first.cpuMillis());
        assertTrue(first.residentBytes().orElseThrow() > 1_000_000, first.toString());
        assertTrue(first.threads().orElseThrow() > 1, first.toString());
        OSProcess told = new SystemInfo().getOperatingSystem().getProcess((int) server.pid());
        assertEquals(1, (double) first.residentBytes().getAsLong() / told.getResidentMemory(), 0.3, told.toString());
        assertEquals(told.getThreadCount(), first.threads().getAsInt(), 5);
        work(server);
        double once = used(meter);
        assertTrue(once >= BUSY_MILLIS - 20, once + " ms");
        work(server);
        assertTrue(used(meter) >= once + BUSY_MILLIS - 20);
    }

    @Test
    void childrenOfAServerCountEvenAfterTheyEnded() throws Exception {
        Process server = server("children");
        TargetMeter meter = of(line(server));
        assertEquals(0, used(meter));
        int threads = meter.read().orElseThrow().threads().orElseThrow();

        work(server);

        TargetMeter.Reading withChild = meter.read().orElseThrow();
        assertTrue(withChild.cpuMillis() >= BUSY_MILLIS - 20, withChild.toString());
        assertTrue(withChild.threads().orElseThrow() > threads, withChild.toString());
        for (ProcessHandle child : server.children().toList()) {
            child.destroyForcibly();
            child.onExit().get(30, TimeUnit.SECONDS);
        }
        double after = used(meter);
        assertTrue(after >= withChild.cpuMillis(), after + " ms");
        assertTrue(after < withChild.cpuMillis() + BUSY_MILLIS, after + " ms");
    }

    /** It uses a little CPU time for each request, regardless of what the server behind it does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aProgramThatOnlyForwardsIsNotTheTarget(@TempDir Path folder) throws Exception {
        Path home = Path.of(System.getProperty("java.home"));
        Path kubectl = Files.createDirectory(folder.resolve("bin")).resolve("kubectl");
        Files.copy(home.resolve("bin/java"), kubectl, StandardCopyOption.COPY_ATTRIBUTES);
        Path lib = Files.createSymbolicLink(folder.resolve("lib"), home.resolve("lib"));
        String url = line(server(kubectl, "alone"));
        TargetMeter meter = of(url);
        Optional<Uptime> uptime = UptimeProbe.of(url, URI.create(url + "/metrics"));
        Files.delete(lib);

        assertEquals(TargetUsage.Source.NONE, meter.source());
        assertEquals("kubectl", meter.process());
        assertEquals(Optional.empty(), meter.read());
        assertEquals(Optional.empty(), uptime, "that of the forwarder");
    }

    @Test
    void anEndedServerHasNoUsage() throws Exception {
        Process server = server("alone");
        TargetMeter meter = of(line(server));
        assertTrue(meter.read().isPresent());

        server.destroyForcibly().waitFor();

        assertEquals(Optional.empty(), meter.read());
    }

    @Test
    void aServerInThisProcessCannotBeSeparatedFromTheGenerator() {
        try (FakeApi api = new FakeApi()) {
            TargetMeter meter = of(api.url());
            assertEquals(TargetUsage.Source.EMBEDDED, meter.source());
            assertEquals(Optional.empty(), meter.read());
        }
    }

    @Test
    void withoutAListenerThereIsNoUsage() {
        FakeApi api = new FakeApi();
        String url = api.url();
        api.close();

        assertEquals(TargetUsage.Source.NONE, of(url).source());
        assertEquals(Set.of(), Listeners.at(URI.create("http://192.0.2.1:80")), "an address of documentation");
        assertEquals(Set.of(), Listeners.at(URI.create("http://no-such-host.invalid")));
    }

    /** Micrometer, for one, exposes the CPU time under another name. The counters are of use all the same. */
    @Test
    void metricsWithoutCpuTimeAreRead() {
        AtomicReference<String> page = new AtomicReference<>("db_queries_total 5\n");
        try (FakeApi api = new FakeApi().answering("/metrics", exchange -> FakeApi.send(exchange, 200, page.get()))) {
            URI metrics = URI.create(api.url() + "/metrics");
            TargetMeter meter = TargetMeter.of("http://192.0.2.1", metrics);

            assertEquals(TargetUsage.Source.METRICS, meter.source());
            assertEquals(0, used(meter));
            assertEquals(
                    List.of("db_queries_total"),
                    meter.read().orElseThrow().page().orElseThrow().series().stream()
                            .map(MetricsPage.Series::name)
                            .toList());
            page.set("process_cpu_seconds_total 5\nprocess_resident_memory_bytes 7\n");
            assertEquals(0, used(meter));
            assertEquals(
                    OptionalLong.empty(), meter.read().orElseThrow().residentBytes(), "of which of several processes?");

            TargetMeter another = TargetMeter.of("http://192.0.2.1", metrics);
            assertEquals(5000, used(another));
            page.set("db_queries_total 6\n");
            assertEquals(Optional.empty(), another.read(), "the CPU time is missing on this page");
        }
    }

    @Test
    void aMissingPageOfMetricsRepeatsTheReadingBefore() {
        AtomicInteger status = new AtomicInteger(200);
        String page = "process_cpu_seconds_total 5\nprocess_resident_memory_bytes 7\n";
        try (FakeApi api =
                new FakeApi().answering("/metrics", exchange -> FakeApi.send(exchange, status.get(), page))) {
            TargetMeter meter = TargetMeter.of("http://192.0.2.1", URI.create(api.url() + "/metrics"));
            status.set(503);

            TargetMeter.Reading repeated = meter.read().orElseThrow();
            assertEquals(5000, repeated.cpuMillis());
            assertEquals(OptionalLong.of(7), repeated.residentBytes());
            assertEquals(Optional.empty(), repeated.page());
            status.set(200);
            assertTrue(meter.read().orElseThrow().page().isPresent());
        }
    }

    /** The rest of a sum over several workers would be missing. */
    @Test
    void aPageOfMetricsThatIsShorterThanAnnouncedIsNone() {
        String page = "process_cpu_seconds_total 5\n";
        AtomicInteger announced = new AtomicInteger(page.length());
        try (FakeApi api = new FakeApi().answering("/metrics", exchange -> {
            exchange.sendResponseHeaders(200, announced.get());
            exchange.getResponseBody().write(page.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        })) {
            URI metrics = URI.create(api.url() + "/metrics");
            assertTrue(MetricsPage.fetch(metrics).isPresent());
            announced.set(page.length() + 1);
            assertEquals(Optional.empty(), MetricsPage.fetch(metrics));
        }
    }

    @Test
    void oneServerUnderSeveralAddressesIsOne() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = ":" + server.getLocalPort();
            for (String host : List.of("localhost", "0.0.0.0", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]")) {
                assertTrue(
                        Listeners.areOne(URI.create("http://127.0.0.1" + port), URI.create("http://" + host + port)),
                        host);
            }
            assertFalse(Listeners.areOne(
                    URI.create("http://127.0.0.1" + port),
                    URI.create("http://127.0.0.1:" + (server.getLocalPort() - 1))));
            assertFalse(
                    Listeners.areOne(URI.create("http://127.0.0.1" + port), URI.create("http://192.0.2.1" + port)),
                    "an address of documentation");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void serversAtDifferentAddressesAreDifferent() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket two = new ServerSocket(one.getLocalPort(), 1, InetAddress.getByName("127.0.0.2"))) {
            assertFalse(Listeners.areOne(
                    URI.create("http://127.0.0.1:" + one.getLocalPort()),
                    URI.create("http://127.0.0.2:" + two.getLocalPort())));
        }
    }

    @Test
    void whereNothingListensNothingIsOne() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        URI url = URI.create("http://127.0.0.1:" + port);
        assertFalse(Listeners.areOne(url, url));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theClockOfAProcessIsFinerThanItsTicks() {
        CpuClock clock = new CpuClock();
        int self = Math.toIntExact(ProcessHandle.current().pid());
        assertTrue(clock.isKnown());
        double before = clock.millis(self).orElseThrow();
        double bean = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e6;
        double after = clock.millis(self).orElseThrow();

        assertTrue(before <= after);
        assertTrue(after - before < Duration.ofSeconds(5).toMillis(), before + " to " + after);
        assertTrue(before - 20 <= bean && bean <= after + 20, before + " to " + after + ", the bean says " + bean);
        assertTrue(before % 10 != 0 || after % 10 != 0, before + " and " + after);
        assertFalse(clock.millis(Integer.MAX_VALUE >> 4).isPresent());
    }
}
