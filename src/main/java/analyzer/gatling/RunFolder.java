package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.RunInfo;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run folder: {@code <simulation>-<yyyyMMddHHmmssSSS>}, as Gatling names it, or a folder of any other name that contains a log or a
 * {@code run.json}.
 *
 * @param path the folder
 * @param simulation simple name of the simulation's class in lower case, as in the folder's name
 * @param started start of the run: the latest time in the folder's name, which Gatling gives in UTC, in the log and in
 *     {@code run.json}
 */
public record RunFolder(Path path, String simulation, Instant started) {

    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{17})");
    private static final String LOG = "simulation.log";
    private static final String STATS_JSON = "js/stats.json";

    /** Bytes that contain the title of Gatling's report, which starts at byte 700. */
    private static final int HEAD_OF_REPORT = 4096;

    /**
     * Tolerance between the time in a folder's name and the start of its log. Gatling uses the same millisecond for both; the rest is
     * for other tools that name their folders alike.
     */
    private static final Duration NAMED_AFTER_START = Duration.ofSeconds(1);

    /** Enough for folders of builds, injectors, results and runs, with some levels to spare. */
    private static final int MAX_DEPTH = 8;

    /** Levels at which a run can lie too deep: an artifact that is unpacked in its place has two more. */
    private static final int MAX_NESTED = 3;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");

    /** The folder name that Gatling itself would choose for a run. */
    public static String name(String simulationClass, Instant started) {
        // A name from outside must not lead to another folder.
        return simpleName(simulationClass).replaceAll("[/\\\\:\\p{Cntrl}]", "_") + "-"
                + TIME.format(started.atOffset(ZoneOffset.UTC));
    }

    /**
     * Returns the newest run of each simulation in Gatling's results folder, in the order of the simulations' names. The time of a run
     * is the latest in its name and content. A folder that does not exist contains no runs. A run folder, or the log in it, stands for
     * its run.
     *
     * @throws BadInputException if the folder cannot be listed, two different runs of a simulation are the newest, or one of
     *     several runs has no time
     */
    public static List<RunFolder> newestOfEach(Path gatlingDir) {
        if (!InputFile.isThere(gatlingDir)) {
            return List.of();
        }
        RunFolder itself = at(folderOf(gatlingDir));
        if (!itself.path.equals(gatlingDir)) {
            return List.of(itself);
        }
        List<Path> entries = InputFile.entries(gatlingDir, "--gatling-dir");
        List<RunFolder> all = runsAmong(entries);
        if (all.isEmpty()) {
            // A run that was named is not replaced by another: its reader reports what is missing.
            boolean isRun = holdsRun(itself.path)
                    || of(itself.path.toAbsolutePath().normalize()).isPresent();
            if (!isRun) {
                nestedIn(entries, MAX_NESTED).forEach(nested -> nested.requireNotHidden(List.of(), gatlingDir));
            }
            return isRun ? List.of(itself) : List.of();
        }
        itself.requireNoRunBeside(all.get(0).path);
        if (all.size() > 1) {
            all.forEach(RunFolder::requireTime);
        }
        List<RunFolder> newest = newestOfEach(all);
        nestedIn(entries, MAX_NESTED).forEach(nested -> nested.requireNotHidden(newest, gatlingDir));
        return newest;
    }

    /** What has the name of a run is one, also a link that leads nowhere: an older run must not take its place. */
    private static List<RunFolder> runsAmong(List<Path> entries) {
        return entries.stream()
                .flatMap(entry -> of(entry)
                        .map(RunFolder::orLater)
                        .or(() -> Optional.of(entry).filter(RunFolder::holdsRun).map(RunFolder::at))
                        .stream())
                .toList();
    }

    /** A run that lies too deep, moved or unpacked there, is not read. So it must not be newer than those that are. */
    private void requireNotHidden(List<RunFolder> read, Path gatlingDir) {
        List<RunFolder> same = read.stream()
                .filter(run -> !Collections.disjoint(run.simulations(), simulations()))
                .toList();
        if (read.isEmpty() || (same.isEmpty() ? read : same).stream().anyMatch(run -> started.isAfter(run.started))) {
            throw new BadInputException(path + ": is nested too deep in " + gatlingDir
                    + (read.isEmpty() ? ", which contains no run itself" : ", and is newer than the runs judged there")
                    + "; move it up or elsewhere, or name its folder (--gatling-dir; --pool for several injectors)");
        }
    }

    /** The runs in these folders, and in folders within that are no links. */
    private static List<RunFolder> nestedIn(List<Path> folders, int depth) {
        List<RunFolder> nested = new ArrayList<>();
        for (Path folder : folders) {
            try {
                List<Path> entries = Files.isDirectory(folder) ? InputFile.entries(folder) : List.of();
                runsAmong(entries).stream()
                        .filter(run -> of(run.path).isPresent() || run.holdsRegularFiles())
                        .forEach(nested::add);
                if (depth > 1) {
                    nested.addAll(nestedIn(
                            entries.stream()
                                    .filter(entry -> !Files.isSymbolicLink(entry))
                                    .toList(),
                            depth - 1));
                }
            } catch (IOException e) {
                // A folder that cannot be listed is no folder of runs.
            }
        }
        return nested;
    }

    /** A run that can belong to several simulations neither hides a run of any of them nor is hidden by one. */
    private static List<RunFolder> newestOfEach(List<RunFolder> all) {
        Map<String, RunFolder> newest = new TreeMap<>();
        Map<String, RunFolder> newestOfOne = new TreeMap<>();
        for (RunFolder run : all) {
            Set<String> simulations = run.simulations();
            simulations.forEach(name -> newest.merge(name, run, RunFolder::later));
            if (simulations.size() == 1) {
                newestOfOne.merge(run.simulation, run, RunFolder::later);
            }
        }
        all.forEach(run -> newest.get(run.simulation).requireOther(run));
        List<RunFolder> read = new ArrayList<>();
        Stream.concat(newestOfOne.values().stream(), newest.values().stream())
                .filter(run -> read.stream().noneMatch(run::isCopyOf))
                .forEach(read::add);
        return List.copyOf(read);
    }

    /**
     * Returns every run folder at or below a folder: folders of any name that contain a run or what is left of one, and folders with
     * the name of a run, with any content. Their reader reports what is missing.
     *
     * @throws BadInputException if a folder cannot be listed, or the folder contains the files of a run and also run folders
     */
    public static List<Path> below(Path folder) {
        try (Stream<Path> paths = Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> runs = paths.filter(path -> holdsRun(path) || of(path).isPresent() && !Files.isRegularFile(path))
                    .sorted()
                    .toList();
            runs.stream()
                    .filter(run -> !run.equals(folder))
                    .findFirst()
                    .ifPresent(run -> at(folder).requireNoRunBeside(run));
            return runs.size() > 1
                    ? runs.stream().filter(run -> !run.equals(folder)).toList()
                    : runs;
        } catch (IOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + BadInputException.reason(e) + "); check the path", e);
        } catch (UncheckedIOException e) {
            throw new BadInputException(
                    folder + ": cannot be listed (" + BadInputException.reason(e.getCause()) + "); check the path", e);
        }
    }

    /**
     * Returns every run at or below a folder, or the run of a log.
     *
     * @param path a folder, or a {@code simulation.log}
     * @throws BadInputException if there is no run
     */
    public static List<RunFolder> runsIn(Path path) {
        Path folder = folderOf(path);
        if (!Files.exists(folder)) {
            throw new BadInputException(folder + ": does not exist; check the path");
        }
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(folder + ": is neither a folder nor a " + LOG + "; name a run folder");
        }
        List<RunFolder> runs = below(folder).stream().map(RunFolder::at).toList();
        if (runs.isEmpty()) {
            throw new BadInputException(folder + ": contains no run (no " + LOG + "); check the path");
        }
        return runs;
    }

    /**
     * The run folder at a path. Its time is the latest in its name, its log and its {@code run.json}. If none of them has a time, the
     * folder's name is the simulation and its last modification the start.
     */
    public static RunFolder at(Path folder) {
        return byName(folder)
                .map(run -> new RunFolder(folder, run.simulation, run.started).orLater())
                .or(() -> byContent(folder))
                .orElseGet(() -> new RunFolder(folder, String.valueOf(folder.getFileName()), modified(folder)));
    }

    /**
     * This run with the simulation of its log, and with the latest time in its name, its log and its {@code run.json}. If these times
     * differ, one of them is damaged. With the latest the run is read, and no older run is judged in its place.
     */
    private RunFolder orLater() {
        Optional<RunFolder> log = byLog(path);
        Optional<RunInfo> info = runInfo(path);
        return new RunFolder(
                path,
                log.map(RunFolder::simulation)
                        .or(() -> info.map(told -> simpleName(told.profile().simulation())))
                        .orElse(simulation),
                Stream.of(log.map(RunFolder::started), info.map(RunFolder::begun))
                        .flatMap(Optional::stream)
                        .reduce(started, RunFolder::later));
    }

    /**
     * Finds a run by its log or {@code run.json}, whichever has the later time. If {@code run.json} cannot be read, or is missing
     * although files that are written with it exist, nothing confirms the log, and the run is as new as its files. Empty if the
     * folder contains nothing usable: the reader of the run reports why.
     */
    private static Optional<RunFolder> byContent(Path folder) {
        Optional<RunInfo> info = runInfo(folder);
        Optional<RunFolder> told =
                info.map(run -> new RunFolder(folder, simpleName(run.profile().simulation()), begun(run)));
        return byLog(folder)
                .map(log -> info.isEmpty() && isOfOurs(folder)
                        ? new RunFolder(
                                folder,
                                log.simulation,
                                Stream.of(folder, folder.resolve(LOG))
                                        .map(RunFolder::modified)
                                        .reduce(log.started, RunFolder::later))
                        : log)
                .map(log -> told.map(other -> later(other, log)).orElse(log))
                .or(() -> told);
    }

    private static boolean isOfOurs(Path folder) {
        return InputFile.isThere(folder.resolve(RunInfo.FILE_NAME))
                || !besideRecord(folder).isEmpty();
    }

    private static List<String> besideRecord(Path folder) {
        return Stream.of(GeneratorHealth.FILE_NAME, TargetUsage.FILE_NAME)
                .filter(file -> InputFile.isThere(folder.resolve(file)))
                .toList();
    }

    /** How a folder without a {@code run.json} shows that it has lost it; empty if it does not. */
    public Optional<String> missingRecord() {
        return besideRecord(path).stream()
                .findFirst()
                .map(file -> RunInfo.FILE_NAME + " is missing although there is a " + file
                        + "; restore it, or run the simulation again");
    }

    /** Start of the load, which is never before the start of the run. */
    private static Instant begun(RunInfo info) {
        return info.measuredFrom().minus(info.profile().warmUp());
    }

    /** The run record; empty if it has no time, as older versions wrote it for a run that never loaded. */
    private static Optional<RunInfo> runInfo(Path folder) {
        try {
            return RunInfoFile.read(folder).filter(info -> info.measuredFrom().isAfter(Timestamp.EARLIEST));
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    private static Optional<RunFolder> byLog(Path folder) {
        Path log = folder.resolve(LOG);
        if (!Files.isRegularFile(log)) {
            return Optional.empty();
        }
        try {
            LogHeader header = GatlingRun.readHeader(log).header();
            return Optional.of(new RunFolder(folder, simpleName(header.simulation()), header.start()));
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    private static String simpleName(String simulationClass) {
        // Gatling uses the simple name of a nested class, too.
        return simulationClass.replaceFirst(".*[.$]", "").toLowerCase(Locale.ROOT);
    }

    /** The run folder, also if its log was named instead. */
    private static Path folderOf(Path named) {
        return named.endsWith(LOG) ? named.toAbsolutePath().getParent() : named;
    }

    /** Whether there is a run or what is left of one. Its reader reports what is missing, and no older run is judged instead. */
    private static boolean holdsRun(Path folder) {
        return holdsFiles(folder) || hasReport(folder);
    }

    private boolean holdsRegularFiles() {
        return Stream.of(LOG, STATS_JSON, RunInfo.FILE_NAME).map(path::resolve).anyMatch(Files::isRegularFile);
    }

    private static boolean holdsFiles(Path folder) {
        return !Files.isRegularFile(folder)
                && Stream.of(LOG, STATS_JSON, RunInfo.FILE_NAME, GeneratorHealth.FILE_NAME, TargetUsage.FILE_NAME)
                        .anyMatch(file -> InputFile.isThere(folder.resolve(file)));
    }

    /** Rejects files of a run next to run folders, because the files of an older run would hide newer runs. */
    private void requireNoRunBeside(Path run) {
        if (holdsFiles(path)) {
            throw new BadInputException(path + ": contains both the files of a run and the run folder " + run
                    + ", so it is ambiguous which is meant; move the files into a folder of their own, or name a run"
                    + " folder");
        }
    }

    private static Instant modified(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toInstant();
        } catch (IOException e) {
            throw new BadInputException(folder + ": cannot be read (" + BadInputException.reason(e) + "); check --gatling-dir", e);
        }
    }

    /** Finds a run by the folder's own name, else by the name of the folder that it links to. */
    private static Optional<RunFolder> byName(Path folder) {
        return of(folder.toAbsolutePath().normalize()).or(() -> {
            try {
                return of(folder.toRealPath());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<RunFolder> of(Path folder) {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            Instant started = LocalDateTime.parse(name.group(2), TIME).toInstant(ZoneOffset.UTC);
            return Optional.of(new RunFolder(folder, name.group(1), started));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Why the log is not of the run in the folder's name; empty for a folder of any other name. A project can configure Gatling to
     * name its folders by local time, and then no name confirms a log.
     */
    Optional<String> nameOfAnotherRun(Instant logStart) {
        return byName(path)
                .filter(named -> Duration.between(named.started, logStart).abs().compareTo(NAMED_AFTER_START) >= 0)
                .map(named -> "the log is damaged or from another run: it started at " + logStart
                        + ", but the name of its folder says " + named.started
                        + "; if that is local time, set utcDateTime = true in gatling.conf, and run the"
                        + " simulation again");
    }

    /** Whether the folder's name is that of a run of another simulation. */
    boolean isNamedForAnotherThan(String simulationClass) {
        return byName(path)
                .filter(named -> !named.simulation.equals(simpleName(simulationClass)))
                .isPresent();
    }

    /**
     * Start of the run: by the log if it is sound, else by the log or the folder, whichever is later; see {@link #orLater}.
     */
    Instant startOf(Instant logStart, boolean sound) {
        return !sound && started.isAfter(logStart) ? started : logStart;
    }

    /**
     * All simulations that this run can belong to. If its name, its log and its {@code run.json} name different ones, one of them is
     * damaged, and a run of any of these simulations must not hide it.
     */
    private Set<String> simulations() {
        return Stream.of(
                        Optional.of(simulation),
                        byName(path).map(RunFolder::simulation),
                        runInfo(path).map(told -> simpleName(told.profile().simulation())))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Rejects a run without a time. A run of an older Gatling has its time only in the folder's name. */
    private void requireTime() {
        if (InputFile.isThere(statsJson())
                && byName(path).isEmpty()
                && byContent(path).isEmpty()) {
            throw new BadInputException(
                    path + ": has no start time in its name, log or run.json, so the newest run is unknown;"
                            + " restore the name that Gatling gave it, or name a run folder (--gatling-dir)");
        }
    }

    /** Whether this is the same run, a link to it or a copy of it. */
    private boolean isCopyOf(RunFolder run) {
        return path.equals(run.path)
                || run.started.equals(started)
                        && run.simulation.equals(simulation)
                        && holdsSame(run, LOG)
                        && holdsSame(run, RunInfo.FILE_NAME)
                        && (InputFile.isThere(log()) || holdsSame(run, STATS_JSON));
    }

    private void requireOther(RunFolder run) {
        if (run.started.equals(started) && !isCopyOf(run)) {
            throw new BadInputException(run.path + ": started at the same time as " + path
                    + ", so it is ambiguous which is the newest; delete or move one of them");
        }
    }

    private boolean holdsSame(RunFolder other, String name) {
        Path mine = path.resolve(name);
        Path theirs = other.path.resolve(name);
        try {
            return Files.isRegularFile(mine) && Files.isRegularFile(theirs)
                    ? Files.mismatch(mine, theirs) < 0
                    : !InputFile.isThere(mine) && !InputFile.isThere(theirs);
        } catch (IOException e) {
            return false;
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static RunFolder later(RunFolder a, RunFolder b) {
        return Comparator.comparing(RunFolder::started).compare(a, b) >= 0 ? a : b;
    }

    /** Gatling's binary log. It does not exist if Gatling is too old or the load never started. */
    public Path log() {
        return path.resolve(LOG);
    }

    /** Whether Gatling's own report exists, which Gatling writes after a run that ended normally. */
    boolean hasReport() {
        return hasReport(path);
    }

    private static boolean hasReport(Path folder) {
        Path page = folder.resolve("index.html");
        if (!Files.isRegularFile(page)) {
            return false;
        }
        try (InputStream start = Files.newInputStream(page)) {
            return new String(start.readNBytes(HEAD_OF_REPORT), StandardCharsets.UTF_8).contains("<title>Gatling");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Checks that the statistics are this run's own.
     *
     * @throws BadInputException if they or their folder are a link that leads out of the run folder
     */
    void requireOwnStatistics() {
        for (Path own : List.of(statsJson().getParent(), statsJson())) {
            try {
                if (Files.isSymbolicLink(own) && !own.toRealPath().startsWith(path.toRealPath())) {
                    throw new BadInputException(own + ": is a link that leads out of the run folder; delete it");
                }
            } catch (IOException e) {
                throw new BadInputException(
                        own + ": is a link that cannot be followed (" + BadInputException.reason(e) + "); delete it", e);
            }
        }
    }

    /** The statistics that Gatling wrote up to 3.13.4 and that the analyzer writes. */
    public Path statsJson() {
        return path.resolve(STATS_JSON);
    }

    /** The statistics of all requests together. */
    public Path globalStatsJson() {
        return path.resolve("js").resolve("global_stats.json");
    }
}
