package simulations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.AutoDuration;
import analyzer.metrics.AutoDuration.End;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import analyzer.verdict.Judge;
import analyzer.verdict.Outcome;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with {@code DURATION=auto}. However busy the machine is, what ended a run and what the analysis says of it agree. */
class EndsWithTheVerdictTest {

    private static final Duration MOST = Duration.ofSeconds(25);

    @TempDir
    Path runs;

    private GatlingRun run(Map<String, String> more) throws Exception {
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
                "false"));
        settings.putAll(more);
        return GatlingRun.of(WhoamiSimulation.class, settings, runs);
    }

    private static void assertAgrees(GatlingRun run) {
        List<EndpointResult> results = run.results();
        assertEquals(1, results.size(), run.output());
        EndpointResult result = results.get(0);
        assertEquals(List.of(), result.flaws(), run.output());
        RunInfo info = result.run().orElseThrow();
        AutoDuration auto = info.auto().orElseThrow();
        Verdict verdict = new Judge(Policy.standard()).judge(result, Optional.empty());
        if (auto.end().orElseThrow() == End.MAXIMUM) {
            assertEquals(MOST, info.profile().duration());
            return;
        }
        assertTrue(info.profile().duration().compareTo(MOST) < 0, run.output());
        assertEquals(auto.end().get() == End.HOPELESS, verdict.outcome() == Outcome.CANNOT_JUDGE, verdict.reason());
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

    @Test
    void onlyAPairedRunHasAVerdictToEndWith() throws Exception {
        GatlingRun run = run(Map.of());
        assertNotEquals(0, run.exitStatus());
        assertEquals(
                "DURATION = auto is for paired runs, and BASELINE_URL is not set; set it to the base, or set a fixed"
                        + " DURATION such as 30s",
                run.error());
    }
}
