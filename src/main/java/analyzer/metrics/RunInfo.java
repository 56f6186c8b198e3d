package analyzer.metrics;

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
 * @param failure why no load was generated at all, empty for a run that took place
 * @param injector which injector of several this run was, empty for the only one
 * @param baseTarget the target that was loaded beside the profile's, request by request, when the run was paired
 * @param arrivals how the arrivals of an open load went, once the run has ended in order; empty for a closed load
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
        Optional<Arrivals> arrivals) {

    /**
     * How the arrivals of an open load went.
     *
     * @param measured arrivals in the measured time
     * @param late those that no virtual user was free for, so that they began late
     * @param mostAtOnce most iterations that were under way at once
     */
    public record Arrivals(long measured, long late, int mostAtOnce) {

        /** Those of two injectors together. */
        public Arrivals plus(Arrivals other) {
            return new Arrivals(measured + other.measured, late + other.late, mostAtOnce + other.mostAtOnce);
        }
    }

    /** Name of the file in the run folder. */
    public static final String FILE_NAME = "run.json";

    public RunInfo {
        endpoints = List.copyOf(endpoints);
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
                arrivals);
    }

    /** A run under a closed load. */
    public RunInfo(
            LoadProfile profile,
            List<String> endpoints,
            Instant measuredFrom,
            Machine machine,
            String commit,
            Optional<String> failure,
            Optional<Injector> injector,
            Optional<String> baseTarget) {
        this(profile, endpoints, measuredFrom, machine, commit, failure, injector, baseTarget, Optional.empty());
    }

    /** A run of one target. */
    public RunInfo(
            LoadProfile profile,
            List<String> endpoints,
            Instant measuredFrom,
            Machine machine,
            String commit,
            Optional<String> failure,
            Optional<Injector> injector) {
        this(profile, endpoints, measuredFrom, machine, commit, failure, injector, Optional.empty());
    }

    /** A run of one target on one machine. */
    public RunInfo(
            LoadProfile profile,
            List<String> endpoints,
            Instant measuredFrom,
            Machine machine,
            String commit,
            Optional<String> failure) {
        this(profile, endpoints, measuredFrom, machine, commit, failure, Optional.empty());
    }
}
