package analyzer.pool;

import analyzer.gatling.RunFolder;
import analyzer.gatling.RunSearch;
import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.metrics.Injector;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds the runs of injectors in folders: run folders, Gatling's results folders, or folders of either. If a results folder contains
 * several runs of one injector, only the newest counts.
 */
final class InjectorFolders {

    private final Map<String, Map<Place, InjectorRun>> newest = new TreeMap<>();
    private final List<RunFolder> strangers = new ArrayList<>();
    private final List<RunFolder> undescribed = new ArrayList<>();

    private InjectorFolders() {}

    private record Place(Path resultsFolder, int injector) {}

    /**
     * Groups the runs by simulation, with the newest run of every injector and results folder.
     *
     * @param notes receives the folders that were left out
     * @throws BadInputException if a folder does not exist, contains no run, a paired run or a copy of another log, or contains a
     *     newer run without a run record
     */
    static Collection<List<InjectorRun>> bySimulation(List<Path> folders, Optional<Instant> since, List<String> notes) {
        InjectorFolders found = new InjectorFolders();
        for (Path run : runFolders(folders)) {
            found.add(RunFolder.at(run), since);
        }
        if (found.newest.isEmpty()) {
            throw new BadInputException(names(folders) + ": contains no run of an injector"
                    + since.map(moment -> " since " + moment).orElse("")
                    + "; run the simulation with INJECTORS and INJECTOR, or check one run without --pool");
        }
        found.undescribed.forEach(found::requireOlder);
        found.strangers.forEach(
                run -> notes.add(
                        run.path() + " is left out: it names no injector, "
                                + run.info()
                                        .flatMap(RunInfo::failure)
                                        .map(why -> "and its load failed: " + why)
                                        .orElse(
                                                "so it is a separate run, or the run of an injector that ended before its load began")));
        return found.newest.values().stream()
                .map(runs -> List.copyOf(runs.values()))
                .toList();
    }

    private static Set<Path> runFolders(List<Path> folders) {
        Map<Path, Path> byRealPath = new LinkedHashMap<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new BadInputException(folder + ": is not a folder; check --pool");
            }
            List<Path> runs = RunSearch.below(folder);
            if (runs.isEmpty()) {
                throw new BadInputException(folder + ": contains no run folder; check --pool");
            }
            for (Path run : runs) {
                Path known = byRealPath.put(real(run), run);
                if (known != null) {
                    throw new BadInputException(run + ": is given twice; specify each injector's folder once");
                }
            }
        }
        return new LinkedHashSet<>(byRealPath.values());
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private void add(RunFolder folder, Optional<Instant> since) {
        Optional<RunInfo> info = folder.info();
        if (info.flatMap(RunInfo::baseTarget).isPresent()) {
            throw new BadInputException(folder.path()
                    + ": is a paired run, which has one injector; leave it out, or judge it without --pool");
        }
        Optional<Injector> injector = info.flatMap(RunInfo::injector);
        if (injector.isEmpty()) {
            strangers.add(folder);
            if (info.isEmpty()) {
                folder.missingRecord().ifPresent(what -> {
                    throw new BadInputException(folder.path() + ": " + what + ", or delete the folder");
                });
            }
            if (info.flatMap(RunInfo::failure).isPresent() || info.isEmpty()) {
                undescribed.add(folder);
            }
            return;
        }
        if (since.isPresent() && isOlder(info.get(), injector.get(), since.get())) {
            return;
        }
        InjectorRun run = InjectorRun.of(folder, info.get(), injector.get());
        newest.computeIfAbsent(info.get().profile().simulation(), unseen -> new LinkedHashMap<>())
                .merge(new Place(parent(folder.path()), run.index()), run, InjectorFolders::newer);
    }

    /** A load that failed has the time of its failure, which can be before its start. */
    private static boolean isOlder(RunInfo info, Injector injector, Instant since) {
        return info.measuredFrom().isBefore(since)
                && (info.failure().isEmpty()
                        || injector.startAt()
                                .filter(start -> !start.isBefore(since))
                                .isEmpty());
    }

    /**
     * Rejects a run that has no run.json or could not be set up, and is newer than all runs of injectors in the same results folder,
     * or in all of them if its own contains none. It can be the run in question, and no older run is judged in its place.
     */
    private void requireOlder(RunFolder unknown) {
        List<RunFolder> inSameFolder = runsOf(unknown.simulation(), folder -> folder.equals(parent(unknown.path())));
        List<RunFolder> others = inSameFolder.isEmpty() ? runsOf(unknown.simulation(), folder -> true) : inSameFolder;
        if (!others.isEmpty() && others.stream().allMatch(run -> run.started().isBefore(unknown.started()))) {
            boolean failed = InputFile.isThere(unknown.path().resolve(RunInfo.FILE_NAME));
            throw new BadInputException(unknown.path()
                    + (failed
                            ? ": could not be set up, and is newer than "
                            : ": has no " + RunInfo.FILE_NAME + ", and is newer than ")
                    + others.get(others.size() - 1).path() + ", which would be judged in its place; "
                    + (failed ? "run it again" : "restore the file") + ", or delete the folder");
        }
    }

    private List<RunFolder> runsOf(String simulation, Predicate<Path> resultsFolder) {
        return newest.values().stream()
                .flatMap(runs -> runs.entrySet().stream())
                .filter(run -> resultsFolder.test(run.getKey().resultsFolder()))
                .map(run -> run.getValue().folder())
                .filter(run -> run.simulation().equals(simulation))
                .toList();
    }

    private static Path parent(Path runFolder) {
        Path parent = real(runFolder).getParent();
        return parent == null ? runFolder : parent;
    }

    private static InjectorRun newer(InjectorRun known, InjectorRun other) {
        if (other.hasLogOf(known)) {
            throw sameLog(other, known);
        }
        if (other.loadedTogetherWith(known)) {
            throw sameNumber(other, known);
        }
        return other.folder().started().isBefore(known.folder().started()) ? known : other;
    }

    static BadInputException sameLog(InjectorRun run, InjectorRun other) {
        return new BadInputException(run.path() + ": contains the same log as " + other.path()
                + ", whose requests would count twice; pool only one of them");
    }

    static BadInputException sameNumber(InjectorRun run, InjectorRun other) {
        return new BadInputException(run.path() + ": cannot be pooled with " + other.path() + ": it is " + run.name()
                + " as well; give each injector its own INJECTOR number");
    }

    private static String names(List<Path> folders) {
        return String.join(", ", folders.stream().map(Path::toString).toList());
    }
}
