package analyzer.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The run record: what a simulation records about its own run, because Gatling's log does not.
 *
 * @param measuredFrom end of the warm-up; earlier requests are in no statistic
 * @param commit version of the code under test, empty if unknown
 * @param failure why the load failed, in one line; empty for a run that ended normally
 * @param injector which of several injectors this run was; empty if it was the only one
 * @param baseTarget the base, which was loaded together with the profile's target, request by request, if the run was paired
 * @param arrivals arrivals of an open load, after the run ended normally; empty for a closed load
 * @param uptime uptime of the target's process when the load began, if it can be seen
 * @param baseUptime uptime of the base's process when the load began, if it can be seen
 * @param auto how the measured time ended with {@code DURATION=auto}; empty if it was fixed
 * @param left what the run left after it ended normally; empty before
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
        Optional<Left> left) {

    /**
     * What a run left in its folder after it ended normally. What differs later is damaged.
     *
     * @param files checksums of the files next to the run record that a verdict rests on, by name
     */
    public record Left(Log log, Map<String, String> files) {

        public Left {
            files = Collections.unmodifiableMap(new TreeMap<>(files));
        }
    }

    /**
     * Gatling's log as a whole.
     *
     * @param checksum CRC-32 of its content, eight hexadecimal digits
     */
    public record Log(long bytes, String checksum) {}

    /**
     * Arrivals of an open load.
     *
     * @param measured arrivals in the measured time
     * @param late arrivals that began late because no virtual user was free
     * @param mostAtOnce largest number of simultaneous iterations
     * @param atBegin smallest number of iterations in progress in the first half second of the measured time
     * @param atEnd the same in the last half second
     */
    public record Arrivals(long measured, long late, int mostAtOnce, int atBegin, int atEnd) {

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

    public RunInfo withInjector(Optional<Injector> one) {
        return with(copy -> copy.injector = one);
    }

    public RunInfo withBaseTarget(Optional<String> base) {
        return with(copy -> copy.baseTarget = base);
    }

    public RunInfo withArrivals(Optional<Arrivals> known) {
        return with(copy -> copy.arrivals = known);
    }

    public RunInfo withUptimes(Optional<Uptime> target, Optional<Uptime> base) {
        return with(copy -> {
            copy.uptime = target;
            copy.baseUptime = base;
        });
    }

    public RunInfo withMeasuredFrom(Instant moment) {
        return with(copy -> copy.measuredFrom = moment);
    }

    public RunInfo withFailure(String why) {
        return with(copy -> copy.failure = Optional.of(why));
    }

    public RunInfo withAuto(Optional<AutoDuration> known) {
        return with(copy -> copy.auto = known);
    }

    /** This run with {@code DURATION=auto} and the measured time so far. */
    public RunInfo lasting(Duration measured, AutoDuration known) {
        return withAuto(Optional.of(known)).with(copy -> copy.profile = profile.lasting(measured));
    }

    /** This run with what it left when it ended normally, if its log is complete. */
    public RunInfo withLeft(Optional<Left> known) {
        return with(copy -> copy.left = known);
    }

    /** The record of the base: another target, whose version is unknown. */
    RunInfo ofBase() {
        return with(copy -> {
            copy.profile = profile.on(baseTarget.orElse(""));
            copy.commit = "";
            copy.uptime = baseUptime;
        });
    }

    private RunInfo with(Consumer<Copy> change) {
        Copy copy = new Copy();
        change.accept(copy);
        return copy.done();
    }

    /** What can differ in a copy of this record. */
    private final class Copy {

        private LoadProfile profile = RunInfo.this.profile;
        private Instant measuredFrom = RunInfo.this.measuredFrom;
        private String commit = RunInfo.this.commit;
        private Optional<String> failure = RunInfo.this.failure;
        private Optional<Injector> injector = RunInfo.this.injector;
        private Optional<String> baseTarget = RunInfo.this.baseTarget;
        private Optional<Arrivals> arrivals = RunInfo.this.arrivals;
        private Optional<Uptime> uptime = RunInfo.this.uptime;
        private Optional<Uptime> baseUptime = RunInfo.this.baseUptime;
        private Optional<AutoDuration> auto = RunInfo.this.auto;
        private Optional<Left> left = RunInfo.this.left;

        RunInfo done() {
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
                    left);
        }
    }
}
