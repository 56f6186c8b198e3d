package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.io.Reason;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.RunInfo;
import analyzer.metrics.TargetUsage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
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
 * A folder that Gatling left of one run: {@code <simulation>-<yyyyMMddHHmmssSSS>}, or one of any other name that holds a log or a
 * {@code run.json}.
 *
 * @param path the folder
 * @param simulation the simulation's class, its simple name in lower case, as in the folder's name
 * @param started when the run started: the time in the folder's name, which Gatling gives in UTC, else that in the log or in
 *     {@code run.json}
 */
public record RunFolder(Path path, String simulation, Instant started) {

    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{17})");
    private static final String LOG = "simulation.log";

    /** The title of Gatling's report stands at 700 bytes. */
    private static final int HEAD_OF_REPORT = 4096;

    /** Gatling names the folder by the very millisecond that its log starts at; the rest is for those who name theirs alike. */
    private static final Duration NAMED_AFTER_START = Duration.ofSeconds(1);

    /** Folders of builds, of injectors, their results folders, the run folders within, and some levels to spare. */
    private static final int MAX_DEPTH = 8;

    /** No run of ours is older. */
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");

    /** The folder's name for a run: what Gatling itself would choose. */
    public static String name(String simulationClass, Instant started) {
        return simpleName(simulationClass) + "-" + TIME.format(started.atOffset(ZoneOffset.UTC));
    }

    /**
     * The newest run of each simulation in Gatling's results folder, by the latest time that its name or content
     * tells, in the order of the simulations' names. A folder that does not exist holds no runs; one that is itself a run
     * folder, or the log in it, holds that run.
     *
     * @throws BadInputException if the folder cannot be listed, two different runs of a simulation are the newest, or one of
     *     several runs tells no time
     */
    public static List<RunFolder> newestOfEach(Path gatlingDir) {
        if (!InputFile.isThere(gatlingDir)) {
            return List.of();
        }
        RunFolder itself = at(folderOf(gatlingDir));
        if (!itself.path.equals(gatlingDir)) {
            return List.of(itself);
        }
        List<RunFolder> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(gatlingDir)) {
            for (Path folder : folders) {
                // What has the name of a run is one, and be it a link that leads nowhere: an older one must not take
                // its place.
                of(folder)
                        .map(RunFolder::orLater)
                        .or(() ->
                                Optional.of(folder).filter(RunFolder::holdsRun).map(RunFolder::at))
                        .ifPresent(all::add);
            }
        } catch (IOException e) {
            throw new BadInputException(
                    gatlingDir + ": cannot be listed (" + Reason.of(e) + "); check --gatling-dir", e);
        }
        if (all.isEmpty()) {
            // Whoever names a run wants that one: whoever reads it says what is missing.
            boolean isRun = holdsRun(itself.path)
                    || of(itself.path.toAbsolutePath().normalize()).isPresent();
            return isRun ? List.of(itself) : List.of();
        }
        itself.requireNoRunBeside(all.get(0).path);
        if (all.size() > 1) {
            all.forEach(RunFolder::requireTime);
        }
        return newestOfEach(all);
    }

    /** One that may be of several simulations neither hides a run of any of them, nor is hidden by one. */
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
     * Every run folder that is, or is below, a folder: one that holds a run or what is left of one, whatever its name, or has the
     * name of one, whatever it holds: whoever reads it says what is missing.
     *
     * @throws BadInputException if a folder cannot be listed, or the folder holds the files of a run beside run folders
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
            throw new BadInputException(folder + ": cannot be listed (" + Reason.of(e) + "); check the path", e);
        } catch (UncheckedIOException e) {
            throw new BadInputException(
                    folder + ": cannot be listed (" + Reason.of(e.getCause()) + "); check the path", e);
        }
    }

    /**
     * Every run that is, or is below, a folder, or that a log is of.
     *
     * @param path a folder, or a {@code simulation.log}
     * @throws BadInputException if there is none
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
            throw new BadInputException(folder + ": holds no run, that is no " + LOG + "; check the path");
        }
        return runs;
    }

    /**
     * The folder as that of a run: by the latest of the times in its name, its log and its {@code run.json}, else by its name and when
     * it was last modified.
     */
    public static RunFolder at(Path folder) {
        return byName(folder)
                .map(run -> new RunFolder(folder, run.simulation, run.started).orLater())
                .or(() -> byContent(folder))
                .orElseGet(() -> new RunFolder(folder, String.valueOf(folder.getFileName()), modified(folder)));
    }

    /**
     * This run, by the simulation that its log is of, and by the latest of the times in its name, its log and its {@code run.json}.
     * Where they differ one of them is damaged: so the run is read, and no older one is judged in its place.
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
     * By the log or {@code run.json}, whichever tells the later time. Where that one cannot be read, or is missing beside what is
     * written with it, nothing bears out what the log tells: then the run is as new as its files. Empty when there is nothing in
     * it that can be used: whoever reads the run says why.
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

    /** What shows that a folder without a {@code run.json} has lost it. */
    public Optional<String> missingRecord() {
        return besideRecord(path).stream()
                .findFirst()
                .map(file -> RunInfo.FILE_NAME + " is missing, which is always beside " + file
                        + "; restore it, or run the simulation again");
    }

    /** When the load began, which is not before the start of the run. */
    private static Instant begun(RunInfo info) {
        return info.measuredFrom().minus(info.profile().warmUp());
    }

    /** Empty of a run that never loaded, of an older version whose record tells no time. */
    private static Optional<RunInfo> runInfo(Path folder) {
        try {
            return RunInfoFile.read(folder).filter(info -> info.measuredFrom().isAfter(EARLIEST));
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
        // Of a nested class, too, Gatling takes the simple name.
        return simulationClass.replaceFirst(".*[.$]", "").toLowerCase(Locale.ROOT);
    }

    /** The folder of a log that was named in its place. */
    private static Path folderOf(Path named) {
        return named.endsWith(LOG) ? named.toAbsolutePath().getParent() : named;
    }

    /** Or what is left of one: whoever reads it says what is missing, and no older run is judged in its place. */
    private static boolean holdsRun(Path folder) {
        return holdsFiles(folder) || hasReport(folder);
    }

    private static boolean holdsFiles(Path folder) {
        return !Files.isRegularFile(folder)
                && Stream.of(LOG, "js/stats.json", RunInfo.FILE_NAME, GeneratorHealth.FILE_NAME, TargetUsage.FILE_NAME)
                        .anyMatch(file -> InputFile.isThere(folder.resolve(file)));
    }

    /** Else the files of an older run that lie there would hide the newer ones. */
    private void requireNoRunBeside(Path run) {
        if (holdsFiles(path)) {
            throw new BadInputException(path + ": holds the files of a run, and the run folder " + run
                    + ", so that nobody knows which is meant; move its files into a folder of their own, or name a run"
                    + " folder");
        }
    }

    private static Instant modified(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toInstant();
        } catch (IOException e) {
            throw new BadInputException(folder + ": cannot be read (" + Reason.of(e) + "); check --gatling-dir", e);
        }
    }

    /** By the folder's own name, else by that which a link leads to. */
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
     * What shows that the log within is not of the run that the folder's name tells; of a folder of any other name nothing. A
     * project can tell Gatling to name its folders by local time, and then no name bears out what a log tells.
     */
    Optional<String> nameOfAnotherRun(Instant logStart) {
        return byName(path)
                .filter(named -> Duration.between(named.started, logStart).abs().compareTo(NAMED_AFTER_START) >= 0)
                .map(named -> "the log is damaged, or of another run: it started at " + logStart
                        + ", and the name of its folder says " + named.started
                        + "; if that is local time, set utcDateTime = true in gatling.conf, and run it again");
    }

    /**
     * When its run started: as a log says that is sound, else as the log or the folder does, whichever is later; see
     * {@link #orLater}.
     */
    Instant startOf(Instant logStart, boolean sound) {
        return !sound && started.isAfter(logStart) ? started : logStart;
    }

    /**
     * All simulations that it may be of: where its name, its log and its {@code run.json} tell different ones, one of them is damaged, and
     * a run of any of them must not hide it.
     */
    private Set<String> simulations() {
        return Stream.of(
                        Optional.of(simulation),
                        byName(path).map(RunFolder::simulation),
                        runInfo(path).map(told -> simpleName(told.profile().simulation())))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** What an older Gatling left tells its time by its folder's name alone. */
    private void requireTime() {
        if (InputFile.isThere(statsJson())
                && byName(path).isEmpty()
                && byContent(path).isEmpty()) {
            throw new BadInputException(
                    path + ": tells by nothing when it ran, so that nobody knows which run is the newest;"
                            + " give it the name that Gatling gave it, or name a run folder (--gatling-dir)");
        }
    }

    /** A link to a run, or a copy of it, is no other run. */
    private boolean isCopyOf(RunFolder run) {
        return path.equals(run.path)
                || run.started.equals(started) && holdsSame(run, LOG) && holdsSame(run, RunInfo.FILE_NAME);
    }

    private void requireOther(RunFolder run) {
        if (run.started.equals(started) && !isCopyOf(run)) {
            throw new BadInputException(run.path + ": began at the same moment as " + path
                    + ", and nobody can tell which is the newest; delete or move one of them");
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

    /** Gatling's binary log; there is none when Gatling is too old or the load never started. */
    public Path log() {
        return path.resolve(LOG);
    }

    /** Whether Gatling's own report is there, which it writes once a run has ended in order. */
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
     * Sees to it that the statistics are this run's own.
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
                        own + ": is a link that cannot be followed (" + Reason.of(e) + "); delete it", e);
            }
        }
    }

    /** The statistics that Gatling wrote up to 3.13.4, and that the analyzer writes. */
    public Path statsJson() {
        return path.resolve("js").resolve("stats.json");
    }

    /** The same for all requests together. */
    public Path globalStatsJson() {
        return path.resolve("js").resolve("global_stats.json");
    }
}
