package simulations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.metrics.EndpointResult;
import io.gatling.app.Gatling;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One execution of a simulation by Gatling, in a separate process.
 *
 * @param output everything that it printed
 * @param folders the folder that contains its run folder
 */
record GatlingRun(int exitStatus, String output, Path folders) {

    /**
     * Runs a simulation with these settings. Names that begin with -D are system properties, all others environment variables.
     * The run folder is written to a new folder below {@code below}.
     */
    static GatlingRun of(Class<?> simulation, Map<String, String> settings, Path below) throws Exception {
        return of(false, simulation, settings, below);
    }

    /** Like {@link #of(Class, Map, Path)}, but starts Gatling as its Maven plugin does: the arguments are on the class path. */
    static GatlingRun byPlugin(Class<?> simulation, Map<String, String> settings, Path below) throws Exception {
        return of(true, simulation, settings, below);
    }

    private static GatlingRun of(boolean byPlugin, Class<?> simulation, Map<String, String> settings, Path below)
            throws Exception {
        Path folders = Files.createTempDirectory(below, simulation.getSimpleName());
        Path output = folders.resolve("output.txt");
        List<String> arguments =
                List.of("--simulation", simulation.getName(), "--results-folder", folders.toString(), "--no-reports");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        if (byPlugin) {
            Path booter = Files.createTempDirectory(below, "booter");
            Files.createDirectory(booter.resolve("META-INF"));
            Files.write(booter.resolve(ForkedMain.ARGUMENTS), arguments);
            classPath = booter + File.pathSeparator + classPath;
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                classPath));
        if (byPlugin) {
            command.add(ForkedMain.class.getName());
        } else {
            command.add("io.gatling.app.Gatling");
            command.addAll(arguments);
        }
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

    /** The main class of Gatling's Maven plugin: it reads the arguments, and lets no exception end the main thread. */
    static final class ForkedMain {

        static final String ARGUMENTS = "META-INF/args.txt";

        private ForkedMain() {}

        public static void main(String[] none) {
            try (InputStream arguments = ForkedMain.class.getClassLoader().getResourceAsStream(ARGUMENTS)) {
                Gatling.main(new String(arguments.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
            } catch (Throwable failure) {
                System.exit(-1);
            }
        }
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
