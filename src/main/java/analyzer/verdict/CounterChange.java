package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.PerRequest;
import analyzer.metrics.TargetFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A counter of the target, such as queries of a database, that counts per request another number than that of the base in the same
 * run, beyond what chance explains. It decides nothing: it says where to look.
 *
 * @param name of the counter, as the target calls it
 * @param base what it counted per request to the base
 * @param candidate what it counted per request to the candidate
 * @param low lower end of the 95 % interval of the difference
 * @param high upper end
 */
public record CounterChange(String name, double base, double candidate, double low, double high) {

    /** Largest share of the counters named that may be named by chance, over all of them. */
    private static final double FALSE_DISCOVERY_RATE = 0.05;

    private record Found(CounterChange change, double probability) {}

    /** Those of a result, the most different first; none where it has no base or the targets show no metrics. */
    public static List<CounterChange> of(EndpointResult result) {
        Optional<Map<String, PerRequest>> mine = result.server().map(TargetFigures::counters);
        Optional<Map<String, PerRequest>> theirs =
                result.base().flatMap(EndpointResult::server).map(TargetFigures::counters);
        // Of a target that shows nothing at all nobody knows what it did not count.
        if (mine.isEmpty()
                || theirs.isEmpty()
                || mine.get().isEmpty()
                || theirs.get().isEmpty()) {
            return List.of();
        }
        List<Found> all = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(mine.get().keySet());
        names.addAll(theirs.get().keySet());
        PerRequest nothing = mine.get().values().iterator().next().none();
        PerRequest nothingOfBase = theirs.get().values().iterator().next().none();
        for (String name : names) {
            found(name, mine.get().getOrDefault(name, nothing), theirs.get().getOrDefault(name, nothingOfBase))
                    .ifPresent(all::add);
        }
        double cut = FalseDiscoveryRate.cut(
                all.stream().mapToDouble(Found::probability).toArray(), FALSE_DISCOVERY_RATE);
        return all.stream()
                .filter(found -> found.probability <= cut)
                .map(Found::change)
                .sorted(Comparator.comparingDouble(CounterChange::contrast).reversed())
                .toList();
    }

    private static Optional<Found> found(String name, PerRequest mine, PerRequest theirs) {
        return mine.moreThan(theirs).map(more -> {
            Difference difference = Difference.of(mine, theirs, more);
            return new Found(
                    new CounterChange(
                            name, difference.base(), difference.candidate(), difference.low(), difference.high()),
                    more.probability());
        });
    }

    /** From 0 for no difference to 1 for a counter that one of the two does not have. */
    private double contrast() {
        return Math.abs(candidate - base) / (candidate + base);
    }
}
