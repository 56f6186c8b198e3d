package simulations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.metrics.EndpointResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One execution of a simulation by Gatling, in a separate process.
 *
 * @param exitStatus exit status of the process
 * @param output everything that it printed
 * @param folders the folder that contains its run folder
 */
record GatlingRun(int exitStatus, String output, Path folders) {

    /**
     * Runs a simulation with these settings. Names that begin with -D are system properties, all others environment variables.
     * The run folder is written to a new folder below {@code below}.
     */
    static GatlingRun of(Class<?> simulation, Map<String, String> settings, Path below) throws Exception {
        return of("io.gatling.app.Gatling", simulation, settings, below);
    }

    /** Like {@link #of(Class, Map, Path)}, but starts Gatling by another main class. */
    static GatlingRun of(String main, Class<?> simulation, Map<String, String> settings, Path below) throws Exception {
        Path folders = Files.createTempDirectory(below, simulation.getSimpleName());
        Path output = folders.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main,
                "--simulation",
                simulation.getName(),
                "--results-folder",
                folders.toString(),
                "--no-reports"));
        settings.forEach((name, value) -> {
            if (name.startsWith("-D")) {
                command.add(1, name + "=" + value);
            }
        });
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("COMMIT", "abc");
        settings.forEach((name, value) -> {
            if (!name.startsWith("-D")) {
                builder.environment().put(name, value);
            }
        });
        Process gatling = builder.start();
        try {
            assertTrue(gatling.waitFor(3, TimeUnit.MINUTES), "Gatling never ended");
        } finally {
            gatling.destroyForcibly();
        }
        return new GatlingRun(gatling.exitValue(), Files.readString(output), folders);
    }

    /** The only run folder. */
    RunFolder folder() {
        List<RunFolder> all = RunSearch.newestOfEach(folders);
        assertEquals(1, all.size(), output);
        return all.get(0);
    }

    /** The results of the run, as the analyzer reads them. */
    List<EndpointResult> results() {
        return RunReader.read(folder()).results();
    }

    /** The run record, as text. */
    String record() throws IOException {
        return Files.readString(folder().path().resolve("run.json"));
    }

    /** The message that explains why there was no load. */
    String error() {
        return output.lines()
                .filter(line -> line.contains("error: "))
                .map(line -> line.replaceFirst(".*error: ", ""))
                .reduce((first, second) -> {
                    throw new AssertionError("more than one line: " + output);
                })
                .orElseThrow(() -> new AssertionError(output));
    }
}
