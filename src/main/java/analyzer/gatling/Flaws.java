package analyzer.gatling;

import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.RunInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a run is not fit to be judged, one sentence each. */
final class Flaws {

    /** A complete run's last user leaves after the planned end; the clock is read in whole milliseconds at both places. */
    private static final Duration END_TOLERANCE = Duration.ofMillis(100);

    /**
     * The last iteration may last so long beyond the planned end, the simulation's own limit of 60 s, and its last request
     * until Gatling gives it up, 30 s unless gatling.conf says otherwise. What ends later is no time of this run.
     */
    private static final Duration OVERTIME = Duration.ofSeconds(60 + 30);

    /**
     * A record is written when its end has reached Gatling's writer. A collection of garbage or a machine that is full can
     * hold up one thread longer than another; the most that was seen is 23 ms. Beyond this, times are damaged, or the
     * generator was so starved that they mean nothing.
     */
    private static final Duration DISORDER = Duration.ofSeconds(10);

    /** Between the clock that the log starts by and that of the simulation. */
    private static final Duration CLOCKS = Duration.ofSeconds(1);

    /** Between the clock of this machine and that of the one that ran the load. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final int SHOWN_CRASHES = 5;

    /** Of the arrivals of an open load, the part that may be added to what waits for an answer. */
    private static final double BACKLOG_SHARE = 0.02;

    /** So many standard deviations of that growth are chance. */
    private static final double BACKLOG_ERRORS = 4;

    private Flaws() {}

    /**
     * What in the log shows that the run is not whole. Users who never end are no flaw beside Gatling's report in a run of another
     * project: one that Gatling ended itself, as by {@code maxDuration}, leaves them, and one that was killed leaves no report.
     * Those of our simulations end when their last iteration has.
     *
     * @param reported whether Gatling's own report is there
     */
    static List<String> ofLog(GatlingRun run, Optional<RunInfo> info, boolean reported) {
        List<String> flaws = new ArrayList<>();
        long missing = run.usersStarted() - run.usersEnded();
        if (run.truncated()) {
            flaws.add("the log is truncated: it ends in the middle of a record");
        } else if (missing > 0 && !reported) {
            flaws.add("the log is cut off: " + missing + " of " + run.usersStarted() + " users never ended");
        } else if (info.isPresent()) {
            ofTimes(run, info.get()).or(() -> ofWaiting(run, missing)).ifPresent(flaws::add);
        }
        info.flatMap(RunInfo::log).flatMap(left -> ofChange(run.file(), left)).ifPresent(flaws::add);
        info.flatMap(told -> ofSimulation(run.header().simulation(), told)).ifPresent(flaws::add);
        run.stray()
                .ifPresent(start -> flaws.add("the log is damaged: a request began " + start
                        + " ms after the run's start, when no user was there to send it"));
        if (run.stepBack() > DISORDER.toMillis()) {
            flaws.add("the log is damaged, or its writer was held up: a record ends " + run.stepBack()
                    + " ms before one that was written earlier");
        }
        info.filter(told -> told.profile().isOpen()).flatMap(Flaws::ofArrivals).ifPresent(flaws::add);
        run.crashes().entrySet().stream()
                .limit(SHOWN_CRASHES)
                .forEach(crash -> flaws.add(crash.getValue() + " requests could not be built: " + crash.getKey()));
        if (run.crashes().size() > SHOWN_CRASHES) {
            flaws.add("and more, for " + (run.crashes().size() - SHOWN_CRASHES) + " other reasons");
        }
        return flaws;
    }

    private static Optional<String> ofWaiting(GatlingRun run, long missing) {
        return missing <= 0
                ? Optional.empty()
                : Optional.of("Gatling ended the run while " + missing + " of " + run.usersStarted()
                        + " users waited for an answer, which is in no figure; look why the target does not answer, or set a"
                        + " shorter request timeout");
    }

    /** Why an open load was not the one that was asked for. */
    private static Optional<String> ofArrivals(RunInfo info) {
        if (info.arrivals().isEmpty()) {
            return Optional.of("the run left no count of its arrivals, so it did not end in order; run it again");
        }
        RunInfo.Arrivals arrivals = info.arrivals().get();
        int bound = info.profile().concurrency();
        if (arrivals.late() > 0) {
            String late = arrivals.late() + " of " + arrivals.measured() + " arrivals began late, ";
            return Optional.of(
                    arrivals.mostAtOnce() < bound
                            ? late + "although at most " + arrivals.mostAtOnce() + " of " + bound
                                    + " virtual users were busy: the generator was held up; stop what else runs on its machine"
                            : late + "because all " + bound
                                    + " virtual users were busy: the target cannot keep up with the"
                                    + " rate, or the bound is too low for its response times; raise CONCURRENCY, or lower RATE");
        }
        return fallsBehind(arrivals)
                ? Optional.of("the target falls behind: " + arrivals.atBegin()
                        + " iterations were under way when the measured time began, " + arrivals.atEnd()
                        + " when it ended, of " + arrivals.measured() + " arrivals; the longer the load, the slower its"
                        + " answers; lower RATE")
                : Optional.empty();
    }

    /**
     * Whether more iterations wait at the end than chance explains. Of a target that keeps up, their number at a moment is at most as
     * variable as a Poisson distribution (M/G/infinity: Kleinrock, "Queueing Systems", volume 1, 1975, 3.4), for arrivals are
     * regular; and little growth in proportion to the arrivals changes no response time by much.
     */
    private static boolean fallsBehind(RunInfo.Arrivals arrivals) {
        int growth = arrivals.atEnd() - arrivals.atBegin();
        return growth > BACKLOG_SHARE * arrivals.measured()
                && growth > BACKLOG_ERRORS * Math.sqrt(arrivals.atBegin() + (double) arrivals.atEnd());
    }

    /** That the log is not what the simulation left, though every record of it may be possible. */
    private static Optional<String> ofChange(RunInfo.Log found, RunInfo.Log left) {
        return found.equals(left)
                ? Optional.empty()
                : Optional.of("the log is damaged, or of another run: "
                        + (found.bytes() == left.bytes()
                                ? "its checksum is " + found.checksum() + ", and when the run ended it was "
                                        + left.checksum()
                                : "it has " + found.bytes() + " bytes, and when the run ended it had " + left.bytes()));
    }

    /** Of a nested class Gatling and the JVM have two names. */
    private static Optional<String> ofSimulation(String ofLog, RunInfo info) {
        String told = info.profile().simulation();
        return ofLog.replace('$', '.').equals(told.replace('$', '.'))
                ? Optional.empty()
                : Optional.of("the log or " + RunInfo.FILE_NAME + " is damaged, or of another run: the log is of "
                        + ofLog + ", and " + RunInfo.FILE_NAME + " of " + told);
    }

    /** What in the log contradicts the times in run.json. */
    private static Optional<String> ofTimes(GatlingRun run, RunInfo info) {
        Instant start = run.header().start();
        if (info.measuredFrom().plus(CLOCKS).isBefore(start.plus(info.profile().warmUp()))) {
            return Optional.of("the log or " + RunInfo.FILE_NAME + " is damaged: the run started at " + start
                    + ", and with " + info.profile().warmUp().toMillis() + " ms of warm-up it was measured from "
                    + info.measuredFrom());
        }
        Instant plannedEnd = info.measuredFrom().plus(info.profile().duration());
        Instant end = start.plusMillis(Math.max(0, run.injectionEnd()));
        if (end.plus(END_TOLERANCE).isBefore(plannedEnd)) {
            return Optional.of(
                    "the run ended " + Duration.between(end, plannedEnd).toMillis() + " ms before its planned end");
        }
        return end.minus(OVERTIME).isAfter(plannedEnd)
                ? Optional.of("the log or " + RunInfo.FILE_NAME + " is damaged: the run ended "
                        + Duration.between(plannedEnd, end).toMillis() + " ms after its planned end, and more than "
                        + OVERTIME.toMillis() + " ms cannot be")
                : Optional.empty();
    }

    /** What around the log shows that its run is not what it seems to be. */
    static List<String> ofFolder(RunFolder folder, Optional<RunInfo> info, Instant started) {
        List<String> flaws = new ArrayList<>();
        Instant now = Instant.now();
        if (started.isAfter(now.plus(AHEAD))) {
            flaws.add("its start is damaged, or the clock of the machine that ran it: it started at " + started
                    + ", and now is " + now.truncatedTo(ChronoUnit.SECONDS));
        }
        if (info.isEmpty()) {
            folder.missingRecord().ifPresent(flaws::add);
        }
        return flaws;
    }

    /**
     * Why a run that is read on its own is none: beside a run of all injectors it would be compared with itself, and beside one of
     * as many users as it had itself with a target that had less to do.
     */
    static Optional<String> ofShare(RunInfo info) {
        return info.injector()
                .filter(one -> one.count() > 1)
                .map(one -> "it is the share of injector " + one.index() + " of " + one.count()
                        + ", whose target was loaded by the others, too; judge all of them together (--pool)");
    }

    /** Why statistics without a log are not fit to be judged. Whoever leaves a run.json leaves a log, which they are made of. */
    static List<String> ofStatsJson(Optional<RunInfo> info, Optional<GeneratorHealth> health) {
        List<String> flaws = new ArrayList<>();
        if (info.isPresent()) {
            flaws.add("simulation.log is missing, and js/stats.json cannot take its place; restore the log or run the"
                    + " simulation again, and judge several injectors by their own folders (--pool)");
        }
        flaws.addAll(ofGenerator(health));
        return flaws;
    }

    /** Why the figures, however whole, are not the server's. */
    static List<String> ofGenerator(Optional<GeneratorHealth> health) {
        return health
                .flatMap(GeneratorHealth::starvation)
                .map(why -> "the load generator was starved: " + why
                        + "; so its machine was measured, not the server; stop what else runs on it, load with fewer users, or"
                        + " generate the load from another machine")
                .stream()
                .toList();
    }
}
