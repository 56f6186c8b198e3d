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
 * A program that is run and watched from outside.
 *
 * @param words the program and its arguments
 * @param interval how often it is looked at; more often finds the peak of its memory, more rarely costs it no CPU time
 */
record Command(List<String> words, Duration interval) {

    private static final Duration OFTEN = Duration.ofMillis(2);
    private static final Duration RARELY = Duration.ofMillis(50);

    private static final int LONG_WORD = 300;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /**
     * How a program ended.
     *
     * @param wall from before its start to after its end
     * @param cpu CPU time of its process, up to one interval before its end
     * @param peakMegabytes the most memory it had resident (2^20 bytes), read up to one interval before its end; 0 where /proc does not
     *     tell
     * @param exit its exit status
     * @param output what it printed, standard error included
     */
    record Ended(Duration wall, Duration cpu, double peakMegabytes, int exit, String output) {

        double wallSeconds() {
            return wall.toNanos() / 1e9;
        }

        double cpuSeconds() {
            return cpu.toNanos() / 1e9;
        }
    }

    /** One that takes little, watched closely. */
    static Command of(List<String> words) {
        return new Command(words, OFTEN);
    }

    /** One that needs all the CPU there is. */
    static Command ofLoad(List<String> words) {
        return new Command(words, RARELY);
    }

    /** The {@code java} that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Runs it to its end.
     *
     * @param allowed exit statuses that are no failure
     * @throws BenchException if it ends with another one; the message holds the end of its output
     */
    Ended run(Integer... allowed) throws IOException, InterruptedException {
        Path log = Files.createTempFile("bench", ".log");
        try {
            Ended ended = watch(log);
            if (!List.of(allowed).contains(ended.exit())) {
                String output = ended.output();
                throw new BenchException(shown() + ": ended with exit status " + ended.exit() + "; it said:\n"
                        + output.substring(Math.max(0, output.length() - 2000)));
            }
            return ended;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** The words, but for lists of jars. */
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
            // The process has ended, or /proc is of another system.
            return 0;
        }
    }
}
