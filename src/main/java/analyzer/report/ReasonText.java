package analyzer.report;

import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Machine;
import analyzer.metrics.Metric;
import analyzer.metrics.Quantity;
import analyzer.metrics.RunInfo;
import analyzer.metrics.TargetFigures;
import analyzer.metrics.Uptime;
import analyzer.verdict.Reason;
import analyzer.verdict.Reason.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts reasons into words: the only place that does. Flaws of a run, the delays of a starved generator and the differences between two
 * load profiles arrive as text, because the simulations and the error messages use the same words.
 */
public final class ReasonText {

    private static final String CLOCK = "the clock resolution of 1 ms";

    private static final String BELOW_CLOCK = ", which is below " + CLOCK + "; load a slower endpoint or environment";

    private static final String NOT_OBSERVED = "its target was not observed";

    private ReasonText() {}

    /** The reasons in one sentence; empty if there are none. */
    public static String of(List<Reason> reasons) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < reasons.size(); i++) {
            Reason reason = reasons.get(i);
            text.append(i == 0 ? "" : separator(reasons.get(i - 1), reason)).append(text(reason));
        }
        return text.toString();
    }

    private static String separator(Reason before, Reason reason) {
        if (before.code() == Code.UNFIT_BASE || before.code() == Code.LIMIT_INCONCLUSIVE) {
            return ": ";
        }
        return switch (reason.code()) {
            case CHANCE, CHANCE_AMONG_MANY, STARVED_ALIKE, FAILURES_BY_CHANCE -> ", but ";
            case CPU_OF_ALL_REQUESTS, IN_RUN -> ", ";
            default -> "; ";
        };
    }

    private static String text(Reason reason) {
        return switch (reason.code()) {
            case NOTHING_MEASURED -> "no request was measured";
            case NOT_MEASURED ->
                "it has a baseline but no result; run its simulation, or select the other endpoints with --endpoint";
            case ONLY_BASE_MEASURED -> "it was measured on the base only; run the same simulation on both sides";
            case ONLY_CANDIDATE_MEASURED ->
                "it was measured on the candidate only; run the same simulation on both sides";
            case TOO_SHORT ->
                "the measured time is too short for " + Batches.COUNT + " batches; load longer (DURATION)";
            case STARVED_ALIKE -> "a starved load generator makes both sides look alike";
            case NO_CRITERION ->
                "there is neither a limit nor a baseline to judge it by; set a limit (--limit) or save a baseline";
            case NO_BASELINE -> "no baseline; save one with --save-baselines";
            case ALTERED_BASELINE ->
                "the figures of its baseline do not match the runs and samples in it; restore the file, or delete it"
                        + " and save a new baseline";
            case OWN_BASELINE -> "its baseline contains only this run; run the simulation again";
            case NO_KEPT_SAMPLES -> "compared without an interval: the baseline has no samples";
            case ONLY_BASE_RECORDS_LOAD -> onlyOneRecordsLoad("base");
            case ONLY_CANDIDATE_RECORDS_LOAD -> onlyOneRecordsLoad("candidate");
            case NO_GATED_METRIC -> "the result and its baseline have no gated metric in common; gate another (--gate)";
            case CPU_NOT_KEPT ->
                "no kept run records the CPU time per request; compare with runs that do, such as a new baseline";
            case CPU_OF_ALL_REQUESTS -> "for all requests to the target together";
            case MEAN_DECIDES -> "the mean decides in its place";
            case CHANCE -> "could be due to chance";
            case FAILURES_UNKNOWN -> "a CSV file does not record failures; judge the run folder instead";
            case PAIRED_THROUGHPUT -> "a paired run has no throughput of its own: its users also wait for the base";
            case LOAD_LONGER -> "load longer";
            case KEPT_RUNS_DIFFER ->
                "the kept runs vary too much, and a longer run would help little; compare in a paired run"
                        + " (BASELINE_URL)";
            case CHANCE_AMONG_MANY -> "not significant after correction for " + count(reason) + " comparisons";
            case FEW_KEPT_RUNS -> compareWithMoreThan(count(reason)) + ", because a longer run would help little";
            case FEW_KEPT_RUNS_OR_TIME -> compareWithMoreThan(count(reason)) + ", or load longer";
            case FLAW -> given(reason);
            case BASE_NOTHING_MEASURED -> "no request to the base " + given(reason) + " was measured";
            case UNFIT_BASE -> "the base " + given(reason) + " is unusable";
            case IN_RUN -> "in " + given(reason);
            case NO_SAMPLES -> "compared without an interval: a " + source(reason) + " has no samples";
            case LOAD_UNKNOWN -> "a " + source(reason) + " does not record its load profile";
            case LIMIT_WITHOUT_SAMPLES -> "checked without an interval: a " + source(reason) + " has no samples";
            case TOO_FEW_REQUESTS -> tooFew((Reason.Requests) reason, "", "a 95th percentile");
            case TOO_FEW_REQUESTS_TO_BASE -> tooFew((Reason.Requests) reason, " to the base", "a 95th percentile");
            case TOO_FEW_FOR_METRIC -> tooFewForMetric((Reason.Requests) reason);
            case TOO_FEW_KEPT_FOR_METRIC -> tooFewKept((Reason.Requests) reason);
            case TOO_MANY_FAILED -> tooManyFailed((Reason.Failures) reason);
            case BASE_TOO_MANY_FAILED -> baseTooManyFailed((Reason.Failures) reason);
            case FAILURES_BY_CHANCE -> failuresByChance((Reason.Failures) reason);
            case UNSTEADY -> unsteady("the mean changed by " + Figures.percent(share(reason)));
            case UNSTEADY_AGAINST_BASE ->
                unsteady("the candidate's mean changed by " + Figures.percent(share(reason))
                        + " relative to the base's");
            case WAITED_FOR_CANDIDATE -> waited(share(reason), "candidate");
            case WAITED_FOR_BASE -> waited(share(reason), "base");
            case STARVED ->
                "the load generator was starved: " + starvation(reason) + "; stop other processes on its machine";
            case STARVED_BOTH ->
                "the load generator was starved (" + starvation(reason)
                        + "), which delays both sides alike and cannot make one slower";
            case CPU_UNKNOWN -> unknownCpu((Reason.UnknownUsage) reason, "result");
            case CPU_OF_BASE_UNKNOWN -> unknownCpu((Reason.UnknownUsage) reason, "base");
            case MEMORY_UNKNOWN -> unknownMemory(((Reason.UnknownUsage) reason).target());
            case OTHER_UPTIME ->
                otherUptime((Reason.Uptimes) reason, "target", "compared with ", " in the kept runs")
                        + "begin each run with it in the same state, for example after a restart";
            case OTHER_UPTIME_THAN_BASE ->
                otherUptime((Reason.Uptimes) reason, "candidate", "the base for ", "") + "restart both before the run";
            case OTHER_LOAD -> otherLoad((Reason.Loads) reason);
            case OTHER_MACHINE -> otherMachine((Reason.Machines) reason);
            case OTHER_SIMULATION -> otherSimulation((Reason.Simulations) reason);
            case ABOVE_THRESHOLD -> change(reason) + ", above " + threshold((Reason.OfChange) reason);
            case TOO_UNCERTAIN -> change(reason) + ", too uncertain to exclude " + excluded((Reason.OfChange) reason);
            case IMPROVED -> change(reason) + ", improved";
            case WITHIN_THRESHOLD -> change(reason) + ", within " + threshold((Reason.OfChange) reason);
            case WITHIN_CLOCK -> change(reason) + ", within " + CLOCK;
            case RESULT_LACKS_METRIC -> "the result has no " + metric(reason);
            case BASELINE_LACKS_METRIC ->
                "the baseline has no " + metric(reason) + "; compare with runs that have it, such as a new baseline";
            case BASELINE_UNUSABLE -> "the baseline has " + figure(reason) + ", which is unusable; save a new one";
            case BASELINE_BELOW_CLOCK -> "the baseline has " + figure(reason) + BELOW_CLOCK;
            case BASE_BELOW_CLOCK -> "the base has " + figure(reason) + BELOW_CLOCK;
            case CLOCK_TOO_COARSE -> metric(reason) + " is too close to " + CLOCK + " for the threshold";
            case AT_A_CLIFF -> cliff((Reason.OfCliff) reason);
            case LIMIT_MET -> limit(reason) + ", meets the limit " + bound(reason);
            case LIMIT_VIOLATED -> limit(reason) + ", violates the limit " + bound(reason);
            case LIMIT_UNCERTAIN -> limit(reason) + ", too uncertain for the limit " + bound(reason) + "; load longer";
            case LIMIT_INCONCLUSIVE -> "the limit " + bound(reason) + " is inconclusive";
        };
    }

    private static int count(Reason reason) {
        return ((Reason.Count) reason).count();
    }

    private static String compareWithMoreThan(int runs) {
        return "compare with more than " + Quantity.of(runs, "run");
    }

    private static String given(Reason reason) {
        return ((Reason.Text) reason).text();
    }

    private static String source(Reason reason) {
        return ((Reason.OfSource) reason).source().toString();
    }

    private static double share(Reason reason) {
        return ((Reason.Share) reason).share();
    }

    private static String onlyOneRecordsLoad(String side) {
        return "only the " + side
                + " records its load profile and machine; compare two runs with a run.json, or two without";
    }

    private static String tooFew(Reason.Requests requests, String to, String metric) {
        return Quantity.of(requests.succeeded(), "successful request") + to
                + (requests.succeeded() == 1 ? " is" : " are") + " too few for " + metric + ", which needs "
                + requests.needed() + "; load longer";
    }

    private static String tooFewForMetric(Reason.Requests requests) {
        return tooFew(requests, "", requests.metric().toString());
    }

    private static String tooFewKept(Reason.Requests requests) {
        return "no kept run has the " + requests.needed() + " successful requests that " + requests.metric()
                + " needs; compare with longer ones";
    }

    private static String tooManyFailed(Reason.Failures failures) {
        EndpointResult result = failures.result();
        return failed(result, "", failures.allowed())
                + result.base()
                        .map(base -> "; base: " + Words.share(base.errorRate()))
                        .orElse("")
                + mostly(result);
    }

    private static String baseTooManyFailed(Reason.Failures failures) {
        EndpointResult base = failures.result().base().orElseThrow();
        String target = failures.result().run().flatMap(RunInfo::baseTarget).orElse("target");
        return failed(base, " to the base " + target, failures.allowed()) + mostly(base) + "; candidate: "
                + Words.share(failures.result().errorRate()) + "; a failing base cannot serve as a reference";
    }

    private static String failed(EndpointResult result, String to, double allowed) {
        return result.failed() + " of " + Quantity.of(result.metrics().totalRequests(), "request") + to + " failed ("
                + Words.share(result.errorRate()) + "), more than the allowed " + Words.share(allowed);
    }

    private static String mostly(EndpointResult result) {
        return result.commonErrors().stream()
                .findFirst()
                .map(error -> "; mostly: " + error.getKey())
                .orElse("");
    }

    private static String failuresByChance(Reason.Failures failures) {
        EndpointResult result = failures.result();
        return Words.share(result.errorRate()) + " of the requests failed, more than the allowed "
                + Words.share(failures.allowed())
                + ", but not significantly more than the base's "
                + Words.share(result.base().orElseThrow().errorRate())
                + "; load longer";
    }

    private static String unsteady(String moved) {
        return "the run was not steady: from start to end " + moved
                + "; warm up longer (WARMUP), or find out what changed during the run";
    }

    private static String waited(double share, String side) {
        return String.format(
                Locale.ROOT,
                "users spent %.0f %% of their time waiting for the %s, so the other side had little load",
                100 * share,
                side);
    }

    private static String starvation(Reason reason) {
        return ((Reason.Starved) reason).starvation().toString();
    }

    private static String unknownCpu(Reason.UnknownUsage cpu, String side) {
        return "the CPU time per request of the " + side + " is unknown: "
                + cpu.target().map(TargetText::whyUnknown).orElse(NOT_OBSERVED);
    }

    private static String unknownMemory(Optional<TargetFigures> target) {
        return "the memory of the target is unknown: "
                + target.map(used -> switch (used.source()) {
                            case PROCESS, METRICS -> "it was not read " + TargetText.THROUGHOUT;
                            case EMBEDDED, NONE -> TargetText.whyUnknown(used);
                        })
                        .orElse(NOT_OBSERVED);
    }

    private static String otherUptime(Reason.Uptimes uptimes, String what, String before, String after) {
        return "when the load began, the " + what + " had been up for " + uptime(uptimes.mine()) + ", " + before
                + uptime(uptimes.theirs()) + after + "; a backend can slow down with age, so ";
    }

    /** {@code 18 min (with 40 s of CPU time)}. */
    static String uptime(Uptime uptime) {
        return time(uptime.age())
                + uptime.cpu()
                        .map(cpu -> " (with " + time(cpu) + " of CPU time)")
                        .orElse("");
    }

    private static String time(Duration time) {
        long seconds = Math.round(time.toMillis() / 1e3);
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    private static String otherLoad(Reason.Loads loads) {
        return "measured under a different load profile from the baseline: "
                + loads.mine()
                        .map(mine -> String.join(", ", mine.differencesFrom(loads.theirs())))
                        .orElse("unknown, not " + loads.theirs())
                + "; load with the profile of the baseline, or save a new baseline";
    }

    private static String otherMachine(Reason.Machines machines) {
        Machine mine = machines.mine();
        Machine theirs = machines.theirs();
        List<String> differences = new ArrayList<>();
        if (!mine.cpu().equals(theirs.cpu())) {
            differences.add("CPU " + mine.cpu() + ", not " + theirs.cpu());
        }
        if (mine.cores() != theirs.cores()) {
            differences.add(Quantity.of(mine.cores(), "core") + ", not " + theirs.cores());
        }
        return "measured on a different machine from the baseline: " + String.join(", ", differences)
                + "; compare only runs from one machine";
    }

    private static String otherSimulation(Reason.Simulations simulations) {
        return "measured by a different simulation from the base: " + String.join(", ", simulations.mine()) + ", not "
                + String.join(", ", simulations.theirs()) + "; compare runs of one simulation";
    }

    /** {@code p95 10.9 ms -> 13.1 ms (+20.2 %; 95 % interval +15.0 to +25.6 %)}. */
    private static String change(Reason reason) {
        Reason.OfChange change = (Reason.OfChange) reason;
        String interval = change.keptRuns() == 0 ? "; paired 95 % interval " : "; 95 % interval ";
        return change.metric() + " " + Words.figure(change.metric(), change.baseline()) + " -> "
                + Words.figure(change.metric(), change.candidate()) + " ("
                + Figures.percent(change.candidate() / change.baseline() - 1)
                + change.interval().map(Figures::interval).map(interval::concat).orElse("") + ")";
    }

    /** {@code the threshold of 20 %}, or {@code the allowed loss of 20 %} of throughput. */
    private static String threshold(Reason.OfChange change) {
        return (change.metric().isBetterWhenHigher() ? "the allowed loss of " : "the threshold of ")
                + Words.share(change.bound());
    }

    private static String excluded(Reason.OfChange change) {
        return Figures.percent(change.metric().isBetterWhenHigher() ? -change.bound() : change.bound());
    }

    private static Metric metric(Reason reason) {
        return ((Reason.OfMetric) reason).metric();
    }

    /** {@code p95 0 ms}. */
    private static String figure(Reason reason) {
        return metric(reason) + " " + Words.figure(metric(reason), ((Reason.OfMetric) reason).figure());
    }

    private static String cliff(Reason.OfCliff cliff) {
        return cliff.metric() + " lies at a gap between fast and slow responses: chance alone moves it between "
                + Words.figure(cliff.metric(), cliff.low()) + " and " + Words.figure(cliff.metric(), cliff.high());
    }

    private static String bound(Reason reason) {
        return Words.of(((Reason.OfLimit) reason).limit());
    }

    /** {@code p95 121.5 ms (95 % interval 118.2 to 124.9 ms)}. */
    private static String limit(Reason reason) {
        Reason.OfLimit check = (Reason.OfLimit) reason;
        return check.limit().name() + " " + Words.figure(check.limit(), check.value())
                + check.range()
                        .map(range -> " (95 % interval " + Words.interval(check.limit(), range) + ")")
                        .orElse("");
    }
}
