package analyzer;

import analyzer.baseline.BaselineFolder;
import analyzer.io.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options shared by all commands that read runs: where the runs are, and how old they can be. */
final class RunOptions {

    private static final Path DEFAULT_FOLDER = Path.of("target", "gatling");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--gatling-dir",
            paramLabel = "DIR",
            description =
                    "Gatling's results folder, or one run folder (default: target/gatling; if that contains no run, the"
                            + " newest CSV file of each endpoint is judged).")
    private Path gatlingDir;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Ignore runs that started before this time, such as 2026-11-23T14:30:00Z.")
    private Instant since;

    @Option(
            names = "--pool",
            arity = "1..*",
            paramLabel = "DIR",
            description = "Pool the runs of several injectors, found below these folders.")
    private List<Path> pool = new ArrayList<>();

    /**
     * Reads what is to be judged.
     *
     * @param progress receives the current step
     * @throws BadInputException if there is nothing to judge, or it cannot be used
     */
    Inputs read(Folders folders, BaselineFolder baselines, Progress progress) {
        if (gatlingDir != null && !pool.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--pool and --gatling-dir are mutually exclusive");
        }
        if (gatlingDir != null && !Files.exists(gatlingDir)) {
            throw new BadInputException(gatlingDir + ": does not exist; check --gatling-dir");
        }
        Path runs = gatlingDir == null ? DEFAULT_FOLDER : gatlingDir;
        progress.doing("reading " + (pool.isEmpty() ? runs : "the runs of several injectors"));
        if (!pool.isEmpty()) {
            return InputReader.readInjectors(pool, Optional.ofNullable(since), folders.results())
                    .select(folders.endpoints(), baselines);
        }
        return InputReader.readRuns(runs, Optional.ofNullable(since))
                .orElseGet(() -> ofCsvFiles(runs, folders, baselines))
                .select(folders.endpoints(), baselines);
    }

    private Inputs ofCsvFiles(Path runs, Folders folders, BaselineFolder baselines) {
        if (since != null) {
            throw new BadInputException(
                    runs + ": contains no run since " + since + "; run the simulations: mvn gatling:test");
        }
        if (gatlingDir != null) {
            // Older figures must not take the place of a run that was named.
            throw new BadInputException(
                    runs + ": contains no run; check --gatling-dir, or omit it to judge the newest CSV files");
        }
        return InputReader.readCsvFiles(folders.results(), baselines)
                .orElseThrow(() -> new BadInputException(runs + ": contains no run, and " + folders.results()
                        + " no CSV file; run the simulations: mvn gatling:test"));
    }
}
