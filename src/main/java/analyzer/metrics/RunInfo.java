package analyzer.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The run record: what a simulation records about its own run, because Gatling's log does not.
 *
 * @param profile the load profile
 * @param endpoints the endpoints that the run measures
 * @param measuredFrom end of the warm-up; earlier requests are in no statistic
 * @param machine the machine that generated the load
 * @param commit version of the code under test, empty if unknown
 * @param failure why the load failed, in one line; empty for a run that ended normally
 * @param injector which of several injectors this run was; empty if it was the only one
 * @param baseTarget the base, which was loaded together with the profile's target, request by request, if the run was paired
 * @param arrivals arrivals of an open load, after the run ended normally; empty for a closed load
 * @param uptime uptime of the target's process when the load began, if it can be seen
 * @param baseUptime uptime of the base's process when the load began, if it can be seen
 * @param auto how the measured time ended with {@code DURATION=auto}; empty if it was fixed
 * @param log the log after the run ended normally; empty before, and in a run of an older version
 */
public record RunInfo(
        LoadProfile profile,
        List<String> endpoints,
        Instant measuredFrom,
        Machine machine,
        String commit,
        Optional<String> failure,
        Optional<Injector> injector,
        Optional<String> baseTarget,
        Optional<Arrivals> arrivals,
        Optional<Uptime> uptime,
        Optional<Uptime> baseUptime,
        Optional<AutoDuration> auto,
        Optional<Log> log) {

    /**
     * Gatling's log after the run ended normally. A log that differs later is damaged.
     *
     * @param bytes size of the log
     * @param checksum CRC-32 of its content, eight hexadecimal digits
     */
    public record Log(long bytes, String checksum) {}

    /**
     * Arrivals of an open load.
     *
     * @param measured arrivals in the measured time
     * @param late arrivals that began late because no virtual user was free
     * @param mostAtOnce largest number of simultaneous iterations
     * @param atBegin iterations under way when the measured time began
     * @param atEnd iterations under way when it ended
     */
    public record Arrivals(long measured, long late, int mostAtOnce, int atBegin, int atEnd) {

        /** The arrivals of two injectors together. */
        public Arrivals plus(Arrivals other) {
            return new Arrivals(
                    measured + other.measured,
                    late + other.late,
                    mostAtOnce + other.mostAtOnce,
                    atBegin + other.atBegin,
                    atEnd + other.atEnd);
        }
    }

    /** Name of the file in the run folder. */
    public static final String FILE_NAME = "run.json";

    public RunInfo {
        endpoints = List.copyOf(endpoints);
    }

    /** A run of one target from one machine, under a closed load. */
    public RunInfo(
            LoadProfile profile,
            List<String> endpoints,
            Instant measuredFrom,
            Machine machine,
            String commit,
            Optional<String> failure) {
        this(
                profile,
                endpoints,
                measuredFrom,
                machine,
                commit,
                failure,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** This run as that of one of several injectors. */
    public RunInfo by(Optional<Injector> one) {
        return having(one, baseTarget, arrivals, uptime, baseUptime);
    }

    /** This run with a base. */
    public RunInfo beside(Optional<String> base) {
        return having(injector, base, arrivals, uptime, baseUptime);
    }

    /** This run with its arrivals, if known. */
    public RunInfo with(Optional<Arrivals> known) {
        return having(injector, baseTarget, known, uptime, baseUptime);
    }

    /** This run with the uptimes of the processes that it loaded, if known. */
    public RunInfo on(Optional<Uptime> target, Optional<Uptime> base) {
        return having(injector, baseTarget, arrivals, target, base);
    }

    /** This run with {@code DURATION=auto} and the measured time so far. */
    public RunInfo lasting(Duration measured, AutoDuration known) {
        return new RunInfo(
                profile.lasting(measured),
                endpoints,
                measuredFrom,
                machine,
                commit,
                failure,
                injector,
                baseTarget,
                arrivals,
                uptime,
                baseUptime,
                Optional.of(known),
                log);
    }

    /** This run after it ended normally, with its log. */
    public RunInfo leaving(Log left) {
        return new RunInfo(
                profile,
                endpoints,
                measuredFrom,
                machine,
                commit,
                failure,
                injector,
                baseTarget,
                arrivals,
                uptime,
                baseUptime,
                auto,
                Optional.of(left));
    }

    private RunInfo having(
            Optional<Injector> one,
            Optional<String> base,
            Optional<Arrivals> arrived,
            Optional<Uptime> up,
            Optional<Uptime> baseUp) {
        return new RunInfo(
                profile, endpoints, measuredFrom, machine, commit, failure, one, base, arrived, up, baseUp, auto, log);
    }

    /** The run record of the base: another target, of an unknown version. */
    RunInfo ofBase() {
        return new RunInfo(
                profile.on(baseTarget.orElse("")),
                endpoints,
                measuredFrom,
                machine,
                "",
                failure,
                injector,
                baseTarget,
                arrivals,
                baseUptime,
                baseUptime,
                auto,
                log);
    }
}
