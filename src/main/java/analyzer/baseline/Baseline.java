package analyzer.baseline;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Estimate;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metric;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.Uptime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The kept runs of an endpoint, with which later runs are compared.
 *
 * @param saved when the newest kept run was measured
 * @param metrics the figures to compare with: the median of each figure over the kept runs, or the figures in the file if it
 *     has no runs
 * @param runs the kept runs, oldest first; none in a file of only the three documented keys
 * @param past the runs that were kept before these, oldest first; they decide nothing, and show the trend
 */
public record Baseline(
        String endpoint, Instant saved, SummaryStatistics metrics, List<KeptRun> runs, List<PastRun> past) {

    /** Largest number of kept runs. New runs replace the oldest. */
    public static final int MAX_KEPT_RUNS = 10;

    /** Largest number of past runs whose figures are kept. Ten runs are two days in some projects, and drift takes weeks. */
    public static final int MAX_PAST_RUNS = 200;

    /**
     * Runs that began closer to each other than this are one run, because no endpoint is loaded twice in this time. One of the times
     * was truncated to seconds, as in a file name, or damaged.
     */
    private static final Duration ONE_RUN = Duration.ofSeconds(1);

    public Baseline {
        runs = List.copyOf(runs);
        past = List.copyOf(past);
    }

    public Baseline(String endpoint, Instant saved, SummaryStatistics metrics, List<KeptRun> runs) {
        this(endpoint, saved, metrics, runs, List.of());
    }

    public static Baseline of(String endpoint, List<KeptRun> runs) {
        return of(endpoint, runs, List.of());
    }

    /** A baseline of any number of runs, which is not saved. */
    public static Baseline ofAll(String endpoint, List<KeptRun> runs) {
        List<KeptRun> sorted =
                runs.stream().sorted(Comparator.comparing(KeptRun::started)).toList();
        return new Baseline(endpoint, sorted.get(sorted.size() - 1).started(), medians(sorted), sorted);
    }

    private static Baseline of(String endpoint, List<KeptRun> runs, List<PastRun> past) {
        List<KeptRun> sorted =
                runs.stream().sorted(Comparator.comparing(KeptRun::started)).toList();
        int older = Math.max(0, sorted.size() - MAX_KEPT_RUNS);
        List<KeptRun> newest = sorted.subList(older, sorted.size());
        KeptRun last = newest.get(newest.size() - 1);
        Stream<PastRun> outgrown = sorted.subList(0, older).stream().map(PastRun::of);
        return new Baseline(
                endpoint,
                last.started(),
                medians(newest),
                newest,
                newestPast(newest, Stream.concat(past.stream(), outgrown)));
    }

    /** Contains each run once. A run that is kept again, because it was judged again, is not in the past. */
    private static List<PastRun> newestPast(List<KeptRun> kept, Stream<PastRun> past) {
        TreeMap<Instant, PastRun> byStart = new TreeMap<>();
        past.forEach(run -> byStart.put(run.started(), run));
        kept.forEach(run -> byStart.remove(run.started()));
        return byStart.values().stream()
                .skip(Math.max(0, byStart.size() - MAX_PAST_RUNS))
                .toList();
    }

    /** The past runs and the kept runs, oldest first. */
    public List<PastRun> history() {
        return Stream.concat(past.stream(), runs.stream().map(PastRun::of))
                .sorted(Comparator.comparing(PastRun::started))
                .toList();
    }

    /** Median throughput of the kept runs, in successful responses per second; empty if no run has one. */
    public OptionalDouble throughputPerSecond() {
        return median(runs.stream().flatMapToDouble(run -> run.throughputPerSecond().stream()));
    }

    /** The metric's figure to compare with, in milliseconds or, for throughput, responses per second; NaN if there is none. */
    public double figure(Metric metric) {
        return metric == Metric.CPU ? cpuMillis().orElse(Double.NaN) : metric.of(metrics, throughputPerSecond());
    }

    /** Median CPU time per request of the kept runs that have it. */
    private OptionalDouble cpuMillis() {
        return median(
                runs.stream().flatMap(run -> run.estimate(Metric.CPU).stream()).mapToDouble(Estimate::value));
    }

    /**
     * Whether the figures are those of the kept runs, and the figures of the runs those of their samples. In an edited or damaged file
     * they can differ.
     */
    public boolean isOfItsRuns() {
        return runs.isEmpty() || metrics.equals(medians(runs)) && runs.stream().allMatch(KeptRun::isOfItsSamples);
    }

    /** The newest kept run; empty if there are none. */
    public Optional<KeptRun> newest() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** The machine of the newest kept run that records it; empty if none does. */
    public Optional<Machine> machine() {
        return newest(KeptRun::machine);
    }

    /** The load profile of the newest kept run that records it; empty if none does. */
    public Optional<LoadProfile> profile() {
        return newest(KeptRun::profile);
    }

    private <T> Optional<T> newest(Function<KeptRun, Optional<T>> recorded) {
        return runs.stream().map(recorded).flatMap(Optional::stream).reduce((older, newer) -> newer);
    }

    /** The usual uptime of the target in the kept runs: the median of each figure; empty if no run has one. */
    public Optional<Uptime> uptime() {
        List<Uptime> known = runs.stream().flatMap(run -> run.uptime().stream()).toList();
        return median(known.stream().map(Uptime::age))
                .map(age -> new Uptime(age, median(known.stream().flatMap(each -> each.cpu().stream()))));
    }

    private static Optional<Duration> median(Stream<Duration> times) {
        OptionalDouble millis = median(times.mapToDouble(Duration::toMillis));
        return millis.isPresent() ? Optional.of(Duration.ofMillis(Math.round(millis.getAsDouble()))) : Optional.empty();
    }

    /** Whether this is the other baseline, perhaps with runs added since. A verdict by the other is then valid for this one. */
    public boolean continues(Baseline other) {
        return runs.isEmpty() && other.runs.isEmpty()
                ? metrics.equals(other.metrics)
                : onlyOutgrew(
                        other.runs.stream()
                                .filter(run -> withoutRunOf(run.started()).size() == runs.size())
                                .toList(),
                        other);
    }

    /** Whether the other's runs that are gone are its oldest, and newer ones have taken their place. */
    private boolean onlyOutgrew(List<KeptRun> gone, Baseline other) {
        return gone.size() < other.runs.size()
                && gone.equals(other.runs.subList(0, gone.size()))
                && (gone.isEmpty() || runs.size() == MAX_KEPT_RUNS);
    }

    /** This baseline with a run added. A run that is kept already is replaced. */
    public Baseline plus(KeptRun run) {
        List<KeptRun> kept = new ArrayList<>(withoutRunOf(run.started()));
        kept.add(run);
        return of(endpoint, kept, past);
    }

    /**
     * A baseline that starts again with a run at a different level. The runs so far become its past, unless they had a different
     * load profile or machine: their figures would look like a change of the target.
     */
    public Baseline restartedWith(KeptRun run) {
        boolean alike = profile()
                        .map(known -> known.lasting(Duration.ZERO))
                        .equals(run.profile().map(known -> known.lasting(Duration.ZERO)))
                && machine().map(Machine::cpu).equals(run.machine().map(Machine::cpu))
                && machine().map(Machine::cores).equals(run.machine().map(Machine::cores));
        return of(endpoint, List.of(run), alike ? history() : List.of());
    }

    /**
     * This baseline without the result's own run, so that no run is compared with itself. Empty if nothing is left.
     */
    public Optional<Baseline> toJudge(EndpointResult result) {
        if (runs.isEmpty() && isOneRun(saved, result.started())) {
            return Optional.empty();
        }
        List<KeptRun> others = withoutRunOf(result.started());
        if (others.size() == runs.size()) {
            return Optional.of(this);
        }
        return others.isEmpty() ? Optional.empty() : Optional.of(of(endpoint, others, past));
    }

    private List<KeptRun> withoutRunOf(Instant started) {
        return runs.stream().filter(run -> !isOneRun(run.started(), started)).toList();
    }

    /** Whether two runs that began at these times are one and the same. */
    public static boolean isOneRun(Instant started, Instant other) {
        return Duration.between(started, other).abs().compareTo(ONE_RUN) < 0;
    }

    private static SummaryStatistics medians(List<KeptRun> runs) {
        return new SummaryStatistics(
                Math.round(median(runs, metrics -> metrics.totalRequests())),
                median(runs, SummaryStatistics::avgMillis),
                median(runs, SummaryStatistics::minMillis),
                median(runs, SummaryStatistics::maxMillis),
                median(runs, SummaryStatistics::p50Millis),
                median(runs, SummaryStatistics::p95Millis),
                median(runs, SummaryStatistics::p99Millis));
    }

    private static double median(List<KeptRun> runs, ToDoubleFunction<SummaryStatistics> figure) {
        double median =
                median(runs.stream().map(KeptRun::metrics).mapToDouble(figure)).orElseThrow();
        return Math.round(median * 1000) / 1000.0;
    }

    private static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
