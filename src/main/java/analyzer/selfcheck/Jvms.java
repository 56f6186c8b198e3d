package analyzer.selfcheck;

import analyzer.io.BadInputException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JVMs of a study: stand-ins, load and noise, started with the test class path. Maven resolves the class path once, because
 * starting Maven takes the time of a round. All JVMs end with the study, however it ends.
 */
final class Jvms implements AutoCloseable {

    private static final Path CLASS_PATH_FILE = Path.of("target", "self-check-classpath.txt");
    private static final Pattern URL = Pattern.compile("http://\\S+:\\d+");

    private final String classPath;
    private final Queue<Process> running = new ConcurrentLinkedQueue<>();
    private final Thread atExit = new Thread(this::end, "end of the JVMs");

    private Jvms(String classPath) {
        this.classPath = classPath;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Compiles the tests and resolves their class path.
     *
     * @throws BadInputException if this is not the project's folder or Maven fails
     */
    static Jvms ofProject() {
        if (!Files.exists(Path.of("pom.xml"))) {
            throw new BadInputException("pom.xml: not in this folder; run --live in the project's folder");
        }
        List<String> command = List.of(
                "mvn",
                "-B",
                "-q",
                "test-compile",
                "dependency:build-classpath",
                "-DincludeScope=test",
                "-Dmdep.outputFile=" + CLASS_PATH_FILE);
        try {
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new BadInputException(
                        String.join(" ", command) + ": ended with status " + status + "; run it yourself to see why");
            }
            return new Jvms(String.join(
                    File.pathSeparator,
                    Path.of("target", "classes").toString(),
                    Path.of("target", "test-classes").toString(),
                    Files.readString(CLASS_PATH_FILE).strip()));
        } catch (IOException e) {
            throw new BadInputException("mvn: cannot be run (" + BadInputException.reason(e) + "); install Maven", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A stand-in that runs until it is closed. */
    final class StandIn implements AutoCloseable {

        private final Process process;
        private final String url;

        private StandIn(Process process, String url) {
            this.process = process;
            this.url = url;
        }

        String url() {
            return url;
        }

        /** Ends it, and waits until it has ended. */
        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            running.remove(process);
        }
    }

    /**
     * Starts a stand-in on a free port.
     *
     * @param settings its system properties
     */
    StandIn standIn(Map<String, String> settings) {
        Process process = start(settings, List.of(), ProcessBuilder.Redirect.PIPE, "standin.Main", "--port", "0");
        try {
            // Left open: later output of the stand-in must not meet a closed pipe.
            BufferedReader lines = process.inputReader(Charset.defaultCharset());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher url = URL.matcher(line);
                if (url.find()) {
                    return new StandIn(process, url.group());
                }
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "the output of the stand-in cannot be read (" + BadInputException.reason(e) + "); run again", e);
        }
        throw new BadInputException("the stand-in did not start; run it yourself to see why: mvn test-compile exec:java"
                + " -Dexec.mainClass=standin.Main -Dexec.classpathScope=test");
    }

    /**
     * Starts a noisy neighbour.
     *
     * @param seed seed of its bursts
     */
    void noise(long seed) {
        start(
                Map.of(),
                List.of("-Xmx16m", "-XX:+UseSerialGC"),
                ProcessBuilder.Redirect.DISCARD,
                NoisyNeighbour.class.getName(),
                String.valueOf(seed));
    }

    /**
     * Runs a simulation and waits for its end.
     *
     * @param settings its system properties
     * @param runs folder in which it creates its run folder
     */
    void simulate(String simulation, Map<String, String> settings, Path runs) {
        Process process = start(
                settings,
                List.of("-XX:+UseG1GC", "--add-opens=java.base/java.lang=ALL-UNNAMED"),
                ProcessBuilder.Redirect.DISCARD,
                "io.gatling.app.Gatling",
                "--simulation",
                simulation,
                "--results-folder",
                runs.toAbsolutePath().toString(),
                "--no-reports");
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        running.remove(process);
    }

    private Process start(
            Map<String, String> settings,
            List<String> options,
            ProcessBuilder.Redirect output,
            String main,
            String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            running.add(process);
            return process;
        } catch (IOException e) {
            throw new BadInputException(
                    command.get(0) + ": cannot be run (" + BadInputException.reason(e) + "); install a JDK", e);
        }
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void end() {
        for (Process process = running.poll(); process != null; process = running.poll()) {
            process.destroy();
        }
    }

    private static BadInputException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BadInputException("the study was interrupted; run it again", e);
    }
}
