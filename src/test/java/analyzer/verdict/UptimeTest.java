package analyzer.verdict;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestPairs;
import analyzer.TestResults;
import analyzer.TestRuns;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Uptime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only targets of similar age and use are compared. */
class UptimeTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Optional<Uptime> FRESH = seconds(20, 4);
    private static final Optional<Uptime> OLD = seconds(18 * 60, 240);

    private final Judge judge = new Judge(Policy.standard());

    @ParameterizedTest
    @CsvSource({
        // Ages: within two minutes, within a factor of two, beyond both, and old compared with older.
        "20, 140, 0, 0, false",
        "20, 141, 0, 0, true",
        "300, 600, 0, 0, false",
        "300, 601, 0, 0, true",
        "3600, 864000, 0, 0, false",
        "1799, 864000, 0, 0, true",
        // CPU time: within half a minute, within a factor of two, beyond both, and busy compared with busier.
        "60, 60, 1, 31, false",
        "60, 60, 1, 32, true",
        "60, 60, 40, 80, false",
        "60, 60, 40, 81, true",
        "60, 60, 600, 9000, false"
    })
    void alikeIsWhatDiffersByLittleOrByLessThanAFactor(int age, int other, int cpu, int otherCpu, boolean differs) {
        Uptime one = seconds(age, cpu).orElseThrow();
        Uptime two = seconds(other, otherCpu).orElseThrow();

        assertEquals(differs, one.differsFrom(two));
        assertEquals(differs, two.differsFrom(one));
    }

    @Test
    void cpuTimeThatIsUnknownDecidesNothing() {
        Uptime unknown = new Uptime(Duration.ofSeconds(20), Optional.empty());

        assertEquals(false, unknown.differsFrom(seconds(20, 500).orElseThrow()));
        assertEquals(false, seconds(20, 500).orElseThrow().differsFrom(unknown));
    }

    @Test
    void aFreshCandidateIsNotComparedWithABaseThatHasAged() {
        Verdict verdict = pair(FRESH, OLD, 1.5);

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertEquals(
                "when the load began, the candidate had been up for 20 s (with 4 s of CPU time), the base for 18 min"
                        + " (with 4 min of CPU time); a backend can slow down with age, so restart both before the run",
                reason(verdict));
        assertEquals(Outcome.CANNOT_JUDGE, pair(OLD, FRESH, 1.5).outcome());
        assertEquals(Outcome.REGRESSION, pair(FRESH, seconds(25, 5), 1.5).outcome());
        assertEquals(Outcome.REGRESSION, pair(Optional.empty(), OLD, 1.5).outcome());
        assertEquals(Outcome.PASS, pair(OLD, Optional.empty(), 1).outcome());
    }

    @Test
    void aTargetOfAnotherAgeThanThatOfTheKeptRunsIsNotJudgedByThem() {
        Verdict verdict = againstKept(OLD, FRESH);

        assertEquals(Outcome.CANNOT_JUDGE, verdict.outcome());
        assertTrue(
                reason(verdict)
                        .startsWith("when the load began, the target had been up for 18 min (with 4 min of CPU time),"
                                + " compared with 20 s (with 4 s of CPU time) in the kept runs; a backend"),
                reason(verdict));
        assertEquals(Outcome.PASS, againstKept(FRESH, FRESH).outcome());
        assertEquals(Outcome.PASS, againstKept(Optional.empty(), FRESH).outcome());
        assertEquals(Outcome.PASS, againstKept(OLD, Optional.empty()).outcome());
    }

    private Verdict pair(Optional<Uptime> candidate, Optional<Uptime> base, double factor) {
        EndpointResult pair = TestPairs.of(factor);
        RunInfo run = pair.run().orElseThrow().withUptimes(candidate, base);
        return judge.judge(pair.withRun(Optional.of(run)).withBase(pair.base().orElseThrow()), Optional.empty());
    }

    private Verdict againstKept(Optional<Uptime> mine, Optional<Uptime> kept) {
        Baseline baseline = Baseline.of(
                "/a",
                IntStream.rangeClosed(1, 8)
                        .mapToObj(day -> KeptRun.of(run(NOW.minus(Duration.ofDays(day)), kept)))
                        .toList());
        return judge.judge(run(NOW, mine), Optional.of(baseline));
    }

    private static EndpointResult run(Instant started, Optional<Uptime> uptime) {
        RunInfo like = TestRuns.info(started, Duration.ofSeconds(30), Duration.ofSeconds(5), "/a");
        LoadProfile backend = new LoadProfile(
                like.profile().simulation(), "http://backend", 10, Duration.ofSeconds(30), Duration.ofSeconds(5), "");
        RunInfo run = new RunInfo(
                        backend, like.endpoints(), like.measuredFrom(), TestRuns.MACHINE, "", Optional.empty())
                .withUptimes(uptime, Optional.empty());
        return TestResults.spread("/a", started, 1).withRun(Optional.of(run));
    }

    private static Optional<Uptime> seconds(int age, int cpu) {
        return Optional.of(new Uptime(Duration.ofSeconds(age), Optional.of(Duration.ofSeconds(cpu))));
    }
}
