package analyzer;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.io.BadInputException;
import analyzer.io.Parallel;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Source;
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
import java.util.stream.Stream;

/**
 * The inputs of an analysis.
 *
 * @param results one result per endpoint
 * @param missing baselines whose endpoint was not measured
 * @param notes notes for the report on how the results were chosen
 * @param statistics tasks that write the statistics of the runs
 * @param pooled the pooled runs that the results come from; empty for runs of one injector
 * @param known all endpoints that have a result or a baseline, selected or not
 * @param coverage what these are of all endpoints that there are
 */
record Inputs(
        List<EndpointResult> results,
        List<Baseline> missing,
        List<String> notes,
        List<Runnable> statistics,
        List<PooledRun> pooled,
        Set<String> known,
        Coverage coverage) {

    /** What the known endpoints are of all endpoints that there are. */
    enum Coverage {
        /** All of them: the baselines name those that were not measured. */
        ALL,

        /** Those of the runs: there is no baseline, or the runs are paired and need none. */
        RUNS,

        /** Some of the runs: a load failed, and Maven starts no simulation after one that failed. */
        SOME
    }

    /** Inputs that were read and not compared with baselines yet. */
    Inputs(List<EndpointResult> results, List<String> notes, List<Runnable> statistics, List<PooledRun> pooled) {
        this(results, List.of(), notes, statistics, pooled, Set.of(), Coverage.RUNS);
    }

    /**
     * Limits these inputs to the wanted endpoints, and adds the baselines whose endpoint was not measured. A simulation whose load
     * failed before its endpoints were known can measure any of them, so it is kept. If a wanted endpoint is unknown, any load that
     * failed can be why, so it is kept as well.
     *
     * @param wanted endpoints; empty means all
     * @throws BadInputException if a wanted endpoint has neither a result nor a baseline, and no load failed
     */
    Inputs select(Collection<String> wanted, BaselineFolder baselines) {
        TreeSet<String> measured =
                results.stream().map(EndpointResult::endpoint).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> known = new TreeSet<>(measured);
        baselines.all().forEach(baseline -> known.add(baseline.endpoint()));
        Coverage coverage = coverage(baselines);
        List<String> unknown = wanted.stream()
                .filter(endpoint -> !known.contains(endpoint))
                .map(endpoint ->
                        "--endpoint " + endpoint + ": is unknown; known endpoints: " + String.join(", ", known))
                .toList();
        if (!unknown.isEmpty() && coverage != Coverage.SOME) {
            throw new BadInputException(unknown.get(0));
        }
        if (known.isEmpty()) {
            throw new BadInputException("the runs contain no request that could be judged; run the simulations again");
        }
        return new Inputs(
                results.stream()
                        .filter(result -> wanted.isEmpty()
                                || wanted.contains(result.endpoint())
                                || result.isOfFailedSimulation()
                                || !unknown.isEmpty() && result.isOfFailedLoad())
                        .toList(),
                baselines.all().stream()
                        .filter(baseline -> !measured.contains(baseline.endpoint()))
                        .filter(baseline -> wanted.isEmpty() || wanted.contains(baseline.endpoint()))
                        .toList(),
                Stream.of(notes, unknown, unknownLoads(wanted, baselines))
                        .flatMap(List::stream)
                        .toList(),
                statistics,
                pooled,
                known,
                coverage);
    }

    /** A note if a log is compared with a baseline of unknown load. For results from other sources the verdict says so. */
    private List<String> unknownLoads(Collection<String> wanted, BaselineFolder baselines) {
        return results.stream()
                .filter(result -> result.source() == Source.LOG && result.base().isEmpty())
                .map(EndpointResult::endpoint)
                .filter(endpoint -> wanted.isEmpty() || wanted.contains(endpoint))
                .filter(endpoint -> baselines
                        .of(endpoint)
                        .filter(baseline -> baseline.profile().isEmpty())
                        .isPresent())
                .limit(1)
                .map(endpoint -> "the baseline of " + endpoint
                        + " records neither load nor machine; compare only runs with the same load, on one machine")
                .toList();
    }

    private Coverage coverage(BaselineFolder baselines) {
        if (results.stream().anyMatch(EndpointResult::isOfFailedLoad)) {
            return Coverage.SOME;
        }
        boolean paired = results.stream()
                .anyMatch(result -> result.base().isPresent()
                        || result.run().flatMap(RunInfo::baseTarget).isPresent());
        return paired || baselines.all().isEmpty() ? Coverage.RUNS : Coverage.ALL;
    }

    Inputs withNotes(List<String> more) {
        return new Inputs(
                results,
                missing,
                Stream.concat(notes.stream(), more.stream()).toList(),
                statistics,
                pooled,
                known,
                coverage);
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
