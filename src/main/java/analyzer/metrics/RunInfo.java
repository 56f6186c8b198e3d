package analyzer.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a simulation says about its own run, because Gatling's log does not.
 *
 * @param profile what was loaded, how hard and for how long
 * @param endpoints the endpoints that the run measures
 * @param measuredFrom when the warm-up ended; requests before it are in no statistic
 * @param machine the machine that generated the load
 * @param commit version of the code under test, empty when unknown
 * @param failure why the load failed, in one line; empty for a run that ended in order
 * @param injector which injector of several this run was, empty for the only one
 * @param baseTarget the target that was loaded beside the profile's, request by request, when the run was paired
 * @param arrivals how the arrivals of an open load went, once the run has ended in order; empty for a closed load
 * @param uptime of the target's process when the load began, where it can be seen
 * @param baseUptime the same of the base
 * @param auto how the measured time came to its end; empty where it was fixed
 * @param log what the log was when the run had ended in order; empty before, and in a run of an older version
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
     * What Gatling's log was when the run had ended in order. Whatever else it is later is damaged.
     *
     * @param bytes its size
     * @param checksum CRC-32 of its content, eight hexadecimal digits
     */
    public record Log(long bytes, String checksum) {}

    /**
     * How the arrivals of an open load went.
     *
     * @param measured arrivals in the measured time
     * @param late those that no virtual user was free for, so that they began late
     * @param mostAtOnce most iterations that were under way at once
     * @param atBegin iterations under way when the measured time began
     * @param atEnd iterations under way when it ended
     */
    public record Arrivals(long measured, long late, int mostAtOnce, int atBegin, int atEnd) {

        /** Those of two injectors together. */
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

    /** This run as the share of one injector of several. */
    public RunInfo by(Optional<Injector> one) {
        return having(one, baseTarget, arrivals, uptime, baseUptime);
    }

    /** This run with a base beside its target. */
    public RunInfo beside(Optional<String> base) {
        return having(injector, base, arrivals, uptime, baseUptime);
    }

    /** This run with what is known of its arrivals. */
    public RunInfo with(Optional<Arrivals> known) {
        return having(injector, baseTarget, known, uptime, baseUptime);
    }

    /** This run with what is known of the processes that it loaded. */
    public RunInfo on(Optional<Uptime> target, Optional<Uptime> base) {
        return having(injector, baseTarget, arrivals, target, base);
    }

    /** This run as one whose measured time ends with the verdict, and is so long by now. */
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

    /** This run once it has ended in order, with its log as it was left. */
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

    /** What the run says of its base: another target, and of a version that nobody named. */
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
