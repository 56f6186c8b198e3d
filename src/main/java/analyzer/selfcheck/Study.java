package analyzer.selfcheck;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A study of pairs of a baseline and a candidate under one kind of noise, at several slowdowns.
 *
 * @param pairs number of baselines, each with one candidate per slowdown
 */
record Study(long seed, int pairs, int keptRuns) {

    /** Sum of the response times of a run: about 1850 requests. */
    static final double BUSY_MILLIS = 100_000;

    /** Number of the candidate's run, distinct from those of the kept runs. */
    static final int CANDIDATE = 1000;

    private static final double CLOCK_SIGMA = 0.5;
    private static final double CLOCK_SHIFT = 0.02;
    private static final int CLOCK_REQUESTS = 4000;

    /** Judges pairs under a noise model. Returns one tally per slowdown; 0 is no slowdown. */
    List<Tally> under(NoiseModel noise, double... slowDowns) {
        return tallies(
                slowDowns,
                noise.ordinal(),
                (slowDown, random, number) -> run(noise, slowDown, random, number),
                slowDown -> noise.scales() || slowDown == 0);
    }

    /** Judges pairs of an endpoint whose true 95th percentile is a few ticks of the clock, or less than one. */
    List<Tally> nearTheClock(double p95Millis, double... slowDowns) {
        double median = p95Millis / Math.exp(CLOCK_SIGMA * PairedNoise.P95_OF_STANDARD_NORMAL);
        double mean = median * Math.exp(CLOCK_SIGMA * CLOCK_SIGMA / 2);
        return tallies(
                slowDowns,
                Double.hashCode(p95Millis),
                (slowDown, random, number) -> {
                    double level = median * (1 + slowDown) * Math.exp(CLOCK_SHIFT * NoiseModel.gaussian(random));
                    return SyntheticRun.of(
                            number,
                            CLOCK_REQUESTS * mean,
                            random.split(),
                            elapsed -> level * Math.exp(CLOCK_SIGMA * NoiseModel.gaussian(random)));
                },
                slowDown -> true);
    }

    /**
     * Judges gates of several endpoints, each gate in one analysis.
     *
     * @param endpoints number of endpoints per gate; only the first is slower
     * @return number of gates with a false positive, and of gates that find the slower endpoint
     */
    Family family(NoiseModel noise, int endpoints, double slowDown) {
        return IntStream.range(0, pairs)
                .parallel()
                .mapToObj(gate ->
                        gate(noise, endpoints, slowDown, new SplittableRandom(mix(-1 - noise.ordinal(), gate))))
                .reduce(new Family(0, 0), Family::plus);
    }

    /**
     * Counts over gates of several endpoints.
     *
     * @param falsePositives gates that report a regression of an unchanged endpoint
     * @param found gates that report a regression of the slower endpoint
     */
    record Family(int falsePositives, int found) {

        Family plus(Family other) {
            return new Family(falsePositives + other.falsePositives, found + other.found);
        }
    }

    private Family gate(NoiseModel noise, int endpoints, double slowDown, SplittableRandom random) {
        Map<String, Baseline> baselines = new HashMap<>();
        List<EndpointResult> candidates = new ArrayList<>();
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            List<KeptRun> kept = IntStream.range(0, keptRuns)
                    .mapToObj(number -> KeptRun.of(run(noise, 0, random.split(), number)))
                    .toList();
            EndpointResult candidate = run(noise, endpoint == 0 ? slowDown : 0, random.split(), CANDIDATE + endpoint);
            candidates.add(candidate);
            baselines.put(candidate.endpoint(), Baseline.of(candidate.endpoint(), kept));
        }
        List<Outcome> outcomes =
                Trial.JUDGE.judge(candidates, endpoint -> Optional.of(baselines.get(endpoint))).stream()
                        .map(Verdict::outcome)
                        .toList();
        boolean isFound = slowDown > 0 && outcomes.get(0) == Outcome.REGRESSION;
        boolean isFalse = outcomes.subList(slowDown > 0 ? 1 : 0, endpoints).contains(Outcome.REGRESSION);
        return new Family(isFalse ? 1 : 0, isFound ? 1 : 0);
    }

    /** Builds baselines as the gate does, each run judged against those before it, and judges one more run against each. */
    Selection keptByTheGate(NoiseModel noise) {
        return IntStream.range(0, pairs)
                .parallel()
                .mapToObj(baseline -> keptByTheGate(noise, new SplittableRandom(mix(-100 - noise.ordinal(), baseline))))
                .reduce(new Selection(0, 0, 0, 0), Selection::plus);
    }

    /**
     * Counts over baselines that the gate built.
     *
     * @param baselines number of baselines
     * @param falsePositives false positives among the additional runs, one per baseline
     * @param judged runs offered to the baselines
     * @param dropped runs among them that were not kept
     */
    record Selection(int baselines, int falsePositives, int judged, int dropped) {

        Selection plus(Selection other) {
            return new Selection(
                    baselines + other.baselines,
                    falsePositives + other.falsePositives,
                    judged + other.judged,
                    dropped + other.dropped);
        }

        double droppedShare() {
            return (double) dropped / judged;
        }
    }

    private Selection keptByTheGate(NoiseModel noise, SplittableRandom random) {
        EndpointResult first = run(noise, 0, random.split(), 0);
        Baseline baseline = Baseline.of(first.endpoint(), List.of(KeptRun.of(first)));
        int judged = 0;
        int dropped = 0;
        while (baseline.runs().size() < keptRuns) {
            EndpointResult next = run(noise, 0, random.split(), ++judged);
            Verdict verdict = Trial.JUDGE.judge(next, Optional.of(baseline));
            if (verdict.isWorthKeeping()) {
                baseline = baseline.plus(KeptRun.of(next));
            } else {
                dropped++;
            }
        }
        Verdict last = Trial.JUDGE.judge(run(noise, 0, random.split(), CANDIDATE), Optional.of(baseline));
        return new Selection(1, last.outcome() == Outcome.REGRESSION ? 1 : 0, judged, dropped);
    }

    private static EndpointResult run(NoiseModel noise, double slowDown, SplittableRandom random, int number) {
        NoiseModel.Source source = noise.source(random);
        return SyntheticRun.of(number, BUSY_MILLIS, random.split(), elapsed -> source.next(1 + slowDown, elapsed));
    }

    private interface Runs {
        EndpointResult run(double slowDown, SplittableRandom random, int number);
    }

    private interface TruthIsKnown {
        boolean of(double slowDown);
    }

    private List<Tally> tallies(double[] slowDowns, int stream, Runs runs, TruthIsKnown known) {
        return IntStream.range(0, pairs)
                .parallel()
                .mapToObj(pair -> pair(slowDowns, new SplittableRandom(mix(stream, pair)), runs, known))
                .reduce(Arrays.stream(slowDowns).mapToObj(unused -> Tally.NONE).toList(), Study::sum);
    }

    private List<Tally> pair(double[] slowDowns, SplittableRandom random, Runs runs, TruthIsKnown known) {
        List<KeptRun> kept = IntStream.range(0, keptRuns)
                .mapToObj(number -> KeptRun.of(runs.run(0, random.split(), number)))
                .toList();
        long candidate = random.nextLong();
        return Arrays.stream(slowDowns)
                .mapToObj(slowDown -> Trial.judge(
                        kept,
                        runs.run(slowDown, new SplittableRandom(candidate), CANDIDATE),
                        known.of(slowDown) ? slowDown : Double.NaN))
                .toList();
    }

    private static List<Tally> sum(List<Tally> a, List<Tally> b) {
        return IntStream.range(0, a.size())
                .mapToObj(i -> a.get(i).plus(b.get(i)))
                .toList();
    }

    private long mix(int stream, int pair) {
        return (seed * 31 + stream) * 1_000_003L + pair;
    }
}
