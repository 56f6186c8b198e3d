package bench;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.baseline.KeptRun;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import analyzer.gatling.RunSearch;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import simulations.run.ThisMachine;

/**
 * Runs of 300 s with any number of requests, and baselines to judge them.
 *
 * @param folder folder for all files
 * @param simulations simulations over which the requests are split, with one log each
 */
record LongRuns(Path folder, List<Simulation> simulations) {

    private static final Duration DURATION = Duration.ofSeconds(300);
    private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BASELINE_RUNS = 5;
    private static final long BASELINE_REQUESTS = 20_000;
    private static final Machine MACHINE = ThisMachine.describe();

    /** Content of one log: the requests of {@code source}, repeated. */
    private record Simulation(String name, ReferenceLog source) {

        void write(Path parent, long requests, Instant started) throws IOException {
            LoadProfile profile = new LoadProfile(name, LoadProfile.STAND_IN, 10, DURATION, Duration.ZERO, "");
            SyntheticRunFolders.write(parent, new LongLog(source, requests, DURATION), started, profile, MACHINE);
        }
    }

    /** Creates runs of one simulation with all endpoints of the reference log. */
    static LongRuns ofOneLog(Path folder) throws IOException {
        ReferenceLog reference = ReferenceLog.read();
        return new LongRuns(folder, List.of(new Simulation(reference.header().simulation(), reference)))
                .withBaselines();
    }

    /** Creates runs of one simulation for each endpoint. */
    static LongRuns ofOneLogPerEndpoint(Path folder) throws IOException {
        ReferenceLog reference = ReferenceLog.read();
        List<Simulation> simulations = new ArrayList<>();
        for (String endpoint : reference.endpoints()) {
            simulations.add(new Simulation("bench.Part" + simulations.size(), reference.only(endpoint)));
        }
        return new LongRuns(folder, simulations).withBaselines();
    }

    private LongRuns withBaselines() throws IOException {
        Map<String, List<KeptRun>> kept = new TreeMap<>();
        for (int day = BASELINE_RUNS; day > 0; day--) {
            Path earlier = folder.resolve("earlier-" + day);
            write(earlier, BASELINE_REQUESTS, STARTED.minus(Duration.ofDays(day)));
            for (RunFolder run : RunSearch.newestOfEach(earlier)) {
                RunReader.read(run)
                        .results()
                        .forEach(result -> kept.computeIfAbsent(result.endpoint(), unseen -> new ArrayList<>())
                                .add(KeptRun.of(result)));
            }
        }
        BaselineFolder.read(baselines())
                .save(kept.entrySet().stream()
                        .map(one -> Baseline.of(one.getKey(), one.getValue()))
                        .toList());
        return this;
    }

    /** Writes logs with this total number of requests. */
    void add(long requests) throws IOException {
        write(runs(requests), requests, STARTED);
    }

    private void write(Path parent, long requests, Instant started) throws IOException {
        for (Simulation simulation : simulations) {
            simulation.write(parent, requests / simulations.size(), started);
        }
    }

    /** Runs a complete check of these runs. */
    Command.Ended check(List<String> javaOptions, long requests) throws IOException, InterruptedException {
        return Analyzer.check(javaOptions, runs(requests), results(), baselines());
    }

    /** Returns a run with this total number of requests. */
    Path run(long requests) throws IOException {
        try (Stream<Path> folders = Files.list(runs(requests))) {
            return folders.findFirst().orElseThrow();
        }
    }

    private Path runs(long requests) {
        return folder.resolve("runs-" + requests);
    }

    private Path results() {
        return folder.resolve("results");
    }

    private Path baselines() {
        return folder.resolve("baselines");
    }
}
