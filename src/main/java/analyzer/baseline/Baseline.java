package analyzer.baseline;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metric;
import analyzer.metrics.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What new results of an endpoint are compared with.
 *
 * @param endpoint the endpoint
 * @param saved when the newest kept run was measured
 * @param metrics the figures to compare with: of each figure the median over the kept runs, or what the file says when it
 *     keeps none
 * @param runs the kept runs, oldest first; none in a file of only the three documented keys
 */
public record Baseline(String endpoint, Instant saved, Metrics metrics, List<KeptRun> runs) {

    /** A baseline remembers this many runs; older ones make room. */
    public static final int MAX_KEPT_RUNS = 10;

    public Baseline {
        runs = List.copyOf(runs);
    }

    /** A baseline of these runs. */
    public static Baseline of(String endpoint, List<KeptRun> runs) {
        List<KeptRun> newest = runs.stream()
                .sorted(Comparator.comparing(KeptRun::started))
                .skip(Math.max(0, runs.size() - MAX_KEPT_RUNS))
                .toList();
        KeptRun last = newest.get(newest.size() - 1);
        return new Baseline(endpoint, last.started(), medians(newest), newest);
    }

    /** Median throughput of the kept runs, successful responses per second; empty when none of them tells. */
    public OptionalDouble throughputPerSecond() {
        double[] known = runs.stream()
                .flatMapToDouble(run -> run.throughputPerSecond().stream())
                .toArray();
        return known.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(known));
    }

    /** The metric's figure to compare with: milliseconds, for throughput responses per second; NaN when there is none. */
    public double figure(Metric metric) {
        return metric.of(metrics, throughputPerSecond());
    }

    /** Whether the figures are those of the kept runs; a file that was edited or damaged may say otherwise. */
    public boolean isOfItsRuns() {
        return runs.isEmpty() || metrics.equals(medians(runs));
    }

    /** The machine of the newest kept run, when known. */
    public Optional<Machine> machine() {
        return runs.isEmpty() ? Optional.empty() : runs.get(runs.size() - 1).machine();
    }

    /** The load profile of the newest kept run, when known. */
    public Optional<LoadProfile> profile() {
        return runs.isEmpty() ? Optional.empty() : runs.get(runs.size() - 1).profile();
    }

    /** This baseline with a run added; a run that is kept already is replaced. */
    public Baseline plus(KeptRun run) {
        List<KeptRun> kept = new ArrayList<>(withoutRunOf(run.started()));
        kept.add(run);
        return of(endpoint, kept);
    }

    /**
     * This baseline as it is fit to judge a result: without the result's own run, so that no run is compared with itself.
     * Empty when that leaves nothing.
     */
    public Optional<Baseline> toJudge(EndpointResult result) {
        List<KeptRun> others = withoutRunOf(result.started());
        if (others.size() == runs.size()) {
            return Optional.of(this);
        }
        return others.isEmpty() ? Optional.empty() : Optional.of(of(endpoint, others));
    }

    private List<KeptRun> withoutRunOf(Instant started) {
        return runs.stream().filter(run -> !run.started().equals(started)).toList();
    }

    private static Metrics medians(List<KeptRun> runs) {
        return new Metrics(
                Math.round(median(runs, metrics -> metrics.totalRequests())),
                median(runs, Metrics::avgMillis),
                median(runs, Metrics::minMillis),
                median(runs, Metrics::maxMillis),
                median(runs, Metrics::p50Millis),
                median(runs, Metrics::p95Millis),
                median(runs, Metrics::p99Millis));
    }

    private static double median(List<KeptRun> runs, ToDoubleFunction<Metrics> figure) {
        double median =
                median(runs.stream().map(KeptRun::metrics).mapToDouble(figure).toArray());
        return Math.round(median * 1000) / 1000.0;
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
