package analyzer;

import static analyzer.TestTexts.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.baseline.KeptRun;
import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunReader;
import analyzer.io.BadInputException;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.PairedRun;
import analyzer.metrics.RunInfo;
import analyzer.verdict.Judge;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveJudgeTest {

    private static final String ENDPOINT = "/v1/whoami";
    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final AutoDuration AUTO = AutoDuration.between(LEAST, Duration.ofMinutes(3));
    private static final RunInfo RUN = TestRuns.info(
                    LogBuilder.START, AUTO.most(), Duration.ZERO, ENDPOINT, PairedRun.baseName(ENDPOINT))
            .withBaseTarget(Optional.of("http://base"))
            .lasting(AUTO.most(), AUTO);

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(1);
    private final LogBuilder log = LogBuilder.started().userStart(0);

    @BeforeEach
    void makeRunFolder() throws Exception {
        folder = Files.createDirectories(folder.resolve("whoamisimulation-20261123143000000"));
    }

    /** Logs a pair of requests every 10 ms. */
    private void pairs(int fromMillis, int toMillis, double factor) {
        for (int at = fromMillis; at < toMillis; at += 10) {
            int base = 40 + random.nextInt(20);
            int candidate = (int) Math.round(factor * (40 + random.nextInt(20)));
            log.ok(ENDPOINT, at, at + candidate).ok(PairedRun.baseName(ENDPOINT), at, at + base);
        }
    }

    /** Logs a request to a single target every 10 ms. */
    private void requests(int fromMillis, int toMillis, double factor) {
        for (int at = fromMillis; at < toMillis; at += 10) {
            log.ok(ENDPOINT, at, at + (int) Math.round(factor * (40 + random.nextInt(20))));
        }
    }

    private static final RunInfo ALONE = TestRuns.info(LogBuilder.START, AUTO.most(), Duration.ZERO, ENDPOINT)
            .lasting(AUTO.most(), AUTO);

    /** Looks at a run with one target, with this folder of baselines. */
    private LiveJudge.Sight lookAlone(Duration measured, Path baselines) throws Exception {
        log.writeInto(folder);
        System.setProperty("BASELINE_DIR", baselines.toString());
        try {
            return new LiveJudge(folder, ALONE).lookAt(measured).orElseThrow();
        } finally {
            System.clearProperty("BASELINE_DIR");
        }
    }

    /** Saves five equally fast runs with a different measured time. */
    private Path savedBaselines() {
        Path saved = folder.resolveSibling("baselines");
        List<KeptRun> runs = IntStream.range(0, 5)
                .mapToObj(run -> {
                    EndpointResult result = TestResults.sample(
                            ENDPOINT,
                            LogBuilder.START.minusSeconds(600 - 60 * run),
                            2000,
                            i -> 40 + random.nextInt(20));
                    return KeptRun.of(
                            TestResults.withProfile(result, TestRuns.profile(Duration.ofSeconds(30), Duration.ZERO)));
                })
                .toList();
        BaselineFolder.read(saved).save(List.of(Baseline.of(ENDPOINT, runs)));
        return saved;
    }

    private LiveJudge.Sight lookAt(Duration measured) throws Exception {
        log.writeInto(folder);
        return new LiveJudge(folder, RUN).lookAt(measured).orElseThrow();
    }

    private static Outcome outcome(LiveJudge.Sight sight) {
        assertEquals(1, sight.endpoints().size());
        return sight.endpoints().get(0).outlook().verdict().outcome();
    }

    @Test
    void aRunThatIsEqualIsDecided() throws Exception {
        pairs(0, 10_500, 1);
        LiveJudge.Sight sight = lookAt(LEAST);
        assertEquals(Outcome.PASS, outcome(sight));
        assertFalse(sight.endpoints().get(0).isOpen());
        assertFalse(sight.isFailing());
    }

    @Test
    void aRunOfOneTargetIsDecidedByTheBaselineThatTheAnalysisWillTake() throws Exception {
        Path saved = savedBaselines();
        // The same requests per second as in the kept runs, so that throughput does not decide.
        for (int at = 0; at < 10_500; at += 15) {
            log.ok(ENDPOINT, at, at + 40 + random.nextInt(20));
        }
        LiveJudge.Sight sight = lookAlone(LEAST, saved);
        assertEquals(
                Outcome.PASS,
                outcome(sight),
                reason(sight.endpoints().get(0).outlook().verdict()));
        assertFalse(sight.endpoints().get(0).isOpen());

        Verdict live = sight.endpoints().get(0).outlook().verdict();
        log.userEnd(11_000).writeInto(folder);
        RunInfoFile.write(folder, ALONE.lasting(LEAST, AUTO.ended(AutoDuration.End.DECIDED)));
        Verdict finished = new Judge(Policy.standard())
                .judge(
                        RunReader.read(RunFolder.at(folder)).results().get(0),
                        BaselineFolder.read(saved).of(ENDPOINT));
        assertEquals(reason(live), reason(finished));
        assertEquals(live.comparisons(), finished.comparisons());
    }

    @Test
    void aSlowerRunOfOneTargetIsDecided() throws Exception {
        requests(0, 10_500, 2);
        assertEquals(Outcome.REGRESSION, outcome(lookAlone(LEAST, savedBaselines())));
    }

    @Test
    void withoutABaselineARunIsDoneOnceItIsExact() throws Exception {
        requests(0, 10_500, 1);
        LiveJudge.Sight sight = lookAlone(LEAST, folder.resolveSibling("none"));
        assertEquals(Outcome.CANNOT_JUDGE, outcome(sight));
        assertTrue(sight.endpoints().get(0).outlook().precise());
        assertFalse(sight.endpoints().get(0).isOpen());
    }

    @Test
    void aBaselineThatCannotBeReadIsReportedImmediately() throws Exception {
        Path saved = Files.createDirectories(folder.resolveSibling("broken"));
        Files.writeString(saved.resolve("x_baseline.json"), "{");
        requests(0, 10_500, 1);
        assertThrows(BadInputException.class, () -> lookAlone(LEAST, saved));
    }

    /** Failures of one target are counted. 2 % are too many as soon as the rest of the run cannot make up for them. */
    @Test
    void failuresOfOneTargetEndItOnceTheRestCannotMakeUpForThem() throws Exception {
        for (int at = 0; at < 100_000; at += 10) {
            if (at % 500 == 0) {
                log.failed(ENDPOINT, at, at + 50, "refused");
            } else {
                log.ok(ENDPOINT, at, at + 40 + random.nextInt(20));
            }
        }
        Path none = folder.resolveSibling("none");
        assertTrue(lookAlone(Duration.ofSeconds(80), none).endpoints().get(0).isOpen());
        assertFalse(lookAlone(Duration.ofSeconds(95), none).endpoints().get(0).isOpen());
    }

    @Test
    void aSlowerRunIsDecidedByWhatBeganInItsTime() throws Exception {
        pairs(0, 10_000, 2);
        pairs(10_100, 30_000, 0.5);
        assertEquals(Outcome.REGRESSION, outcome(lookAt(LEAST)));
    }

    /** A look gets no options. A setting gives the run and its analysis the same threshold. */
    @Test
    void theThresholdIsASetting() throws Exception {
        pairs(0, 10_500, 1.14);
        assertEquals(Outcome.PASS, outcome(lookAt(LEAST)));
        System.setProperty("THRESHOLD", "7");
        try {
            assertEquals(Outcome.REGRESSION, outcome(lookAt(LEAST)));
        } finally {
            System.clearProperty("THRESHOLD");
        }
    }

    /** The analysis of the finished run covers the same requests as the last look, and not those sent after it. */
    @Test
    void theAnalysisSaysTheSame() throws Exception {
        pairs(0, 10_000, 1.3);
        Verdict live = lookAt(LEAST).endpoints().get(0).outlook().verdict();
        pairs(10_100, 10_400, 3);
        log.userEnd(11_000).writeInto(folder);
        RunInfoFile.write(folder, RUN.lasting(LEAST, AUTO.ended(AutoDuration.End.DECIDED)));
        Verdict finished = new Judge(Policy.standard())
                .judge(RunReader.read(RunFolder.at(folder)).results().get(0), Optional.empty());
        assertEquals(reason(live), reason(finished));
        assertEquals(live.comparisons(), finished.comparisons());
    }

    /** CPU time is known only when the run is over, so a run that waited for it would last as long as the maximum. */
    @Test
    void cpuTimeIsNotWaitedFor() throws Exception {
        assertEquals(
                Set.of(Metric.P50, Metric.THROUGHPUT),
                new Policy(0.2, 0.01, Set.of(Metric.P50, Metric.CPU), 0.05)
                        .whileUnderWay()
                        .gated());
    }

    @Test
    void whatIsLoggedSoFarIsKnown() throws Exception {
        pairs(0, 5000, 1);
        log.ok(ENDPOINT, 5000, 6789);
        assertEquals(LogBuilder.START.plusMillis(6789), lookAt(LEAST).newest());
    }

    @Test
    void beforeTheFirstPieceOfTheLogNothingIsSeen() throws Exception {
        LogBuilder.write(folder, new byte[0]);
        assertEquals(Optional.empty(), new LiveJudge(folder, RUN).lookAt(LEAST));
    }

    /** One percent of 180 s is 1.8 s. */
    @Test
    void aTargetThatOnlyFailsIsFailingOnceTheRestCannotMakeUpForIt() throws Exception {
        for (int at = 0; at < 3000; at += 10) {
            log.failed(ENDPOINT, at, at + 1, "refused").ok(PairedRun.baseName(ENDPOINT), at, at + 50);
        }
        assertFalse(lookAt(Duration.ofMillis(1700)).isFailing());
        LiveJudge.Sight sight = lookAt(Duration.ofMillis(1900));
        assertTrue(sight.isFailing());
        assertEquals(Outcome.REGRESSION, outcome(sight));
    }

    @Test
    void aBaseThatOnlyFailsEndsItAsWell() throws Exception {
        for (int at = 0; at < 3000; at += 10) {
            log.ok(ENDPOINT, at, at + 50).failed(PairedRun.baseName(ENDPOINT), at, at + 1, "refused");
        }
        LiveJudge.Sight sight = lookAt(Duration.ofSeconds(3));
        assertTrue(sight.isFailing());
        assertEquals(Outcome.CANNOT_JUDGE, outcome(sight));
    }

    @Test
    void whatIsOpenShowsHowLongItTakes() throws Exception {
        for (int at = 0; at < 10_000; at += 30) {
            log.ok(ENDPOINT, at, at + (int) (50 * Math.exp(1.2 * random.nextGaussian())))
                    .ok(PairedRun.baseName(ENDPOINT), at, at + (int) (50 * Math.exp(1.2 * random.nextGaussian())));
        }
        LiveJudge.Endpoint open = lookAt(LEAST).endpoints().get(0);
        assertTrue(open.isOpen());
        assertFalse(open.outlook().hopeless());
        assertTrue(open.outlook().times().orElseThrow() > 1);
    }
}
