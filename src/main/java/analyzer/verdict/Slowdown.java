package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.PerRequest;
import analyzer.metrics.RunInfo;
import analyzer.metrics.TargetFigures;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Explains why an endpoint became slower, or uses more CPU time: whether its target computes, waits or allocates more. It does not
 * decide; it shows where to look. docs/METHOD.md, section "Why it became slower", derives the rule.
 *
 * @param kind cause of the added response time
 * @param response the mean response time, milliseconds
 * @param cpu the CPU time per request, milliseconds; empty unless known for both sides
 * @param queue the largest queue of requests for a processor
 * @param growth growth of resident memory per request, bytes; empty unless significantly larger than at the base
 * @param collections the target's counters of garbage collection and allocation that count significantly more than at the base
 */
public record Slowdown(
        Kind kind,
        Difference response,
        Optional<Difference> cpu,
        Queue queue,
        Optional<Difference> growth,
        List<CounterChange> collections) {

    public enum Kind {
        /** A significant rise of the CPU time per request is at least half of the added response time, or the only rise. */
        COMPUTES,
        /** A significant rise of the CPU time is less than half of it, but the rest can be queueing for a processor. */
        MAY_QUEUE,
        /** More than half of it is waiting, even at the unfavourable ends of both intervals. */
        WAITS,
        /** The intervals allow both, or the mean did not rise significantly. */
        UNDECIDED,
        /** The CPU time is that of several endpoints together. */
        SHARED,
        /** The CPU time is not known for both sides. */
        UNKNOWN
    }

    /** Share of the added time that its cause must explain. */
    private static final double MAIN_SHARE = 0.5;

    /**
     * The largest queue of requests for a processor.
     *
     * @param users the most requests in it
     * @param factor change of the response time divided by a small change of the CPU time that causes it
     */
    public record Queue(int users, double factor) {

        /** Processors, in use on average, below which requests hardly queue for them. */
        private static final double BUSY = 0.25;

        /** Derivative of the M/M/1 queue's response time with respect to its service time, 1/(1-u)^2, at that use. */
        private static final double LIGHT = 1 / ((1 - BUSY) * (1 - BUSY));

        /**
         * The queue of a load. Under a closed load on one target, the factor is at most the number of users N. In a paired run the users
         * gather at the slower side: for two equal stations of a product-form network (Baskett, Chandy, Muntz and Palacios, JACM 22,
         * 1975) the factor is (N+1)(N+2)/6.
         *
         * @param processors number of processors that the target used on average
         */
        static Queue of(int users, double processors, boolean isPaired) {
            if (users == 1) {
                return new Queue(1, 1);
            }
            if (processors < BUSY) {
                return new Queue(1, LIGHT);
            }
            return new Queue(users, isPaired ? Math.max(users, (users + 1.0) * (users + 2.0) / 6) : users);
        }

        /** Whether several requests can be in it. */
        public boolean isPossible() {
            return users > 1;
        }

        /** Response time that the CPU time can explain at most, milliseconds. */
        private double explained(Difference cpu) {
            return isPossible() && cpu.isMore() ? users * (cpu.base() + cpu.high()) - cpu.base() : factor * cpu.high();
        }
    }

    /**
     * Names of the garbage-collection and allocation counters of client libraries for the JVM, Go, Python, Node.js and .NET.
     * Matches whole words, so {@code gc} within another word does not count. Nor does the duration of collections, which also
     * rises if the garbage collector waits for a processor.
     */
    private static final Pattern ALLOCATION = Pattern.compile(
            "(?!.*_seconds_(?:sum|total)$)(?:(?:.*_)?(?:gc|mallocs|alloc|allocs|allocated|allocations?)(?:_.*)?|dotnet_collection_.*)");

    public Slowdown {
        collections = List.copyOf(collections);
    }

    /**
     * Explains a verdict; empty if it is a pass, neither the response times rose significantly nor the CPU time regressed, or the target
     * was not observed.
     */
    public static Optional<Slowdown> of(Verdict verdict) {
        Optional<EndpointResult> result =
                verdict.result().filter(measured -> measured.target().isPresent());
        Optional<Comparison> mean = withInterval(verdict, Metric.AVG);
        boolean slower = isSlower(verdict);
        if (verdict.outcome() == Outcome.PASS
                || result.isEmpty()
                || mean.isEmpty()
                || !slower && !usesMoreCpu(verdict)) {
            return Optional.empty();
        }
        Difference response = Difference.of(mean.get());
        Optional<Difference> cpu = withInterval(verdict, Metric.CPU).map(Difference::of);
        boolean shared =
                result.get().target().filter(used -> used.endpoints() > 1).isPresent();
        Queue queue = queue(result.get());
        Kind kind = cpu.isEmpty()
                ? Kind.UNKNOWN
                : shared ? Kind.SHARED : slower ? kind(response, cpu.get(), queue) : Kind.COMPUTES;
        return Optional.of(new Slowdown(
                kind,
                response,
                cpu,
                queue,
                growth(result.get()),
                CounterChange.of(result.get()).stream()
                        .filter(change -> change.perRequest().isMore() && isOfAllocation(change.name()))
                        .toList()));
    }

    private static Queue queue(EndpointResult result) {
        double used = result.target()
                .flatMap(TargetFigures::cpuMillis)
                .map(PerRequest::amount)
                .orElse(0.0);
        boolean isPaired = result.base().isPresent();
        return result.run()
                .map(RunInfo::profile)
                .map(load -> Queue.of(load.concurrency(), used / load.duration().toMillis(), isPaired))
                .orElse(Queue.of(Integer.MAX_VALUE, Double.MAX_VALUE, isPaired));
    }

    static boolean isOfAllocation(String counter) {
        return ALLOCATION.matcher(counter).matches();
    }

    private static Optional<Comparison> withInterval(Verdict verdict, Metric metric) {
        return verdict.comparison(metric)
                .filter(comparison -> comparison.interval().isPresent());
    }

    private static boolean isSlower(Verdict verdict) {
        return verdict.comparisons().stream()
                .filter(comparison -> comparison.metric() == Metric.AVG
                        || comparison.metric().percent().isPresent())
                .anyMatch(comparison ->
                        comparison.interval().filter(range -> range.low() > 0).isPresent());
    }

    private static boolean usesMoreCpu(Verdict verdict) {
        return withInterval(verdict, Metric.CPU)
                .filter(cpu -> cpu.outcome() == Outcome.REGRESSION)
                .isPresent();
    }

    private static Kind kind(Difference response, Difference cpu, Queue queue) {
        if (!response.isMore()) {
            // A few slower requests do not move the mean, and CPU time is known only as a mean.
            return Kind.UNDECIDED;
        }
        if (cpu.isMore() && cpu.added() >= MAIN_SHARE * response.added()) {
            return Kind.COMPUTES;
        }
        if (queue.explained(cpu) < MAIN_SHARE * response.low()) {
            return Kind.WAITS;
        }
        return cpu.isMore() && queue.isPossible() ? Kind.MAY_QUEUE : Kind.UNDECIDED;
    }

    /** Added CPU time as a share of the added response time, without queueing, 0 to 1; 0 if nothing was added. */
    public double computed() {
        double share = cpu.map(Difference::added).orElse(0.0) / response.added();
        return share > 0 ? Math.min(1, share) : 0;
    }

    /** Largest share of the added response time that computing can explain, by the ends of both intervals, 0 to 1. */
    public double mostComputed() {
        double most = cpu.map(queue::explained).orElse(0.0);
        return most <= 0 ? 0 : response.low() <= 0 ? 1 : Math.min(1, most / response.low());
    }

    /** Whether the target allocates more memory, or retains more of it. */
    public boolean isAllocating() {
        return growth.isPresent() || !collections.isEmpty();
    }

    private static Optional<Difference> growth(EndpointResult result) {
        Optional<PerRequest> mine = result.target().flatMap(TargetFigures::growthBytes);
        Optional<PerRequest> theirs =
                result.base().flatMap(EndpointResult::target).flatMap(TargetFigures::growthBytes);
        return mine.flatMap(used -> theirs.map(other -> Difference.of(used, other, used.moreThan(other))))
                // Memory that shrinks less than the base's does not grow.
                .filter(difference -> difference.isMore() && difference.candidate() > 0);
    }
}
