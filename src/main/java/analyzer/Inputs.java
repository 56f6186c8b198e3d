package analyzer;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.csv.CsvResults;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunReader;
import analyzer.io.BadInputException;
import analyzer.io.Parallel;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import analyzer.pool.Pool;
import analyzer.pool.PooledRun;
import analyzer.verdict.Judge;
import analyzer.verdict.Policies;
import analyzer.verdict.Verdict;
import java.nio.file.Files;
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
 * What there is to judge.
 *
 * @param results one result per endpoint
 * @param missing baselines whose endpoint was not measured
 * @param notes what the reader of the report should know about the choice of results
 * @param statistics writes the statistics of the runs that were read
 * @param pooled the runs of several injectors that the results come from; none for runs of one
 * @param known all endpoints that have a result or a baseline, whether they are wanted or not
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
     * The newest run of each simulation, and of endpoints that several simulations measure the newest result.
     *
     * @param since runs that started before are ignored
     * @return empty when there is no run
     */
    static Optional<Inputs> ofRuns(Path gatlingDir, Optional<Instant> since) {
        List<RunFolder> folders = RunFolder.newestOfEach(gatlingDir).stream()
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
     * What several injectors measured together.
     *
     * @param since runs that measured from before then are ignored
     * @param resultsDir where the statistics of each run go, in a folder of the run's own
     */
    static Inputs ofInjectors(List<Path> folders, Optional<Instant> since, Path resultsDir) {
        folders.forEach(Inputs::refusePaired);
        Pool.Reading pool = Pool.read(folders, since);
        List<String> notes = new ArrayList<>(pool.notes());
        List<EndpointResult> newest =
                newest(pool.runs().stream().flatMap(run -> run.results().stream()), since.isPresent(), notes);
        List<Runnable> statistics = pool.runs().stream()
                .map(run -> (Runnable) () -> writeStatistics(run, resultsDir))
                .toList();
        return new Inputs(newest, List.of(), notes, statistics, pool.runs(), Set.of());
    }

    /** With the load that they are of, without which anybody would compare them with anything. */
    private static void writeStatistics(PooledRun run, Path resultsDir) {
        Path folder = resultsDir.resolve(RunFolder.name(run.simulation(), run.started()));
        run.statistics().ifPresent(known -> {
            known.write(folder);
            run.results().stream()
                    .map(EndpointResult::run)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(info -> RunInfoFile.write(folder, info));
        });
    }

    private static void refusePaired(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        for (Path run : RunFolder.below(folder)) {
            if (RunInfoFile.read(run).flatMap(RunInfo::baseTarget).isPresent()) {
                throw new BadInputException(
                        run + ": is a paired run, which has one injector; leave it out, or judge it without --pool");
            }
        }
    }

    /**
     * The newest result of each endpoint. Of runs that were made together nobody meant one to take the place of another.
     *
     * @param together whether all of them were asked for at once
     */
    private static List<EndpointResult> newest(Stream<EndpointResult> results, boolean together, List<String> notes) {
        Map<String, EndpointResult> newest = new TreeMap<>();
        results.sorted(Comparator.comparing(EndpointResult::started)).forEach(result -> {
            EndpointResult older = newest.put(result.endpoint(), result);
            if (older != null && together) {
                newest.put(
                        result.endpoint(),
                        result.flawed("two simulations measured it (" + older.origin() + ", " + result.origin()
                                + "), and a name can be judged once; give the request of one of them another name, as by"
                                + " api.named, or load one alone"));
            } else if (older != null) {
                notes.add(result.endpoint() + " is judged as of " + result.origin() + ", which is newer than "
                        + older.origin());
            }
        });
        return List.copyOf(newest.values());
    }

    /** Results that were judged already. */
    static Inputs of(List<EndpointResult> results, List<String> notes) {
        return new Inputs(results, notes, List.of());
    }

    /** The newest CSV file of each endpoint; empty when there is none. */
    static Optional<Inputs> ofCsvFiles(Path resultsDir, BaselineFolder baselines) {
        List<String> known = baselines.all().stream().map(Baseline::endpoint).toList();
        List<EndpointResult> results = CsvResults.readNewest(resultsDir, known);
        List<String> notes = List.of("there is no run in the results of Gatling; the newest CSV files are judged");
        return results.isEmpty() ? Optional.empty() : Optional.of(new Inputs(results, notes, List.of()));
    }

    /**
     * These inputs cut down to the wanted endpoints, completed by the baselines whose endpoint was not measured.
     *
     * @param wanted endpoints; none means all
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
                        "--endpoint " + endpoint + ": is unknown; there are " + String.join(", ", known));
            }
        }
        if (known.isEmpty()) {
            throw new BadInputException("the runs hold no request that could be judged; run the simulations again");
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

    /** The verdicts on all results together, and on what was not measured. */
    List<Verdict> judge(Policies policies, BaselineFolder baselines) {
        Judge judge = new Judge(policies);
        List<Verdict> verdicts = new ArrayList<>(judge.judge(results, baselines::of));
        missing.forEach(baseline -> verdicts.add(judge.notMeasured(baseline)));
        return verdicts;
    }

    void writeStatistics() {
        Parallel.run(statistics.toArray(Runnable[]::new));
    }

    /** When the newest result was measured; empty when nothing was. */
    Optional<Instant> newest() {
        return results.stream().map(EndpointResult::started).max(Comparator.naturalOrder());
    }
}
