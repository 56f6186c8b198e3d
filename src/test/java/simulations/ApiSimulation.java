package simulations;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import analyzer.metrics.ClockEdge;
import analyzer.metrics.Injector;
import analyzer.metrics.Machine;
import analyzer.metrics.SameRun;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import simulations.api.Patience;
import simulations.api.Preflight;
import simulations.api.PreflightException;
import simulations.api.Target;
import simulations.api.TargetClock;
import simulations.config.Injectors;
import simulations.config.InvalidConfigException;
import simulations.config.LoadConfig;
import simulations.config.Plan;
import simulations.config.ProfileText;
import simulations.run.Commit;
import simulations.run.HealthRecorder;
import simulations.run.Phases;
import simulations.run.RunRecord;
import simulations.run.StartTime;
import simulations.run.ThisMachine;
import standin.StandInException;

/**
 * What every simulation does around its load: read the load profile, find the target, look whether it is fit for load,
 * leave a record for the analyzer, watch the generator itself, and stop the stand-in. Whatever stands in the way ends the
 * process with one line.
 */
abstract class ApiSimulation extends Simulation {

    private static final Duration PREFLIGHT_TIMEOUT = Duration.ofSeconds(10);

    /** How long the target's clock is looked at: where nothing else is waited for, and at most. */
    private static final Duration CLOCK_TIME = Duration.ofSeconds(3);

    private static final Duration LONGEST_CLOCK_TIME = Duration.ofSeconds(20);

    private final LoadConfig config;
    private final Plan plan;
    private final Target target;
    private final Optional<Target> base;
    private final StartTime start;
    private final Scenarios scenarios;
    private volatile RunRecord record;
    private volatile Optional<HealthRecorder> health = Optional.empty();

    /** @param planning makes the plan of this simulation class from the configuration */
    ApiSimulation(BiFunction<Class<?>, LoadConfig, Plan> planning) {
        try {
            config = LoadConfig.load();
            plan = planning.apply(getClass(), config);
            target = Target.resolve(config.baseUrl());
            base = target.resolveBase(config.baselineUrl());
        } catch (InvalidConfigException | StandInException e) {
            throw Abort.with(e.getMessage());
        }
        start = StartTime.of(config.injectors().flatMap(Injectors::startAt));
        Phases phases = Phases.of(plan.load(), plan.users().size(), start);
        scenarios = new Scenarios(
                config, base.map(Target::url), phases, start, plan.load().stay(), this::ready, this::begin);
    }

    /** What this simulation is going to do. */
    final Plan plan() {
        return plan;
    }

    /** What a virtual user can do. */
    final Scenarios scenarios() {
        return scenarios;
    }

    /** Plain HTTP that hides nothing: no redirect is followed, nothing is cached, nothing is fetched besides. */
    final HttpProtocolBuilder protocol() {
        return http.baseUrl(target.url())
                .acceptHeader("application/json")
                .userAgentHeader("gesahni-load")
                .disableFollowRedirect()
                .disableCaching()
                .disableAutoReferer()
                .disableAutoOrigin()
                .disableWarmUp();
    }

    /** Fails the run if more requests failed than allowed. */
    final Assertion fewErrors() {
        return global().failedRequests().percent().lte(config.maxErrorPercent());
    }

    @Override
    public final void before() {
        CompletableFuture<Machine> machine = CompletableFuture.supplyAsync(ThisMachine::describe);
        String commit =
                config.commit().orElseGet(() -> Commit.checkedOut(Path.of("").toAbsolutePath()));
        ProfileText.of(config, plan, target.description(), commit).forEach(System.out::println);
        Optional<String> unfit = start.missed().or(this::preflight);
        Optional<Injector> injector = config.injectors().map(one -> ready(one, unfit.isEmpty()));
        record = new RunRecord(
                config.gatlingDir(),
                plan.profileOn(target.name()),
                requestNames(),
                machine.join(),
                commit,
                injector,
                base.map(Target::name));
        unfit.or(start::missed).ifPresent(why -> {
            record.failed(why);
            throw Abort.with(why);
        });
        if (config.recordHealth()) {
            health = Optional.of(new HealthRecorder(URI.create(target.url()), record::health));
        }
    }

    @Override
    public final void after() {
        health.ifPresent(HealthRecorder::finish);
        target.close();
        base.ifPresent(Target::close);
    }

    private List<Target> targets() {
        return Stream.concat(Stream.of(target), base.stream()).toList();
    }

    private List<String> requestNames() {
        Stream<String> ofBase =
                base.stream().flatMap(any -> plan.requestNames(config).stream()).map(SameRun::baseName);
        return Stream.concat(plan.requestNames(config).stream(), ofBase).toList();
    }

    /** Why a target is not fit for load, empty if all are. */
    private Optional<String> preflight() {
        try {
            for (Target each : targets()) {
                Patience.waitForAnswer(each, config, System.out::println);
                Preflight.check(each, config, plan.endpoints(), PREFLIGHT_TIMEOUT);
            }
            return Optional.empty();
        } catch (PreflightException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Looks at the target's clock while there is time, and waits for the others, unless there will be no load. */
    private Injector ready(Injectors injectors, boolean fit) {
        List<ClockEdge> clock = List.of();
        if (fit) {
            Instant until = start.isSet() ? start.preparation() : Instant.now().plus(CLOCK_TIME);
            start.sleepUntil(until.minus(LONGEST_CLOCK_TIME));
            clock = injectors.count() > 1 ? TargetClock.watch(target, config, until) : clock;
            start.sleepUntil(start.preparation());
        }
        return new Injector(injectors.index(), injectors.count(), injectors.startAt(), clock);
    }

    /** One user is ready, on the event loop that will send its requests. */
    private void ready(Session user) {
        health.ifPresent(recorder -> recorder.watch(user.asScala().eventLoop()));
    }

    /** The warm-up begins. On threads of their own: the caller is one of the few that generate load. */
    private void begin(Instant measuredFrom) {
        health.ifPresent(
                recorder -> recorder.start(plan.load().warmUp(), plan.load().duration()));
        new Thread(() -> record.started(measuredFrom), "run-record").start();
    }
}
