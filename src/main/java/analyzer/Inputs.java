package analyzer;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.csv.CsvResults;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunName;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.io.BadInputException;
import analyzer.io.Parallel;
import analyzer.metrics.EndpointResult;
import analyzer.pool.Pool;
import analyzer.pool.PooledRun;
import analyzer.verdict.Judge;
import analyzer.verdict.Policies;
import analyzer.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
 */
record Inputs(
        List<EndpointResult> results,
        List<Baseline> missing,
        List<String> notes,
        List<Runnable> statistics,
        List<PooledRun> pooled,
        Set<String> known) {

    private Inputs(List<EndpointResult> results, List<String> notes, List<Runnable> statistics) {
        this(results, List.of(), notes, statistics, List.of(), Set.of());
    }

    /**
     * Reads the newest run of each simulation. If several simulations measure an endpoint, its newest result counts.
     *
     * @param since runs that started earlier are ignored
     * @return empty if there is no run
     */
    static Optional<Inputs> ofRuns(Path gatlingDir, Optional<Instant> since) {
        List<RunFolder> folders = RunSearch.newestOfEach(gatlingDir).stream()
                .filter(run -> since.isEmpty() || !run.started().isBefore(since.get()))
                .toList();
        List<RunReader.Reading> readings = Parallel.map(folders, RunReader::read);
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        List<String> notes = new ArrayList<>();
        List<EndpointResult> newest =
                newest(readings.stream().flatMap(reading -> reading.results().stream()), since.isPresent(), notes);
        List<Runnable> statistics =
                readings.stream().map(run -> (Runnable) run::writeStatistics).toList();
        return Optional.of(new Inputs(newest, notes, statistics));
    }

    /**
     * Pools the runs of several injectors.
     *
     * @param since runs whose measured time began earlier are ignored
     * @param resultsDir folder for the statistics, in a subfolder for each run
     */
    static Inputs ofInjectors(List<Path> folders, Optional<Instant> since, Path resultsDir) {
        Pool.Reading pool = Pool.read(folders, since);
        List<String> notes = new ArrayList<>(pool.notes());
        List<EndpointResult> newest =
                newest(pool.runs().stream().flatMap(run -> run.results().stream()), since.isPresent(), notes);
        List<Runnable> statistics = pool.runs().stream()
                .map(run -> (Runnable) () -> writeStatistics(run, resultsDir))
                .toList();
        return new Inputs(newest, List.of(), notes, statistics, pool.runs(), Set.of());
    }

    /** Writes the statistics with their run record, without which they could be compared with runs of any load. */
    private static void writeStatistics(PooledRun run, Path resultsDir) {
        Path folder = resultsDir.resolve(RunName.of(run.simulation(), run.started()));
        run.statistics().ifPresent(known -> {
            known.write(folder);
            run.results().stream()
                    .map(EndpointResult::run)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(info -> RunInfoFile.write(folder, info));
        });
    }

    /**
     * The newest result of each endpoint. If the runs were made together, none is meant to replace another, so an endpoint that was
     * measured twice is not judged.
     *
     * @param together whether the runs were made together
     */
    private static List<EndpointResult> newest(Stream<EndpointResult> results, boolean together, List<String> notes) {
        Map<String, EndpointResult> newest = new TreeMap<>();
        results.sorted(Comparator.comparing(EndpointResult::started)).forEach(result -> {
            EndpointResult older = newest.put(result.endpoint(), result);
            if (older != null && together) {
                newest.put(
                        result.endpoint(),
                        result.withFlaw("two simulations measured it (" + older.origin() + ", " + result.origin()
                                + "), but a name can be judged only once; rename the request of one of them, for"
                                + " example with api.named, or load one alone"));
            } else if (older != null) {
                notes.add(result.endpoint() + " is judged as of " + result.origin() + ", which is newer than "
                        + older.origin());
            }
        });
        return List.copyOf(newest.values());
    }

    /** Inputs with results that were judged already. */
    static Inputs of(List<EndpointResult> results, List<String> notes) {
        return new Inputs(results, notes, List.of());
    }

    /** Reads the newest CSV file of each endpoint; empty if there is none. */
    static Optional<Inputs> ofCsvFiles(Path resultsDir, BaselineFolder baselines) {
        List<String> known = baselines.all().stream().map(Baseline::endpoint).toList();
        List<EndpointResult> results = CsvResults.readNewest(resultsDir, known);
        List<String> notes = List.of("Gatling's results contain no run; the newest CSV files are judged");
        return results.isEmpty() ? Optional.empty() : Optional.of(new Inputs(results, notes, List.of()));
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
