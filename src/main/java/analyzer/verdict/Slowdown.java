package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.PerRequest;
import analyzer.metrics.TargetFigures;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the target of an endpoint that became slower does more: compute, wait, allocate. It decides nothing: it says where to look.
 *
 * <p>A processor that is free takes a request's added CPU time to answer it, no more. Where requests queue for it, each waits for what
 * those before it compute: for as many times the added CPU time as there are users at most, and for no more than the share of
 * its response time by which the CPU time grew. What is added beyond that is waiting for something else.
 *
 * @param kind what the added response time is
 * @param response the mean response time, milliseconds
 * @param cpu the CPU time per request, milliseconds; empty where it is not known of both sides
 * @param users as many requests can queue at most
 * @param growth resident memory that a request leaves behind, bytes; empty unless it is more than at the base beyond chance
 * @param collections the target's counters of its garbage collector and of allocations that count more than at the base beyond chance
 */
public record Slowdown(
        Kind kind,
        Difference response,
        Optional<Difference> cpu,
        int users,
        Optional<Difference> growth,
        List<CounterChange> collections) {

    /** What the added response time is. */
    public enum Kind {
        /** More CPU time per request, beyond chance, explains at least half of it. */
        COMPUTES,
        /** More than half of it is waiting, whatever chance did to both figures. */
        WAITS,
        /** The intervals allow both, or the mean did not rise beyond chance. */
        UNDECIDED,
        /** The CPU time is that of several endpoints together. */
        SHARED,
        /** Nobody told the CPU time of both sides. */
        UNTOLD
    }

    /** Who explains less than this share of the added time is not its cause. */
    private static final double MAIN_SHARE = 0.5;

    /** By word, so that {@code gc} in another word is none: of the JVM, Go, Python, Node.js and .NET as their clients name them. */
    private static final Pattern ALLOCATION =
            Pattern.compile("(?:.*_)?(?:gc|mallocs|alloc|allocs|allocated|allocations?)(?:_.*)?|dotnet_collection_.*");

    public Slowdown {
        collections = List.copyOf(collections);
    }

    /** Empty of an endpoint that passed or whose response times did not rise beyond chance, and where nobody watched the target. */
    public static Optional<Slowdown> of(Verdict verdict) {
        Optional<EndpointResult> result =
                verdict.result().filter(measured -> measured.server().isPresent());
        Optional<Comparison> mean = comparison(verdict, Metric.AVG);
        if (verdict.outcome() == Outcome.PASS || result.isEmpty() || mean.isEmpty() || !isSlower(verdict)) {
            return Optional.empty();
        }
        Difference response = Difference.of(mean.get());
        Optional<Difference> cpu = comparison(verdict, Metric.CPU).map(Difference::of);
        boolean shared =
                result.get().server().filter(used -> used.endpoints() > 1).isPresent();
        int users = result.get().run().map(run -> run.profile().concurrency()).orElse(Integer.MAX_VALUE);
        Kind kind = cpu.isEmpty() ? Kind.UNTOLD : shared ? Kind.SHARED : kind(response, cpu.get(), users);
        return Optional.of(new Slowdown(
                kind,
                response,
                cpu,
                users,
                growth(result.get()),
                CounterChange.of(result.get()).stream()
                        .filter(change -> change.low() > 0 && isOfAllocation(change.name()))
                        .toList()));
    }

    static boolean isOfAllocation(String counter) {
        return ALLOCATION.matcher(counter).matches();
    }

    private static Optional<Comparison> comparison(Verdict verdict, Metric metric) {
        return verdict.comparisons().stream()
                .filter(comparison ->
                        comparison.metric() == metric && comparison.interval().isPresent())
                .findFirst();
    }

    private static boolean isSlower(Verdict verdict) {
        return verdict.comparisons().stream()
                .filter(comparison -> comparison.metric() == Metric.AVG
                        || comparison.metric().percent().isPresent())
                .anyMatch(comparison ->
                        comparison.interval().filter(range -> range.low() > 0).isPresent());
    }

    private static Kind kind(Difference response, Difference cpu, int users) {
        if (!response.isMore()) {
            // A few that are slower move no mean, and CPU time is known as a mean alone.
            return Kind.UNDECIDED;
        }
        if (explained(cpu.high(), response, cpu, users) < MAIN_SHARE * response.low()) {
            return Kind.WAITS;
        }
        return cpu.isMore() && explained(cpu.added(), response, cpu, users) >= MAIN_SHARE * response.added()
                ? Kind.COMPUTES
                : Kind.UNDECIDED;
    }

    /** How much response time so much added CPU time can explain, milliseconds: by itself, or by a queue for processors. */
    private static double explained(double added, Difference response, Difference cpu, int users) {
        return added * Math.max(1, Math.min(users, response.base() / cpu.base()));
    }

    /** Share of the added response time that the added CPU time is by itself, 0 to 1; 0 where nothing was added. */
    public double computed() {
        double share = cpu.map(Difference::added).orElse(0.0) / response.added();
        return share > 0 ? Math.min(1, share) : 0;
    }

    /** Largest share of the added response time that computing explains, at the unfavourable ends of both intervals, 0 to 1. */
    public double mostComputed() {
        double most =
                cpu.map(used -> explained(used.high(), response, used, users)).orElse(0.0);
        return most <= 0 ? 0 : response.low() <= 0 ? 1 : Math.min(1, most / response.low());
    }

    /** Whether the target allocates more, or keeps more of it. */
    public boolean isAllocating() {
        return growth.isPresent() || !collections.isEmpty();
    }

    private static Optional<Difference> growth(EndpointResult result) {
        Optional<PerRequest> mine = result.server().flatMap(TargetFigures::growthBytes);
        Optional<PerRequest> theirs =
                result.base().flatMap(EndpointResult::server).flatMap(TargetFigures::growthBytes);
        return mine.flatMap(used ->
                        theirs.flatMap(other -> used.moreThan(other).map(more -> Difference.of(used, other, more))))
                // Memory that shrinks less than the base's does not grow.
                .filter(difference -> difference.isMore() && difference.candidate() > 0);
    }
}
