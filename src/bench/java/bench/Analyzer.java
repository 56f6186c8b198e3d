package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The self-contained jar, run as a user runs it. */
final class Analyzer {

    static final Path JAR = Path.of("target", "bench", "perf-analyzer.jar");

    private Analyzer() {}

    /** The command {@code java OPTIONS -jar perf-analyzer.jar ARGUMENTS}. */
    static Command command(List<String> javaOptions, String... arguments) {
        List<String> words = new ArrayList<>(List.of(Command.java()));
        words.addAll(javaOptions);
        words.addAll(List.of("-jar", JAR.toString()));
        words.addAll(Arrays.asList(arguments));
        return new Command(words, Map.of("GITHUB_ACTIONS", "", "GITHUB_STEP_SUMMARY", ""));
    }

    /** Runs a check that must judge every endpoint, whatever it finds. */
    static Command.Ended check(List<String> javaOptions, Path runs, Path results, Path baselines)
            throws IOException, InterruptedException {
        return command(
                        javaOptions,
                        "check",
                        "--gatling-dir",
                        runs.toString(),
                        "--results-dir",
                        results.toString(),
                        "--baseline-dir",
                        baselines.toString())
                .run(0, 1);
    }
}
