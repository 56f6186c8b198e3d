package bench;

import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Result of one simulation, in a separate JVM that is started in the same way as by gatling-maven-plugin.
 *
 * @param result the result that the analyzer reads
 * @param from when the measured time began
 * @param duration the measured time
 * @param usage what the JVM used in the measured time
 */
record LoadRun(EndpointResult result, Instant from, Duration duration, Usage usage) {

    /** System property for the folder in which Gatling creates the run folder. */
    static final String RUNS = "bench.runs";

    /** Flags that version 4.21.12 of the plugin passes to a Java 17 JVM, see its GatlingConstants. All others are the JVM's defaults. */
    static final List<String> PLUGIN_FLAGS = List.of(
            "-XX:+HeapDumpOnOutOfMemoryError",
            "-XX:MaxInlineLevel=20",
            "-XX:MaxTrivialSize=12",
            // From the manifest of Gatling's jar, which applies only with java -jar.
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    /**
     * Runs one of the project's simulations, as {@link #run} does.
     *
     * @throws BenchException if it fails, or if a request fails
     */
    static LoadRun of(Class<?> simulation, String url, Load load, List<String> flags, Path home)
            throws IOException, InterruptedException {
        EndpointResult result = run(simulation, url, load, flags, home);
        Instant from = result.run().orElseThrow().measuredFrom();
        return new LoadRun(result, from, load.duration(), Usage.read(usage(home), from, load.duration()));
    }

    /**
     * Runs a simulation.
     *
     * @param simulation its class
     * @param url URL of the target
     * @param load users and times
     * @param flags flags of the JVM in addition to those of the plugin, including system properties
     * @param home folder for all output; it is emptied first
     * @return the result that the analyzer reads
     * @throws BenchException if it fails, or if a request fails
     */
    static EndpointResult run(Class<?> simulation, String url, Load load, List<String> flags, Path home)
            throws IOException, InterruptedException {
        SyntheticRunFolders.delete(home);
        Path results = Files.createDirectories(home.resolve("runs"));
        List<String> words = new ArrayList<>(List.of(Command.java()));
        words.addAll(PLUGIN_FLAGS);
        words.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "-D" + WatchedGatling.FILE + "=" + usage(home),
                "-D" + RUNS + "=" + results,
                "-DBASE_URL=" + url,
                "-DCONCURRENCY=" + load.users(),
                "-DWARMUP=" + load.warmUp().toSeconds() + "s",
                "-DDURATION=" + load.duration().toSeconds() + "s"));
        words.addAll(flags);
        words.addAll(
                List.of(WatchedGatling.class.getName(), "-s", simulation.getName(), "-rf", results.toString(), "-nr"));
        Command.ofLoad(words).run(0);
        Path folder = onlyFolder(results);
        EndpointResult result = RunReader.read(RunFolder.at(folder)).results().get(0);
        if (result.failed() > 0 || result.succeeded() == 0) {
            throw new BenchException(simulation.getSimpleName() + " at " + load.users() + " users: " + result.failed()
                    + " of " + result.metrics().totalRequests() + " requests failed " + result.errors()
                    + "; a benchmark is valid only if none fails");
        }
        return result;
    }

    /** The file with the usage of a run's JVM, which {@link Usage} reads. */
    static Path usage(Path home) {
        return home.resolve("usage");
    }

    /** Warm-up for the compilers of the JVM, which needed ten seconds on one machine and 25 on another. */
    static Duration warmUp(Size size) {
        return Duration.ofSeconds(size.of(30, 1));
    }

    /**
     * A load.
     *
     * @param users virtual users
     * @param warmUp whole seconds before the measured time
     * @param duration whole seconds of measured time
     */
    record Load(int users, Duration warmUp, Duration duration) {}

    /** Requests per second in the measured time. */
    double perSecond() {
        return result.succeeded() / (duration.toMillis() / 1e3);
    }

    /** CPU time per request, in microseconds. */
    double cpuMicros() {
        return usage.cpuMicros() / result.succeeded();
    }

    /** Event-loop delays, which only the project's own simulations record. */
    Optional<DelayPercentiles> loopDelays() {
        return result.health().flatMap(GeneratorHealth::loopDelays);
    }

    /** Bytes allocated per request. */
    double garbage() {
        return usage.allocatedBytes() / result.succeeded();
    }

    private static Path onlyFolder(Path results) throws IOException {
        try (Stream<Path> folders = Files.list(results)) {
            return folders.findFirst()
                    .orElseThrow(() -> new BenchException(results + ": contains no run; run the benchmark again"));
        }
    }
}
