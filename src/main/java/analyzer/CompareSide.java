package analyzer;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.io.BadInputException;
import analyzer.io.Parallel;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Source;
import analyzer.metrics.SummaryStatistics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The runs of one side of a comparison: under one load, on one machine, of one build, each only once.
 *
 * @param paths the paths on the command line
 * @param newest start of the newest run
 * @param runs runs by endpoint, oldest first
 * @param simulations simulation by the file that a result comes from
 * @param statistics figures by endpoint of each run that has them from statistics and not from a log
 */
record CompareSide(
        List<Path> paths,
        List<RunFolder> folders,
        Instant newest,
        Map<String, List<EndpointResult>> runs,
        Map<String, String> simulations,
        Map<RunFolder, Map<String, Figures>> statistics) {

    /** Everything that statistics contain of an endpoint. */
    private record Figures(SummaryStatistics metrics, long failed) {}

    static CompareSide read(List<Path> paths) {
        List<RunFolder> folders =
                paths.stream().flatMap(path -> RunSearch.runsIn(path).stream()).toList();
        // Never empty: RunSearch rejects a path without a run.
        Instant newest = folders.stream()
                .map(RunFolder::started)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        CompareSide side = new CompareSide(paths, folders, newest, new TreeMap<>(), new HashMap<>(), new HashMap<>());
        Parallel.map(folders, RunReader::read).forEach(reading -> side.add(reading.folder(), reading.results()));
        side.requireNoCopies();
        side.runs.values().forEach(side::requireAlike);
        side.runs.values().forEach(CompareSide::requireOneCommit);
        return side;
    }

    private void add(RunFolder folder, List<EndpointResult> results) {
        for (EndpointResult result : results) {
            if (result.base().isPresent()) {
                throw new BadInputException(result.origin()
                        + ": is a paired run, which is compared with its own base: perf-analyzer --gatling-dir "
                        + folder.path());
            }
            simulations.put(result.origin(), folder.simulation());
            if (result.source() == Source.STATS_JSON) {
                statistics
                        .computeIfAbsent(folder, unseen -> new HashMap<>())
                        .put(result.endpoint(), new Figures(result.metrics(), result.failed()));
            }
            List<EndpointResult> others = runs.computeIfAbsent(result.endpoint(), unseen -> new ArrayList<>());
            others.stream()
                    .filter(other -> isSameRun(result, other))
                    .findFirst()
                    .ifPresent(other -> {
                        throw sameRun(result.origin(), other.origin());
                    });
            others.add(result);
            others.sort(Comparator.comparing(EndpointResult::started));
        }
    }

    private static BadInputException sameRun(String run, String other) {
        return new BadInputException(run + ": is the same run as " + other + "; specify each run once");
    }

    /** Rejects copies that seem to have started at different times, which only the names of their folders show. */
    private void requireNoCopies() {
        for (int i = 1; i < folders.size(); i++) {
            RunFolder run = folders.get(i);
            folders.subList(0, i).stream()
                    .filter(other -> isCopy(run, this, other))
                    .findFirst()
                    .ifPresent(other -> {
                        throw sameRun(run.path().toString(), other.path().toString());
                    });
        }
    }

    /**
     * Whether two runs are one. Statistics are compared by their figures: their text can differ in a copy, and so can a log that
     * is not read.
     */
    private boolean isCopy(RunFolder run, CompareSide side, RunFolder other) {
        return run.hasFiguresOf(other)
                || statistics.containsKey(run) && statistics.get(run).equals(side.statistics.get(other));
    }

    /** Rejects runs that are on both sides, also as copies. */
    void requireNoRunOf(CompareSide other) {
        runs.keySet().stream()
                .filter(other.runs::containsKey)
                .forEach(endpoint -> runs.get(endpoint).stream()
                        .filter(run -> other.runs.get(endpoint).stream().anyMatch(one -> isSameRun(run, one)))
                        .findFirst()
                        .ifPresent(run -> {
                            throw onBothSides(run.origin());
                        }));
        folders.stream()
                .filter(run -> other.folders.stream().anyMatch(one -> isCopy(run, other, one)))
                .findFirst()
                .ifPresent(run -> {
                    throw onBothSides(run.path().toString());
                });
    }

    private static BadInputException onBothSides(String run) {
        return new BadInputException(run + ": is on both sides; compare different runs");
    }

    boolean isOfFailedSimulation(String endpoint) {
        return runs.getOrDefault(endpoint, List.of()).stream().anyMatch(EndpointResult::isOfFailedSimulation);
    }

    /** Rejects runs that differ in load or machine. */
    private void requireAlike(List<EndpointResult> runs) {
        EndpointResult first = runs.get(0);
        for (EndpointResult run : runs) {
            String difference = difference(run, first);
            if (!difference.isEmpty()) {
                throw new BadInputException(run.origin() + ": differs from " + first.origin() + " on the same side: "
                        + difference + "; specify only runs with the same load, on one machine, on each side");
            }
        }
    }

    /** Rejects runs of different builds, whose average would hide a change between them. An unknown commit is not a different one. */
    private static void requireOneCommit(List<EndpointResult> runs) {
        List<EndpointResult> known =
                runs.stream().filter(run -> !commit(run).isEmpty()).toList();
        known.stream()
                .filter(run -> !commit(run).equals(commit(known.get(0))))
                .findFirst()
                .ifPresent(run -> {
                    throw new BadInputException(run.origin() + ": measured commit " + commit(run) + ", but "
                            + known.get(0).origin() + " on the same side measured " + commit(known.get(0))
                            + "; specify only runs of one commit on a side; if the recorded commit is not the"
                            + " backend's, set COMMIT for the load");
                });
    }

    private static String commit(EndpointResult run) {
        return run.run().map(RunInfo::commit).orElse("");
    }

    private String difference(EndpointResult run, EndpointResult first) {
        if (run.run().isPresent() != first.run().isPresent()) {
            return "only one of them records its load";
        }
        if (run.run().isEmpty()) {
            String mine = simulations.get(run.origin());
            String other = simulations.get(first.origin());
            return mine.equals(other) ? "" : "measured by simulation " + mine + ", not " + other;
        }
        RunInfo mine = run.run().get();
        RunInfo theirs = first.run().get();
        List<String> differences = new ArrayList<>(mine.profile().differencesFrom(theirs.profile()));
        if (!mine.machine().isLike(theirs.machine())) {
            differences.add("a different machine");
        }
        return String.join(", ", differences);
    }

    Optional<Baseline> baseline(String endpoint) {
        return Optional.ofNullable(runs.get(endpoint))
                .map(all ->
                        Baseline.ofAll(endpoint, all.stream().map(KeptRun::of).toList()));
    }

    Optional<EndpointResult> candidate(String endpoint) {
        return Optional.ofNullable(runs.get(endpoint))
                .map(all -> all.get(all.size() - 1).withRepeats(all.subList(0, all.size() - 1)));
    }

    String several() {
        return folders.size() == 1 ? "" : "_" + folders.size() + "_runs";
    }

    /** The paths on the command line, for a note in the report. */
    String named() {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    Set<String> simulations(String endpoint) {
        Set<String> names = new TreeSet<>();
        runs.get(endpoint).stream()
                .filter(run -> run.run().isEmpty())
                .forEach(run -> names.add(simulations.get(run.origin())));
        return names;
    }

    private static boolean isSameRun(EndpointResult a, EndpointResult b) {
        return Baseline.isOneRun(a.started(), b.started());
    }
}
