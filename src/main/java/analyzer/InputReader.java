package analyzer;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.csv.CsvResults;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.io.Parallel;
import analyzer.metrics.EndpointResult;
import analyzer.pool.Pool;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the inputs of an analysis: runs, the runs of several injectors, or CSV files. */
final class InputReader {

    private InputReader() {}

    /**
     * Reads the newest run of each simulation. If several simulations measure an endpoint, its newest result counts.
     *
     * @param since runs that started earlier are ignored
     * @return empty if there is no run
     */
    static Optional<Inputs> readRuns(Path gatlingDir, Optional<Instant> since) {
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
        return Optional.of(new Inputs(newest, notes, statistics, List.of()));
    }

    /**
     * Pools the runs of several injectors.
     *
     * @param since runs whose measured time began earlier are ignored
     * @param resultsDir folder for the statistics, in a subfolder for each run
     */
    static Inputs readInjectors(List<Path> folders, Optional<Instant> since, Path resultsDir) {
        Pool.Reading pool = Pool.read(folders, since);
        List<String> notes = new ArrayList<>(pool.notes());
        List<EndpointResult> newest = newest(
                pool.runs().stream().flatMap(run -> run.results().stream()),
                since.isPresent() || pool.together(),
                notes);
        List<Runnable> statistics = pool.runs().stream()
                .map(run -> (Runnable) () -> run.writeStatistics(resultsDir))
                .toList();
        return new Inputs(newest, notes, statistics, pool.runs());
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
                notes.add(result.endpoint() + ": " + result.origin() + " is judged, because it is newer than "
                        + older.origin());
            }
        });
        return List.copyOf(newest.values());
    }

    /** Reads the newest CSV file of each endpoint; empty if there is none. */
    static Optional<Inputs> readCsvFiles(Path resultsDir, BaselineFolder baselines) {
        List<String> known = baselines.all().stream().map(Baseline::endpoint).toList();
        List<EndpointResult> results = CsvResults.readNewest(resultsDir, known);
        List<String> notes = List.of("Gatling's results contain no run; the newest CSV files are judged");
        return results.isEmpty() ? Optional.empty() : Optional.of(new Inputs(results, notes, List.of(), List.of()));
    }
}
