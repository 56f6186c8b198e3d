package analyzer;

import analyzer.baseline.BaselineFolder;
import analyzer.io.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options shared by all commands that read baselines. */
final class Folders {

    @Mixin
    private ResultsOptions results;

    @Option(
            names = "--baseline-dir",
            paramLabel = "DIR",
            description = "Folder of the baselines (default: BASELINE_DIR, else perf_baselines).")
    private Path baselines;

    Path results() {
        return results.results();
    }

    List<String> endpoints() {
        return results.endpoints();
    }

    /**
     * Creates the results and baseline folders early, for a command that writes to them much later.
     *
     * @throws BadInputException if a folder cannot be created
     */
    void create() {
        create(results(), "--results-dir");
        create(baselines(), "--baseline-dir");
    }

    private static void create(Path folder, String option) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BadInputException(
                    folder + ": cannot be created (" + BadInputException.reason(e) + "); check " + option, e);
        }
    }

    Path baselines() {
        return baselines == null ? ResultsOptions.usual("BASELINE_DIR", "perf_baselines") : baselines;
    }

    BaselineFolder readBaselines() {
        return BaselineFolder.read(baselines());
    }
}
