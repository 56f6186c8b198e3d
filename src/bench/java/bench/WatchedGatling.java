package bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.gatling.app.Gatling;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs Gatling and records ten times a second what its JVM has used: the time in milliseconds since 1970, CPU time in nanoseconds,
 * and bytes allocated by all threads. {@link Usage} reads it.
 */
final class WatchedGatling {

    /** System property for the file with the samples. */
    static final String FILE = "bench.usage";

    private static final long INTERVAL_MILLIS = 100;

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> allocatedByThread = new HashMap<>();
    private final List<String> samples = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    private WatchedGatling() {}

    public static void main(String[] args) {
        WatchedGatling watched = new WatchedGatling();
        Path file = Path.of(System.getProperty(FILE));
        Thread watch = new Thread(watched::watch, "bench-usage");
        watch.setDaemon(true);
        watch.start();
        // Gatling ends the process itself.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> watched.finish(watch, file)));
        Gatling.main(args);
    }

    private void watch() {
        try {
            do {
                look();
            } while (!end.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
            look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        samples.add(System.currentTimeMillis() + " " + process.getProcessCpuTime() + " " + allocated());
    }

    /** Bytes allocated by all threads, also by those that have ended: event loops end with the load. */
    private long allocated() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            allocatedByThread.merge(ids[i], bytes[i], Math::max);
        }
        return allocatedByThread.values().stream().mapToLong(Long::longValue).sum();
    }

    private void finish(Thread watch, Path file) {
        end.countDown();
        try {
            watch.join();
            Files.write(file, samples);
        } catch (IOException e) {
            System.err.println("bench: " + file + " cannot be written: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
