package analyzer;

import analyzer.baseline.Baseline;
import analyzer.io.AtomicFile;
import analyzer.io.BadInputException;
import analyzer.metrics.Metric;
import analyzer.metrics.Quantity;
import analyzer.metrics.Timestamp;
import analyzer.report.SafeText;
import analyzer.report.TrendReport;
import analyzer.report.html.HtmlTrend;
import analyzer.trend.History;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the history of every endpoint. */
@Command(
        name = "trend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows the history of every endpoint, and where its level changed. A slow"
                    + " drift, which passes the gate run by run, shows here. Exits with 0 whatever it finds.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "    perf-analyzer trend",
            "    perf-analyzer trend --metric throughput --endpoint /v1/whoami --output whoami.html"
        })
final class TrendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Folders folders;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            defaultValue = "p95",
            description = "p95, p50, avg, p99, throughput or cpu (default: ${DEFAULT-VALUE}).")
    private Metric metric;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "File of the HTML report (default: trend_<time>.html in the results folder).")
    private Path output;

    @Override
    public Integer call() {
        if (output != null) {
            Reports.requireFile(output);
        }
        List<Baseline> baselines = folders.readBaselines().all().stream()
                .filter(baseline ->
                        folders.endpoints().isEmpty() || folders.endpoints().contains(baseline.endpoint()))
                .toList();
        Baseline newest = baselines.stream()
                .max(Comparator.comparing(Baseline::saved))
                .orElseThrow(() -> new BadInputException(
                        "there is no baseline to show; save one with --save-baselines, or check --baseline-dir and"
                                + " --endpoint"));
        List<History> histories = worstFirst(baselines);
        Path file = output == null
                ? folders.results().resolve("trend_" + Timestamp.format(newest.saved()) + ".html")
                : output;
        AtomicFile.write(file, HtmlTrend.render(histories, Main.version()));
        spec.commandLine()
                .getOut()
                .println(SafeText.printable(
                        TrendReport.render(histories, Charset.defaultCharset()) + "HTML report: " + file));
        return ExitCode.OK;
    }

    private List<History> worstFirst(List<Baseline> baselines) {
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            progress.doing("looking for changes in " + Quantity.of(baselines.size(), "endpoint"));
            return baselines.stream()
                    .map(baseline -> History.of(baseline, metric))
                    .sorted(History.WORST_FIRST)
                    .toList();
        }
    }
}
