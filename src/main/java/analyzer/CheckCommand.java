package analyzer;

import analyzer.baseline.BaselineFolder;
import analyzer.csv.CsvResults;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Quantity;
import analyzer.metrics.Source;
import analyzer.report.InjectorReport;
import analyzer.report.JUnitReport;
import analyzer.report.ResultReport;
import analyzer.report.SafeText;
import analyzer.report.Wrap;
import analyzer.verdict.Policies;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Judges the newest run of each simulation against its baseline, and writes the reports. */
@Command(
        name = "perf-analyzer",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Judges the newest run of each simulation against its baseline. This is the default; the command check does"
                    + " the same.%n"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every endpoint judged, no regression",
            "1:at least one regression",
            "2:wrong usage or unusable input; nothing was judged",
            "3:at least one endpoint could not be judged, and none regressed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Judge the runs in target/gatling, and save what passed:",
            "    perf-analyzer --save-baselines",
            "  One run folder, by limits alone:",
            "    perf-analyzer --gatling-dir results/run-1 --no-baseline \\",
            "      --limit 'p95 < 200ms' --limit 'errors < 0.5%%'",
            "  With a policy file, and a stricter threshold for all endpoints:",
            "    perf-analyzer --policy perf_policy.conf --threshold 10",
            "  Create a first baseline, and compare two runs:",
            "    perf-analyzer repeat",
            "    perf-analyzer compare results/main results/branch",
            "",
            "A policy file; the first matching rule applies, and * matches any text:",
            "    threshold = 20",
            "    gate = [p95, p99]",
            "    max-error-rate = 1",
            "    limits = [\"p95 < 200ms\", \"errors < 0.5%%\"]",
            "    rules = [",
            "      { endpoint = \"/v1/auth/*\", threshold = 30, limits = [\"p95 < 500ms\"] }",
            "    ]"
        })
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions runs;

    @Mixin
    private Folders folders;

    @Mixin
    private PolicyOptions policy;

    @Option(
            names = "--save-baselines",
            description =
                    "After judging, save what passed, what was within the threshold but too uncertain to pass, and"
                            + " what had no baseline.")
    private boolean saveBaselines;

    @Option(
            names = "--accept-regression",
            description =
                    "With --save-baselines: also save sound runs that did not pass or were measured with a different"
                            + " load profile; the baseline starts over from this run. A run with too many failed requests is never saved.")
    private boolean acceptRegression;

    @Option(
            names = "--no-baseline",
            description =
                    "Judge by limits and failed requests alone, without baselines; a paired run is still compared with its"
                            + " base.")
    private boolean noBaseline;

    @Option(
            names = "--allow-unjudged",
            description = "Exit with 0 instead of 3 if an endpoint could not be judged; the report still says so. With"
                    + " --save-baselines, this applies only to endpoints whose run was saved.")
    private boolean allowUnjudged;

    @Option(
            names = "--junit-unjudged",
            paramLabel = "AS",
            defaultValue = "error",
            description = "Status in the JUnit XML of a test case that could not be judged: error or skipped (default:"
                    + " ${DEFAULT-VALUE}).")
    private JUnitReport.Unjudged junitUnjudged;

    private final GitHub gitHub;

    CheckCommand(GitHub gitHub) {
        this.gitHub = gitHub;
    }

    @Override
    public Integer call() {
        if (acceptRegression && !saveBaselines) {
            throw new ParameterException(spec.commandLine(), "--accept-regression needs --save-baselines");
        }
        if (noBaseline && saveBaselines) {
            throw new ParameterException(
                    spec.commandLine(), "--no-baseline and --save-baselines are mutually exclusive");
        }
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            return check(progress);
        }
    }

    private int check(Progress progress) {
        BaselineFolder baselines = noBaseline ? BaselineFolder.none() : folders.readBaselines();
        Inputs read = runs.read(folders, baselines, progress);
        List<String> unusedRules = new ArrayList<>();
        Policies policies = policy.policies(noBaseline, read, unusedRules::add);
        Inputs inputs = read.withNotes(unusedRules);
        progress.doing("judging " + Quantity.of(inputs.results().size(), "endpoint"));
        List<Optional<Path>> files = writeCsv(inputs, policies);
        inputs.writeStatistics();
        List<Verdict> verdicts = inputs.judge(policies, baselines);

        progress.doing("writing the reports to " + folders.results());
        report(inputs, files, verdicts, policies.usual());
        List<Verdict> tolerated = allowUnjudged ? verdicts : List.of();
        if (saveBaselines) {
            BaselineUpdate.Update update = BaselineUpdate.apply(baselines, verdicts, acceptRegression);
            update.lines()
                    .forEach(line ->
                            print(SafeText.printable(Wrap.lines(line, 0, 2)).stripTrailing()));
            // Otherwise a first baseline of half the endpoints would look complete.
            tolerated = tolerated.stream()
                    .filter(verdict -> update.saved().contains(verdict.endpoint()))
                    .toList();
        }
        int exitCode = ExitCode.of(verdicts);
        return exitCode == ExitCode.CANNOT_JUDGE ? ExitCode.of(without(tolerated, verdicts)) : exitCode;
    }

    private static List<Verdict> without(List<Verdict> some, List<Verdict> all) {
        return all.stream().filter(verdict -> !some.contains(verdict)).toList();
    }

    /**
     * Writes the CSV files. An incomplete run, or one with too many failures, gets none: a CSV file records neither, so it would look
     * like that of a sound run. The names do not depend on which endpoints get a file.
     */
    private List<Optional<Path>> writeCsv(Inputs inputs, Policies policies) {
        Map<String, String> slugs = CsvResults.slugs(inputs.known());
        return inputs.results().stream()
                .map(result -> {
                    if (result.source() == Source.CSV) {
                        return Optional.of(Path.of(result.origin()));
                    }
                    return isFit(result, policies)
                            ? Optional.of(CsvResults.write(folders.results(), result, slugs.get(result.endpoint())))
                            : Optional.<Path>empty();
                })
                .toList();
    }

    /** Whether a result is fit for a CSV file. The candidate of a paired run is not without its base, whose file marks it. */
    private static boolean isFit(EndpointResult result, Policies policies) {
        double maxErrorRate = policies.apply(result.endpoint()).maxErrorRate();
        return Stream.concat(Stream.of(result), result.base().stream())
                .allMatch(side -> side.flaws().isEmpty() && side.errorRate() <= maxErrorRate);
    }

    private void report(Inputs inputs, List<Optional<Path>> files, List<Verdict> verdicts, Policy usual) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            text.append(ResultReport.render(inputs.results().get(i), files.get(i)))
                    .append('\n');
        }
        inputs.pooled()
                .forEach(run -> text.append(InjectorReport.render(run, Integer.MAX_VALUE))
                        .append('\n'));
        inputs.notes().forEach(note -> text.append(Wrap.lines("Note: " + note, 0, 6)));
        Reports reports = new Reports(folders.results());
        reports.publish(
                reports.of(inputs, verdicts, usual),
                text.toString(),
                junitUnjudged,
                gitHub,
                spec.commandLine(),
                !allowUnjudged);
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
    }
}
