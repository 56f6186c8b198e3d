package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds runs in folders. No older run is judged in place of a damaged or misplaced one: a folder with the name of a run, or with
 * the remains of one, is found, and its reader reports what is missing.
 */
public final class RunSearch {

    /** Enough for folders of builds, injectors, results and runs, with some levels to spare. */
    private static final int MAX_DEPTH = 8;

    /** Levels at which a run can lie too deep: an artifact that is unpacked in its place has two more. */
    private static final int MAX_NESTED = 3;

    private RunSearch() {}

    /**
     * Returns the newest run of each simulation in Gatling's results folder, in the order of the simulations' names. The time of a run
     * is the latest in its name and content. A folder that does not exist contains no runs. A run folder, or the log in it, stands for
     * its run.
     *
     * @throws BadInputException if the folder cannot be listed, two different runs of a simulation are the newest, one of several
     *     runs has no time, or a newer run lies too deep
     */
    public static List<RunFolder> newestOfEach(Path gatlingDir) {
        if (!InputFile.isThere(gatlingDir)) {
            return List.of();
        }
        if (!folderOf(gatlingDir).equals(gatlingDir)) {
            return List.of(RunFolder.at(folderOf(gatlingDir)));
        }
        List<Path> entries = InputFile.entries(gatlingDir, "--gatling-dir");
        entries.forEach(RunSearch::requireNoBrokenLink);
        List<RunFolder> all = runsAmong(entries);
        boolean isNamed = RunName.find(gatlingDir).isPresent();
        if (all.isEmpty() && (isNamed || RunFolder.holdsRun(gatlingDir))) {
            // A run that was named is not replaced by another: its reader reports what is missing.
            return List.of(RunFolder.at(gatlingDir));
        }
        all.stream().findFirst().ifPresent(run -> requireNoRunBeside(gatlingDir, run.path()));
        if (all.size() > 1) {
            all.forEach(RunSearch::requireTime);
        }
        List<RunFolder> newest = newestOfEach(all);
        requireNoneHidden(nestedIn(entries, MAX_NESTED), newest, gatlingDir);
        return newest;
    }

    /** A run that can belong to several simulations neither hides a run of any of them nor is hidden by one. */
    private static List<RunFolder> newestOfEach(List<RunFolder> all) {
        Map<String, RunFolder> newest = new TreeMap<>();
        Map<String, RunFolder> newestOfOne = new TreeMap<>();
        for (RunFolder run : all) {
            Set<String> simulations = run.simulations();
            simulations.forEach(name -> newest.merge(name, run, RunSearch::later));
            if (simulations.size() == 1) {
                newestOfOne.merge(run.simulation(), run, RunSearch::later);
            }
        }
        all.forEach(run -> requireOther(run, newest.get(run.simulation())));
        List<RunFolder> read = new ArrayList<>();
        Stream.concat(newestOfOne.values().stream(), newest.values().stream())
                .filter(run -> read.stream().noneMatch(run::isCopyOf))
                .forEach(read::add);
        return List.copyOf(read);
    }

    /**
     * Returns every run folder at or below a folder: folders of any name that contain a run or what is left of one, and whatever has
     * the name of a run. Their reader reports what is missing. A link to a run that is found anyway is left out.
     *
     * @throws BadInputException if a folder cannot be listed, or contains the files of a run and also run folders
     */
    public static List<Path> below(Path folder) {
        try (Stream<Path> paths = Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> all = paths.sorted().toList();
            all.stream()
                    .filter(path -> !path.equals(folder) && !isRun(path.getParent()))
                    .forEach(RunSearch::requireNoBrokenLink);
            List<Path> runs =
                    withoutLinks(folder, all.stream().filter(RunSearch::isRun).toList());
            List<Path> others = runs.stream().filter(run -> !run.equals(folder)).toList();
            for (Path above : runs) {
                others.stream()
                        .filter(run -> !run.equals(above) && (above.equals(folder) || run.startsWith(above)))
                        .findFirst()
                        .ifPresent(run -> requireNoRunBeside(above, run));
            }
            if (!others.isEmpty()) {
                requireNoRunBeside(folder, others.get(0));
            }
            return others.isEmpty() ? runs : others;
        } catch (IOException e) {
            throw notListed(folder, e);
        } catch (UncheckedIOException e) {
            throw notListed(folder, e.getCause());
        }
    }

    /** A run behind a link whose end is gone, such as a disk that is not mounted, can be newer than all others. */
    private static void requireNoBrokenLink(Path path) {
        if (Files.isSymbolicLink(path) && !Files.exists(path) && !isRun(path)) {
            throw new BadInputException(path + ": leads to nothing; restore what it leads to, or delete the link");
        }
    }

    /**
     * Leaves out links to runs that are found anyway. A link with the name of a different run is kept, because it may have replaced
     * that run.
     */
    private static List<Path> withoutLinks(Path folder, List<Path> runs) throws IOException {
        Path top = folder.toRealPath();
        Set<Path> found =
                runs.stream().map(run -> top.resolve(folder.relativize(run))).collect(Collectors.toSet());
        List<Path> kept = new ArrayList<>();
        for (Path run : runs) {
            Path real = Files.exists(run) ? run.toRealPath() : run;
            boolean isLink = !real.equals(top.resolve(folder.relativize(run)));
            Optional<RunName> name = RunName.parse(run);
            boolean isNamedForAnother = name.isPresent() && !name.equals(RunName.parse(real));
            if (!isLink || !found.contains(real) || isNamedForAnother) {
                kept.add(run);
            }
        }
        return kept;
    }

    private static BadInputException notListed(Path folder, IOException e) {
        return new BadInputException(
                folder + ": cannot be listed (" + BadInputException.reason(e) + "); check the path", e);
    }

    /**
     * Returns every run at or below a folder, or the run of a log.
     *
     * @param path a folder, or a {@code simulation.log}
     * @throws BadInputException if there is no run
     */
    public static List<RunFolder> runsIn(Path path) {
        Path folder = folderOf(path);
        if (!Files.exists(path)) {
            throw new BadInputException(path + ": does not exist; check the path");
        }
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    folder + ": is neither a folder nor a " + RunFolder.LOG + "; specify a run folder");
        }
        List<RunFolder> runs = below(folder).stream().map(RunFolder::at).toList();
        if (runs.isEmpty()) {
            throw new BadInputException(folder + ": contains no run (no " + RunFolder.LOG + "); check the path");
        }
        return runs;
    }

    /** The run folder, also if its log was named instead. */
    private static Path folderOf(Path named) {
        return named.endsWith(RunFolder.LOG) ? named.toAbsolutePath().getParent() : named;
    }

    /** What has the name of a run counts as one, even a file or a broken link: an older run must not take its place. */
    private static boolean isRun(Path path) {
        Optional<RunName> name = Files.isSymbolicLink(path) ? RunName.find(path) : RunName.parse(path);
        return name.isPresent() || RunFolder.holdsRun(path);
    }

    private static List<RunFolder> runsAmong(List<Path> entries) {
        return entries.stream().filter(RunSearch::isRun).map(RunFolder::at).toList();
    }

    /** The runs in these folders, and in folders within that are no links. */
    private static List<RunFolder> nestedIn(List<Path> folders, int depth) {
        List<RunFolder> nested = new ArrayList<>();
        for (Path folder : folders) {
            try {
                List<Path> entries = Files.isDirectory(folder) ? InputFile.entries(folder) : List.of();
                runsAmong(entries).stream()
                        .filter(run -> RunName.parse(run.path()).isPresent() || run.holdsRegularFiles())
                        .forEach(nested::add);
                if (depth > 1) {
                    nested.addAll(nestedIn(
                            entries.stream()
                                    .filter(entry -> !Files.isSymbolicLink(entry))
                                    .toList(),
                            depth - 1));
                }
            } catch (IOException e) {
                // A folder that cannot be listed is not a folder of runs.
            }
        }
        return nested;
    }

    /** A run that was moved or unpacked too deep is not read, so it must not be newer than those that are. */
    private static void requireNoneHidden(List<RunFolder> nested, List<RunFolder> read, Path gatlingDir) {
        if (nested.isEmpty()) {
            return;
        }
        Map<RunFolder, Set<String>> simulations = new HashMap<>();
        read.forEach(run -> simulations.put(run, run.simulations()));
        for (RunFolder deep : nested) {
            Set<String> mine = deep.simulations();
            List<RunFolder> same = read.stream()
                    .filter(run -> !Collections.disjoint(simulations.get(run), mine))
                    .toList();
            boolean isNewer = (same.isEmpty() ? read : same)
                    .stream().anyMatch(run -> deep.started().isAfter(run.started()));
            if (read.isEmpty() || isNewer) {
                throw new BadInputException(deep.path() + ": is nested too deep in " + gatlingDir
                        + (read.isEmpty()
                                ? ", which contains no run itself"
                                : ", and is newer than the runs judged there")
                        + "; move it up or elsewhere, or specify its folder (--gatling-dir; --pool for several"
                        + " injectors)");
            }
        }
    }

    /** Rejects files of a run next to run folders: either could hide the other, or count in addition to it. */
    private static void requireNoRunBeside(Path folder, Path run) {
        // A run can be unpacked into a folder of its own name.
        boolean isRun = RunName.find(folder)
                .filter(name -> RunFolder.holdsRun(folder)
                        || !RunFolder.at(run).started().equals(name.started()))
                .isPresent();
        if (isRun || RunFolder.holdsFiles(folder)) {
            throw new BadInputException(folder
                    + (RunFolder.holdsRun(folder)
                            ? ": contains both the files of a run and the run folder "
                            : ": has the name of a run, but contains the run folder ")
                    + run
                    + ", so it is ambiguous which is meant; move the files into a separate folder, or specify a run"
                    + " folder");
        }
    }

    /** Rejects a run without a time. A run of an older Gatling has its time only in the folder's name. */
    private static void requireTime(RunFolder run) {
        if (run.lacksTime()) {
            throw new BadInputException(
                    run.path() + ": has no start time in its name, log or run.json, so the newest run is unknown;"
                            + " restore the name that Gatling gave it, or specify a run folder (--gatling-dir)");
        }
    }

    private static void requireOther(RunFolder run, RunFolder newest) {
        if (run.started().equals(newest.started()) && !newest.isCopyOf(run)) {
            throw new BadInputException(run.path() + ": started at the same time as " + newest.path()
                    + ", so it is ambiguous which is the newest; delete or move one of them");
        }
    }

    private static RunFolder later(RunFolder a, RunFolder b) {
        return a.started().isBefore(b.started()) ? b : a;
    }
}
