package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that needs all the CPU there is, looking at it so rarely that it costs none. */
final class Quiet {

    private static final long INTERVAL_MILLIS = 50;

    private Quiet() {}

    /**
     * How it ended.
     *
     * @param output what it printed, standard error included
     * @param cpu CPU time of its process, up to 50 ms before its end
     */
    record Ended(String output, Duration cpu) {}

    /**
     * Runs it to its end.
     *
     * @throws BenchException if its exit status is not 0; the message holds the end of its output
     */
    static Ended run(List<String> words) throws IOException, InterruptedException {
        Path log = Files.createTempFile("bench", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
            // Flags that this JVM was not measured with, and a note about them in the output.
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.start();
            Thread hook = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(hook);
            Duration cpu = Duration.ZERO;
            try {
                do {
                    cpu = process.info().totalCpuDuration().orElse(cpu);
                } while (!process.waitFor(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
            } finally {
                process.destroy();
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            String output = Files.readString(log, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new BenchException(String.join(" ", words) + ": ended with exit status " + process.exitValue()
                        + "; it said:\n" + output.substring(Math.max(0, output.length() - 2000)));
            }
            return new Ended(output, cpu);
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
