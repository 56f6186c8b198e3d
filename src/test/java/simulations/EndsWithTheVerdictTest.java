package simulations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.baseline.KeptRun;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.AutoDuration.End;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import analyzer.verdict.Judge;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with {@code DURATION=auto}. On a busy machine, too, the reason why a run ended agrees with its analysis. */
class EndsWithTheVerdictTest {

    private static final Duration MOST = Duration.ofSeconds(25);

    @TempDir
    Path runs;

    private GatlingRun run(Map<String, String> more) throws Exception {
        return run(WhoamiSimulation.class, more);
    }

    private GatlingRun run(Class<?> simulation, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "DURATION",
                "auto",
                "MIN_DURATION",
                "2500ms",
                "MAX_DURATION",
                "25s",
                "WARMUP",
                "1s",
                "HEALTH",
                "false",
                "RATE_LIMIT_SEARCH",
                "false"));
        settings.putAll(more);
        return GatlingRun.of(simulation, settings, runs);
    }

    private static void assertAgrees(GatlingRun run) {
        assertAgrees(run, endpoint -> Optional.empty());
    }

    private static void assertAgrees(GatlingRun run, Function<String, Optional<Baseline>> baselines) {
        List<EndpointResult> results = run.results();
        results.forEach(result -> assertEquals(List.of(), result.flaws(), run.output()));
        RunInfo info = results.get(0).run().orElseThrow();
        AutoDuration auto = info.auto().orElseThrow();
        List<Verdict> verdicts = new Judge(Policy.standard()).judge(results, baselines);
        if (auto.end().orElseThrow() == End.MAXIMUM) {
            assertEquals(MOST, info.profile().duration());
            return;
        }
        assertTrue(info.profile().duration().compareTo(MOST) < 0, run.output());
        boolean isOpen = auto.end().get() == End.HOPELESS || auto.end().get() == End.PRECISE;
        assertEquals(
                isOpen,
                verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.CANNOT_JUDGE),
                verdicts.toString());
        assertTrue(run.output().contains(" of at most 25s"), run.output());
    }

    @Test
    void twoThatAreEqual() throws Exception {
        GatlingRun run = run(Map.of("BASELINE_URL", "stand-in", "CONCURRENCY", "20"));
        assertEquals(0, run.exitStatus(), run.output());
        assertAgrees(run);
    }

    @Test
    void oneThatIsSlowerAtArrivalsOfTheirOwn() throws Exception {
        GatlingRun run = run(Map.of(
                "BASELINE_URL", "stand-in", "RATE", "100", "CONCURRENCY", "60", "STANDIN_SLOWDOWN", "/v1/whoami=3"));
        assertEquals(0, run.exitStatus(), run.output());
        assertAgrees(run);
    }

    /** Creates eight kept runs with a different measured time, of a stand-in that is equally fast. */
    private Path baselines(GatlingRun like) {
        Path folder = runs.resolve("baselines");
        BaselineFolder.read(folder)
                .save(like.results().stream()
                        .map(EndsWithTheVerdictTest::eightLike)
                        .toList());
        return folder;
    }

    private static Baseline eightLike(EndpointResult measured) {
        KeptRun run = KeptRun.of(measured);
        return Baseline.of(
                measured.endpoint(),
                IntStream.range(1, 9)
                        .mapToObj(number -> startedBefore(run, Duration.ofMinutes(number)))
                        .toList());
    }

    private static KeptRun startedBefore(KeptRun run, Duration before) {
        return new KeptRun(
                run.started().minus(before),
                run.metrics(),
                run.failed(),
                run.throughputPerSecond(),
                run.estimates(),
                run.responseTimes(),
                run.profile(),
                run.machine(),
                run.commit(),
                run.gatlingVersion(),
                run.uptime());
    }

    private GatlingRun beside(Path baselines, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("BASELINE_DIR", baselines.toString(), "CONCURRENCY", "20"));
        settings.putAll(more);
        GatlingRun run = run(settings);
        assertEquals(0, run.exitStatus(), run.output());
        assertTrue(run.output().contains("auto, 2500ms to 25s, until the verdict against the baseline"), run.output());
        return run;
    }

    /** Without a baseline a run ends when it can become one. A run compared with a baseline ends when it is decided. */
    @Test
    void aFirstRunBecomesABaselineAndTheNextOnesEndByIt() throws Exception {
        GatlingRun first = beside(runs.resolve("none"), Map.of());
        End end = first.results()
                .get(0)
                .run()
                .flatMap(RunInfo::auto)
                .flatMap(AutoDuration::end)
                .orElseThrow();
        // On a busy machine 25 s can be too short for a precise run.
        assertTrue(end == End.PRECISE || end == End.MAXIMUM, first.output());
        assertAgrees(first);

        Path baselines = baselines(first);
        BaselineFolder kept = BaselineFolder.read(baselines);
        GatlingRun equal = beside(baselines, Map.of());
        assertAgrees(equal, kept::of);
        GatlingRun slower = beside(baselines, Map.of("STANDIN_SLOWDOWN", "/v1/whoami=3"));
        assertAgrees(slower, kept::of);
        assertEquals(
                Optional.of(End.DECIDED),
                slower.results().get(0).run().flatMap(RunInfo::auto).flatMap(AutoDuration::end),
                slower.output());
    }

    @Test
    void theMixAtArrivalsOfItsOwnEndsWithItsLastVerdict() throws Exception {
        Map<String, String> open = Map.of("RATE", "150", "CONCURRENCY", "150");
        Map<String, String> first = new HashMap<>(open);
        first.put("DURATION", "4s");
        Path baselines = baselines(run(MixedSimulation.class, first));

        Map<String, String> next = new HashMap<>(open);
        next.putAll(Map.of("BASELINE_DIR", baselines.toString(), "STANDIN_SLOWDOWN", "/v1/whoami=3"));
        GatlingRun slower = run(MixedSimulation.class, next);
        assertEquals(0, slower.exitStatus(), slower.output());
        assertEquals(4, slower.results().size(), slower.output());
        assertAgrees(slower, BaselineFolder.read(baselines)::of);
    }

    @Test
    void anUnreadableBaselineOnlyCostsTheSavedTime() throws Exception {
        Path broken = Files.createDirectories(runs.resolve("broken"));
        Files.writeString(broken.resolve("x_baseline.json"), "{");
        GatlingRun run = run(Map.of("BASELINE_DIR", broken.toString(), "MAX_DURATION", "3s"));
        assertEquals(0, run.exitStatus(), run.output());
        assertTrue(run.output().contains("warning: the run will not end early, because an interim look failed: "));
        assertEquals(
                Duration.ofSeconds(3),
                run.results().get(0).run().orElseThrow().profile().duration());
    }

    @Test
    void autoNeedsASingleInjector() throws Exception {
        GatlingRun run = run(Map.of("INJECTORS", "2", "INJECTOR", "0", "BASE_URL", "http://127.0.0.1:1"));
        assertNotEquals(0, run.exitStatus());
        assertEquals(
                "DURATION = auto needs a single injector, but INJECTORS = 2; set a fixed DURATION such as 30s",
                run.error());
    }
}
