package analyzer.gatling;

import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.io.Seal;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.LatencyHistogram;
import analyzer.metrics.PairedRun;
import analyzer.metrics.RunInfo;
import analyzer.metrics.SlowRequest;
import analyzer.metrics.Source;
import analyzer.metrics.SummaryStatistics;
import analyzer.metrics.TargetFigures;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a run folder, from Gatling's log or from the {@code stats.json} of an older Gatling. */
public final class RunReader {

    /**
     * The content of a run folder.
     *
     * @param results one result per endpoint
     * @param statistics the content of {@code stats.json}; empty if the results do not come from a complete log
     */
    public record Reading(RunFolder folder, List<EndpointResult> results, Optional<RunStatistics> statistics) {

        /**
         * Writes {@code js/stats.json} and {@code js/global_stats.json} into the folder, if there are statistics.
         *
         * @throws BadInputException if a file cannot be written
         */
        public void writeStatistics() {
            statistics.ifPresent(known -> StatsJsonWriter.write(folder, known));
        }
    }

    private final RunFolder folder;
    private final Optional<RunInfo> info;
    private final Optional<TimeFrame> frame;

    private RunReader(RunFolder folder, Optional<RunInfo> info, Optional<TimeFrame> frame) {
        this.folder = folder;
        this.info = info;
        this.frame = frame;
    }

    /**
     * Reads the results of a run.
     *
     * @throws BadInputException if the folder contains nothing usable
     */
    public static Reading read(RunFolder folder) {
        return new RunReader(folder, folder.info(), Optional.empty()).read();
    }

    /**
     * Reads the results of a run as part of a frame. Timelines count from the frame's origin, which is also the start of the results,
     * and the throughput is that of the frame's window.
     *
     * @throws BadInputException if the folder contains nothing usable
     */
    public static Reading read(RunFolder folder, TimeFrame frame) {
        return new RunReader(folder, folder.info(), Optional.of(frame)).read();
    }

    /**
     * What a run in progress has logged of its measured time.
     *
     * @param newest end of the newest request in the log. Gatling writes the log in pieces, so later requests may be missing
     * @param results one result per endpoint, however few requests it has
     */
    public record SoFar(Instant newest, List<EndpointResult> results) {}

    /**
     * Reads what a run in progress has logged, limited to requests that started in the measured time of its profile. Empty
     * until Gatling has written the first piece of its log.
     *
     * @throws BadInputException if the log cannot be used
     */
    public static Optional<SoFar> soFar(Path runFolder, RunInfo info) {
        RunFolder folder = RunFolder.at(runFolder);
        if (folder.log().toFile().length() == 0) {
            return Optional.empty();
        }
        LogContent run = LogContent.read(folder.log(), Optional.empty(), Optional.of(info));
        RunReader reader = new RunReader(folder, Optional.of(info), Optional.empty());
        return Optional.of(new SoFar(
                run.header().start().plusMillis(run.newest()), reader.fromLog(run, List.of(), Optional.empty())));
    }

    /**
     * Reads the first record of a run's log.
     *
     * @throws BadInputException if there is no log or it cannot be used
     */
    public static LogHeader header(RunFolder folder) {
        return LogContent.readHeader(folder.log()).header();
    }

    /**
     * Returns what a finished run left. Empty until Gatling has written the end of every user.
     *
     * @throws BadInputException if there is no log, or a file cannot be used
     */
    public static Optional<RunInfo.Left> left(Path runFolder) {
        LogContent run = LogContent.read(runFolder.resolve(RunFolder.LOG));
        if (run.truncated() || run.usersEnded() < run.usersStarted()) {
            return Optional.empty();
        }
        Map<String, String> files = RunInfoFile.LEFT_FILES.stream()
                .filter(name -> InputFile.isThere(runFolder.resolve(name)))
                .collect(Collectors.toMap(Function.identity(), name -> Seal.of(runFolder.resolve(name))));
        return Optional.of(new RunInfo.Left(run.file(), files));
    }

    /**
     * Refuses a folder that contains the run of another simulation: it is unknown which endpoints it should have measured, and those in
     * its log may have been measured again since.
     */
    private void requireOneSimulation(LogHeader header) {
        info.flatMap(recorded -> Flaws.ofSimulation(header.simulation(), recorded))
                .or(() -> folder.nameOfAnotherRun(header.start())
                        .filter(why -> folder.isNamedForAnotherThan(header.simulation())))
                .ifPresent(why -> {
                    throw new BadInputException(
                            folder.path() + ": " + why + "; delete the run folder and run the simulation again");
                });
    }

    /** Refuses the text log of another run. Its folder can be named after local time. */
    private void requireOneRun(LogHeader header) {
        requireOneSimulation(header);
        RunName.find(folder.path())
                .map(RunName::started)
                .filter(named -> Duration.between(named, header.start()).abs().compareTo(Duration.ofDays(1)) > 0)
                .ifPresent(named -> {
                    throw new BadInputException(folder.path() + ": its log started at " + header.start()
                            + ", but its name says " + named + "; delete the run folder and run the simulation again");
                });
    }

    private Reading read() {
        if (info.isPresent() && info.get().failure().isPresent()) {
            return withoutLog(neverLoaded(info.get()));
        }
        Optional<GeneratorHealth> health = HealthFile.read(folder.path(), info);
        boolean statsJson = InputFile.isThere(folder.statsJson());
        if (!InputFile.isThere(folder.log())) {
            if (statsJson) {
                return withoutLog(fromStatsJson(health));
            }
            throw new BadInputException(folder.path()
                    + ": contains neither simulation.log nor js/stats.json; delete the folder and run the"
                    + " simulation again");
        }
        LogContent run;
        try {
            run = LogContent.read(folder.log(), frame, info);
        } catch (BadInputException e) {
            // An older Gatling's log cannot be read, so its statistics take the place of the log. For a damaged log
            // they would hide the damage. A simulation that writes a run.json never runs on an older Gatling.
            if (statsJson && info.isEmpty() && e.getCause() instanceof LogScanner.OtherVersionException) {
                LogHeader.ofText(folder.log()).ifPresent(this::requireOneRun);
                return withoutLog(fromStatsJson(health));
            }
            throw e;
        }
        requireOneSimulation(run.header());
        List<String> flaws = Flaws.ofLog(run, info, folder.hasReport());
        flaws.addAll(Flaws.ofFolder(folder, info, run.header().start()));
        if (info.isEmpty()) {
            Flaws.ofCount(run, folder).ifPresent(flaws::add);
        }
        info.flatMap(RunInfo::left).ifPresent(left -> flaws.addAll(Flaws.ofFiles(folder, left, frame.isPresent())));
        folder.nameOfAnotherRun(run.header().start()).ifPresent(flaws::add);
        if (frame.isEmpty()) {
            info.flatMap(Flaws::ofShare).ifPresent(flaws::add);
        }
        boolean whole = flaws.isEmpty() && !run.requests().isEmpty();
        if (frame.isEmpty() && !isPaired()) {
            // A starved generator delays both targets of a paired run alike, so the judge decides about it. For several
            // injectors the pool does.
            flaws.addAll(Flaws.ofGenerator(health));
        }
        List<EndpointResult> results =
                fromLog(run, flaws, health).stream().map(this::requiringPairs).toList();
        // Gatling writes no report of a run without a request.
        boolean isCut = !flaws.isEmpty() || run.usersStarted() == 0 || folder.hasReport();
        if (results.isEmpty() && isCut) {
            // No verdict would mention the endpoints that are missing from this run.
            throw new BadInputException(
                    folder.log() + ": has no request" + (flaws.isEmpty() ? "" : ", and " + String.join("; ", flaws))
                            + "; delete the run folder and run the simulation again");
        }
        // With several injectors, the usage of the target includes the requests of the others.
        Optional<TargetUsage.Both> used = frame.isPresent() ? Optional.empty() : TargetFile.read(folder.path(), info);
        Map<String, List<SlowRequest>> slowest = frame.isPresent() ? Map.of() : SlowestFile.read(folder.path(), info);
        return new Reading(
                folder,
                withSlowest(
                        used.flatMap(both -> info.map(recorded -> watched(
                                        results, both, recorded, run.header().start())))
                                .orElse(results),
                        slowest),
                whole ? Optional.of(statistics(run)) : Optional.empty());
    }

    /** Adds the slowest requests to the results, except those sent after the measured time. */
    private List<EndpointResult> withSlowest(List<EndpointResult> results, Map<String, List<SlowRequest>> slowest) {
        long end =
                info.map(recorded -> recorded.profile().duration().toMillis()).orElse(Long.MAX_VALUE);
        Function<EndpointResult, EndpointResult> named =
                result -> result.withSlowest(slowest.getOrDefault(result.endpoint(), List.of()).stream()
                        .filter(request -> request.atMillis() <= end)
                        .toList());
        return results.stream()
                .map(named)
                .map(result -> result.base().map(named).map(result::withBase).orElse(result))
                .toList();
    }

    /** Adds to the results what their targets used. */
    private static List<EndpointResult> watched(
            List<EndpointResult> results, TargetUsage.Both used, RunInfo info, Instant start) {
        TargetFigures mine = figures(used.candidate(), results.stream(), info, start);
        TargetFigures theirs =
                figures(used.base(), results.stream().flatMap(result -> result.base().stream()), info, start);
        return results.stream()
                .map(result -> result.base()
                        .map(base -> result.withBase(base.withTarget(theirs)))
                        .orElse(result)
                        .withTarget(mine))
                .toList();
    }

    private static TargetFigures figures(
            TargetUsage used, Stream<EndpointResult> answered, RunInfo info, Instant start) {
        return TargetFigures.of(
                used,
                answered.flatMap(result -> result.timeline().stream()).toList(),
                Duration.between(start, info.measuredFrom()).toMillis(),
                info.profile().duration());
    }

    private RunStatistics statistics(LogContent run) {
        return RunStatistics.of(
                run,
                info.map(RunInfo::measuredFrom).orElse(run.header().start()),
                frame.map(TimeFrame::ahead).orElse(Duration.ZERO));
    }

    private Reading withoutLog(List<EndpointResult> results) {
        return new Reading(folder, results, Optional.empty());
    }

    private List<EndpointResult> fromLog(LogContent run, List<String> flaws, Optional<GeneratorHealth> health) {
        Map<String, List<RequestStats>> byEndpoint = new LinkedHashMap<>();
        info.ifPresent(
                recorded -> recorded.endpoints().forEach(endpoint -> byEndpoint.put(endpoint, new ArrayList<>())));
        for (RequestStats request : run.requests()) {
            byEndpoint
                    .computeIfAbsent(request.name().name(), unseen -> new ArrayList<>())
                    .add(request);
        }
        List<EndpointResult> results = new ArrayList<>();
        byEndpoint.forEach((endpoint, requests) -> results.add(
                endpointResult(endpoint, requests, run.header(), flaws).withHealth(health)));
        return paired(results);
    }

    /** Joins the results of base and candidate, unless the run record names no base: then a name that looks like one is just a name. */
    private List<EndpointResult> paired(List<EndpointResult> results) {
        return info.isPresent() && !isPaired() ? results : PairedRun.paired(results);
    }

    /** Adds a flaw if requests and run record contradict each other about a base. */
    private EndpointResult requiringPairs(EndpointResult result) {
        if (isPaired() && result.base().isEmpty()) {
            return result.withFlaw(
                    "the run is paired, but its requests went to one target only; send them with api.get and"
                            + " the like, or load without BASELINE_URL");
        }
        return info.isEmpty() && result.base().isPresent()
                ? result.withFlaw(
                        RunInfo.FILE_NAME + " is missing although the requests are those of a paired run; restore"
                                + " it, or run the simulation again")
                : result;
    }

    private boolean isPaired() {
        return info.flatMap(RunInfo::baseTarget).isPresent();
    }

    private EndpointResult endpointResult(
            String endpoint, List<RequestStats> requests, LogHeader header, List<String> flaws) {
        Map<String, Long> errors = new TreeMap<>();
        long failed = 0;
        int firstStart = Integer.MAX_VALUE;
        int lastEnd = Integer.MIN_VALUE;
        // Nearly every endpoint is one request, so its timeline needs no copy.
        Timeline timeline = requests.size() == 1 ? requests.get(0).timeline() : new Timeline();
        for (RequestStats request : requests) {
            request.errors().forEach((message, times) -> errors.merge(message, times, Long::sum));
            failed += request.failed().count();
            firstStart = Math.min(firstStart, request.firstStart());
            lastEnd = Math.max(lastEnd, request.lastEnd());
            if (requests.size() > 1) {
                timeline.add(request.timeline());
            }
        }
        // A slow last request must not stretch the time over which all requests are counted.
        double measuredMillis = info.map(
                        recorded -> (double) recorded.profile().duration().toMillis())
                .orElse((double) lastEnd - firstStart);
        double seconds = requests.isEmpty() ? 0 : measuredMillis / 1000;
        long inWindow = requests.stream().mapToLong(RequestStats::okInWindow).sum();
        Instant started = frame.map(TimeFrame::origin).orElse(folder.startOf(header.start(), flaws.isEmpty()));
        EndpointResult result =
                EndpointResult.ofSamples(endpoint, folder.log().toString(), started, timeline, failed, errors);
        OptionalDouble perSecond =
                seconds > 0 ? OptionalDouble.of(result.succeeded() / seconds) : OptionalDouble.empty();
        return result.withThroughput(frame.map(common -> OptionalDouble.of(inWindow / common.seconds()))
                        .orElse(perSecond))
                .withRun(info)
                .withGatlingVersion(header.gatlingVersion())
                .withFlaws(flaws);
    }

    private List<EndpointResult> fromStatsJson(Optional<GeneratorHealth> health) {
        List<String> flaws = Flaws.ofFolder(folder, info, folder.started());
        flaws.addAll(Flaws.ofStatsJson(info, health));
        folder.requireOwnStatistics();
        List<EndpointResult> results = new ArrayList<>();
        StatsJsonReader.read(folder.statsJson())
                .forEach((endpoint, entry) -> results.add(EndpointResult.ofFigures(
                                endpoint,
                                Source.STATS_JSON,
                                folder.statsJson().toString(),
                                folder.started(),
                                entry.metrics())
                        .withFailures(entry.failed(), Map.of())
                        .withRun(info)
                        .withFlaws(flaws)
                        .withHealth(health)));
        return paired(results).stream().map(this::requiringPairs).toList();
    }

    private List<EndpointResult> neverLoaded(RunInfo record) {
        return paired(record.endpoints().stream()
                .map(endpoint -> EndpointResult.ofFigures(
                                endpoint,
                                Source.LOG,
                                folder.path().toString(),
                                folder.started(),
                                SummaryStatistics.of(0, new LatencyHistogram()))
                        .withRun(Optional.of(record))
                        .withFlaw("the load failed: " + record.failure().orElseThrow()))
                .toList());
    }
}
