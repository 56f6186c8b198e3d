package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs the self-contained jar as a user does. */
final class Analyzer {

    static final Path JAR = Path.of("target", "bench", "perf-analyzer.jar");

    /** Uses only the C1 compiler of the JVM. */
    static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    /** The line with the result. A JVM that cannot start ends with the exit status of a regression, but without this line. */
    private static final Pattern VERDICT = Pattern.compile("(?m)^(PASS|REGRESSION|CANNOT_JUDGE): .*$");

    private Analyzer() {}

    /**
     * Runs a check that must judge every endpoint, with any verdict.
     *
     * @throws BenchException if it does not judge
     */
    static Command.Ended check(List<String> javaOptions, Path runs, Path results, Path baselines)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Command.java()));
        words.addAll(javaOptions);
        words.addAll(List.of("-jar", JAR.toString(), "check", "--gatling-dir", runs.toString()));
        words.addAll(List.of("--results-dir", results.toString(), "--baseline-dir", baselines.toString()));
        Command.Ended ended = Command.of(words).run(0, 1);
        if (!VERDICT.matcher(ended.output()).find()) {
            throw new BenchException("check of " + runs + ": gave no verdict; its output:\n" + ended.output());
        }
        return ended;
    }
}
