package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import analyzer.LiveJudge;
import analyzer.metrics.AutoDuration;
import analyzer.metrics.Injector;
import analyzer.metrics.Injector.ClockEdge;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.PairedRun;
import analyzer.metrics.TargetUsage;
import analyzer.metrics.Uptime;
import analyzer.report.SafeText;
import io.gatling.core.scenario.SimulationParams;
import io.gatling.http.response.Response;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import simulations.config.Injectors;
import simulations.config.InvalidConfigException;
import simulations.config.Load;
import simulations.config.LoadConfig;
import simulations.config.Settings;
import simulations.run.Commit;
import simulations.run.GivenProperties;
import simulations.run.HealthRecorder;
import simulations.run.Phases;
import simulations.run.RunRecord;
import simulations.run.SlowestRequests;
import simulations.run.StartTime;
import simulations.run.TargetMeter;
import simulations.run.TargetRecorder;
import simulations.run.ThisMachine;
import simulations.run.UnderWay;
import simulations.run.UptimeProbe;
import simulations.run.VerdictWatch;
import simulations.target.Preflight;
import simulations.target.PreflightException;
import simulations.target.Target;
import simulations.target.TargetClock;
import simulations.target.Trial;
import standin.StandInException;

/**
 * Base class of all simulations. It finds the target, runs the preflight, generates the load, writes the run record for the
 * analyzer, records the health of the generator, and stops the stand-in. Any failure ends it with one line.
 *
 * <p>Constructors do nothing: a simulation is set up when Gatling asks for its parameters, after its class is initialized.
 */
public abstract class LoadSimulation extends Simulation {

    /** How long the target's clock is observed if there is no START_AT to wait for. */
    private static final Duration CLOCK_TIME = Duration.ofSeconds(3);

    /** The longest time for which the target's clock is observed. */
    private static final Duration LONGEST_CLOCK_TIME = Duration.ofSeconds(20);

    /** How long the last look can take when the run is over. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(10);

    // Runs before the constructors and static initializers of simulations.
    static {
        Failures.tellInOneLine();
    }

    // Runs before the constructor of the simulation.
    {
        Failures.constructing(getClass());
    }

    private LoadConfig config;
    private Load load;
    private List<Part> parts;
    private Target target;
    private Optional<Target> base = Optional.empty();
    private StartTime start;
    private Phases phases;
    private final UnderWay underWay = new UnderWay();
    private volatile Optional<Thread> watching = Optional.empty();
    private Optional<TrialRecorder> trial = Optional.empty();
    private volatile RunRecord record;
    private volatile Optional<HealthRecorder> health = Optional.empty();
    private volatile Optional<TargetRecorder> used = Optional.empty();
    private Optional<SlowestRequests> slowest = Optional.empty();
    private Duration limit = Duration.ZERO;
    private volatile long loadedFrom;

    /**
     * A scenario and its weight in a mix.
     *
     * @param weight number of its users, relative to the weights of the other scenarios
     */
    protected record Weighted(int weight, ApiSimulation scenario) {}

    /** Returns the scenarios that run at the same time. */
    protected abstract List<Weighted> scenarios();

    /** Gives a scenario a weight, which a setting such as {@code LIVE_WEIGHT} can change. */
    protected static Weighted weight(int weight, ApiSimulation scenario) {
        return new Weighted(weight, scenario);
    }

    /**
     * Returns the load profile. Override this method to give the simulation its own load.
     *
     * @param configured the configured load profile
     */
    protected Load load(Load configured) {
        return configured;
    }

    /** Sets the simulation up. Called by Gatling. */
    @Override
    public final SimulationParams params(String name) {
        try {
            setUp();
            return super.params(name);
        } catch (InvalidConfigException | StandInException e) {
            throw notSetUp(e.getMessage());
        } catch (Exception e) {
            // Gatling also throws checked exceptions without declaring them.
            throw notSetUp(getClass().getSimpleName() + " cannot be set up: " + Failures.line(e));
        }
    }

    private LoadFailedException notSetUp(String why) {
        close();
        Failures.neverSetUp(getClass().getName(), why);
        return new LoadFailedException(why);
    }

    private void setUp() {
        Settings.requireNameOfItsOwn(getClass());
        Settings settings = Settings.load();
        config = LoadConfig.of(settings);
        load = load(config.load(Settings.scenarioName(getClass())));
        if (load == null) {
            throw new InvalidConfigException(getClass().getSimpleName() + ".load() returns null; return a load");
        }
        load.requireUsable(getClass().getSimpleName());
        requireThatItCanEndWithTheVerdict();
        parts = Mix.parts(scenarios(), load, config);
        target = Target.resolve(config.baseUrl());
        base = target.resolveBase(config.baselineUrl());
        start = StartTime.of(config.injectors().flatMap(Injectors::startAt));
        phases = Phases.of(load, load.concurrency(), start, config.prepareTimeout());
        List<Side> sides = sides();
        // Built first: the first path of an iteration must be known before anything else is built.
        parts.forEach(part -> part.iteration(sides.get(0), true));
        VirtualUser user = new VirtualUser(
                Accounts.of(config, load.concurrency()), sides, phases, underWay, this::ready, this::begin);
        Optional<Path> trialFile = TrialRecorder.requested();
        trial = trialFile.map(file -> new TrialRecorder(config, parts, user));
        HttpProtocolBuilder protocol = protocol();
        if (trial.isPresent()) {
            setUp(trial.get().populations()).protocols(trial.get().observed(protocol));
        } else {
            List<PopulationBuilder> populations = parts.stream()
                    .map(part -> user.loading(part)
                            .injectClosed(constantConcurrentUsers(part.load().concurrency())
                                    .during(load.injectionTime())))
                    .toList();
            limit = longest();
            slowest = Optional.of(new SlowestRequests(config.requestIdHeaders()))
                    .filter(recorder -> config.recordHealth());
            setUp(populations)
                    .protocols(slowest.map(recorder -> protocol.transformResponse(observing(recorder)))
                            .orElse(protocol))
                    .assertions(global().failedRequests().percent().lte(config.maxErrorPercent()))
                    .maxDuration(limit);
        }
        Set<String> asked = new TreeSet<>();
        String name = Settings.scenarioName(getClass());
        Set<String> scenarios = new TreeSet<>();
        for (Part part : parts) {
            String scenario = Settings.scenarioName(part.scenario().getClass());
            settings.requireNoneUnused(scenario, part.common().asked().keySet());
            scenarios.add(scenario);
            asked.addAll(part.common().asked().keySet());
        }
        List<String> ignored = new ArrayList<>(settings.notInForce(name, scenarios, asked));
        scenarios.add(name);
        ignored.addAll(settings.misspelt(scenarios, asked));
        if (trial.isEmpty()) {
            ignored.forEach(line -> System.err.println("warning: " + line));
        }
    }

    private void requireThatItCanEndWithTheVerdict() {
        if (load.least().isEmpty()) {
            return;
        }
        int injectors = config.injectors().map(Injectors::count).orElse(1);
        if (injectors > 1) {
            throw new InvalidConfigException("DURATION = auto needs a single injector, but INJECTORS = " + injectors
                    + "; set a fixed DURATION such as 30s");
        }
    }

    /** The longest time that a run can take. Gatling then ends a run that hangs. */
    private Duration longest() {
        return config.prepareTimeout()
                .plus(start.left())
                .plus(load.unmeasured())
                .plus(load.duration())
                .plus(load.stay())
                .plus(LoadProfile.LAST_ITERATION);
    }

    private List<Side> sides() {
        Optional<Duration> timeout = config.baselineUrl().map(pair -> pair.timeout());
        return VirtualUser.sides(
                new Side(target.url(), false, timeout), base.map(other -> new Side(other.url(), true, timeout)));
    }

    /** Plain HTTP that hides nothing: no redirects are followed, nothing is cached, no additional requests are sent. */
    private HttpProtocolBuilder protocol() {
        return http.baseUrl(target.url())
                .acceptHeader("application/json")
                .userAgentHeader("gesahni-load")
                .disableFollowRedirect()
                .disableCaching()
                .disableAutoReferer()
                .disableAutoOrigin()
                .disableWarmUp();
    }

    /** Collects the slowest requests. A check that saves headers would cost more for each response than comparing its time. */
    static BiFunction<Response, Session, Response> observing(SlowestRequests slowest) {
        return (response, session) -> {
            String name = response.request().getName();
            if (slowest.isSlow(name, response.startTimestamp(), response.endTimestamp())) {
                slowest.keep(
                        name,
                        response.startTimestamp(),
                        response.endTimestamp(),
                        header -> response.headers().get(header));
            }
            return response;
        };
    }

    @Override
    public final void before() {
        if (trial.isPresent()) {
            return;
        }
        CompletableFuture<Machine> machine = CompletableFuture.supplyAsync(ThisMachine::describe);
        String commit =
                config.commit().orElseGet(() -> Commit.checkedOut(Path.of("").toAbsolutePath()));
        print(commit);
        Optional<String> unfit = start.missed();
        Trial tried = new Trial(false, List.of(), Map.of(), Optional.empty());
        if (unfit.isEmpty()) {
            try {
                tried = preflight();
            } catch (PreflightException e) {
                unfit = Optional.of(e.getMessage());
            }
        }
        boolean fit = unfit.isEmpty();
        Optional<Injector> injector = config.injectors().map(one -> ready(one, fit));
        record = new RunRecord(
                profile(tried), requestNames(tried), machine.join(), commit, injector, base.map(Target::name));
        load.least().ifPresent(least -> record.endsWithTheVerdict(AutoDuration.between(least, load.duration())));
        unfit.or(start::missed).ifPresent(this::fail);
        record.targets(uptime(target, false), base.flatMap(other -> uptime(other, true)));
        Failures.listen(this::broken);
        if (config.recordHealth()) {
            health = Optional.of(new HealthRecorder(URI.create(target.url()), record::health));
            used = Optional.of(
                    new TargetRecorder(meter(target, false), base.map(other -> meter(other, true)), record::target));
        }
        loadedFrom = System.nanoTime();
    }

    @Override
    public final void after() {
        if (trial.isPresent()) {
            writeTrial();
            return;
        }
        boolean cutOff = System.nanoTime() - loadedFrom >= limit.toNanos();
        watching.ifPresent(this::stopWatching);
        finishRecording();
        close();
        if (!phases.hasBegun()) {
            String why =
                    phases.failure().orElse("no user was ready when Gatling ended the run; check the target's log");
            record.gaveUp(why);
            throw new LoadFailedException(why);
        }
        if (cutOff) {
            String why = "Gatling ended the run, because an iteration was still running "
                    + Load.text(LoadProfile.LAST_ITERATION)
                    + " after the measured time; find out why the target does not respond, or set a shorter request"
                    + " timeout";
            record.gaveUp(why);
            throw new LoadFailedException(why);
        }
        slowest.ifPresent(recorder -> record.slowest(recorder.all()));
        record.ended(parts.stream().flatMap(part -> part.arrivals().stream()).toList());
    }

    /** Closes the run record when Gatling has aborted the run, because Gatling then does not call {@link #after}. */
    private void broken(String why) {
        watching.ifPresent(this::stopWatching);
        finishRecording();
        record.gaveUp(why);
        close();
    }

    private void writeTrial() {
        try {
            trial.orElseThrow().result().write(TrialRecorder.requested().orElseThrow());
        } catch (IOException e) {
            throw new LoadFailedException("the trial cannot be written (" + e.getMessage() + ")");
        }
    }

    /** Returns the age of a target. A stand-in has none: it is as old as this process and does not slow down with age. */
    private Optional<Uptime> uptime(Target loaded, boolean isBase) {
        return loaded.isEmbedded()
                ? Optional.empty()
                : UptimeProbe.of(loaded.url(), config.metricsOf(loaded.url(), isBase));
    }

    private TargetMeter meter(Target loaded, boolean isBase) {
        return loaded.isEmbedded()
                ? TargetMeter.unknown(TargetUsage.Source.EMBEDDED)
                : TargetMeter.of(loaded.url(), config.metricsOf(loaded.url(), isBase));
    }

    /** Ends the simulation before any load. Writes a run record, so that an older run is not mistaken for this one. */
    private void fail(String why) {
        record.failed(why);
        close();
        throw new LoadFailedException(why);
    }

    private void close() {
        Stream.of(Optional.ofNullable(target), base).flatMap(Optional::stream).forEach(Target::close);
    }

    private Trial preflight() {
        Map<String, String> pathSettings = new TreeMap<>();
        for (Part part : parts) {
            part.common().pathSettings().forEach((name, setting) -> {
                pathSettings.put(name, setting);
                pathSettings.put(PairedRun.baseName(name), setting);
            });
        }
        List<Target> targets = new ArrayList<>(List.of(target));
        base.ifPresent(targets::add);
        Trial tried = new Preflight(config, targets, pathSettings, GivenProperties.ofThisProcess())
                .check(getClass(), TrialRecorder.FILE);
        if (requestNames(tried).isEmpty()) {
            throw new PreflightException(getClass().getSimpleName()
                    + " sends no measured request; add one to its iteration, such as exec(api.get(\"/v1/state\")),"
                    + " without .silent()");
        }
        if (base.isPresent()) {
            // Now that both respond.
            SameServer.refuse(target, base.get());
            Set<String> names = new TreeSet<>(tried.names());
            names.stream()
                    .filter(name -> !names.contains(PairedRun.baseName(name)))
                    .filter(name -> names.stream().map(PairedRun::baseName).noneMatch(name::equals))
                    // Each side can take another branch.
                    .filter(name -> parts.stream()
                            .noneMatch(part -> part.common().measured().contains(name)))
                    .forEach(name -> System.err.println("warning: " + name + " goes to the same URL twice, because it"
                            + " is made with http(...); in a paired run api.get and the like go to both targets"));
        }
        return tried;
    }

    private LoadProfile profile(Trial tried) {
        return new LoadProfile(
                getClass().getName(),
                target.name(),
                load.concurrency(),
                load.duration(),
                load.warmUp(),
                Mix.text(parts),
                load.rate(),
                load.ramp(),
                load.rampSteps(),
                tried.sent());
    }

    /** Returns the names of the requests of one iteration; if the preflight failed, of those that it would have sent. */
    private List<String> requestNames(Trial tried) {
        return tried.passed()
                ? tried.names()
                : parts.stream()
                        .flatMap(part -> part.common().measured().stream())
                        .distinct()
                        .toList();
    }

    private void print(String commit) {
        List<String[]> rows = new ArrayList<>();
        List<String> description = target.description();
        for (int i = 0; i < description.size(); i++) {
            rows.add(new String[] {i == 0 ? "BASE_URL" : "", description.get(i)});
        }
        config.baselineUrl().ifPresent(pair -> {
            rows.add(new String[] {
                "BASELINE_URL", base.orElseThrow().description().get(0)
            });
            rows.add(new String[] {"PAIR_TIMEOUT", Load.text(pair.timeout())});
        });
        config.profile().ifPresent(name -> rows.add(new String[] {"PROFILE", name}));
        rows.add(new String[] {"Load", load + (parts.size() == 1 ? "" : " (" + Mix.text(parts) + ")")});
        String longest = Load.text(load.duration());
        rows.add(new String[] {
            "DURATION",
            load.least()
                    .map(least -> "auto, " + Load.text(least) + " to " + longest + ", until the verdict against the "
                            + (base.isPresent() ? "base" : "baseline"))
                    .orElse(longest)
        });
        rows.add(new String[] {"WARMUP", Load.text(load.warmUp())});
        config.injectors().ifPresent(injectors -> {
            rows.add(new String[] {"INJECTOR", injectors.index() + ", one of " + injectors.count()});
            rows.add(new String[] {
                "START_AT", injectors.startAt().map(Instant::toString).orElse("not set: as soon as it is ready")
            });
        });
        if (parts.stream().anyMatch(part -> part.common().logsIn())) {
            rows.add(new String[] {
                "Users",
                config.usersFile()
                        .map(file -> "from " + file)
                        .orElse(config.credentials().toString())
            });
        }
        config.csrfPath().ifPresent(path -> rows.add(new String[] {"CSRF", "true, token from " + path}));
        rows.add(new String[] {"COMMIT", commit.isEmpty() ? "unknown" : commit});
        System.out.println("Load of " + getClass().getSimpleName());
        rows.forEach(row -> System.out.println(shortened(String.format("  %-14s%s", row[0], row[1]))));
    }

    private static String shortened(String line) {
        int width = 80;
        return line.length() <= width ? line : line.substring(0, width - 3) + "...";
    }

    /** Observes the target's clock while there is time, and waits for the other injectors, unless there will be no load. */
    private Injector ready(Injectors injectors, boolean fit) {
        List<ClockEdge> clock = List.of();
        if (fit) {
            Instant until = start.isSet() ? start.preparation() : Instant.now().plus(CLOCK_TIME);
            start.sleepUntil(until.minus(LONGEST_CLOCK_TIME));
            clock = injectors.count() > 1 ? TargetClock.watch(target, until) : clock;
            start.sleepUntil(start.preparation());
        }
        return new Injector(injectors.index(), injectors.count(), injectors.startAt(), clock);
    }

    /** Called when a user is ready, on the event loop that will send its requests. */
    private void ready(Session user) {
        health.ifPresent(recorder -> recorder.watch(user.asScala().eventLoop()));
    }

    /** Called when all users are ready. Recording runs on separate threads, because the caller is one of the few that generate load. */
    private void begin(Instant measuredFrom) {
        Duration untilMeasured = Duration.between(Instant.now(), measuredFrom);
        slowest.ifPresent(recorder -> recorder.begin(measuredFrom));
        health.ifPresent(recorder -> recorder.start(untilMeasured, load.duration()));
        used.ifPresent(recorder ->
                recorder.start(untilMeasured, load.duration(), load.least().isPresent()));
        Thread recording = new Thread(
                () -> {
                    record.started(measuredFrom);
                    load.least().ifPresent(this::watch);
                },
                "run-record");
        watching = load.least().map(least -> recording);
        recording.start();
    }

    /** Takes looks at the run until its verdict is certain. */
    private void watch(Duration least) {
        try {
            VerdictWatch watch =
                    new VerdictWatch(AutoDuration.between(least, load.duration()), phases, underWay, System.out);
            Optional<LiveJudge> judge = record.judge();
            if (judge.isPresent()) {
                watch.watch(judge.get()).ifPresent(this::ended);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Any failure here costs only time.
            System.err.println("warning: the run will not end early, because an interim look failed: "
                    + SafeText.line(e.getMessage()));
        }
    }

    private void ended(VerdictWatch.Ending ending) {
        record.ended(ending);
        parts.stream().flatMap(part -> part.arrivals().stream()).forEach(all -> all.endAfter(ending.measured()));
        finishRecording();
    }

    private void finishRecording() {
        health.ifPresent(HealthRecorder::finish);
        used.ifPresent(TargetRecorder::finish);
    }

    /** Waits for the watching thread when the run is over. It ends by itself, unless Gatling ended the run early. */
    private void stopWatching(Thread watcher) {
        try {
            if (phases.isMeasured()) {
                watcher.interrupt();
            }
            watcher.join(LAST_LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
