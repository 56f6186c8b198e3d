package analyzer;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.TargetFigures;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Synthetic paired runs whose candidate responds 30 % or 16 ms later, by cause. Both targets have readings: 21 in 30 s, with
 * realistic noise.
 */
public final class TestSlowdowns {

    private static final double CPU_MILLIS = 8;
    private static final double ADDED_MILLIS = 16;
    private static final double SLOWER = 1.3;
    private static final int READINGS = 21;
    private static final Duration MEASURED = Duration.ofSeconds(30);

    private TestSlowdowns() {}

    /** Each request computes for the added time. */
    public static EndpointResult computing() {
        return pair(SLOWER, CPU_MILLIS + ADDED_MILLIS, 0, 0);
    }

    /** Each request waits for the added time. */
    public static EndpointResult waiting() {
        return pair(SLOWER, CPU_MILLIS, 0, 0);
    }

    /** Each request allocates and keeps 20 KB, which takes the added time, partly in the garbage collector. */
    public static EndpointResult allocating() {
        return pair(SLOWER, CPU_MILLIS + ADDED_MILLIS, 20_480, 0.05);
    }

    /**
     * Creates a pair.
     *
     * @param factor ratio of the candidate's response times to those of the base
     * @param cpuMillis CPU time per request of the candidate, in milliseconds; 8 ms at the base
     * @param keptBytes memory that a request of the candidate keeps, in bytes; none at the base
     * @param collections garbage collections per request of the candidate, in addition to the base's 0.002
     */
    public static EndpointResult pair(double factor, double cpuMillis, double keptBytes, double collections) {
        return pair(TestPairs.of(factor), cpuMillis, keptBytes, collections);
    }

    /** Creates a pair from these response times. */
    public static EndpointResult pair(EndpointResult bare, double cpuMillis, double keptBytes, double collections) {
        return TestTargets.pair(
                bare,
                figures(bare, cpuMillis, keptBytes, 0.002 + collections, 1),
                figures(bare.base().orElseThrow(), CPU_MILLIS, 0, 0.002, 2));
    }

    private static TargetFigures figures(
            EndpointResult result, double cpuMillis, double keptBytes, double collections, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Timeline requests = result.timeline().orElseThrow();
        // 4 ms of each request are spent outside the server.
        double inServer = requests.pooledOk().mean() / 1000 - 0.004;
        double perReading = (double) requests.pooledOk().count() / (READINGS - 1);
        List<TargetUsage.Moment> moments = new ArrayList<>();
        List<Double> counted = new ArrayList<>();
        List<Double> answered = new ArrayList<>();
        double cpu = 5000;
        double resident = 180e6;
        double collected = 7;
        for (int i = 0; i < READINGS; i++) {
            moments.add(new TargetUsage.Moment(
                    MEASURED.toMillis() * i / (READINGS - 1),
                    cpu,
                    OptionalLong.of((long) resident + i % 2 * 40_960),
                    OptionalInt.of(14)));
            counted.add(Math.floor(collected));
            answered.add(perReading * i);
            cpu += cpuMillis * perReading * random.nextDouble(0.97, 1.03);
            resident += keptBytes * perReading * random.nextDouble(0.9, 1.1);
            collected += collections * perReading * random.nextDouble(0.9, 1.1);
        }
        TargetUsage usage = new TargetUsage(
                TargetUsage.Source.PROCESS,
                0,
                moments,
                Map.of(
                        "jvm_gc_collection_seconds_count", new TargetUsage.Series(true, counted),
                        "http_request_duration_seconds_count", new TargetUsage.Series(true, answered),
                        "http_request_duration_seconds_sum",
                                new TargetUsage.Series(
                                        true,
                                        answered.stream()
                                                .map(number -> number * inServer)
                                                .toList())),
                "java");
        return TargetFigures.of(usage, List.of(requests), 0, MEASURED);
    }
}
