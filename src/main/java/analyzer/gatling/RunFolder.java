package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SlowRequest;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run folder: {@code <simulation>-<yyyyMMddHHmmssSSS>}, as Gatling names it, or a folder of any other name that contains a log or a
 * {@code run.json}.
 *
 * @param simulation simple name of the simulation's class in lower case, as in the folder's name
 * @param started start of the run: the latest time in the folder's name, which Gatling gives in UTC, in the log and in
 *     {@code run.json}
 * @param record the run record, as it was when the folder was found
 */
public record RunFolder(Path path, String simulation, Instant started, Recorded record) {

    /**
     * What {@code run.json} contains. It is read once, and a damaged one is no obstacle to finding the folder.
     *
     * @param info the run record; empty if there is none or if it is damaged
     * @param damage why it cannot be used; empty if it can
     */
    record Recorded(Optional<RunInfo> info, Optional<BadInputException> damage) {

        private static Recorded in(Path folder) {
            try {
                return new Recorded(RunInfoFile.read(folder), Optional.empty());
            } catch (BadInputException e) {
                return new Recorded(Optional.empty(), Optional.of(e));
            }
        }

        /**
         * The run's name by its record: its simulation and the start of the load, which is never before that of the run. Empty if the record has no
         * plausible time, as on a machine whose clock is not set.
         */
        private Optional<RunName> name() {
            return info.filter(told -> told.measuredFrom().isAfter(Timestamp.EARLIEST))
                    .map(told -> new RunName(
                            RunName.simulationOf(told.profile().simulation()),
                            told.measuredFrom().minus(told.profile().warmUp())));
        }
    }

    static final String LOG = "simulation.log";
    private static final String STATS_JSON = "js/stats.json";

    /** File next to {@code stats.json} with the statistics of all requests together. */
    static final String GLOBAL_STATS = "global_stats.json";

    /** Bytes that contain the title of Gatling's report, which starts at byte 700. */
    private static final int HEAD_OF_REPORT = 4096;

    /**
     * Tolerance between the time in a folder's name and the start of its log. Gatling uses the same millisecond for both; the rest is
     * for other tools that name their folders alike.
     */
    private static final Duration NAMED_AFTER_START = Duration.ofSeconds(1);

    /**
     * The run folder at a path. Its time is the latest in its name, its log and its {@code run.json}. If none of them has a time, the
     * folder's name is the simulation and its last modification the start.
     */
    public static RunFolder at(Path folder) {
        Recorded record = Recorded.in(folder);
        RunName run = RunName.find(folder)
                .map(name -> orLater(folder, name, record.name()))
                .or(() -> byContent(folder, record.name()))
                .orElseGet(() -> new RunName(String.valueOf(folder.getFileName()), modified(folder)));
        return new RunFolder(folder, run.simulation(), run.started(), record);
    }

    /**
     * The run record. Empty if there is none, as in a run of another project's simulation.
     *
     * @throws BadInputException if {@code run.json} exists but cannot be used
     */
    public Optional<RunInfo> info() {
        record.damage().ifPresent(damage -> {
            throw damage;
        });
        return record.info();
    }

    /**
     * The run of a name with the simulation of its log, and with the latest time in its name, its log and its {@code run.json}. If
     * these times differ, one of them is damaged. With the latest the run is read, and no older run is judged in its place.
     */
    private static RunName orLater(Path folder, RunName name, Optional<RunName> record) {
        Optional<RunName> log = byLog(folder);
        return new RunName(
                log.or(() -> record).orElse(name).simulation(),
                Stream.of(log, record)
                        .flatMap(Optional::stream)
                        .map(RunName::started)
                        .reduce(name.started(), RunFolder::later));
    }

    /**
     * Finds a run by its log or {@code run.json}, whichever has the later time. If {@code run.json} cannot be read, or is missing
     * although files that are written with it exist, nothing confirms the log, and the run is as new as its files. Empty if the
     * folder contains nothing usable: the reader of the run reports why.
     */
    private static Optional<RunName> byContent(Path folder, Optional<RunName> record) {
        return byLog(folder)
                .map(log -> record.isEmpty() && isOfOurs(folder)
                        ? new RunName(
                                log.simulation(),
                                Stream.of(folder, folder.resolve(LOG))
                                        .map(RunFolder::modified)
                                        .reduce(log.started(), RunFolder::later))
                        : log)
                .map(log -> record.filter(other -> !other.started().isBefore(log.started()))
                        .orElse(log))
                .or(() -> record);
    }

    private static boolean isOfOurs(Path folder) {
        return InputFile.isThere(folder.resolve(RunInfo.FILE_NAME))
                || !recorderFiles(folder).isEmpty();
    }

    private static List<String> recorderFiles(Path folder) {
        return Stream.of(GeneratorHealth.FILE_NAME, TargetUsage.FILE_NAME, SlowRequest.FILE_NAME)
                .filter(file -> InputFile.isThere(folder.resolve(file)))
                .toList();
    }

    /** How a folder without a {@code run.json} shows that it has lost it; empty if it does not. */
    public Optional<String> missingRecord() {
        return recorderFiles(path).stream()
                .findFirst()
                .map(file -> RunInfo.FILE_NAME + " is missing although there is a " + file
                        + "; restore it, or run the simulation again");
    }

    private static Optional<RunName> byLog(Path folder) {
        Path log = folder.resolve(LOG);
        if (!Files.isRegularFile(log)) {
            return Optional.empty();
        }
        try {
            LogHeader header = LogHeader.ofText(log)
                    .orElseGet(() -> LogContent.readHeader(log).header());
            return Optional.of(new RunName(RunName.simulationOf(header.simulation()), header.start()));
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    /** Whether there is a run or what is left of one. Its reader reports what is missing, and no older run is judged instead. */
    static boolean holdsRun(Path folder) {
        return holdsFiles(folder) || hasReport(folder);
    }

    boolean holdsRegularFiles() {
        return Stream.of(LOG, STATS_JSON, RunInfo.FILE_NAME).map(path::resolve).anyMatch(Files::isRegularFile);
    }

    /** Whether there are files of a run, even without Gatling's report. */
    static boolean holdsFiles(Path folder) {
        return !Files.isRegularFile(folder)
                && Stream.of(LOG, STATS_JSON, RunInfo.FILE_NAME, GeneratorHealth.FILE_NAME, TargetUsage.FILE_NAME)
                        .anyMatch(file -> InputFile.isThere(folder.resolve(file)));
    }

    private static Instant modified(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toInstant();
        } catch (IOException e) {
            throw new BadInputException(
                    folder + ": cannot be read (" + BadInputException.reason(e) + "); check --gatling-dir", e);
        }
    }

    /**
     * Why the log is not of the run in the folder's name; empty for a folder of any other name. A project can configure Gatling to
     * name its folders by local time, and then no name confirms a log.
     */
    Optional<String> nameOfAnotherRun(Instant logStart) {
        return RunName.find(path)
                .filter(named ->
                        Duration.between(named.started(), logStart).abs().compareTo(NAMED_AFTER_START) >= 0)
                .map(named -> "the log is damaged or from another run: it started at " + logStart
                        + ", but the name of its folder says " + named.started()
                        + "; if that is local time, set utcDateTime = true in gatling.conf, and run the"
                        + " simulation again");
    }

    boolean isNamedForAnotherThan(String simulationClass) {
        return RunName.find(path)
                .filter(named -> !named.simulation().equals(RunName.simulationOf(simulationClass)))
                .isPresent();
    }

    /**
     * Start of the run: by the log if it is sound, else by the log or the folder, whichever is later; see {@link #orLater}.
     */
    Instant startOf(Instant logStart, boolean sound) {
        return !sound && started.isAfter(logStart) ? started : logStart;
    }

    /**
     * All simulations that this run may belong to. If its name, its log and its {@code run.json} name different ones, one of them is
     * damaged, and a run of any of these simulations must not hide it.
     */
    Set<String> simulations() {
        Stream<RunName> recorded = Stream.of(RunName.find(path), record.name()).flatMap(Optional::stream);
        return Stream.concat(Stream.of(simulation), recorded.map(RunName::simulation))
                .collect(Collectors.toSet());
    }

    /** Whether neither its name nor its content has a time. A run of an older Gatling has its time only in the folder's name. */
    boolean lacksTime() {
        return InputFile.isThere(statsJson())
                && RunName.find(path).isEmpty()
                && byContent(path, record.name()).isEmpty();
    }

    /** Whether this is the same run, a link to it or a copy of it. */
    boolean isCopyOf(RunFolder run) {
        return path.equals(run.path)
                || run.started.equals(started)
                        && run.simulation.equals(simulation)
                        && holdsSame(run, LOG)
                        && holdsSame(run, RunInfo.FILE_NAME)
                        && (InputFile.isThere(log()) || holdsSame(run, STATS_JSON));
    }

    /** Whether the figures of both come from equal logs or, unless both have one that can be read, from equal statistics. */
    public boolean hasFiguresOf(RunFolder other) {
        return holdsSameFile(other, LOG)
                || holdsSameFile(other, STATS_JSON)
                        && !(byLog(path).isPresent() && byLog(other.path).isPresent());
    }

    /** Whether both contain a file of this name that is the same and not empty. */
    private boolean holdsSameFile(RunFolder other, String name) {
        long size = path.resolve(name).toFile().length();
        return size > 0 && size == other.path.resolve(name).toFile().length() && holdsSame(other, name);
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
                        own + ": is a link that cannot be followed (" + BadInputException.reason(e) + "); delete it",
                        e);
            }
        }
    }

    /** The statistics that Gatling wrote up to 3.13.4 and that the analyzer writes. */
    public Path statsJson() {
        return path.resolve(STATS_JSON);
    }

    /** The statistics of all requests together. */
    public Path globalStatsJson() {
        return statsJson().resolveSibling(GLOBAL_STATS);
    }
}
