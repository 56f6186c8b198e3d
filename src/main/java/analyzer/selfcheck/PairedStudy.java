package analyzer.selfcheck;

import analyzer.metrics.AutoDuration;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.PairedRun;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Timeline;
import analyzer.verdict.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A study of synthetic paired runs, each judged against its base. */
record PairedStudy(long seed, int runs) {

    private static final String ENDPOINT = "/paired";
    private static final int ITERATIONS = 2000;

    /** The default looks of {@code DURATION=auto}. */
    static final AutoDuration LOOKS = AutoDuration.between(Duration.ofSeconds(10), Duration.ofMinutes(3));

    private static final RunInfo INFO =
            SyntheticRun.INFO.withBaseTarget(Optional.of("synthetic")).lasting(LOOKS.most(), LOOKS);

    /** Returns one tally per slowdown; 0 is no slowdown. */
    List<Tally> under(PairedNoise noise, double... slowDowns) {
        return Arrays.stream(slowDowns)
                .mapToObj(slowDown -> IntStream.range(0, runs)
                        .parallel()
                        .mapToObj(number -> Trial.judge(run(noise, slowDown, number), noise.truth(slowDown)))
                        .reduce(Tally.NONE, Tally::plus))
                .toList();
    }

    /** Judges the same runs after a fixed time, and by looks until they are decided. Returns one tally per slowdown. */
    List<SequentialTally> sequential(PairedNoise noise, double... slowDowns) {
        return Arrays.stream(slowDowns)
                .mapToObj(slowDown -> IntStream.range(0, runs)
                        .parallel()
                        .mapToObj(number -> sequential(noise, slowDown, number))
                        .reduce(SequentialTally.NONE, SequentialTally::plus))
                .toList();
    }

    private SequentialTally sequential(PairedNoise noise, double slowDown, int number) {
        double truth = noise.truth(slowDown);
        Growing run = new Growing(noise, slowDown, number);
        Optional<Tally> fixed = Optional.empty();
        for (Duration at : LOOKS.planned()) {
            if (fixed.isEmpty() && at.toMillis() > SyntheticRun.RUN_MILLIS) {
                fixed = Optional.of(Trial.judge(run.until(SyntheticRun.RUN_MILLIS, Optional.empty()), truth));
            }
            EndpointResult soFar = run.until((int) at.toMillis(), Optional.of(INFO));
            double stretch = (double) LOOKS.most().toMillis() / at.toMillis();
            Outlook outlook = Trial.JUDGE
                    .lookAt(List.of(soFar), unused -> Optional.empty(), stretch)
                    .get(0);
            if (outlook.isDecided() || outlook.hopeless() || stretch == 1) {
                return new SequentialTally(
                        fixed.orElseGet(() -> Trial.judge(run.until(SyntheticRun.RUN_MILLIS, Optional.empty()), truth)),
                        Trial.tally(outlook.verdict(), soFar, truth),
                        at.toMillis());
            }
        }
        throw new IllegalStateException("the last look decides");
    }

    private EndpointResult run(PairedNoise noise, double slowDown, int number) {
        return new Growing(noise, slowDown, number).until(SyntheticRun.RUN_MILLIS, Optional.empty());
    }

    /** A synthetic run that is generated only up to the latest look. */
    private final class Growing {
        private final double slowDown;
        private final SplittableRandom random;
        private final PairedNoise.Source source;
        private final Timeline candidate = new Timeline();
        private final Timeline base = new Timeline();
        private int iterations;

        Growing(PairedNoise noise, double slowDown, int number) {
            this.slowDown = slowDown;
            random = new SplittableRandom(
                    (seed * 31 + noise.ordinal()) * 1_000_003L + number + Double.hashCode(slowDown));
            source = noise.source(random.split());
        }

        /** The run up to {@code millis}, which must not decrease from call to call. */
        EndpointResult until(int millis, Optional<RunInfo> info) {
            for (; iterations < (long) ITERATIONS * millis / SyntheticRun.RUN_MILLIS; iterations++) {
                int at = (int) ((iterations + random.nextDouble()) / ITERATIONS * SyntheticRun.RUN_MILLIS);
                double[] times = source.next(slowDown, at / 1000.0);
                candidate.recordOk(at, (int) (times[0] + random.nextDouble()));
                base.recordOk(at, (int) (times[1] + random.nextDouble()));
            }
            return PairedRun.paired(List.of(
                            result(ENDPOINT, candidate, info), result(PairedRun.baseName(ENDPOINT), base, info)))
                    .get(0);
        }
    }

    private static EndpointResult result(String name, Timeline timeline, Optional<RunInfo> info) {
        return EndpointResult.ofSamples(name, "synthetic", Instant.EPOCH, timeline, 0, Map.of())
                .withRun(info);
    }
}
