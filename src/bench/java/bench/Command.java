package bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program to run and observe from outside.
 *
 * @param words the program and its arguments
 * @param interval time between observations; a short one finds the peak of memory, a long one costs the program no CPU time
 */
record Command(List<String> words, Duration interval) {

    private static final Duration OFTEN = Duration.ofMillis(2);
    private static final Duration RARELY = Duration.ofMillis(50);

    private static final int LONG_WORD = 300;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /**
     * The result of a program.
     *
     * @param wall time from before its start to after its end
     * @param cpu CPU time of its process, up to one interval before its end
     * @param peakMegabytes largest resident memory (2^20 bytes), read up to one interval before its end; 0 if /proc does not contain it
     * @param exit exit status
     * @param output everything that it printed, including standard error
     */
    record Ended(Duration wall, Duration cpu, double peakMegabytes, int exit, String output) {

        double wallSeconds() {
            return wall.toNanos() / 1e9;
        }

        double cpuSeconds() {
            return cpu.toNanos() / 1e9;
        }
    }

    /** Creates a command that uses few resources, observed often. */
    static Command of(List<String> words) {
        return new Command(words, OFTEN);
    }

    /** Creates a command that needs all available CPU time, observed rarely. */
    static Command ofLoad(List<String> words) {
        return new Command(words, RARELY);
    }

    /** The {@code java} that runs this program. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Runs the program to its end.
     *
     * @param allowed accepted exit statuses
     * @throws BenchException if it ends with another status; the message contains the end of its output
     */
    Ended run(Integer... allowed) throws IOException, InterruptedException {
        Path log = Files.createTempFile("bench", ".log");
        try {
            Ended ended = watch(log);
            if (!List.of(allowed).contains(ended.exit())) {
                String output = ended.output();
                throw new BenchException(shown() + ": ended with exit status " + ended.exit() + "; its output:\n"
                        + output.substring(Math.max(0, output.length() - 2000)));
            }
            return ended;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** The words, without lists of jars. */
    private String shown() {
        return String.join(
                " ", words.stream().filter(word -> word.length() < LONG_WORD).toList());
    }

    private Ended watch(Path log) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (Child child = Child.start(words, Redirect.to(log.toFile()))) {
            Process process = child.process();
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            Duration cpu = Duration.ZERO;
            double peak = 0;
            do {
                cpu = process.info().totalCpuDuration().orElse(cpu);
                peak = Math.max(peak, peakMegabytes(status));
            } while (!process.waitFor(interval.toMillis(), TimeUnit.MILLISECONDS));
            Duration wall = Duration.ofNanos(System.nanoTime() - begin);
            return new Ended(wall, cpu, peak, process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
        }
    }

    private static double peakMegabytes(Path status) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(status));
            return peak.find() ? Long.parseLong(peak.group(1)) / 1024.0 : 0;
        } catch (IOException e) {
            // The process has ended, or there is no Linux /proc.
            return 0;
        }
    }
}
