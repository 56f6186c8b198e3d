package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The self-contained jar, run as a user runs it. */
final class Analyzer {

    static final Path JAR = Path.of("target", "bench", "perf-analyzer.jar");

    /** Leaves out the second compiler of the JVM. */
    static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    /** The line that says what was found; a JVM that cannot start ends with the exit status of a regression, and without it. */
    private static final Pattern VERDICT = Pattern.compile("(?m)^(PASS|REGRESSION|CANNOT JUDGE): .*$");

    private Analyzer() {}

    /**
     * Runs a check that must judge every endpoint, whatever it finds.
     *
     * @throws BenchException if it does not
     */
    static Command.Ended check(List<String> javaOptions, Path runs, Path results, Path baselines)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Command.java()));
        words.addAll(javaOptions);
        words.addAll(List.of("-jar", JAR.toString(), "check", "--gatling-dir", runs.toString()));
        words.addAll(List.of("--results-dir", results.toString(), "--baseline-dir", baselines.toString()));
        Command.Ended ended = Command.of(words).run(0, 1);
        if (!VERDICT.matcher(ended.output()).find()) {
            throw new BenchException("check of " + runs + ": gave no verdict; it said:\n" + ended.output());
        }
        return ended;
    }
}
