package analyzer.selfcheck;

import static analyzer.selfcheck.PairedStudy.LOOKS;
import static analyzer.selfcheck.SyntheticRun.INFO;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Timeline;
import analyzer.verdict.Outlook;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A study of baselines with runs of 30 s. One candidate per baseline and slowdown is judged both after 30 s and by looks until it
 * is decided.
 */
record KeptStudy(long seed, int pairs, int keptRuns) {

    /** Returns one tally per slowdown; 0 is no slowdown. */
    List<SequentialTally> under(NoiseModel noise, double... slowDowns) {
        return IntStream.range(0, pairs)
                .parallel()
                .mapToObj(pair -> pair(noise, slowDowns, pair))
                .reduce(
                        Arrays.stream(slowDowns)
                                .mapToObj(unused -> SequentialTally.NONE)
                                .toList(),
                        (a, b) -> IntStream.range(0, a.size())
                                .mapToObj(i -> a.get(i).plus(b.get(i)))
                                .toList());
    }

    private List<SequentialTally> pair(NoiseModel noise, double[] slowDowns, int pair) {
        SplittableRandom random = new SplittableRandom((seed * 31 + 500 + noise.ordinal()) * 1_000_003L + pair);
        List<KeptRun> kept = IntStream.range(0, keptRuns)
                .mapToObj(number ->
                        KeptRun.of(new Growing(noise, 0, number, random.split()).until(SyntheticRun.RUN_MILLIS, INFO)))
                .toList();
        long candidate = random.nextLong();
        return Arrays.stream(slowDowns)
                .mapToObj(slowDown -> candidate(
                        kept,
                        new Growing(noise, slowDown, Study.CANDIDATE, new SplittableRandom(candidate)),
                        noise.scales() || slowDown == 0 ? slowDown : Double.NaN))
                .toList();
    }

    private static SequentialTally candidate(List<KeptRun> kept, Growing run, double truth) {
        Optional<Tally> fixed = Optional.empty();
        for (Duration at : LOOKS.planned()) {
            if (fixed.isEmpty() && at.toMillis() > SyntheticRun.RUN_MILLIS) {
                fixed = Optional.of(run.fixed(kept, truth));
            }
            EndpointResult soFar = run.until((int) at.toMillis(), INFO.lasting(at, LOOKS));
            double stretch = (double) LOOKS.most().toMillis() / at.toMillis();
            Baseline baseline = Baseline.of(soFar.endpoint(), kept);
            Outlook outlook = Trial.JUDGE
                    .lookAt(List.of(soFar), unused -> Optional.of(baseline), stretch)
                    .get(0);
            if (outlook.isDecided() || outlook.hopeless() || stretch == 1) {
                return new SequentialTally(
                        fixed.orElseGet(() -> run.fixed(kept, truth)),
                        Trial.tally(outlook.verdict(), kept, soFar, truth),
                        at.toMillis());
            }
        }
        throw new IllegalStateException("the last look decides");
    }

    /** A synthetic run that is generated only up to the latest look. */
    private static final class Growing {
        private final int number;
        private final double factor;
        private final NoiseModel.Source source;
        private final SplittableRandom clock;
        private final Timeline timeline = new Timeline();
        private double elapsed;

        Growing(NoiseModel noise, double slowDown, int number, SplittableRandom random) {
            this.number = number;
            factor = 1 + slowDown;
            source = noise.source(random);
            clock = random.split();
        }

        /** The run up to {@code millis}, which must not decrease from call to call. */
        EndpointResult until(int millis, RunInfo info) {
            while (elapsed * SyntheticRun.RUN_MILLIS < millis) {
                // What changes over 30 s stays constant afterwards; else a drift of a tenth would become one of a half.
                double took = source.next(factor, Math.min(elapsed, 1));
                timeline.recordOk((int) (elapsed * SyntheticRun.RUN_MILLIS), (int) (took + clock.nextDouble()));
                elapsed += took / Study.BUSY_MILLIS;
            }
            return SyntheticRun.result(number, timeline, millis, Optional.of(info));
        }

        Tally fixed(List<KeptRun> kept, double truth) {
            return Trial.judge(kept, until(SyntheticRun.RUN_MILLIS, INFO), truth);
        }
    }
}
