package analyzer.report;

import analyzer.TestPairs;
import analyzer.TestRuns;
import analyzer.TestSlowdowns;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.baseline.PastRun;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Estimate;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import analyzer.metrics.GeneratorHealth.GcPauses;
import analyzer.metrics.Metric;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SlowRequest;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.Timeline;
import analyzer.pool.ClockOffset;
import analyzer.pool.PooledRun;
import analyzer.pool.PooledRun.InjectorResult;
import analyzer.verdict.Judge;
import analyzer.verdict.Limit;
import analyzer.verdict.Policies;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Synthetic analyses. They are the same on every machine, because their noise comes from fixed seeds. */
public final class SampleReports {

    public static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

    private static final Judge JUDGE = new Judge(Policy.standard());

    private SampleReports() {}

    /** A regression, an endpoint that cannot be judged, one that fails, one that was not measured, and a pass. */
    public static Report small() {
        return of(List.of(
                verdict("/v1/auth/login", 120, 1.0, 4000, Map.of("status.find.is(200), but actually found 503", 7L)),
                verdict("/v1/whoami", 60, 1.5, 4000, Map.of()),
                verdict(
                        "/v1/music/command",
                        80,
                        1.0,
                        4000,
                        Map.of(
                                "status.find.is(200), but actually found 500",
                                150L,
                                "j.n.ConnectException: refused",
                                3L)),
                JUDGE.judge(result("/v1/healthz/live", NOW, 10, 4000, 1, Map.of()), Optional.empty()),
                JUDGE.notMeasured(baseline("/v1/missing", 20, 1))));
    }

    /** Limits for all endpoints and a rule for some: one endpoint violates its limit, one is inconclusive, one keeps its limits. */
    public static Report limited() {
        Policy usual = new Policy(
                0.2,
                0.01,
                Set.of(Metric.P95),
                0.05,
                List.of(Limit.parse("p95 < 100ms"), Limit.parse("errors < 0.5%")),
                false,
                "");
        Policy ofLogin = new Policy(
                0.3, 0.02, Set.of(Metric.P99), 0.05, List.of(Limit.parse("throughput > 100/s")), false, "/v1/auth/*");
        Judge judge = new Judge(new Policies(usual, List.of(ofLogin)));
        return new Report(
                "perf-analyzer 1.2.3",
                NOW,
                usual,
                Stream.of(
                                result("/v1/auth/login", NOW, 120, 4000, 7, Map.of()),
                                result("/v1/whoami", NOW, 80, 4000, 7, Map.of()),
                                result("/v1/music/command", NOW, 60, 4000, 7, Map.of("found 503", 20L)))
                        .map(result -> judge.judge(
                                result,
                                Optional.of(baseline(
                                        result.endpoint(),
                                        (int) result.metrics().p50Millis(),
                                        5,
                                        4000))))
                        .toList(),
                List.of(),
                Map.of(),
                List.of());
    }

    /** This number of endpoints, every third of them slower. */
    public static Report many(int endpoints, int requests) {
        List<KeptRun> kept = baseline("", 50, 5, requests).runs();
        return of(IntStream.range(0, endpoints)
                .mapToObj(i -> {
                    String endpoint = "/v1/resource/" + i;
                    EndpointResult result = result(endpoint, NOW, i % 3 == 0 ? 80 : 50, requests, i, Map.of());
                    return JUDGE.judge(result, Optional.of(Baseline.of(endpoint, kept)));
                })
                .toList());
    }

    /** Names and messages that try to run code in the browser, the terminal or the CI job of the reader. */
    public static Report hostile() {
        String name = "/a|b`<img src=x onerror=alert(1)>\"'&{{7*7}}${1}@everyone\u001b[31m";
        String message =
                "</script><script>document.title='owned'</script>\n::error::owned\u0000\u2028 ##[error]x ##vso[task]x \u202e ]]> \ud800";
        return of(
                List.of(verdict(name, 50, 1, 4000, Map.of(message, 500L)), verdict("</title>", 50, 1, 4000, Map.of())));
    }

    /** A regression by its times, with fewer failures than the limit. */
    public static Report slowerWithAFewFailures() {
        return of(List.of(verdict("/v1/whoami", 60, 1.5, 4000, Map.of("found 503", 3L))));
    }

    /** Endpoints with names of 300 characters and error messages of 600 characters, all of which must be escaped. */
    public static Report wordy(int endpoints) {
        Map<String, Long> errors =
                IntStream.range(0, 30).boxed().collect(Collectors.toMap(i -> i + "<\"&'>|*".repeat(85), i -> 10L + i));
        return of(
                IntStream.range(0, endpoints)
                        .mapToObj(i -> verdict("/" + i + "<&>_*".repeat(60), 50, 1, 400, errors))
                        .toList(),
                IntStream.range(0, endpoints)
                        .mapToObj(i -> "<note> ".repeat(60) + i)
                        .toList(),
                List.of());
    }

    /** Two pooled injectors, one of which has no results but a flaw. */
    public static Report ofInjectors() {
        EndpointResult result = result("/v1/whoami", NOW, 60, 4000, 7, Map.of());
        return of(
                List.of(JUDGE.judge(result, Optional.empty())),
                List.of(),
                List.of(new PooledRun(
                        "simulations.WhoamiSimulation",
                        2,
                        0,
                        NOW,
                        Duration.ofMillis(120),
                        Duration.ofSeconds(29),
                        List.of(result),
                        List.of(
                                new InjectorResult(
                                        0,
                                        TestRuns.MACHINE,
                                        Optional.empty(),
                                        result.health(),
                                        List.of(result),
                                        List.of()),
                                new InjectorResult(
                                        1,
                                        TestRuns.MACHINE,
                                        Optional.of(new ClockOffset(1, 3)),
                                        Optional.empty(),
                                        List.of(),
                                        List.of("its log was <cut off>"))),
                        Optional.empty())));
    }

    /** Hundreds of pooled injectors. */
    public static Report ofManyInjectors() {
        PooledRun few = ofInjectors().injectors().get(0);
        return of(
                List.of(JUDGE.judge(few.results().get(0), Optional.empty())),
                List.of(),
                List.of(new PooledRun(
                        few.simulation(),
                        900,
                        few.reference(),
                        few.started(),
                        few.spread(),
                        few.window(),
                        few.results(),
                        Collections.nCopies(900, few.injectors().get(0)),
                        Optional.empty())));
    }

    /** A paired run whose measured time ended with the verdict. */
    public static Report ofAuto() {
        AutoDuration auto = AutoDuration.between(Duration.ofSeconds(10), Duration.ofMinutes(3))
                .plus(new AutoDuration.Look(Duration.ofSeconds(10), List.of(TestPairs.ENDPOINT)))
                .plus(new AutoDuration.Look(Duration.ofMillis(15_110), List.of()))
                .ended(AutoDuration.End.DECIDED);
        EndpointResult pair = TestPairs.lookedAt(TestPairs.of(1), auto, Duration.ofMillis(15_110));
        return of(List.of(JUDGE.judge(pair, Optional.empty())));
    }

    /** A paired run with a candidate that is slower because it allocates more, with the slowest requests of both targets. */
    public static Report ofSlowdown() {
        EndpointResult slower = TestSlowdowns.allocating();
        List<SlowRequest> ofBase = List.of(new SlowRequest(70, 300, Map.of()));
        List<SlowRequest> slowest = List.of(
                new SlowRequest(12_345, 812, Map.of("X-Request-ID", "<script>alert(1)</script>")),
                new SlowRequest(20_000, 700, Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f0-01")));
        return of(List.of(JUDGE.judge(
                slower.withBase(slower.base().orElseThrow().withSlowest(ofBase)).withSlowest(slowest),
                Optional.empty())));
    }

    private static Report of(List<Verdict> verdicts) {
        return of(
                verdicts,
                List.of("/v1/whoami: target/gatling/b is judged, because it is newer than target/gatling/a"),
                List.of());
    }

    private static Report of(List<Verdict> verdicts, List<String> notes, List<PooledRun> injectors) {
        return new Report(
                "perf-analyzer 1.2.3",
                NOW,
                Policy.standard(),
                verdicts,
                notes,
                Map.of("/v1/whoami", "../target/gatling/whoamisimulation-20261123143000000/index.html"),
                injectors);
    }

    private static Verdict verdict(String endpoint, int millis, double factor, int requests, Map<String, Long> errors) {
        EndpointResult result = result(endpoint, NOW, (int) Math.round(millis * factor), requests, 7, errors);
        return JUDGE.judge(result, Optional.of(baseline(endpoint, millis, 5, requests)));
    }

    /** A baseline of this number of runs, one per day, with a small run-to-run variation. */
    public static Baseline baseline(String endpoint, int millis, int runs) {
        return baseline(endpoint, millis, runs, 4000);
    }

    /** A baseline with this number of past runs, five a week, which became slower by 2 % per week. */
    public static Baseline drifting(String endpoint, int millis, int runs) {
        Random random = new Random(5);
        List<PastRun> past = IntStream.range(0, runs)
                .mapToObj(i -> new PastRun(
                        NOW.minus(Duration.ofHours(34L * (runs - i))),
                        Integer.toHexString(random.nextInt()),
                        Map.of(
                                Metric.P95,
                                new Estimate(
                                        millis * Math.pow(1.02, i / 5.0) * Math.exp(0.03 * random.nextGaussian()),
                                        0.5,
                                        0))))
                .toList();
        return new Baseline(endpoint, NOW, new SummaryStatistics(1, 1, 1, 1, 1, 1, 1), List.of(), past);
    }

    private static Baseline baseline(String endpoint, int millis, int runs, int requests) {
        List<KeptRun> kept = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            int level = millis + i % 2;
            kept.add(KeptRun.of(
                    result(endpoint, NOW.minus(Duration.ofDays(runs - i)), level, requests, 100 + i, Map.of())));
        }
        return Baseline.of(endpoint, kept);
    }

    /** A run of 30 s with log-normal response times around a median. */
    public static EndpointResult result(
            String endpoint, Instant started, int median, int requests, long seed, Map<String, Long> errors) {
        Random random = new Random(seed);
        Timeline timeline = new Timeline();
        for (int i = 0; i < requests; i++) {
            double millis = median * Math.exp(0.25 * random.nextGaussian());
            timeline.recordOk(5000 + (int) (30_000L * i / requests), (int) Math.round(millis));
        }
        long failed = errors.values().stream().mapToLong(Long::longValue).sum();
        for (int i = 0; i < failed; i++) {
            timeline.recordFailed(5000 + (int) (30_000L * i / failed), 0);
        }
        return EndpointResult.ofSamples(endpoint, "target/gatling/simulation.log", started, timeline, failed, errors)
                .withThroughput(OptionalDouble.of(requests / 30.0))
                .withRun(Optional.of(run(started, endpoint)))
                .withGatlingVersion("3.15.1")
                .withHealth(Optional.of(new GeneratorHealth(
                        Duration.ofSeconds(30),
                        OptionalDouble.of(0.12),
                        OptionalDouble.of(0.35),
                        Optional.of(new GcPauses(42, 9)),
                        Optional.of(new DelayPercentiles(0.1, 0.4, 2.5, 11.25)),
                        Optional.of(new DelayPercentiles(0.02, 0.3, 1.5, 6)),
                        OptionalInt.of(10))));
    }

    /** Returns a run record. An endpoint with the hostile name gets a hostile commit, as short as the page shortens it. */
    private static RunInfo run(Instant started, String endpoint) {
        RunInfo usual = TestRuns.info(started, Duration.ofSeconds(30), Duration.ofSeconds(5), endpoint);
        return new RunInfo(
                usual.profile(),
                usual.endpoints(),
                usual.measuredFrom(),
                usual.machine(),
                endpoint.contains("<") ? "</script>" : usual.commit(),
                usual.failure());
    }
}
