package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.PerRequest;
import analyzer.metrics.TargetFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A counter of the target, such as database queries, whose count per request differs significantly from that of the base in a
 * paired run. It does not decide; it shows where to look.
 *
 * @param name name that the target gives the counter
 * @param perRequest its count per request to either side
 */
public record CounterChange(String name, Difference perRequest) {

    private record Found(CounterChange change, double probability) {}

    /** The counter changes of a result, most different first; empty if it has no base or either target exports no counters. */
    public static List<CounterChange> of(EndpointResult result) {
        Map<String, PerRequest> mine =
                result.target().map(TargetFigures::counters).orElse(Map.of());
        Map<String, PerRequest> theirs = result.base()
                .flatMap(EndpointResult::target)
                .map(TargetFigures::counters)
                .orElse(Map.of());
        // A missing counter is 0 only if its target exports others.
        if (mine.isEmpty() || theirs.isEmpty()) {
            return List.of();
        }
        List<Found> all = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(mine.keySet());
        names.addAll(theirs.keySet());
        PerRequest nothing = mine.values().iterator().next().none();
        PerRequest nothingOfBase = theirs.values().iterator().next().none();
        for (String name : names) {
            all.add(found(name, mine.getOrDefault(name, nothing), theirs.getOrDefault(name, nothingOfBase)));
        }
        double criticalPValue = FalseDiscoveryRate.criticalPValue(
                all.stream().mapToDouble(Found::probability).toArray());
        return all.stream()
                .filter(found -> found.probability <= criticalPValue)
                .map(Found::change)
                .sorted(Comparator.comparingDouble(CounterChange::contrast).reversed())
                .toList();
    }

    private static Found found(String name, PerRequest mine, PerRequest theirs) {
        PerRequest.MeanDifference more = mine.moreThan(theirs);
        return new Found(new CounterChange(name, Difference.of(mine, theirs, more)), more.probability());
    }

    /** From 0 (no difference) to 1 (only one side counted anything). */
    private double contrast() {
        return Math.abs(perRequest.added()) / (perRequest.candidate() + perRequest.base());
    }
}
