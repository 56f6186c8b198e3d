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
 * A counter of the target, such as database queries, whose count per request differs significantly from that of the base in a
 * paired run. It does not decide; it shows where to look.
 *
 * @param name name that the target gives the counter
 * @param base count per request to the base
 * @param candidate count per request to the candidate
 * @param low lower end of the 95 % interval of the difference
 * @param high upper end
 */
public record CounterChange(String name, double base, double candidate, double low, double high) {

    private record Found(CounterChange change, double probability) {}

    /** The counter changes of a result, most different first; empty if it has no base or either target exports no counters. */
    public static List<CounterChange> of(EndpointResult result) {
        Optional<Map<String, PerRequest>> mine = result.target().map(TargetFigures::counters);
        Optional<Map<String, PerRequest>> theirs =
                result.base().flatMap(EndpointResult::target).map(TargetFigures::counters);
        // A missing counter is 0 only if its target exports others.
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
            all.add(found(
                    name, mine.get().getOrDefault(name, nothing), theirs.get().getOrDefault(name, nothingOfBase)));
        }
        double cut = FalseDiscoveryRate.cut(
                all.stream().mapToDouble(Found::probability).toArray());
        return all.stream()
                .filter(found -> found.probability <= cut)
                .map(Found::change)
                .sorted(Comparator.comparingDouble(CounterChange::contrast).reversed())
                .toList();
    }

    private static Found found(String name, PerRequest mine, PerRequest theirs) {
        PerRequest.Difference more = mine.moreThan(theirs);
        Difference difference = Difference.of(mine, theirs, more);
        return new Found(
                new CounterChange(name, difference.base(), difference.candidate(), difference.low(), difference.high()),
                more.probability());
    }

    /** From 0 (no difference) to 1 (only one side counted anything). */
    private double contrast() {
        return Math.abs(candidate - base) / (candidate + base);
    }
}
