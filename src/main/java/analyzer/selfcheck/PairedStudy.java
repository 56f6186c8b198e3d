package analyzer.selfcheck;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.Metrics;
import analyzer.metrics.SameRun;
import analyzer.metrics.Source;
import analyzer.metrics.Timeline;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Many paired runs that never took place, each judged by the base in the same run.
 *
 * @param seed of all randomness
 * @param runs number of runs per noise and slow-down
 */
record PairedStudy(long seed, int runs) {

    private static final String ENDPOINT = "/paired";
    private static final int RUN_MILLIS = 30_000;
    private static final int ITERATIONS = 2000;

    /** One tally per slow-down; 0 is none. */
    List<Tally> under(PairedNoise noise, double... slowDowns) {
        return Arrays.stream(slowDowns)
                .mapToObj(slowDown -> IntStream.range(0, runs)
                        .parallel()
                        .mapToObj(number -> Trial.judge(run(noise, slowDown, number), noise.truth(slowDown)))
                        .reduce(Tally.NONE, Tally::plus))
                .toList();
    }

    private EndpointResult run(PairedNoise noise, double slowDown, int number) {
        SplittableRandom random =
                new SplittableRandom((seed * 31 + noise.ordinal()) * 1_000_003L + number + Double.hashCode(slowDown));
        PairedNoise.Source source = noise.source(random.split());
        Timeline candidate = new Timeline();
        Timeline base = new Timeline();
        for (int i = 0; i < ITERATIONS; i++) {
            int at = (int) ((i + random.nextDouble()) / ITERATIONS * RUN_MILLIS);
            double[] millis = source.next(slowDown, at / 1000.0);
            candidate.recordOk(at, (int) (millis[0] + random.nextDouble()));
            base.recordOk(at, (int) (millis[1] + random.nextDouble()));
        }
        return SameRun.paired(List.of(result(ENDPOINT, candidate), result(SameRun.baseName(ENDPOINT), base)))
                .get(0);
    }

    private static EndpointResult result(String name, Timeline timeline) {
        LatencyHistogram samples = timeline.pooledOk();
        return new EndpointResult(
                name,
                Source.LOG,
                "synthetic",
                Instant.EPOCH,
                Metrics.of(samples.count(), samples),
                0,
                Map.of(),
                Optional.of(timeline),
                OptionalDouble.empty(),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty());
    }
}
