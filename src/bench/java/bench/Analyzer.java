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

    /** Leaves out the second compiler of the JVM. */
    static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    private Analyzer() {}

    /** The command {@code java OPTIONS -jar perf-analyzer.jar ARGUMENTS}. */
    private static Command command(List<String> javaOptions, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(Command.java()));
        words.addAll(javaOptions);
        words.addAll(List.of("-jar", JAR.toString()));
        words.addAll(arguments);
        return new Command(words, Map.of("GITHUB_ACTIONS", "", "GITHUB_STEP_SUMMARY", ""));
    }

    /** Runs a check that must judge every endpoint, whatever it finds, unless {@code more} options allow otherwise. */
    static Command.Ended check(List<String> javaOptions, Path runs, Path results, Path baselines, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("check", "--gatling-dir", runs.toString()));
        arguments.addAll(List.of("--results-dir", results.toString(), "--baseline-dir", baselines.toString()));
        arguments.addAll(Arrays.asList(more));
        return command(javaOptions, arguments).run(0, 1);
    }
}
