package analyzer.gatling;

import analyzer.io.InputFile;
import analyzer.io.Seal;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Quantity;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Starvation;
import analyzer.metrics.TargetUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the reasons why a run is not fit to be judged, one sentence each. */
final class Flaws {

    /** The last user of a complete run leaves after the planned end, up to this tolerance: both times are whole milliseconds. */
    private static final Duration END_TOLERANCE = Duration.ofMillis(100);

    /**
     * Longest time from the planned end to the real one: that of the last iteration, and 30 s until Gatling gives up its last request,
     * unless gatling.conf sets another time. A later end of a log without a checksum does not belong to this run.
     */
    private static final Duration OVERTIME = LoadProfile.LAST_ITERATION.plusSeconds(30);

    /**
     * Longest time by which records are out of order. A record is written when its end has reached Gatling's writer. Garbage
     * collection or an overloaded machine can delay one thread longer than another; the longest observed delay of this kind is 23
     * ms. Beyond the limit, times are damaged, or meaningless because the generator was starved.
     */
    private static final Duration DISORDER = Duration.ofSeconds(10);

    /** Tolerance between the clock of the log's start and the clock of the simulation. */
    private static final Duration CLOCKS = Duration.ofSeconds(1);

    /** Tolerance between the clock of this machine and that of the generator's machine. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final int SHOWN_CRASHES = 5;

    /** Share of the arrivals of an open load by which the iterations in progress can grow. */
    private static final double BACKLOG_SHARE = 0.02;

    /** Growth up to this number of standard deviations is chance. */
    private static final double BACKLOG_ERRORS = 4;

    private Flaws() {}

    /**
     * Finds what in the log shows that the run is incomplete. In a run of another project with Gatling's report, users who never
     * end are not a flaw: a run that Gatling ended itself, for example by {@code maxDuration}, leaves such users, and a killed
     * run leaves no report. Users of our simulations end with their last iteration.
     *
     * @param reported whether Gatling's own report exists
     */
    static List<String> ofLog(LogContent run, Optional<RunInfo> info, boolean reported) {
        List<String> flaws = new ArrayList<>();
        long missing = run.usersStarted() - run.usersEnded();
        if (run.truncated()) {
            flaws.add("the log is truncated: it ends in the middle of a record");
        } else if (missing > 0 && !reported) {
            flaws.add("the log is incomplete: " + missing + " of " + Quantity.of(run.usersStarted(), "user")
                    + " never ended");
        } else if (info.isPresent()) {
            ofTimes(run, info.get()).or(() -> ofWaiting(run, missing)).ifPresent(flaws::add);
        }
        info.flatMap(RunInfo::left)
                .flatMap(left -> ofChange(run.file(), left.log()))
                .ifPresent(flaws::add);
        run.stray()
                .ifPresent(start -> flaws.add("the log is damaged: a request began " + start
                        + " ms after the run's start, when no user was active"));
        if (run.stepBack() > DISORDER.toMillis()) {
            flaws.add("the log is damaged, or its writer was delayed: a record ends " + run.stepBack()
                    + " ms before one that was written earlier");
        }
        info.filter(recorded -> recorded.profile().isOpen())
                .flatMap(Flaws::ofArrivals)
                .ifPresent(flaws::add);
        run.crashes().entrySet().stream()
                .limit(SHOWN_CRASHES)
                .forEach(crash ->
                        flaws.add(Quantity.of(crash.getValue(), "request") + " could not be built: " + crash.getKey()));
        if (run.crashes().size() > SHOWN_CRASHES) {
            flaws.add("and more, for " + Quantity.of(run.crashes().size() - SHOWN_CRASHES, "other reason"));
        }
        return flaws;
    }

    private static Optional<String> ofWaiting(LogContent run, long missing) {
        return missing <= 0
                ? Optional.empty()
                : Optional.of("Gatling ended the run while " + missing + " of "
                        + Quantity.of(run.usersStarted(), "user")
                        + " still waited for a response, which no figure includes;"
                        + " find out why the target does not respond, or set a shorter request timeout");
    }

    /** Why an open load did not follow its load profile. */
    private static Optional<String> ofArrivals(RunInfo info) {
        if (info.arrivals().isEmpty()) {
            return Optional.of("the run recorded no count of its arrivals, so it did not end normally; run it again");
        }
        RunInfo.Arrivals arrivals = info.arrivals().get();
        int bound = info.profile().concurrency();
        if (arrivals.late() > 0) {
            String late = arrivals.late() + " of " + arrivals.measured() + " arrivals began late, ";
            return Optional.of(
                    arrivals.mostAtOnce() < bound
                            ? late + "although at most " + arrivals.mostAtOnce() + " of " + bound
                                    + " virtual users were busy: the generator was delayed; stop other programs on its"
                                    + " machine"
                            : late + "because all " + bound
                                    + " virtual users were busy: the target cannot keep up with the"
                                    + " rate, or CONCURRENCY is too low for its response times; raise that, or lower"
                                    + " RATE");
        }
        return fallsBehind(arrivals)
                ? Optional.of("the target falls behind: at least " + arrivals.atBegin() + " of " + arrivals.measured()
                        + " iterations were in progress throughout the first half second, but " + arrivals.atEnd()
                        + " throughout the last; response times grow for as long as the load lasts; lower RATE")
                : Optional.empty();
    }

    /**
     * Whether significantly more iterations are in progress at the end. If the target keeps up, the variance of their number is
     * at most that of a Poisson distribution (M/G/infinity: Kleinrock, "Queueing Systems", volume 1, 1975, 3.4), because arrivals
     * are regular. Growth that is small compared with the arrivals has little effect on response times.
     */
    private static boolean fallsBehind(RunInfo.Arrivals arrivals) {
        int growth = arrivals.atEnd() - arrivals.atBegin();
        return growth > BACKLOG_SHARE * arrivals.measured()
                && growth > BACKLOG_ERRORS * Math.sqrt(arrivals.atBegin() + (double) arrivals.atEnd());
    }

    /** Detects that the log is not the one that the simulation left, even if all of its records are possible. */
    private static Optional<String> ofChange(RunInfo.Log found, RunInfo.Log left) {
        return found.equals(left)
                ? Optional.empty()
                : Optional.of("the log is damaged or from another run: "
                        + (found.bytes() == left.bytes()
                                ? "its checksum is " + found.checksum() + ", but when the run ended it was "
                                        + left.checksum()
                                : "it has " + found.bytes() + " bytes, but when the run ended it had " + left.bytes()));
    }

    /** Compares the simulations of the log and of run.json. Gatling and the JVM name a nested class differently. */
    static Optional<String> ofSimulation(String ofLog, RunInfo info) {
        String recorded = info.profile().simulation();
        return ofLog.replace('$', '.').equals(recorded.replace('$', '.'))
                ? Optional.empty()
                : Optional.of("the log or " + RunInfo.FILE_NAME + " is damaged or from another run: the log is of "
                        + ofLog + ", but " + RunInfo.FILE_NAME + " of " + recorded);
    }

    /** Finds what in the log contradicts the times in run.json. */
    private static Optional<String> ofTimes(LogContent run, RunInfo info) {
        Instant start = run.header().start();
        if (info.measuredFrom().plus(CLOCKS).isBefore(start.plus(info.profile().warmUp()))) {
            return Optional.of("the log or " + RunInfo.FILE_NAME + " is damaged: the run started at " + start
                    + " with " + info.profile().warmUp().toMillis() + " ms of warm-up, but was measured from "
                    + info.measuredFrom());
        }
        Instant plannedEnd = info.measuredFrom().plus(info.profile().duration());
        Instant end = start.plusMillis(Math.max(0, run.injectionEnd()));
        if (end.plus(END_TOLERANCE).isBefore(plannedEnd)) {
            return Optional.of(
                    "the run ended " + Duration.between(end, plannedEnd).toMillis() + " ms before its planned end");
        }
        // With its checksum the log is what the run wrote, however long its last requests took.
        return info.left().isEmpty() && end.minus(OVERTIME).isAfter(plannedEnd)
                ? Optional.of("the log or " + RunInfo.FILE_NAME + " is damaged: the run ended "
                        + Duration.between(plannedEnd, end).toMillis() + " ms after its planned end, but at most "
                        + OVERTIME.toMillis() + " ms is possible")
                : Optional.empty();
    }

    /** Finds flaws outside the log: a start in the future, and a lost run.json. */
    static List<String> ofFolder(RunFolder folder, Optional<RunInfo> info, Instant started) {
        List<String> flaws = new ArrayList<>();
        Instant now = Instant.now();
        if (started.isAfter(now.plus(AHEAD))) {
            flaws.add("its start time is damaged, or the clock of its machine was wrong: it started at " + started
                    + ", and it is now " + now.truncatedTo(ChronoUnit.SECONDS));
        }
        if (info.isEmpty()) {
            folder.missingRecord().ifPresent(flaws::add);
        }
        return flaws;
    }

    /** Finds a log without a checksum that has lost or doubled requests since Gatling or an earlier analysis counted them. */
    static Optional<String> ofCount(LogContent run, RunFolder folder) {
        long requests = run.requests().stream()
                .mapToLong(request ->
                        request.timeline().pooledOk().count() + request.failed().count())
                .sum();
        return StatsJsonReader.requests(folder.statsJson())
                .filter(counted -> counted != requests)
                .map(counted -> "the log has " + Quantity.of(requests, "request") + ", but js/stats.json counts "
                        + counted + ": restore the log, or delete js/stats.json if it is of another run");
    }

    /**
     * Finds files that are not as the run left them.
     *
     * @param pooled whether the run is one of several injectors, for which the usage of the target is not read
     */
    static List<String> ofFiles(RunFolder folder, RunInfo.Left left, boolean pooled) {
        List<String> flaws = new ArrayList<>();
        left.files().forEach((name, checksum) -> {
            Path file = folder.path().resolve(name);
            if (pooled && name.equals(TargetUsage.FILE_NAME)) {
                return;
            }
            if (!InputFile.isThere(file)) {
                flaws.add(name + " is missing although the run wrote it; restore it, or run the simulation again");
            } else if (!Seal.of(file).equals(checksum)) {
                flaws.add(name + " is from another run; restore the one of this run, or run the simulation again");
            }
        });
        return flaws;
    }

    /**
     * Why the run of one injector cannot be judged on its own. Against a run of all injectors it would be compared with itself,
     * and compared with a run with the same number of users, its target had more to do.
     */
    static Optional<String> ofShare(RunInfo info) {
        return info.injector()
                .filter(one -> one.count() > 1)
                .map(one -> "it is the run of injector " + one.index() + " of " + one.count()
                        + ", and the others loaded the target, too; judge all of them together (--pool)");
    }

    /** Why statistics without a log are not fit to be judged. A run with a run.json also left a log, their source. */
    static List<String> ofStatsJson(Optional<RunInfo> info, Optional<GeneratorHealth> health) {
        List<String> flaws = new ArrayList<>();
        if (info.isPresent()) {
            flaws.add("simulation.log is missing, and js/stats.json cannot replace it; restore the log or run the"
                    + " simulation again, and judge several injectors from their own folders (--pool)");
        }
        flaws.addAll(ofGenerator(health));
        return flaws;
    }

    /** Why the figures, however complete, are not those of the target. */
    static List<String> ofGenerator(Optional<GeneratorHealth> health) {
        return health
                .flatMap(Starvation::of)
                .map(why -> "the load generator was starved: " + why
                        + ", so the figures describe its machine, not the target; stop other programs on it, load with fewer"
                        + " users, or generate the load from another machine")
                .stream()
                .toList();
    }
}
