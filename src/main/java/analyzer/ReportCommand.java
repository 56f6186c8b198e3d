package analyzer;

import analyzer.metrics.Timestamp;
import analyzer.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes the page alone, from results that are there already. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes the page alone, from results that are there already. Decides nothing: exits with 0.%n")
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private CheckCommand check;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The page (default: report_<time>.html in the results folder).")
    private Path output;

    @Override
    public Integer call() {
        Path folder =
                output == null ? check.resultsDir() : output.toAbsolutePath().getParent();
        Report report = check.judged(folder);
        Path file = output == null
                ? check.resultsDir().resolve("report_" + Timestamp.format(report.time()) + ".html")
                : output;
        spec.commandLine().getOut().println("Page: " + Reports.writePage(report, file));
        return ExitCode.OK;
    }
}
