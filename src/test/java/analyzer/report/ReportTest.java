package analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestHealth;
import analyzer.TestResults;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.verdict.Judge;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Instant BEFORE = Instant.parse("2026-11-22T14:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

    private final Judge judge = new Judge(Policy.standard());

    @Test
    void anOutcomeHasAColour() {
        assertEquals("\u001b[1;31mREGRESSION\u001b[0m", VerdictReport.coloured(Outcome.REGRESSION, "REGRESSION"));
        assertEquals("\u001b[1;33mCANNOT_JUDGE\u001b[0m", VerdictReport.coloured(Outcome.CANNOT_JUDGE, "CANNOT_JUDGE"));
        assertEquals("\u001b[1;32mPASS\u001b[0m", VerdictReport.coloured(Outcome.PASS, "PASS"));
    }

    @Test
    void aResultIsShownWithItsFiguresAndFailures() {
        EndpointResult result =
                TestResults.of("/v1/healthz/live", NOW, 11, 3000, Map.of("found 500", 2L, "found 429", 7L), List.of());

        assertEquals(
                """
                Endpoint: /v1/healthz/live
                Results file: perf_results/v1_healthz_live_20261123_143000.csv
                  Load: LiveSimulation on stand-in, 10 users, 30s after 5s of warm-up
                  Requests: 3009, failed: 9
                  Throughput: 100.0/s
                  Response time avg: 11ms
                  Response time min: 11ms
                  Response time max: 11ms
                  Response time p50: 11ms
                  Response time p95: 11ms
                  Response time p99: 11ms
                  Response time p99: 11ms, corrected for coordinated omission
                  Failed 7 times: found 429
                  Failed 2 times: found 500
                """,
                ResultReport.render(
                        result, Optional.of(Path.of("perf_results", "v1_healthz_live_20261123_143000.csv"))));
    }

    @Test
    void theHealthOfTheGeneratorIsShownWhenItIsKnown() {
        EndpointResult result = TestResults.constant("/a", NOW, 1);

        String known = ResultReport.render(result.withHealth(Optional.of(TestHealth.quiet())), Optional.empty());
        String unknown = ResultReport.render(result.withHealth(Optional.of(TestHealth.unknown())), Optional.empty());

        assertTrue(known.contains("""
                          Generator: CPU 34 % of the machine, all processes 50 %, hiccups p99 0.3ms,
                            longest 1ms, event loops p99 0.2ms, GC 150ms, longest pause 12ms, 10
                            connections
                        """), known);
        assertTrue(unknown.contains("  Generator: no figures could be read\n"), unknown);
        assertTrue(known.lines().allMatch(line -> line.length() <= 80), known);
    }

    @Test
    void aFullMachineIsReportedWithItsEffectOnResponseTimes() {
        EndpointResult result = TestResults.constant("/a", NOW, 1);

        String full = ResultReport.render(result.withHealth(Optional.of(TestHealth.onMachine(0.9))), Optional.empty());

        assertTrue(full.contains("""
                          Generator: CPU 34 % of the machine, all processes 90 % (response times include
                            waiting for a processor), hiccups p99 0.3ms, longest 1ms, event loops p99
                        """), full);
    }

    @Test
    void eachInjectorIsShownWithHowItFared() {
        String report =
                InjectorReport.render(SampleReports.ofInjectors().injectors().get(0), Integer.MAX_VALUE);

        assertTrue(report.contains("""
                  0 Generator: CPU 12 % of the machine, all processes 35 %, hiccups p99 0.4ms,
                      longest 11.3ms, event loops p99 0.3ms, GC 42ms, longest pause 9ms, 10
                      connections
                """), report);
        assertTrue(report.contains("  1 Generator: health was not recorded\n"), report);
        assertTrue(report.lines().allMatch(line -> line.length() <= 80), report);
    }

    @Test
    void onlyTheMostFrequentFailuresAreShown() {
        Map<String, Long> errors = new TreeMap<>();
        for (long i = 1; i <= 8; i++) {
            errors.put("error " + i, i);
        }

        String report = ResultReport.render(TestResults.of("/a", NOW, 1, 10, errors, List.of()), Optional.empty());

        assertTrue(report.contains("Failed 4 times: error 4\n  ... and 3 other kinds of failure\n"), report);
    }

    @Test
    void verdictsAreShownWorstFirstWithTheirReasons() {
        List<Verdict> verdicts = List.of(
                judge.judge(TestResults.constant("/v1/auth/login", NOW, 100), baseline("/v1/auth/login", 100)),
                judge.judge(TestResults.constant("/v1/healthz/live", NOW, 10), Optional.empty()),
                judge.judge(TestResults.constant("/v1/whoami", NOW, 90), baseline("/v1/whoami", 60)),
                judge.notMeasured(baseline("/v1/music/command", 80).orElseThrow()));

        String report = VerdictReport.render(verdicts);

        assertEquals("""
                Comparison
                  /v1/whoami
                    1000 requests, 1 kept run
                    p95           60.5ms -> 90.5ms      +49.6 %  +21.3 to +84.6 %   gated
                    p50             60ms -> 90ms        +50.0 %  +21.6 to +85.1 %   shown
                    avg             60ms -> 90ms        +50.0 %  +23.3 to +82.5 %   shown
                    p99           60.5ms -> 90.5ms      +49.6 %  +21.2 to +84.6 %   shown
                    throughput    33.3/s -> 33.3/s       +0.0 %  -17.8 to +21.7 %   gated
                  /v1/healthz/live
                    nothing to compare
                  /v1/music/command
                    nothing to compare
                  /v1/auth/login
                    1000 requests, 1 kept run
                    p95          100.5ms -> 100.5ms      +0.0 %  -18.6 to +22.9 %   gated
                    p50            100ms -> 100ms        +0.0 %  -18.6 to +22.9 %   shown
                    avg            100ms -> 100ms        +0.0 %  -17.8 to +21.7 %   shown
                    p99          100.5ms -> 100.5ms      +0.0 %  -18.6 to +22.9 %   shown
                    throughput    33.3/s -> 33.3/s       +0.0 %  -17.8 to +21.7 %   gated

                Endpoint          Verdict      Decided by  Baseline Candidate   Change   Failed
                /v1/whoami        REGRESSION   p95           60.5ms    90.5ms  +49.6 %   0.00 %
                  p95 60.5 ms -> 90.5 ms (+49.6 %; 95 % interval +21.3 to +84.6 %), above the
                  threshold of 20 %
                /v1/healthz/live  CANNOT_JUDGE -                  -         -        -   0.00 %
                  no baseline; save one with --save-baselines
                /v1/music/command CANNOT_JUDGE -                  -         -        -        -
                  it has a baseline but no result; run its simulation, or select the other
                  endpoints with --endpoint
                /v1/auth/login    PASS         p95          100.5ms   100.5ms   +0.0 %   0.00 %
                  p95 100.5 ms -> 100.5 ms (+0.0 %; 95 % interval -18.6 to +22.9 %), within the
                  threshold of 20 %

                REGRESSION: /v1/whoami. CANNOT_JUDGE: /v1/healthz/live, /v1/music/command
                """, report);
        assertTrue(report.lines().allMatch(line -> line.length() <= 80), report);
    }

    @Test
    void aPassIsReportedOnlyWhenEveryEndpointPassed() {
        Verdict pass = judge.judge(TestResults.constant("/a", NOW, 100), baseline("/a", 100));
        Verdict unjudged = judge.judge(TestResults.constant("/b", NOW, 100), Optional.empty());

        assertTrue(VerdictReport.render(List.of(pass)).endsWith("\nPASS: 1 of 1 endpoint judged, no regression\n"));
        assertTrue(VerdictReport.render(List.of(pass, unjudged)).endsWith("\nCANNOT_JUDGE: /b\n"));
    }

    private static Optional<Baseline> baseline(String endpoint, int millis) {
        return Optional.of(Baseline.of(endpoint, List.of(KeptRun.of(TestResults.constant(endpoint, BEFORE, millis)))));
    }

    @Test
    void onlyTheWordsOfVerdictsAreColoured() {
        List<Verdict> verdicts = SampleReports.small().verdicts();
        String plain = VerdictReport.render(verdicts);
        String coloured = VerdictReport.render(verdicts, true);

        assertEquals(plain, coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
        assertEquals(verdicts.size() + 1, coloured.split("\u001b\\[1;", -1).length - 1, coloured);
        assertTrue(coloured.contains("/v1/whoami        \u001b[1;31mREGRESSION\u001b[0m   p95 "), coloured);
        assertTrue(coloured.contains("/v1/healthz/live  \u001b[1;33mCANNOT_JUDGE\u001b[0m - "), coloured);
        assertTrue(coloured.contains("/v1/auth/login    \u001b[1;32mPASS\u001b[0m         p95 "), coloured);
        assertTrue(coloured.contains("\n\u001b[1;31mREGRESSION\u001b[0m: /v1/music/command, /v1/whoami. "), coloured);
    }

    @Test
    void aNameOrMessageIsNotColouredAndColoursNothing() {
        String text = VerdictReport.render(SampleReports.hostile().verdicts(), true);

        assertFalse(text.contains("\u001b[31m"), text);
        assertFalse(text.contains("##["), text);
        assertTrue(text.lines().noneMatch(line -> line.stripLeading().startsWith("::")), text);
    }
}
