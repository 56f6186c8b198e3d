package analyzer.gatling;

import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.RunInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a run is not fit to be judged, one sentence each. */
final class Flaws {

    /** A complete run's last user leaves after the planned end; the clock is read in whole milliseconds at both places. */
    private static final Duration END_TOLERANCE = Duration.ofMillis(100);

    private Flaws() {}

    /**
     * What in the log shows that the run is not whole. Users who never end are no flaw beside Gatling's report: a run that
     * Gatling ended itself, as by {@code maxDuration}, leaves them, and one that was killed leaves no report.
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
        } else if (missing < 0) {
            flaws.add(
                    "the log is damaged: " + run.usersEnded() + " users ended, and " + run.usersStarted() + " started");
        } else if (info.isPresent()) {
            Instant plannedEnd =
                    info.get().measuredFrom().plus(info.get().profile().duration());
            Instant end = run.header().start().plusMillis(Math.max(0, run.injectionEnd()));
            if (end.plus(END_TOLERANCE).isBefore(plannedEnd)) {
                flaws.add(
                        "the run ended " + Duration.between(end, plannedEnd).toMillis() + " ms before its planned end");
            }
        }
        info.filter(told -> told.profile().isOpen()).flatMap(Flaws::ofArrivals).ifPresent(flaws::add);
        run.crashes().forEach((message, times) -> flaws.add(times + " requests could not be built: " + message));
        return flaws;
    }

    /** Why an open load was not the one that was asked for. */
    private static Optional<String> ofArrivals(RunInfo info) {
        if (info.arrivals().isEmpty()) {
            return Optional.of("the run left no count of its arrivals, so it did not end in order; run it again");
        }
        RunInfo.Arrivals arrivals = info.arrivals().get();
        int bound = info.profile().concurrency();
        return arrivals.late() == 0
                ? Optional.empty()
                : Optional.of(arrivals.late() + " of " + arrivals.measured() + " arrivals began late, because all "
                        + bound + " virtual users were busy: the target cannot keep up with the rate, or the bound"
                        + " is too low for its response times; raise CONCURRENCY, or lower RATE");
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
