package analyzer;

import analyzer.baseline.BaselineFolder;
import analyzer.csv.CsvResults;
import analyzer.io.AtomicFile;
import analyzer.io.BadInputException;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Source;
import analyzer.metrics.Timestamp;
import analyzer.report.InjectorReport;
import analyzer.report.ResultReport;
import analyzer.report.VerdictReport;
import analyzer.report.Wrap;
import analyzer.verdict.Judge;
import analyzer.verdict.Metric;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the newest run of each simulation, judges it beside the baselines and reports. */
@Command(
        name = "perf-analyzer",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {"Judges Gatling runs beside their baselines.%n"},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every endpoint judged, no regression",
            "1:at least one regression",
            "2:wrong usage or unusable input; nothing was judged",
            "3:at least one endpoint could not be judged, and none regressed"
        })
final class CheckCommand implements Callable<Integer> {

    private static final String DEFAULT_RESULTS = "perf_results";
    private static final String DEFAULT_BASELINES = "perf_baselines";

    @Spec
    private CommandSpec spec;

    private Path resultsDir;
    private Path baselineDir;

    @Option(
            names = "--gatling-dir",
            paramLabel = "DIR",
            defaultValue = "target/gatling",
            description = "Gatling's results, or one run folder (default: ${DEFAULT-VALUE}).")
    private Path gatlingDir;

    @Option(
            names = "--pool",
            arity = "1..*",
            paramLabel = "DIR",
            description = "Read the runs below these folders as those of several injectors of one run.")
    private List<Path> pool = new ArrayList<>();

    @Option(
            names = "--results-dir",
            paramLabel = "DIR",
            defaultValue = "${sys:OUTPUT_DIR:-${env:OUTPUT_DIR:-" + DEFAULT_RESULTS + "}}",
            description = "Where CSV files and the summary go; without any run, the newest CSV file of each endpoint"
                    + " is judged (default: OUTPUT_DIR, else perf_results).")
    void resultsDir(String dir) {
        resultsDir = Path.of(dir.isBlank() ? DEFAULT_RESULTS : dir);
    }

    @Option(
            names = "--baseline-dir",
            paramLabel = "DIR",
            defaultValue = "${sys:BASELINE_DIR:-${env:BASELINE_DIR:-" + DEFAULT_BASELINES + "}}",
            description = "The baselines (default: BASELINE_DIR, else perf_baselines).")
    void baselineDir(String dir) {
        baselineDir = Path.of(dir.isBlank() ? DEFAULT_BASELINES : dir);
    }

    @Option(names = "--endpoint", paramLabel = "PATH", description = "Judge this endpoint only; may be repeated.")
    private List<String> endpoints = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Ignore runs that started before, as in 2026-11-23T14:30:00Z.")
    private Instant since;

    @Option(
            names = "--threshold",
            paramLabel = "PERCENT",
            defaultValue = "20",
            converter = Percent.class,
            description = "A gated metric up by more than this is a regression (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
            names = "--gate",
            paramLabel = "METRIC",
            split = ",",
            defaultValue = "p95",
            description = "Metrics that decide: p95, avg, p99 (default: ${DEFAULT-VALUE}).")
    private Set<Metric> gate = EnumSet.noneOf(Metric.class);

    @Option(
            names = "--max-error-rate",
            paramLabel = "PERCENT",
            defaultValue = "1",
            converter = Percent.class,
            description = "More failed requests than this are a regression (default: ${DEFAULT-VALUE}).")
    private double maxErrorRate;

    @Option(names = "--save-baselines", description = "After judging, save what passed or had no baseline.")
    private boolean saveBaselines;

    @Option(
            names = "--accept-regression",
            description = "With --save-baselines: save also what regressed in response time or was measured under"
                    + " another load profile; the baseline starts anew.")
    private boolean acceptRegression;

    @Option(
            names = "--allow-unjudged",
            description = "Exit with 0, not 3, where an endpoint could not be judged; the report still says so.")
    private boolean allowUnjudged;

    @Override
    public Integer call() {
        if (acceptRegression && !saveBaselines) {
            throw new ParameterException(spec.commandLine(), "--accept-regression needs --save-baselines");
        }
        boolean gatlingDirGiven = spec.commandLine().getParseResult().hasMatchedOption("--gatling-dir");
        if (gatlingDirGiven && !pool.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--pool and --gatling-dir exclude each other");
        }
        if (gatlingDirGiven && !Files.exists(gatlingDir)) {
            throw new BadInputException(gatlingDir + ": does not exist; check --gatling-dir");
        }
        BaselineFolder baselines = BaselineFolder.read(baselineDir);
        Inputs inputs = readInputs(baselines);
        List<Optional<Path>> files = writeCsv(inputs.results());
        inputs.writeStatistics();

        Judge judge = new Judge(new Policy(threshold, maxErrorRate, gate));
        List<Verdict> verdicts = new ArrayList<>();
        inputs.results().forEach(result -> verdicts.add(judge.judge(result, baselines.of(result.endpoint()))));
        inputs.missing().forEach(baseline -> verdicts.add(Judge.notMeasured(baseline)));

        report(inputs, files, verdicts);
        if (saveBaselines) {
            BaselineUpdate.apply(baselines, verdicts, acceptRegression)
                    .forEach(line -> print(Wrap.lines(line, 0, 2).stripTrailing()));
        }
        int exitCode = ExitCode.of(verdicts);
        return exitCode == ExitCode.CANNOT_JUDGE && allowUnjudged ? ExitCode.OK : exitCode;
    }

    private Inputs readInputs(BaselineFolder baselines) {
        if (!pool.isEmpty()) {
            return Inputs.ofInjectors(pool, Optional.ofNullable(since)).select(endpoints, baselines);
        }
        Optional<Inputs> runs = Inputs.ofRuns(gatlingDir, Optional.ofNullable(since));
        Inputs inputs = runs.orElseGet(() -> {
            if (since != null) {
                throw new BadInputException(
                        gatlingDir + ": holds no run since " + since + "; run the simulations: mvn gatling:test");
            }
            return Inputs.ofCsvFiles(resultsDir, baselines)
                    .orElseThrow(() -> new BadInputException(gatlingDir + ": holds no run, and " + resultsDir
                            + " no CSV file; run the simulations: mvn gatling:test"));
        });
        return inputs.select(endpoints, baselines);
    }

    /** Not of a run that is not whole or failed too often: a CSV file could not tell, and would pass for a good one. */
    private List<Optional<Path>> writeCsv(List<EndpointResult> results) {
        Set<String> slugs = new HashSet<>();
        return results.stream()
                .map(result -> {
                    if (result.source() == Source.CSV) {
                        return Optional.of(Path.of(result.origin()));
                    }
                    return result.flaws().isEmpty() && result.errorRate() <= maxErrorRate
                            ? Optional.of(CsvResults.write(resultsDir, result, slugs))
                            : Optional.<Path>empty();
                })
                .toList();
    }

    private void report(Inputs inputs, List<Optional<Path>> files, List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            text.append(ResultReport.render(inputs.results().get(i), files.get(i)))
                    .append('\n');
        }
        inputs.pooled().forEach(run -> text.append(InjectorReport.render(run)).append('\n'));
        inputs.notes().forEach(note -> text.append(Wrap.lines("Note: " + note, 0, 6)));
        text.append(VerdictReport.render(verdicts));
        inputs.newest().ifPresent(time -> {
            Path summary = resultsDir.resolve("summary_" + Timestamp.format(time) + ".txt");
            AtomicFile.write(summary, text.toString());
            text.append("Summary: ").append(summary).append('\n');
        });
        print(text.toString().stripTrailing());
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
    }
}
