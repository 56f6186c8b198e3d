package analyzer;

import analyzer.baseline.BaselineFolder;
import analyzer.metrics.Quantity;
import analyzer.metrics.Timestamp;
import analyzer.report.Report;
import analyzer.report.SafeText;
import analyzer.verdict.Policies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes only the HTML report, from existing results. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes only the HTML report, from existing results. Exits with 0 whatever the verdicts are.%n",
        footerHeading = "%nExamples:%n",
        footer = {"    perf-analyzer report", "    perf-analyzer report --gatling-dir results/run-1 --output run-1.html"
        })
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions runs;

    @Mixin
    private Folders folders;

    @Mixin
    private PolicyOptions policy;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "File of the HTML report (default: report_<time>.html in the results folder).")
    private Path output;

    @Override
    public Integer call() {
        if (output != null) {
            Reports.requireFile(output);
        }
        Path folder =
                output == null ? folders.results() : output.toAbsolutePath().getParent();
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            BaselineFolder baselines = folders.readBaselines();
            Inputs read = runs.read(folders, baselines, progress);
            List<String> unusedRules = new ArrayList<>();
            Policies policies = policy.policies(false, read, unusedRules::add);
            Inputs inputs = read.withNotes(unusedRules);
            progress.doing("judging " + Quantity.of(inputs.results().size(), "endpoint"));
            Report report = new Reports(folder).of(inputs, inputs.judge(policies, baselines), policies.usual());
            Path file = output == null ? folder.resolve("report_" + Timestamp.format(report.time()) + ".html") : output;
            progress.doing("writing " + file);
            spec.commandLine().getOut().println(SafeText.printable("HTML report: " + Reports.writePage(report, file)));
        }
        return ExitCode.OK;
    }
}
