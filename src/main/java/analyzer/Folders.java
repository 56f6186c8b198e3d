package analyzer;

import analyzer.baseline.BaselineFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of every command that reads baselines or writes reports: where they are, and of which endpoints. */
final class Folders {

    private static final String DEFAULT_RESULTS = "perf_results";
    private static final String DEFAULT_BASELINES = "perf_baselines";

    private Path results;
    private Path baselines;

    @Option(names = "--endpoint", paramLabel = "PATH", description = "This endpoint only; may be repeated.")
    private List<String> endpoints = new ArrayList<>();

    @Option(
            names = "--results-dir",
            paramLabel = "DIR",
            defaultValue = "${sys:OUTPUT_DIR:-${env:OUTPUT_DIR:-" + DEFAULT_RESULTS + "}}",
            description =
                    "Where CSV files and reports go; without any run, the newest CSV file of each endpoint is judged"
                            + " (default: OUTPUT_DIR, else perf_results).")
    void results(String dir) {
        results = Path.of(dir.isBlank() ? DEFAULT_RESULTS : dir);
    }

    @Option(
            names = "--baseline-dir",
            paramLabel = "DIR",
            defaultValue = "${sys:BASELINE_DIR:-${env:BASELINE_DIR:-" + DEFAULT_BASELINES + "}}",
            description = "The baselines (default: BASELINE_DIR, else perf_baselines).")
    void baselines(String dir) {
        baselines = Path.of(dir.isBlank() ? DEFAULT_BASELINES : dir);
    }

    Path results() {
        return results;
    }

    /** The chosen endpoints; none means all. */
    List<String> endpoints() {
        return endpoints;
    }

    BaselineFolder readBaselines() {
        return BaselineFolder.read(baselines);
    }
}
