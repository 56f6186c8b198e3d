package analyzer.verdict;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestResults;
import analyzer.TestRuns;
import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.RunInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Looks at a run that is compared with kept runs, after 30 s of at most 3 minutes unless stated otherwise. */
class LookTest {

    private static final Instant BEFORE = Instant.parse("2026-11-22T14:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");
    private static final Duration SEEN = Duration.ofSeconds(30);
    private static final AutoDuration AUTO = AutoDuration.between(Duration.ofSeconds(10), Duration.ofMinutes(3));
    private static final double STRETCH = 6;

    private final Judge judge = new Judge(Policy.standard());

    private static EndpointResult looked(EndpointResult result) {
        RunInfo info = TestRuns.info(NOW, SEEN, Duration.ofSeconds(5), "/a").lasting(SEEN, AUTO);
        return result.withRun(Optional.of(info));
    }

    private static EndpointResult spread(double factor) {
        return looked(TestResults.spread("/a", NOW, factor));
    }

    private static Optional<Baseline> kept(double... factors) {
        List<KeptRun> runs = new ArrayList<>();
        for (double factor : factors) {
            runs.add(KeptRun.of(TestResults.spread("/a", BEFORE.plusSeconds(60L * runs.size()), factor)));
        }
        return Optional.of(Baseline.of("/a", runs));
    }

    private static final double[] QUIET = {0.98, 1, 1, 1.02, 1, 0.99};
    private static final double[] NOISY = {0.7, 1.3, 1, 0.8, 1.25, 1};

    private Outlook lookAt(EndpointResult result, Optional<Baseline> baseline) {
        return judge.lookAt(List.of(result), endpoint -> baseline, STRETCH).get(0);
    }

    @Test
    void aVerdictAgainstKeptRunsEndsARun() {
        Outlook equal = lookAt(spread(1), kept(QUIET));
        assertEquals(Outcome.PASS, equal.verdict().outcome(), reason(equal.verdict()));
        assertTrue(equal.isDecided());
        assertEquals(
                Outcome.REGRESSION, lookAt(spread(1.5), kept(QUIET)).verdict().outcome());
    }

    /** The reason why a run ended agrees with its analysis. */
    @Test
    void theAnalysisOfTheFinishedRunSaysTheSame() {
        for (double factor : new double[] {1, 1.1, 1.2, 1.3, 1.5}) {
            Verdict live = lookAt(spread(factor), kept(QUIET)).verdict();
            Verdict finished = judge.judge(spread(factor), kept(QUIET));
            assertEquals(reason(live), reason(finished));
            assertEquals(live.comparisons(), finished.comparisons());
        }
    }

    /** The interval covers the true value at all looks together. */
    @Test
    void anIntervalOfARunThatIsLookedAtIsWider() {
        SplittableRandom random = new SplittableRandom(1);
        EndpointResult fixed =
                TestResults.sample("/a", NOW, 2020, i -> (int) Math.round(80 * Math.exp(0.35 * random.nextGaussian())));
        double once = interval(judge.judge(fixed, kept(QUIET))).high();
        double often = interval(judge.judge(looked(fixed), kept(QUIET))).high();
        assertTrue(often > once, once + " " + often);
    }

    private static Interval interval(Verdict verdict) {
        return verdict.comparisons().stream()
                .filter(comparison -> comparison.metric() == Metric.P95)
                .findFirst()
                .flatMap(Comparison::interval)
                .orElseThrow();
    }

    @Test
    void whereRunsDifferTooMuchNoTimeHelpsAndTheReasonSaysWhatDoes() {
        Outlook noisy = lookAt(spread(1), kept(NOISY));

        assertFalse(noisy.isDecided());
        assertTrue(noisy.hopeless());
        assertTrue(
                reason(noisy.verdict())
                        .endsWith("compare with more than 6 runs, because a longer run would help little"),
                reason(noisy.verdict()));
    }

    @Test
    void aRunThatIsTooShortIsToldHowMuchLongerItMustBe() {
        SplittableRandom random = new SplittableRandom(1);
        EndpointResult vague = looked(TestResults.sample("/a", NOW, 2020, i ->
                (int) Math.round(42 * Math.exp(0.9 * random.nextGaussian()))));

        Outlook open = lookAt(vague, kept(QUIET));

        assertEquals(Outcome.CANNOT_JUDGE, open.verdict().outcome(), reason(open.verdict()));
        assertTrue(open.times().orElseThrow() > 1, open.times() + "");
        assertTrue(lookAt(spread(1), kept(QUIET)).times().isEmpty());
    }

    @Test
    void whatCannotBeComparedIsDoneOnceItsFiguresAreExact() {
        assertTrue(lookAt(spread(1), Optional.empty()).precise());
        assertFalse(lookAt(spread(1), Optional.empty()).isDecided());
        assertFalse(lookAt(spread(1), kept(NOISY)).precise(), "it was compared");

        SplittableRandom random = new SplittableRandom(1);
        EndpointResult vague = looked(TestResults.sample("/a", NOW, 400, i ->
                (int) Math.round(50 * Math.exp(0.9 * random.nextGaussian()))));
        Outlook open = lookAt(vague, Optional.empty());
        assertTrue(open.verdict().sound(), reason(open.verdict()));
        assertFalse(open.precise());
        Judge tolerant = new Judge(new Policy(0.2, 0.01, Set.of(Metric.P95), 0.9));
        assertTrue(tolerant.lookAt(List.of(vague), endpoint -> Optional.empty(), STRETCH)
                .get(0)
                .precise());
    }

    /** Half of the assumed spread. */
    @Test
    void figuresAreExactIfTheirErrorIsSmallComparedWithTheSpread() {
        SplittableRandom random = new SplittableRandom(1);
        EndpointResult vague = looked(TestResults.sample("/a", NOW, 400, i ->
                (int) Math.round(50 * Math.exp(0.9 * random.nextGaussian()))));
        double error = vague.estimate(Metric.P95).orElseThrow().relativeError();
        assertTrue(isPrecise(vague, 2 * error * 1.0001));
        assertFalse(isPrecise(vague, 2 * error * 0.9999));
        // Without samples above 0 there is no standard error that could be too large.
        assertTrue(isPrecise(looked(TestResults.constant("/a", NOW, 0)), 0.0001));
    }

    private static boolean isPrecise(EndpointResult result, double spread) {
        return new Judge(new Policy(0.2, 0.01, Set.of(Metric.P95), spread))
                .lookAt(List.of(result), endpoint -> Optional.empty(), STRETCH)
                .get(0)
                .precise();
    }

    @Test
    void whatIsNotFitForABaselineIsNotDone() {
        EndpointResult few = looked(TestResults.sample("/a", NOW, 150, i -> 100));
        assertFalse(lookAt(few, Optional.empty()).precise());
        assertFalse(lookAt(few, kept(QUIET)).isDecided());
    }

    /** 1.2 % so far can still become less than 1 %. */
    @Test
    void failuresSoFarAreNoVerdictYet() {
        EndpointResult failing = looked(TestResults.of("/a", NOW, 100, 1000, Map.of("500", 12L), List.of()));
        KeptRun before = KeptRun.of(TestResults.of("/a", BEFORE, 100, 1000, Map.of(), List.of()));
        Outlook open = lookAt(failing, Optional.of(Baseline.of("/a", List.of(before))));

        assertEquals(Outcome.REGRESSION, open.verdict().outcome());
        assertFalse(open.isDecided());
    }
}
