package analyzer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of every command that reports: where to, and of which endpoints. */
final class ResultsOptions {

    private static final String DEFAULT_RESULTS = "perf_results";

    private Path results;

    @Option(names = "--endpoint", paramLabel = "PATH", description = "This endpoint only; may be repeated.")
    private List<String> endpoints = new ArrayList<>();

    @Option(
            names = "--results-dir",
            paramLabel = "DIR",
            defaultValue = "${sys:OUTPUT_DIR:-${env:OUTPUT_DIR:-" + DEFAULT_RESULTS + "}}",
            description = "Where CSV files and reports go (default: OUTPUT_DIR, else perf_results).")
    void results(String dir) {
        results = Path.of(dir.isBlank() ? DEFAULT_RESULTS : dir);
    }

    /** The results folder of a command, as far as its options were understood; empty of one that has none. */
    static Optional<Path> of(CommandSpec command) {
        return Optional.ofNullable(command.findOption("--results-dir"))
                .map(option -> option.<String>getValue())
                .filter(dir -> !dir.isBlank())
                .map(Path::of);
    }

    Path results() {
        return results;
    }

    /** The chosen endpoints; none means all. */
    List<String> endpoints() {
        return endpoints;
    }
}
