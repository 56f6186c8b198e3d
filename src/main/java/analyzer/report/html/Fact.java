package analyzer.report.html;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Quantity;
import analyzer.metrics.RunInfo;
import analyzer.report.Figures;
import analyzer.report.GeneratorText;
import analyzer.report.MeasuredTime;
import analyzer.report.PairedText;
import analyzer.report.TargetText;
import analyzer.verdict.CounterChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A fact about both sides. */
public record Fact(String name, String baseline, String candidate) {

    private static final double[] PERCENTS = {50, 75, 90, 95, 99, 99.9};
    private static final String UNKNOWN = "-";

    /** The response times by percentile. */
    static List<Fact> percentiles(Optional<LatencyHistogram> baseline, LatencyHistogram candidate) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("Fastest", baseline.map(LatencyHistogram::min), candidate.min()));
        for (double percent : PERCENTS) {
            facts.add(fact(
                    "P" + (percent == Math.rint(percent) ? String.valueOf((int) percent) : String.valueOf(percent)),
                    baseline.map(samples -> samples.percentile(percent)),
                    candidate.percentile(percent)));
        }
        facts.add(fact("Slowest", baseline.map(LatencyHistogram::max), candidate.max()));
        return facts;
    }

    private static Fact fact(String name, Optional<Integer> baseline, int candidate) {
        return new Fact(name, baseline.map(millis -> millis + " ms").orElse(UNKNOWN), candidate + " ms");
    }

    /** The circumstances in which both sides were measured. */
    static List<Fact> circumstances(Optional<EndpointResult> result, Optional<Baseline> baseline) {
        Optional<KeptRun> newest = baseline.flatMap(Baseline::newest);
        Optional<RunInfo> run = result.flatMap(EndpointResult::run);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Measured",
                result.filter(measured -> measured.base().isPresent())
                        .map(measured -> "in the same run")
                        .or(() -> baseline.map(kept -> kept.runs().size()
                                + (kept.runs().size() == 1 ? " kept run, of " : " kept runs, the newest of ")
                                + Figures.minute(kept.saved())))
                        .orElse("no baseline"),
                result.map(measured -> Figures.minute(measured.started())).orElse("not measured")));
        facts.add(new Fact(
                "Requests",
                baseline.map(kept -> kept.metrics().totalRequests() + " per run")
                        .orElse(UNKNOWN),
                result.map(measured -> measured.metrics().totalRequests() + ", " + Figures.share(measured.errorRate())
                                + " failed")
                        .orElse(UNKNOWN)));
        result.flatMap(PairedText::split).ifPresent(split -> facts.add(new Fact("Users waited", "", split)));
        result.flatMap(PairedText::failures).ifPresent(words -> facts.add(new Fact("Failed", "", words)));
        facts.addAll(load(newest.flatMap(KeptRun::profile), run.map(RunInfo::profile)));
        run.flatMap(MeasuredTime::text).ifPresent(words -> facts.add(new Fact("Duration", "", words)));
        facts.addAll(machine(newest.flatMap(KeptRun::machine), run.map(RunInfo::machine)));
        result.flatMap(EndpointResult::health)
                .ifPresent(health -> facts.add(new Fact("Load generator", UNKNOWN, GeneratorText.items(health))));
        result.flatMap(EndpointResult::target)
                .ifPresent(used -> facts.add(new Fact(
                        "Used by the target",
                        result.flatMap(EndpointResult::base)
                                .flatMap(EndpointResult::target)
                                .map(TargetText::items)
                                .orElse(UNKNOWN),
                        TargetText.items(used))));
        result.flatMap(TargetText::inServer)
                .ifPresent(words -> facts.add(new Fact(
                        TargetText.metric(result.orElseThrow()),
                        result.flatMap(EndpointResult::base)
                                .flatMap(TargetText::inServer)
                                .orElse(UNKNOWN),
                        words)));
        result.map(CounterChange::of).orElse(List.of()).stream()
                .limit(TargetText.MOST)
                .forEach(counted -> facts.add(new Fact(
                        counted.name() + " per request",
                        TargetText.figure(counted.perRequest().base()),
                        TargetText.figure(counted.perRequest().candidate()))));
        facts.add(of("Commit", newest.map(KeptRun::commit), run.map(RunInfo::commit), commit -> commit));
        facts.add(of(
                "Gatling",
                newest.map(KeptRun::gatlingVersion),
                result.map(EndpointResult::gatlingVersion),
                version -> version));
        return facts;
    }

    private static List<Fact> load(Optional<LoadProfile> before, Optional<LoadProfile> now) {
        return List.of(of("Target", before, now, LoadProfile::target), of("Load", before, now, LoadProfile::load));
    }

    private static List<Fact> machine(Optional<Machine> before, Optional<Machine> now) {
        return List.of(
                of("CPU", before, now, machine -> machine.cpu() + ", " + Quantity.of(machine.cores(), "core")),
                of("System", before, now, machine -> machine.os() + ", " + machine.jvm()));
    }

    private static <T> Fact of(String name, Optional<T> before, Optional<T> now, Function<T, String> words) {
        return new Fact(
                name,
                before.map(words).filter(text -> !text.isEmpty()).orElse(UNKNOWN),
                now.map(words).filter(text -> !text.isEmpty()).orElse(UNKNOWN));
    }
}
