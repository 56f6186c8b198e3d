package simulations.run;

import analyzer.LiveJudge;
import analyzer.gatling.HealthFile;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunReader;
import analyzer.gatling.SlowestFile;
import analyzer.gatling.TargetFile;
import analyzer.io.BadInputException;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.Injector;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SlowRequest;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Uptime;
import analyzer.report.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes the files that a simulation adds to its run folder for the analyzer. No failure in it stops a run. If {@code run.json}
 * cannot be written, one line on standard error says so, and the analyzer reads the run as one of another project.
 */
public final class RunRecord {

    /** Time for Gatling to write the rest of its log when the run is over. */
    private static final Duration WRITING = Duration.ofSeconds(30);

    /** Whether this process has a run that reached its load or whose failure is recorded. */
    private static volatile boolean begun;

    private final RunFolderFinder folders;
    private final Instant preparedAt;
    private RunInfo info;
    private volatile Optional<Path> folder = Optional.empty();

    /**
     * Prepares the record, before Gatling creates the run folder.
     *
     * @param profile simulation, target and load profile
     * @param endpoints names of the requests
     * @param commit version of the code under test; empty if unknown
     * @param injector number of this injector; empty if it is the only one
     * @param baseTarget the base of a paired run; empty for a run with one target
     */
    public RunRecord(
            LoadProfile profile,
            List<String> endpoints,
            Machine machine,
            String commit,
            Optional<Injector> injector,
            Optional<String> baseTarget) {
        this(RunFolderFinder.ofThisProcess(), profile, endpoints, machine, commit, injector, baseTarget);
    }

    RunRecord(
            Path gatlingDir,
            LoadProfile profile,
            List<String> endpoints,
            Machine machine,
            String commit,
            Optional<Injector> injector,
            Optional<String> baseTarget) {
        this.folders = new RunFolderFinder(gatlingDir, profile.simulation());
        this.info = new RunInfo(profile, endpoints, Instant.EPOCH, machine, commit, Optional.empty())
                .withInjector(injector)
                .withBaseTarget(baseTarget);
        this.preparedAt = folders.now();
    }

    /**
     * Writes the record of a simulation that could not be set up, so that its absence is not mistaken for a pass. Its target and load
     * are still unknown.
     *
     * @param simulation class name of the simulation
     * @param injector number of this injector; empty if it is the only one or if that is unknown, too
     */
    public static void neverSetUp(String simulation, Optional<Injector> injector, String why) {
        LoadProfile profile = new LoadProfile(simulation, "unknown", 0, Duration.ZERO, Duration.ZERO, "");
        new RunRecord(
                        profile,
                        List.of(LoadProfile.simpleName(simulation)),
                        ThisMachine.describe(),
                        "",
                        injector,
                        Optional.empty())
                .failed(why);
    }

    /** Returns whether this process has a run that reached its load or whose failure is recorded. */
    public static boolean hasBegun() {
        return begun;
    }

    /** Sets the age of both targets, where it is known. Call it before the load. */
    public synchronized void targets(Optional<Uptime> target, Optional<Uptime> base) {
        info = info.withUptimes(target, base);
    }

    /** Records that the measured time ends with the verdict. Call it before the load. */
    public synchronized void endsWithTheVerdict(AutoDuration duration) {
        info = info.withAuto(Optional.of(duration));
    }

    /** Returns a judge for interim looks at the run; empty if there is no record. */
    public synchronized Optional<LiveJudge> judge() {
        return folder.map(run -> new LiveJudge(run, info));
    }

    /** Records how the measured time ended with the verdict. */
    public synchronized void ended(VerdictWatch.Ending ending) {
        info = info.lasting(ending.measured(), ending.duration());
    }

    /** Writes the record of a run in progress into the run folder that Gatling created. */
    public synchronized void started(Instant begin) {
        begun = true;
        // The precision of the file: interim looks must use the same time as the final analysis.
        info = info.withMeasuredFrom(begin.truncatedTo(ChronoUnit.MILLIS));
        try {
            folder = folders.newestSince(preparedAt);
            RunInfoFile.write(
                    folder.orElseThrow(() -> new IOException("no run folder of this run in " + folders.in()
                            + ", which is where Gatling should have created it")),
                    info);
        } catch (IOException | UncheckedIOException | BadInputException e) {
            warn(e);
        }
    }

    /**
     * Writes the health of the generator into the run folder.
     *
     * @throws BadInputException if it cannot be written
     */
    public void health(GeneratorHealth health) {
        // Without a folder there is nothing to judge, and started() has already warned.
        folder.ifPresent(run -> HealthFile.write(run, health));
    }

    /**
     * Writes what the targets used into the run folder.
     *
     * @throws BadInputException if it cannot be written
     */
    public void target(TargetUsage.Both used) {
        folder.ifPresent(run -> TargetFile.write(run, used));
    }

    /** Writes the slowest requests into the run folder. The verdict does not depend on them. */
    public void slowest(Map<String, List<SlowRequest>> slowest) {
        try {
            folder.ifPresent(run -> SlowestFile.write(run, slowest));
        } catch (BadInputException e) {
            System.err.println("warning: " + SlowRequest.FILE_NAME
                    + " is not written, so the analyzer does not name the slowest requests: "
                    + SafeText.line(e.getMessage()));
        }
    }

    /**
     * Completes the record of a run that ended normally: size and checksum of its log, the arrivals of an open load, and the end of
     * the measured time if that was not fixed.
     *
     * @param arrivals arrivals of each scenario; empty for a closed load
     */
    public synchronized void ended(List<Arrivals> arrivals) {
        Optional<RunInfo.Arrivals> all = arrivals.stream()
                .map(one -> new RunInfo.Arrivals(
                        one.measured(), one.late(), one.mostBusy(), one.leastAtBegin(), one.leastAtEnd()))
                .reduce(RunInfo.Arrivals::plus);
        try {
            if (folder.isPresent()) {
                info = info.withArrivals(all).withLeft(left(folder.get()));
                RunInfoFile.write(folder.get(), info);
            }
        } catch (BadInputException e) {
            System.err.println("warning: " + RunInfo.FILE_NAME
                    + " is not completed, so the analyzer cannot detect later damage to this run: "
                    + SafeText.line(e.getMessage()));
        }
    }

    /** Waits until the log is finished. It is when a run is over, unless Gatling's writer is more than five seconds behind. */
    private static Optional<RunInfo.Left> left(Path run) {
        long begin = System.nanoTime();
        Optional<RunInfo.Left> left = RunReader.left(run);
        while (left.isEmpty() && System.nanoTime() - begin < WRITING.toNanos()) {
            LockSupport.parkNanos(WRITING.toNanos() / 100);
            left = RunReader.left(run);
        }
        return left;
    }

    /** Writes the record of a run that Gatling aborted or whose users were never ready, into the run folder that Gatling created. */
    public synchronized void gaveUp(String why) {
        begun = true;
        try {
            Optional<Path> run = folders.newestSince(preparedAt);
            RunInfoFile.write(
                    run.orElseGet(() -> folders.at(Instant.now())),
                    info.withMeasuredFrom(Instant.now()).withFailure(why));
        } catch (IOException | UncheckedIOException | BadInputException e) {
            warn(e);
        }
    }

    /** Writes the record of a run that generated no load, so that an older run is not mistaken for it. */
    public synchronized void failed(String why) {
        begun = true;
        try {
            Instant now = Instant.now();
            RunInfoFile.write(folders.at(now), info.withMeasuredFrom(now).withFailure(why));
        } catch (BadInputException e) {
            warn(e);
        }
    }

    private static void warn(Exception e) {
        System.err.println("warning: " + RunInfo.FILE_NAME
                + " is not written, so the analyzer reads this run as one of another project: "
                + SafeText.line(e.getMessage()));
    }
}
