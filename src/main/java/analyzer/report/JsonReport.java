package analyzer.report;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.io.JsonFile;
import analyzer.io.LoadProfileJson;
import analyzer.io.MachineJson;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Estimate;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import analyzer.metrics.HandlerTime;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metric;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.TargetFigures;
import analyzer.pool.PooledRun;
import analyzer.pool.PooledRun.InjectorResult;
import analyzer.verdict.Comparison;
import analyzer.verdict.CounterChange;
import analyzer.verdict.Difference;
import analyzer.verdict.FailureExcess;
import analyzer.verdict.LimitCheck;
import analyzer.verdict.Policy;
import analyzer.verdict.Reason;
import analyzer.verdict.Slowdown;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders the verdicts and everything they rest on as JSON, by the schema in {@code docs/report.schema.json}. Unknown figures
 * are left out; none is ever NaN.
 */
public final class JsonReport {

    /** Changes whenever a reader of the previous schema could misread the file. */
    private static final int SCHEMA = 1;

    private JsonReport() {}

    public static ObjectNode of(Report report) {
        ObjectNode node = JsonFile.object();
        node.put("schema", SCHEMA)
                .put("tool", report.tool())
                .put("time", report.time().toString())
                .put("outcome", report.outcome().name())
                .put("conclusion", Conclusion.of(report.verdicts()));
        putPolicy(node.putObject("policy"), report.policy());
        ArrayNode notes = node.putArray("notes");
        report.notes().forEach(notes::add);
        ArrayNode endpoints = node.putArray("endpoints");
        report.verdicts().forEach(verdict -> {
            ObjectNode endpoint = endpoints.addObject();
            putVerdict(endpoint, verdict);
            Optional.ofNullable(report.gatlingReports().get(verdict.endpoint()))
                    .ifPresent(link -> endpoint.put("gatling_report", link));
        });
        if (!report.injectors().isEmpty()) {
            putInjectors(node.putArray("injectors"), report.injectors());
        }
        return node;
    }

    private static void putPolicy(ObjectNode node, Policy policy) {
        node.put("threshold", policy.threshold())
                .put("max_error_rate", policy.maxErrorRate())
                .put("assumed_spread", policy.assumedSpread());
        ArrayNode gated = node.putArray("gated");
        policy.gated().stream().sorted().forEach(metric -> gated.add(metric.toString()));
        if (!policy.limits().isEmpty()) {
            ArrayNode limits = node.putArray("limits");
            policy.limits().forEach(limit -> limits.add(Words.of(limit)));
        }
        if (policy.limitsAlone()) {
            node.put("limits_alone", true);
        }
        if (!policy.rule().isEmpty()) {
            node.put("rule", policy.rule());
        }
    }

    private static void putLimit(ObjectNode node, LimitCheck check) {
        node.put("limit", Words.of(check.limit())).put("metric", check.limit().name());
        number(node, "bound", check.limit().bound());
        number(node, "value", check.value());
        check.range().ifPresent(range -> putInterval(node.putObject("interval"), range.low(), range.high()));
        node.put("outcome", check.outcome().name());
        putReasons(node, check.reasons());
    }

    private static void putVerdict(ObjectNode node, Verdict verdict) {
        node.put("endpoint", verdict.endpoint())
                .put("outcome", verdict.outcome().name());
        putReasons(node, verdict.reasons());
        node.put("sound", verdict.sound());
        ArrayNode comparisons = node.putArray("comparisons");
        verdict.comparisons().forEach(comparison -> putComparison(comparisons.addObject(), comparison));
        if (!verdict.limits().isEmpty()) {
            ArrayNode limits = node.putArray("limits");
            verdict.limits().forEach(check -> putLimit(limits.addObject(), check));
        }
        if (!verdict.policy().rule().isEmpty()) {
            putPolicy(node.putObject("policy"), verdict.policy());
        }
        Slowdown.of(verdict).ifPresent(slowdown -> putSlowdown(node.putObject("slowdown"), slowdown));
        verdict.result().ifPresent(result -> putResult(node.putObject("result"), result));
        verdict.baseline().ifPresent(baseline -> putBaseline(node.putObject("baseline"), baseline));
    }

    private static void putComparison(ObjectNode node, Comparison comparison) {
        node.put("metric", comparison.metric().toString());
        number(node, "baseline", comparison.baseline());
        number(node, "candidate", comparison.candidate());
        number(node, "change", comparison.change());
        comparison
                .interval()
                .ifPresent(interval -> putInterval(node.putObject("interval"), interval.low(), interval.high()));
        node.put("kept_runs", comparison.keptRuns())
                .put("above_threshold", comparison.aboveThreshold())
                .put("gated", comparison.gated())
                .put("outcome", comparison.outcome().name());
        putReasons(node, comparison.reasons());
    }

    private static void putReasons(ObjectNode node, List<Reason> reasons) {
        node.put("reason", ReasonText.of(reasons));
        ArrayNode codes = node.putArray("reason_codes");
        reasons.forEach(reason -> codes.add(reason.code().name()));
    }

    private static void putSlowdown(ObjectNode node, Slowdown slowdown) {
        node.put("kind", slowdown.kind().name().toLowerCase(Locale.ROOT));
        putDifference(node.putObject("response_ms"), slowdown.response());
        slowdown.cpu().ifPresent(cpu -> putDifference(node.putObject("cpu_ms"), cpu));
        slowdown.growth().ifPresent(bytes -> putDifference(node.putObject("growth_bytes"), bytes));
        if (!slowdown.collections().isEmpty()) {
            ArrayNode names = node.putArray("collections");
            slowdown.collections().forEach(change -> names.add(change.name()));
        }
    }

    private static void putDifference(ObjectNode node, Difference difference) {
        number(node, "base", difference.base());
        number(node, "candidate", difference.candidate());
        putInterval(node, difference.low(), difference.high());
    }

    private static void putResult(ObjectNode node, EndpointResult result) {
        node.put("source", result.source().toString())
                .put("origin", result.origin())
                .put("started", result.started().toString());
        putMetrics(node.putObject("metrics"), result.metrics());
        node.put("failed_requests", result.failed());
        putErrors(node.putArray("errors"), result);
        result.throughputPerSecond().ifPresent(rate -> number(node, "throughput_per_second", rate));
        node.put("gatling_version", result.gatlingVersion());
        ArrayNode flaws = node.putArray("flaws");
        result.flaws().forEach(flaws::add);
        putRun(
                node,
                result.run().map(RunInfo::profile),
                result.run().map(RunInfo::machine),
                result.run().map(RunInfo::commit).orElse(""));
        result.run().ifPresent(run -> run.auto().ifPresent(auto -> putAuto(node.putObject("auto"), run, auto)));
        result.base().ifPresent(base -> putBase(node.putObject("same_run"), result, base));
        result.health().ifPresent(health -> putHealth(node.putObject("generator"), health));
        result.target().ifPresent(used -> putServer(node.putObject("server"), used));
        putSlowest(node, "slowest", result);
        result.batches().ifPresent(batches -> {
            putSamples(node.putObject("response_times"), batches.pooled());
            ArrayNode all = node.putArray("batches");
            batches.responseTimes().forEach(batch -> putSamples(all.addObject(), batch));
        });
    }

    private static void putAuto(ObjectNode node, RunInfo run, AutoDuration auto) {
        node.put("least_ms", auto.least().toMillis());
        node.put("most_ms", auto.most().toMillis());
        node.put("measured_ms", run.profile().duration().toMillis());
        node.put("saved_ms", MeasuredTime.savedMillis(run.profile().duration(), auto));
        auto.end().ifPresent(end -> node.put("end", end.name().toLowerCase(Locale.ROOT)));
        ArrayNode looks = node.putArray("looks");
        for (AutoDuration.Look look : auto.looks()) {
            ObjectNode one = looks.addObject().put("at_ms", look.at().toMillis());
            look.open().forEach(one.putArray("open")::add);
        }
    }

    private static void putBase(ObjectNode node, EndpointResult result, EndpointResult base) {
        node.put("base_target", PairedText.target(result));
        result.shareOfTime().ifPresent(share -> number(node, "candidate_share_of_time", share));
        putMetrics(node.putObject("base_metrics"), base.metrics());
        node.put("base_failed_requests", base.failed());
        putErrors(node.putArray("base_errors"), base);
        FailureExcess.interval(result)
                .ifPresent(range -> putInterval(node.putObject("error_rate_difference"), range.low(), range.high()));
        base.batches().ifPresent(batches -> putSamples(node.putObject("base_response_times"), batches.pooled()));
        base.target().ifPresent(used -> putServer(node.putObject("base_server"), used));
        putSlowest(node, "base_slowest", base);
        List<CounterChange> changes = CounterChange.of(result);
        if (!changes.isEmpty()) {
            ArrayNode counters = node.putArray("counter_changes");
            changes.forEach(
                    change -> putDifference(counters.addObject().put("name", change.name()), change.perRequest()));
        }
    }

    private static void putSlowest(ObjectNode node, String name, EndpointResult result) {
        if (result.slowest().isEmpty()) {
            return;
        }
        ArrayNode slowest = node.putArray(name);
        result.slowest().forEach(request -> {
            ObjectNode one = slowest.addObject();
            result.run()
                    .ifPresent(run -> one.put(
                            "time",
                            run.measuredFrom().plusMillis(request.atMillis()).toString()));
            one.put("at_ms", request.atMillis()).put("ms", request.millis());
            if (!request.ids().isEmpty()) {
                ObjectNode ids = one.putObject("ids");
                request.ids().forEach(ids::put);
            }
        });
    }

    private static void putServer(ObjectNode node, TargetFigures used) {
        node.put("source", used.source().name().toLowerCase(Locale.ROOT)).put("endpoints", used.endpoints());
        if (!used.process().isEmpty()) {
            node.put("process", used.process());
        }
        used.cpuMillis().ifPresent(cpu -> putEstimate(node.putObject("cpu_ms_per_request"), cpu.estimate()));
        used.growthBytes()
                .ifPresent(bytes -> putEstimate(node.putObject("growth_bytes_per_request"), bytes.estimate()));
        used.residentBytes().ifPresent(bytes -> node.put("resident_bytes", bytes));
        used.threads().ifPresent(threads -> node.put("threads", threads));
        HandlerTime.of(used)
                .ifPresent(time -> putEstimate(
                        node.put("handler_metric", time.metric()).putObject("handler_ms_per_request"),
                        time.millis().estimate()));
    }

    private static void putEstimate(ObjectNode node, Estimate estimate) {
        number(node, "value", estimate.value());
        number(node, "standard_error", estimate.standardError());
        number(node, "resolution", estimate.resolution());
    }

    private static void putInterval(ObjectNode node, double low, double high) {
        number(node, "low", low);
        number(node, "high", high);
    }

    private static void putErrors(ArrayNode errors, EndpointResult result) {
        new TreeMap<>(result.errors())
                .forEach((message, count) ->
                        errors.addObject().put("message", message).put("count", count));
    }

    private static void putHealth(ObjectNode node, GeneratorHealth health) {
        node.put("measured_ms", health.measured().toMillis());
        health.processCpuShare().ifPresent(share -> number(node, "process_cpu_share", share));
        health.machineCpuShare().ifPresent(share -> number(node, "machine_cpu_share", share));
        health.gcPauses()
                .ifPresent(gc -> node.putObject("gc_pauses")
                        .put("total_ms", gc.totalMillis())
                        .put("max_ms", gc.maxMillis()));
        health.hiccups().ifPresent(late -> putDelays(node.putObject("hiccups"), late));
        health.loopDelays().ifPresent(late -> putDelays(node.putObject("event_loop_delays"), late));
        health.connections().ifPresent(open -> node.put("connections", open));
    }

    /** What each injector of pooled runs measured on its own. */
    private static void putInjectors(ArrayNode node, List<PooledRun> runs) {
        for (PooledRun run : runs) {
            ObjectNode simulation = node.addObject()
                    .put("simulation", run.simulation())
                    .put("declared", run.declared())
                    .put("measured_together_ms", run.window().toMillis())
                    .put("began_within_ms", run.spread().toMillis());
            ArrayNode shares = simulation.putArray("shares");
            run.injectors().forEach(injector -> putInjector(shares.addObject(), injector));
        }
    }

    private static void putInjector(ObjectNode node, InjectorResult injector) {
        node.put("injector", injector.index());
        MachineJson.put(node.putObject("machine"), injector.machine());
        injector.clock()
                .ifPresent(clock -> node.putObject("clock_ahead_ms")
                        .put("low", clock.lowMillis())
                        .put("high", clock.highMillis()));
        injector.health().ifPresent(health -> putHealth(node.putObject("generator"), health));
        ArrayNode flaws = node.putArray("flaws");
        injector.flaws().forEach(flaws::add);
        ArrayNode results = node.putArray("results");
        injector.results().forEach(result -> putShare(results.addObject(), result));
    }

    private static void putShare(ObjectNode node, EndpointResult result) {
        node.put("endpoint", result.endpoint());
        putMetrics(node.putObject("metrics"), result.metrics());
        node.put("failed_requests", result.failed());
        result.throughputPerSecond().ifPresent(rate -> number(node, "throughput_per_second", rate));
    }

    private static void putBaseline(ObjectNode node, Baseline baseline) {
        node.put("saved", baseline.saved().toString());
        putMetrics(node.putObject("metrics"), baseline.metrics());
        ArrayNode runs = node.putArray("runs");
        baseline.runs().forEach(run -> putKeptRun(runs.addObject(), run));
    }

    private static void putKeptRun(ObjectNode node, KeptRun run) {
        node.put("started", run.started().toString());
        putMetrics(node.putObject("metrics"), run.metrics());
        node.put("failed_requests", run.failed());
        run.throughputPerSecond().ifPresent(rate -> number(node, "throughput_per_second", rate));
        ObjectNode estimates = node.putObject("estimates");
        for (Metric metric : Metric.values()) {
            Optional.ofNullable(run.estimates().get(metric))
                    .ifPresent(estimate -> putEstimate(estimates.putObject(metric.toString()), estimate));
        }
        node.put("gatling_version", run.gatlingVersion());
        putRun(node, run.profile(), run.machine(), run.commit());
        if (!run.responseTimes().isEmpty()) {
            putSamples(node.putObject("response_times"), run.responseTimes());
        }
    }

    private static void putRun(
            ObjectNode node, Optional<LoadProfile> profile, Optional<Machine> machine, String commit) {
        node.put("commit", commit);
        profile.ifPresent(load -> LoadProfileJson.put(node.putObject("profile"), load));
        machine.ifPresent(generator -> MachineJson.put(node.putObject("machine"), generator));
    }

    private static void putMetrics(ObjectNode node, SummaryStatistics metrics) {
        node.put(SummaryStatistics.NAMES.get(0), metrics.totalRequests());
        for (int i = 0; i < metrics.times().length; i++) {
            number(node, SummaryStatistics.NAMES.get(i + 1), metrics.times()[i]);
        }
    }

    private static void putSamples(ObjectNode node, LatencyHistogram samples) {
        ArrayNode millis = node.putArray("ms");
        ArrayNode counts = node.putArray("count");
        samples.forEach((value, count) -> {
            millis.add(value);
            counts.add(count);
        });
    }

    private static void putDelays(ObjectNode node, DelayPercentiles late) {
        node.put("p50_ms", late.p50Millis())
                .put("p99_ms", late.p99Millis())
                .put("p999_ms", late.p999Millis())
                .put("max_ms", late.maxMillis());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value) && !Double.isInfinite(value)) {
            node.put(name, value);
        }
    }
}
