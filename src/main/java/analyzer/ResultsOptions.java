package analyzer;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options shared by all commands that write reports: the results folder and the endpoints. */
final class ResultsOptions {

    private static final String NAME = "--results-dir";

    @Option(names = "--endpoint", paramLabel = "NAME", description = "Only this endpoint; may be repeated.")
    private List<String> endpoints = new ArrayList<>();

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "Folder for CSV files and reports (default: OUTPUT_DIR, else perf_results).")
    private Path results;

    /**
     * Returns the results folder of a command, even if parsing stopped at an error before that option. Empty for a command
     * without the option.
     *
     * @param all the arguments of the command; those after {@code --} are of another program
     */
    static Optional<Path> of(CommandSpec command, List<String> all) {
        OptionSpec option = command.findOption(NAME);
        if (option == null) {
            return Optional.empty();
        }
        int end = all.indexOf("--");
        List<String> arguments = end < 0 ? all : all.subList(0, end);
        int named = arguments.indexOf(NAME);
        try {
            String dir = named >= 0 && named + 1 < arguments.size()
                    ? arguments.get(named + 1)
                    : arguments.stream()
                            .filter(argument -> argument.startsWith(NAME + "="))
                            .map(argument -> argument.substring(NAME.length() + 1))
                            .findFirst()
                            .orElseGet(() -> usual().toString());
            return Optional.of(dir).filter(name -> !name.isBlank()).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    Path results() {
        return results == null ? usual() : results;
    }

    private static Path usual() {
        return usual("OUTPUT_DIR", "perf_results");
    }

    /** The folder that a system property or an environment variable names, or else the default. An empty one names none. */
    static Path usual(String variable, String otherwise) {
        String dir = PolicyOptions.text(variable);
        return Path.of(dir.isEmpty() ? otherwise : dir);
    }

    /** The selected endpoints; empty means all. */
    List<String> endpoints() {
        return endpoints;
    }
}
