package analyzer.selfcheck;

import analyzer.baseline.KeptRun;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.io.BadInputException;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.GeneratorHealth.DelayPercentiles;
import analyzer.metrics.Metric;
import analyzer.metrics.Starvation;
import analyzer.report.ReasonText;
import analyzer.verdict.Interval;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The study with real load, in paired runs: unchanged rounds and rounds with a slowed candidate. Each round is judged against its
 * base, against kept runs that were measured before, when nothing else ran, and by the CPU time per request alone.
 */
public final class LiveCheck {

    private static final String SIMULATION = "simulations.WhoamiSimulation";
    private static final String ENDPOINT = "/v1/whoami";
    private static final int KEPT_RUNS = 5;
    private static final double FOUND_IN_NOISE = 0.9;

    /** Slowdown of P95 that must be found. */
    private static final double SLOW_DOWN = 0.25;

    /**
     * Added work that slows P95 by {@link #SLOW_DOWN}: the rest of a response time is network and, next to a noisy neighbour,
     * waiting for a processor, which added work does not lengthen.
     */
    private static final double MORE_WORK = 0.35;

    /** The shortest load of new processes that has a steady state. */
    private static final Map<String, String> LOAD = Map.of("DURATION", "7s", "WARMUP", "5s", "COMMIT", "none");

    /** Settings of rounds that end with the verdict, which needs at least twenty batches of 100 ms. */
    private static final Map<String, String> UNTIL_DECIDED =
            Map.of("DURATION", "auto", "MIN_DURATION", "3s", "MAX_DURATION", "1m");

    /** Enough samples that noise does not move +25 % below +20 %. */
    private static final int USERS = 120;

    /** One user per processor: with more users, a round would measure the queue. */
    private static final int USERS_OF_WORK = 2;

    /** Work per response, as a share of the endpoint's median of 30 ms. */
    private static final String WORK = "0.1";

    private final Jvms jvms;
    private final Condition condition;
    private final int rounds;
    private final boolean auto;
    private final long seed;
    private final PrintWriter progress;
    private final Path runs;
    private int measured;
    private long measuredMillis;

    private LiveCheck(
            Jvms jvms, Condition condition, int rounds, boolean auto, long seed, PrintWriter progress, Path runs) {
        this.jvms = jvms;
        this.condition = condition;
        this.rounds = rounds;
        this.auto = auto;
        this.seed = seed;
        this.progress = progress;
        this.runs = runs;
    }

    /**
     * Runs the study and prints a table per condition.
     *
     * @param rounds number of rounds without a slowdown, and of rounds with one
     * @param auto whether rounds end with the verdict instead of after a fixed time
     * @param seed seed of the noise
     * @param progress receives a line per round
     * @return whether every goal is met
     * @throws BadInputException if the simulations cannot be run here
     */
    public static boolean run(
            List<Condition> conditions, int rounds, boolean auto, long seed, PrintWriter out, PrintWriter progress) {
        boolean met = true;
        Path runs = Path.of("target", "self-check-" + System.currentTimeMillis());
        for (Condition condition : conditions) {
            try (Jvms jvms = Jvms.ofProject()) {
                Path folder = runs.resolve(condition.toString());
                met &= new LiveCheck(jvms, condition, rounds, auto, seed, progress, folder).run(out);
            }
        }
        return met;
    }

    private boolean run(PrintWriter out) {
        List<KeptRun> kept = new ArrayList<>();
        while (kept.size() < KEPT_RUNS) {
            EndpointResult quiet = measure(false, LOAD);
            kept.add(KeptRun.of(alone(quiet)));
            progress("kept run %d of %d, %s", kept.size(), KEPT_RUNS, figures(quiet));
        }
        if (condition.isNoisy()) {
            jvms.noise(seed);
        }
        long begin = System.nanoTime();
        PairedTally unchanged = PairedTally.NONE;
        PairedTally slower = PairedTally.NONE;
        for (int i = 1; i <= rounds; i++) {
            unchanged = unchanged.plus(round("round " + i + " of " + rounds + ", A/A", kept, false));
            slower = slower.plus(round("round " + i + " of " + rounds + ", slower", kept, true));
        }
        return report(out, unchanged, slower, (System.nanoTime() - begin) / 1e9);
    }

    private Map<String, String> standIn(boolean slower) {
        double more = condition.works() ? MORE_WORK : SLOW_DOWN;
        Map<String, String> settings = new HashMap<>();
        settings.put("standin.slowdown", ENDPOINT + "=" + (slower ? 1 + more : 1));
        if (condition.works()) {
            settings.put("standin.work", ENDPOINT + "=" + WORK);
        }
        return settings;
    }

    private PairedTally round(String name, List<KeptRun> kept, boolean slower) {
        Map<String, String> settings = new HashMap<>(LOAD);
        if (auto) {
            settings.putAll(UNTIL_DECIDED);
        }
        EndpointResult result = measure(slower, settings);
        measuredMillis += result.run().orElseThrow().profile().duration().toMillis();
        PairedTally judged = PairedTally.of(result, Trial.judge(kept, alone(result), Double.NaN));
        progress(
                "%s: %s%s, by kept runs %s, %s",
                name, outcome(judged.pairedRun()), changes(result), outcome(judged.keptRuns()), figures(result));
        return judged;
    }

    /** Loads a base and a candidate. Both are started for it, because targets of unequal age are not compared. */
    private EndpointResult measure(boolean slower, Map<String, String> load) {
        Path folder = runs.resolve(String.valueOf(++measured));
        Map<String, String> settings = new HashMap<>(load);
        settings.put("CONCURRENCY", String.valueOf(users()));
        try (Jvms.StandIn base = jvms.standIn(standIn(false));
                Jvms.StandIn candidate = jvms.standIn(standIn(slower))) {
            settings.put("BASE_URL", candidate.url());
            settings.put("BASELINE_URL", base.url());
            jvms.simulate(SIMULATION, settings, folder);
        }
        return RunSearch.newestOfEach(folder).stream()
                .flatMap(run -> RunReader.read(run).results().stream())
                .filter(LiveCheck::hasSamples)
                .findFirst()
                .orElseThrow(() -> new BadInputException(folder + ": contains no paired run of " + SIMULATION
                        + " after it was run; run mvn gatling:test with BASELINE_URL=stand-in to see why"));
    }

    private static boolean hasSamples(EndpointResult result) {
        return result.batches().isPresent()
                && result.base().flatMap(EndpointResult::batches).isPresent();
    }

    private int users() {
        return condition.works() ? USERS_OF_WORK : USERS;
    }

    /**
     * The candidate as in a run of one target: with a starved generator as a flaw, without its base, and without its target,
     * because each stand-in is a different target.
     */
    private static EndpointResult alone(EndpointResult result) {
        List<String> flaws = Stream.concat(
                        result.flaws().stream(),
                        result.health().flatMap(Starvation::of).map(Starvation::toString).stream())
                .toList();
        return EndpointResult.ofSamples(
                        result.endpoint(),
                        result.origin(),
                        result.started(),
                        result.timeline().orElseThrow(),
                        result.failed(),
                        result.errors())
                .withThroughput(result.throughputPerSecond())
                .withGatlingVersion(result.gatlingVersion())
                .withFlaws(flaws)
                .withHealth(result.health());
    }

    private boolean report(PrintWriter out, PairedTally unchanged, PairedTally slower, double wallSeconds) {
        line(out, "%n%s: %d rounds of each kind", condition.description(), rounds);
        line(
                out,
                "%s, %d users, %s after %s",
                ENDPOINT,
                users(),
                auto
                        ? "auto, " + UNTIL_DECIDED.get("MIN_DURATION") + " to " + UNTIL_DECIDED.get("MAX_DURATION")
                        : LOAD.get("DURATION"),
                LOAD.get("WARMUP"));
        line(out, "%s", PairedTally.HEAD);
        line(out, "%s", unchanged.rows("A/A"));
        line(out, "%s", slower.rows("slower"));
        line(
                out,
                "measured time of a round: %.1f s; all rounds took %.0f s",
                measuredMillis / 1000.0 / (2 * rounds),
                wallSeconds);
        boolean quiet = unchanged.pairedRun().share(Outcome.REGRESSION) == 0;
        boolean found = slower.pairedRun().share(Outcome.PASS) == 0
                && slower.pairedRun().share(Outcome.REGRESSION) >= (condition.isNoisy() ? FOUND_IN_NOISE : 1);
        line(
                out,
                "%s",
                quiet && found
                        ? "goals met"
                        : "NOT MET:" + (quiet ? "" : " a false positive") + (found ? "" : " a missed slowdown"));
        return quiet && found;
    }

    private static Outcome outcome(Tally tally) {
        return tally.outcomes().keySet().iterator().next();
    }

    private static String changes(EndpointResult result) {
        Verdict verdict = Trial.JUDGE.judge(result, Optional.empty());
        return verdict.comparisons().isEmpty() ? " (" + ReasonText.of(verdict.reasons()) + ")" : changes(verdict);
    }

    private static String changes(Verdict verdict) {
        return verdict.comparisons().stream()
                .filter(comparison -> comparison.gated() || comparison.metric() == Metric.CPU)
                .map(comparison -> String.format(
                        Locale.ROOT,
                        " %s %+.1f %% (%+.1f to %+.1f)",
                        comparison.metric(),
                        100 * comparison.change(),
                        100 * comparison.interval().map(Interval::low).orElse(Double.NaN),
                        100 * comparison.interval().map(Interval::high).orElse(Double.NaN)))
                .collect(Collectors.joining());
    }

    private static String figures(EndpointResult result) {
        return String.format(
                Locale.ROOT,
                "p95 %.0f vs %.0f ms, mean %.2f vs %.2f ms, %d requests, hiccups p99 %.1f ms",
                result.metrics().p95Millis(),
                result.base().orElseThrow().metrics().p95Millis(),
                result.metrics().avgMillis(),
                result.base().orElseThrow().metrics().avgMillis(),
                result.metrics().totalRequests(),
                result.health()
                        .flatMap(GeneratorHealth::hiccups)
                        .map(DelayPercentiles::p99Millis)
                        .orElse(Double.NaN));
    }

    private void progress(String format, Object... values) {
        line(progress, "... " + format, values);
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
