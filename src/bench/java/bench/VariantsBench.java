package bench;

import bench.LoadRun.Load;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import simulations.LiveSimulation;

/** Effect of JVM flags and Gatling settings on the load that LiveSimulation generates on a plain nginx. */
final class VariantsBench implements Bench {

    private static final String AS_IS = "as it is";
    private static final int USERS = 100;
    private static final Path HOME = Path.of("target", "bench", "variants");

    private static final Map<String, List<String>> VARIANTS = variants();

    private static Map<String, List<String>> variants() {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        variants.put(AS_IS, List.of());
        variants.put("the same again", List.of());
        variants.put("NIO instead of epoll", List.of("-Dgatling.netty.useNativeTransport=false"));
        if (IoUring.isAvailable()) {
            // If io_uring is unavailable, Gatling silently uses epoll.
            variants.put("io_uring instead of epoll", List.of("-Dgatling.netty.useIoUring=true"));
        }
        variants.put("1 event loop instead of 2 per core", List.of("-Dio.netty.eventLoopThreads=1"));
        variants.put(
                "1 event loop per core",
                List.of("-Dio.netty.eventLoopThreads=" + Runtime.getRuntime().availableProcessors()));
        variants.put("Parallel GC", List.of("-XX:+UseParallelGC"));
        variants.put("Serial GC", List.of("-XX:+UseSerialGC"));
        variants.put("ZGC", List.of("-XX:+UseZGC"));
        variants.put("heap of 1 GB from the start", List.of("-Xms1g", "-Xmx1g"));
        return variants;
    }

    @Override
    public String name() {
        return "variants";
    }

    @Override
    public List<String> programs() {
        return List.of(Nginx.PROGRAM);
    }

    @Override
    public void run(Size size, PrintStream out) throws IOException, InterruptedException {
        Load load = new Load(USERS, LoadRun.warmUp(size), Duration.ofSeconds(size.of(4, 1)));
        try (Nginx nginx = Nginx.start(HOME.resolve("nginx"))) {
            Turns<LoadRun> turns = new Turns<>();
            VARIANTS.entrySet().stream()
                    .limit(size.of(VARIANTS.size(), 1))
                    .forEach(variant -> turns.with(
                            variant.getKey(),
                            () -> LoadRun.of(
                                    LiveSimulation.class, nginx.url(), load, variant.getValue(), HOME.resolve("run"))));
            print(turns.take(0, size.of(2, 1)), out);
        }
    }

    private static void print(Map<String, List<LoadRun>> taken, PrintStream out) {
        Table table = Table.of(
                USERS + " users",
                "1/s",
                "to " + AS_IS,
                "CPU us/request",
                "garbage B/request",
                "longest pause ms",
                "P99 ms");
        taken.forEach((variant, runs) -> table.row(
                variant,
                Samples.of(runs, LoadRun::perSecond).text(0),
                Samples.ratio(runs, taken.get(AS_IS), LoadRun::perSecond).text(2),
                Samples.of(runs, LoadRun::cpuMicros).text(1),
                Samples.of(runs, LoadRun::garbage).text(0),
                Samples.of(runs, VariantsBench::longestPause).text(0),
                Samples.of(runs, run -> run.result().metrics().p99Millis()).text(0)));
        out.println(table);
        out.println(
                "Ratios are to the run of the same round. What does not differ from 1 by more than the same again shows nothing.");
    }

    private static double longestPause(LoadRun run) {
        return run.result()
                .health()
                .flatMap(health -> health.gcPauses().map(pauses -> (double) pauses.maxMillis()))
                .orElse(Double.NaN);
    }
}
