package analyzer.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The result of one endpoint in one run.
 *
 * @param endpoint the endpoint; for a CSV file that no baseline matches, its slug
 * @param origin the file of the figures; for a pooled run its run folders
 * @param failed number of failed requests; 0 if the source does not record it
 * @param errors number of occurrences of each error message
 * @param timeline the samples over time, if the source has samples
 * @param throughputPerSecond successful responses per second of the measured time, if the source records it
 * @param run the run record, if there is one
 * @param gatlingVersion version of Gatling, empty if unknown
 * @param flaws why the measurement is not fit to be judged; empty if it is
 * @param health health of the load generator, if the simulation recorded it
 * @param base the same endpoint of the base, loaded by the same users, if the run was paired
 * @param repeats the same endpoint in other runs of the same build with the same load; this one is the newest
 * @param target what the target used, if the simulation recorded it
 * @param slowest the slowest requests, the slowest first, if the simulation kept them
 */
public record EndpointResult(
        String endpoint,
        Source source,
        String origin,
        Instant started,
        SummaryStatistics metrics,
        long failed,
        Map<String, Long> errors,
        Optional<Timeline> timeline,
        OptionalDouble throughputPerSecond,
        Optional<RunInfo> run,
        String gatlingVersion,
        List<String> flaws,
        Optional<GeneratorHealth> health,
        Optional<EndpointResult> base,
        List<EndpointResult> repeats,
        Optional<TargetFigures> target,
        List<SlowRequest> slowest) {

    public EndpointResult {
        errors = Map.copyOf(errors);
        flaws = List.copyOf(flaws);
        repeats = List.copyOf(repeats);
        slowest = List.copyOf(slowest);
    }

    /** The result of samples in a log: successful and failed requests, without anything else that can be known. */
    public static EndpointResult ofSamples(
            String endpoint, String origin, Instant started, Timeline timeline, long failed, Map<String, Long> errors) {
        LatencyHistogram ok = timeline.pooledOk();
        return ofFigures(endpoint, Source.LOG, origin, started, SummaryStatistics.of(ok.count() + failed, ok))
                .with(copy -> {
                    copy.failed = failed;
                    copy.errors = errors;
                    copy.timeline = Optional.of(timeline);
                });
    }

    /** The result of figures alone, without samples, failures or anything else that can be known. */
    public static EndpointResult ofFigures(
            String endpoint, Source source, String origin, Instant started, SummaryStatistics metrics) {
        return new EndpointResult(
                endpoint,
                source,
                origin,
                started,
                metrics,
                0,
                Map.of(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    public EndpointResult withFailures(long number, Map<String, Long> byMessage) {
        return with(copy -> {
            copy.failed = number;
            copy.errors = byMessage;
        });
    }

    public EndpointResult withThroughput(OptionalDouble perSecond) {
        return with(copy -> copy.throughputPerSecond = perSecond);
    }

    public EndpointResult withRun(Optional<RunInfo> info) {
        return with(copy -> copy.run = info);
    }

    public EndpointResult withGatlingVersion(String version) {
        return with(copy -> copy.gatlingVersion = version);
    }

    public EndpointResult withFlaws(List<String> all) {
        return with(copy -> copy.flaws = all);
    }

    public EndpointResult withFlaw(String why) {
        return withFlaws(Stream.concat(flaws.stream(), Stream.of(why)).toList());
    }

    public EndpointResult withHealth(Optional<GeneratorHealth> known) {
        return with(copy -> copy.health = known);
    }

    /** This result with that of the base in the same run. */
    public EndpointResult withBase(EndpointResult other) {
        return with(copy -> copy.base = Optional.of(other));
    }

    /** This result as one of several runs. */
    public EndpointResult withRepeats(List<EndpointResult> others) {
        return with(copy -> copy.repeats = others);
    }

    public EndpointResult withTarget(TargetFigures used) {
        return with(copy -> copy.target = Optional.of(used));
    }

    public EndpointResult withSlowest(List<SlowRequest> requests) {
        return with(copy -> copy.slowest = requests);
    }

    private EndpointResult with(Consumer<Copy> change) {
        Copy copy = new Copy();
        change.accept(copy);
        return copy.done();
    }

    /** What can differ in a copy of this result. */
    private final class Copy {

        private long failed = EndpointResult.this.failed;
        private Map<String, Long> errors = EndpointResult.this.errors;
        private Optional<Timeline> timeline = EndpointResult.this.timeline;
        private OptionalDouble throughputPerSecond = EndpointResult.this.throughputPerSecond;
        private Optional<RunInfo> run = EndpointResult.this.run;
        private String gatlingVersion = EndpointResult.this.gatlingVersion;
        private List<String> flaws = EndpointResult.this.flaws;
        private Optional<GeneratorHealth> health = EndpointResult.this.health;
        private Optional<EndpointResult> base = EndpointResult.this.base;
        private List<EndpointResult> repeats = EndpointResult.this.repeats;
        private Optional<TargetFigures> target = EndpointResult.this.target;
        private List<SlowRequest> slowest = EndpointResult.this.slowest;

        EndpointResult done() {
            return new EndpointResult(
                    endpoint,
                    source,
                    origin,
                    started,
                    metrics,
                    failed,
                    errors,
                    timeline,
                    throughputPerSecond,
                    run,
                    gatlingVersion,
                    flaws,
                    health,
                    base,
                    repeats,
                    target,
                    slowest);
        }
    }

    /** This result and those of the other runs. */
    public List<EndpointResult> runs() {
        return Stream.concat(Stream.of(this), repeats.stream()).toList();
    }

    public long succeeded() {
        return metrics.totalRequests() - failed;
    }

    /** The error messages with their numbers of occurrences, the most frequent first. */
    public List<Map.Entry<String, Long>> commonErrors() {
        return errors.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /** Whether nothing was measured because the load failed. Which other endpoints it should have measured can then be unknown. */
    public boolean isOfFailedLoad() {
        return metrics.totalRequests() == 0 && !flaws.isEmpty();
    }

    /** Whether this stands for a simulation whose load failed before its endpoints were known. */
    public boolean isOfFailedSimulation() {
        return isOfFailedLoad()
                && run.map(info -> LoadProfile.simpleName(info.profile().simulation()))
                        .filter(endpoint::equals)
                        .isPresent();
    }

    /** Share of failed requests, 0 to 1; 0 if there were no requests. */
    public double errorRate() {
        return metrics.totalRequests() == 0 ? 0 : (double) failed / metrics.totalRequests();
    }

    /** Share of failed requests in all {@link #runs()} together, 0 to 1. */
    public double errorRateOfAll() {
        long all = runs().stream().mapToLong(run -> run.metrics.totalRequests()).sum();
        return all == 0
                ? 0
                : (double) runs().stream().mapToLong(run -> run.failed).sum() / all;
    }

    /**
     * Share of the users' waiting time that was spent on the candidate and not on the base, 0 to 1; empty unless the run was paired
     * and has samples.
     */
    public OptionalDouble shareOfTime() {
        Optional<Timeline> other = base.flatMap(EndpointResult::timeline);
        if (timeline.isEmpty() || other.isEmpty()) {
            return OptionalDouble.empty();
        }
        double mine = timeline.get().busyMillis();
        double all = mine + other.get().busyMillis();
        return all > 0 ? OptionalDouble.of(mine / all) : OptionalDouble.empty();
    }

    /** The metric's figure, in milliseconds or, for throughput, responses per second; NaN if the source does not record it. */
    public double figure(Metric metric) {
        return metric == Metric.CPU
                ? cpu().map(PerRequest::value).orElse(Double.NaN)
                : metric.of(metrics, throughputPerSecond);
    }

    /** CPU time of the target per successful request, in milliseconds; empty if unknown. */
    private Optional<PerRequest> cpu() {
        return target.flatMap(TargetFigures::cpuMillis);
    }

    /** The metric with its standard error from within the run; empty if the source does not record it. */
    public Optional<Estimate> estimate(Metric metric) {
        return metric == Metric.CPU
                ? cpu().map(PerRequest::estimate)
                : batches().map(batches -> WithinRun.estimate(metric, batches, figure(Metric.THROUGHPUT)));
    }

    /** The CPU time per request compared with that of the base in the same run; empty if either is unknown. */
    public Optional<PairedRatio> cpuRelativeToBase() {
        return base.flatMap(EndpointResult::cpu).flatMap(theirs -> cpu().flatMap(mine -> mine.ratioTo(theirs)));
    }

    /** The samples in batches over the measured time; empty if the source has no samples, or no request succeeded. */
    public Optional<Batches> batches() {
        return timeline.map(Timeline::batches)
                .filter(batches -> !batches.pooled().isEmpty());
    }
}
