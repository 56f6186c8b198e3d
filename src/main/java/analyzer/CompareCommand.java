package analyzer;

import analyzer.baseline.Baseline;
import analyzer.io.BadInputException;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Quantity;
import analyzer.metrics.Timestamp;
import analyzer.report.JUnitReport;
import analyzer.report.Report;
import analyzer.report.Wrap;
import analyzer.verdict.Judge;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policies;
import analyzer.verdict.Reason;
import analyzer.verdict.Reason.Code;
import analyzer.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares runs with runs, without a baseline folder. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares two sets of runs, without a baseline folder.%n",
            "Judges the runs of CANDIDATE against those of BASE. Each of the two is a run folder, a simulation.log, or"
                    + " a folder of several runs; more runs on a side give a narrower interval.%n"
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
            "  Two runs, then three against two:",
            "    perf-analyzer compare results/main results/branch",
            "    perf-analyzer compare --base main-1 main-2 main-3 --candidate new-1 new-2",
            "  With P99 as a second gated metric, and with a limit:",
            "    perf-analyzer compare main branch --gate p95,p99 --limit 'p95 < 200ms'"
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..2",
            paramLabel = "BASE CANDIDATE",
            hideParamSyntax = true,
            description = "The runs to compare.")
    private List<Path> both = new ArrayList<>();

    @Option(
            names = "--base",
            arity = "1..*",
            paramLabel = "RUN",
            description = "Runs of the base, instead of BASE and CANDIDATE.")
    private List<Path> base = new ArrayList<>();

    @Option(
            names = "--candidate",
            arity = "1..*",
            paramLabel = "RUN",
            description = "Runs of the candidate; needs --base.")
    private List<Path> candidate = new ArrayList<>();

    @Mixin
    private ResultsOptions results;

    @Mixin
    private PolicyOptions policy;

    private final GitHub gitHub;

    CompareCommand(GitHub gitHub) {
        this.gitHub = gitHub;
    }

    @Override
    public Integer call() {
        boolean named = !base.isEmpty() && !candidate.isEmpty() && both.isEmpty();
        if (!named && !(both.size() == 2 && base.isEmpty() && candidate.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "specify two runs, BASE and CANDIDATE, or several as --base RUN... --candidate RUN...");
        }
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            progress.doing("reading the runs");
            CompareSide before = CompareSide.read(named ? base : both.subList(0, 1));
            CompareSide after = CompareSide.read(named ? candidate : both.subList(1, 2));
            return compare(before, after, progress);
        }
    }

    private int compare(CompareSide before, CompareSide after, Progress progress) {
        before.requireNoRunOf(after);
        Set<String> known = new TreeSet<>(before.runs().keySet());
        known.addAll(after.runs().keySet());
        results.endpoints().stream()
                .filter(wanted -> !known.contains(wanted))
                .findFirst()
                .ifPresent(wanted -> {
                    throw new BadInputException(
                            "--endpoint " + wanted + ": is unknown; known endpoints: " + String.join(", ", known));
                });
        if (known.isEmpty()) {
            throw new BadInputException("the runs contain no request that could be judged; run the simulations again");
        }
        List<String> notes = new ArrayList<>(List.of("base: " + before.named(), "candidate: " + after.named()));
        Policies policies = policy.policiesOfSome(known, notes::add);
        Set<String> wanted = new TreeSet<>(known);
        if (!results.endpoints().isEmpty()) {
            wanted.removeIf(endpoint -> !results.endpoints().contains(endpoint)
                    && !before.isOfFailedSimulation(endpoint)
                    && !after.isOfFailedSimulation(endpoint));
        }
        progress.doing("judging " + Quantity.of(wanted.size(), "endpoint"));
        List<Verdict> verdicts = judge(wanted, before, after, policies);
        if (after.folders().size() > 1) {
            notes.add(
                    "distributions, charts and the slowest requests in the HTML report and the JSON file are those of the newest run"
                            + " of the candidate; the comparison covers all "
                            + after.folders().size());
        }
        if (lacksLoadProfile(wanted, after)) {
            notes.add(
                    "these runs record neither load nor machine; compare only runs with the same load, on one machine");
        }
        publish(verdicts, notes, policies, fileName(before, after), progress);
        return ExitCode.of(verdicts);
    }

    /**
     * Judges all comparable endpoints together. For every other endpoint an unfit or missing run decides.
     */
    private static List<Verdict> judge(
            Set<String> endpoints, CompareSide before, CompareSide after, Policies policies) {
        Judge judge = new Judge(policies);
        List<Verdict> verdicts = new ArrayList<>();
        List<EndpointResult> comparable = new ArrayList<>();
        Map<String, Baseline> baselines = new HashMap<>();
        for (String endpoint : endpoints) {
            Optional<Baseline> baseline = before.baseline(endpoint);
            Optional<EndpointResult> result = after.candidate(endpoint);
            Optional<Verdict> unfit = unfit(judge, before, after, endpoint, baseline, result);
            unfit.ifPresent(verdicts::add);
            if (unfit.isEmpty()) {
                comparable.add(result.orElseThrow());
                baselines.put(endpoint, baseline.orElseThrow());
            }
        }
        verdicts.addAll(judge.judge(comparable, endpoint -> Optional.of(baselines.get(endpoint))));
        return verdicts;
    }

    private static Optional<Verdict> unfit(
            Judge judge,
            CompareSide before,
            CompareSide after,
            String endpoint,
            Optional<Baseline> baseline,
            Optional<EndpointResult> result) {
        if (result.isEmpty()) {
            return Optional.of(judge.notMeasured(baseline.orElseThrow(), Code.ONLY_BASE_MEASURED));
        }
        if (baseline.isEmpty()) {
            return Optional.of(judge.notCompared(result.get(), baseline, List.of(Code.ONLY_CANDIDATE_MEASURED)));
        }
        // A run is fit for comparison if and only if it could become a baseline.
        Optional<Verdict> candidate = after.runs().get(endpoint).stream()
                .map(run -> judge.judge(run, Optional.empty()))
                .filter(verdict -> !verdict.sound())
                .min(Comparator.comparing(verdict -> verdict.outcome() == Outcome.REGRESSION ? 0 : 1));
        if (candidate.isPresent()) {
            return candidate;
        }
        return before.runs().get(endpoint).stream()
                .map(run -> judge.judge(run, Optional.empty()))
                .filter(verdict -> !verdict.sound())
                .findFirst()
                .map(verdict -> judge.notCompared(result.get(), baseline, unfitBase(verdict)))
                .or(() -> differingSimulation(before, after, endpoint)
                        .map(reason -> judge.notCompared(result.get(), baseline, List.of(reason))));
    }

    private static List<Reason> unfitBase(Verdict verdict) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(
                new Reason.Text(Code.UNFIT_BASE, verdict.result().orElseThrow().origin()));
        reasons.addAll(verdict.reasons());
        return reasons;
    }

    /**
     * Returns why two sides without a run record cannot be compared: they must at least be of the same simulation. A run with a run
     * record is not compared with one without.
     */
    private static Optional<Reason> differingSimulation(CompareSide before, CompareSide after, String endpoint) {
        Set<String> of = before.simulations(endpoint);
        Set<String> others = after.simulations(endpoint);
        if (of.isEmpty() != others.isEmpty()) {
            return Optional.of(of.isEmpty() ? Code.ONLY_BASE_RECORDS_LOAD : Code.ONLY_CANDIDATE_RECORDS_LOAD);
        }
        return of.equals(others)
                ? Optional.empty()
                : Optional.of(new Reason.Simulations(Code.OTHER_SIMULATION, others, of));
    }

    private static boolean lacksLoadProfile(Set<String> endpoints, CompareSide side) {
        return endpoints.stream()
                .flatMap(endpoint -> side.candidate(endpoint).stream())
                .anyMatch(result -> result.run().isEmpty());
    }

    /** Names both sides, so that a comparison with another base does not replace the report of the first. */
    private static String fileName(CompareSide before, CompareSide after) {
        return "compare" + before.several() + "_" + Timestamp.format(before.newest()) + "_with" + after.several();
    }

    private void publish(
            List<Verdict> verdicts, List<String> notes, Policies policies, String name, Progress progress) {
        Reports reports = new Reports(results.results(), name);
        List<EndpointResult> measured =
                verdicts.stream().flatMap(verdict -> verdict.result().stream()).toList();
        Report report = reports.of(new Inputs(measured, notes, List.of(), List.of()), verdicts, policies.usual());
        StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append(Wrap.lines("Note: " + note, 0, 6)));
        progress.doing("writing the reports to " + results.results());
        reports.publish(report, text.toString(), JUnitReport.Unjudged.ERROR, gitHub, spec.commandLine(), true);
    }
}
