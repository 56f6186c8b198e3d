package analyzer.pool;

import analyzer.TestRuns;
import analyzer.gatling.LogBuilder;
import analyzer.gatling.RunInfoFile;
import analyzer.gatling.RunName;
import analyzer.metrics.Injector;
import analyzer.metrics.Injector.ClockEdge;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One injector of a synthetic distributed run, with ten measured seconds after one second of warm-up. */
public record TestInjector(
        int index,
        int count,
        Instant start,
        String gatlingVersion,
        LoadProfile profile,
        String endpoint,
        String commit,
        Optional<Instant> startAt,
        List<ClockEdge> clock) {

    public static final String ENDPOINT = "/v1/healthz/live";
    public static final Instant START = LogBuilder.START;
    static final Duration WARM_UP = Duration.ofSeconds(1);
    static final Duration DURATION = Duration.ofSeconds(10);

    /** An injector that started on time. */
    public static TestInjector of(int index, int count) {
        return new TestInjector(
                index,
                count,
                START,
                "3.15.1",
                new LoadProfile("simulations.LiveSimulation", "http://api", 10, DURATION, WARM_UP, ""),
                ENDPOINT,
                "abc",
                Optional.empty(),
                List.of());
    }

    public TestInjector startedAfter(Duration delay) {
        return new TestInjector(
                index, count, start.plus(delay), gatlingVersion, profile, endpoint, commit, startAt, clock);
    }

    TestInjector onGatling(String version) {
        return new TestInjector(index, count, start, version, profile, endpoint, commit, startAt, clock);
    }

    public TestInjector of(String simulation) {
        return under(known -> new LoadProfile(
                simulation, known.target(), known.concurrency(), known.duration(), known.warmUp(), known.mix()));
    }

    TestInjector under(UnaryOperator<LoadProfile> change) {
        return new TestInjector(
                index, count, start, gatlingVersion, change.apply(profile), endpoint, commit, startAt, clock);
    }

    TestInjector measuring(String path) {
        return new TestInjector(index, count, start, gatlingVersion, profile, path, commit, startAt, clock);
    }

    TestInjector ofCommit(String name) {
        return new TestInjector(index, count, start, gatlingVersion, profile, endpoint, name, startAt, clock);
    }

    public TestInjector toStartAt(Instant moment) {
        return new TestInjector(
                index, count, start, gatlingVersion, profile, endpoint, commit, Optional.of(moment), clock);
    }

    TestInjector seeing(ClockEdge... edges) {
        return new TestInjector(
                index, count, start, gatlingVersion, profile, endpoint, commit, startAt, List.of(edges));
    }

    RunInfo info(Optional<String> failure) {
        return new RunInfo(profile, List.of(endpoint), start.plus(WARM_UP), TestRuns.MACHINE, commit, failure)
                .withInjector(Optional.of(new Injector(index, count, startAt, clock)));
    }

    /** A log with only its first record. */
    public LogBuilder log() {
        return LogBuilder.startedAt(start, gatlingVersion, profile.simulation());
    }

    /** A complete run of one user whose requests all took {@code millis}, a divisor of 10 seconds. No two injectors write the same log. */
    public LogBuilder constant(int millis) {
        return log().userStart(index)
                .userEnd(index)
                .oneUser(endpoint, 1000, (int) (DURATION.toMillis() / millis), millis);
    }

    /** Writes the run into a folder with a name like Gatling's, and returns that folder. */
    public Path write(Path resultsFolder, LogBuilder log) {
        return write(resultsFolder, log.bytes());
    }

    String folderName() {
        return RunName.of(profile.simulation(), start);
    }

    Path write(Path resultsFolder, byte[] log) {
        Path folder = resultsFolder.resolve(folderName());
        LogBuilder.write(folder, log);
        RunInfoFile.write(folder, info(Optional.empty()));
        return folder;
    }

    /** Writes the record of a simulation that could not be set up: target, load and commit are unknown. */
    Path writeNeverSetUp(Path resultsFolder, String why) {
        return under(known ->
                        new LoadProfile(known.simulation(), "unknown", 0, Duration.ZERO, Duration.ZERO, known.mix()))
                .measuring("LiveSimulation")
                .ofCommit("")
                .writeFailure(resultsFolder, why);
    }

    Path writeFailure(Path resultsFolder, String why) {
        Path folder = resultsFolder.resolve(folderName());
        RunInfoFile.write(folder, info(Optional.of(why)));
        return folder;
    }
}
