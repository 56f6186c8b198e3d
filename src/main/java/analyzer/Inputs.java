package analyzer;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.io.BadInputException;
import analyzer.io.Parallel;
import analyzer.metrics.EndpointResult;
import analyzer.pool.PooledRun;
import analyzer.verdict.Judge;
import analyzer.verdict.Policies;
import analyzer.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The inputs of an analysis.
 *
 * @param results one result per endpoint
 * @param missing baselines whose endpoint was not measured
 * @param notes notes for the report on how the results were chosen
 * @param statistics tasks that write the statistics of the runs
 * @param pooled the pooled runs that the results come from; empty for runs of one injector
 * @param known all endpoints that have a result or a baseline, selected or not
 */
record Inputs(
        List<EndpointResult> results,
        List<Baseline> missing,
        List<String> notes,
        List<Runnable> statistics,
        List<PooledRun> pooled,
        Set<String> known) {

    /** Inputs that were read and not compared with baselines yet. */
    Inputs(List<EndpointResult> results, List<String> notes, List<Runnable> statistics, List<PooledRun> pooled) {
        this(results, List.of(), notes, statistics, pooled, Set.of());
    }

    /** Inputs with results that were judged already. */
    static Inputs of(List<EndpointResult> results, List<String> notes) {
        return new Inputs(results, notes, List.of(), List.of());
    }

    /**
     * Limits these inputs to the wanted endpoints, and adds the baselines whose endpoint was not measured.
     *
     * @param wanted endpoints; empty means all
     * @throws BadInputException if a wanted endpoint has neither a result nor a baseline
     */
    Inputs select(Collection<String> wanted, BaselineFolder baselines) {
        TreeSet<String> measured =
                results.stream().map(EndpointResult::endpoint).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> known = new TreeSet<>(measured);
        baselines.all().forEach(baseline -> known.add(baseline.endpoint()));
        for (String endpoint : wanted) {
            if (!known.contains(endpoint)) {
                throw new BadInputException(
                        "--endpoint " + endpoint + ": is unknown; known endpoints: " + String.join(", ", known));
            }
        }
        if (known.isEmpty()) {
            throw new BadInputException("the runs contain no request that could be judged; run the simulations again");
        }
        return new Inputs(
                results.stream()
                        .filter(result -> wanted.isEmpty() || wanted.contains(result.endpoint()))
                        .toList(),
                baselines.all().stream()
                        .filter(baseline -> !measured.contains(baseline.endpoint()))
                        .filter(baseline -> wanted.isEmpty() || wanted.contains(baseline.endpoint()))
                        .toList(),
                notes,
                statistics,
                pooled,
                known);
    }

    /** Judges all results together. An endpoint that has a baseline but was not measured gets a verdict, too. */
    List<Verdict> judge(Policies policies, BaselineFolder baselines) {
        Judge judge = new Judge(policies);
        List<Verdict> verdicts = new ArrayList<>(judge.judge(results, baselines::of));
        missing.forEach(baseline -> verdicts.add(judge.notMeasured(baseline)));
        return verdicts;
    }

    void writeStatistics() {
        Parallel.run(statistics.toArray(Runnable[]::new));
    }

    /** Start of the newest result; empty if nothing was measured. */
    Optional<Instant> newest() {
        return results.stream().map(EndpointResult::started).max(Comparator.naturalOrder());
    }
}
