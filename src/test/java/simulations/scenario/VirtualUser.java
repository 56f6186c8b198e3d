package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGeneratorIf;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import simulations.run.Arrivals;
import simulations.run.PairOrder;
import simulations.run.Phases;
import simulations.run.UnderWay;

/**
 * The steps of a virtual user: get ready, wait for the other users, send unmeasured iterations until the warm-up ends, then
 * measured ones. It keeps one connection for each target. With a new connection for each request, the connections would dominate
 * the measurement.
 *
 * <p>In a paired run each iteration goes to both targets, one after the other, in {@link PairOrder random order}, and the user
 * keeps a {@link SessionState separate state} for each target.
 *
 * @param sides the targets: the candidate, or the base and the candidate
 * @param underWay measured iterations in progress, for looks before the end of the run
 * @param onReady called for each user that is ready
 * @param onBegin called once, when all users are ready, with the time from which requests are measured
 */
record VirtualUser(
        Accounts accounts,
        List<Side> sides,
        Phases phases,
        UnderWay underWay,
        Consumer<Session> onReady,
        Consumer<Instant> onBegin) {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    /** How often a user that waits for its arrival checks whether the measured time has ended. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private static final String OUTER = "simulations.outer";
    private static final String NUMBER = "simulations.number";
    private static final String WARM_UP_ITERATION = EarlyExit.OUR_LOOPS + "warmUpIteration";
    private static final String ITERATION = EarlyExit.OUR_LOOPS + "iteration";
    private static final String DUE = "simulations.due";

    /** Returns a scenario under load. */
    ScenarioBuilder loading(Part part) {
        AtomicInteger numbers = new AtomicInteger();
        Duration unmeasured = part.load().unmeasured();
        Duration end = unmeasured.plus(part.load().duration());
        ChainBuilder silent = iteration(part, true, WARM_UP_ITERATION);
        ChainBuilder measured = watched(part, iteration(part, false, ITERATION));
        ChainBuilder load = part.arrivals().isPresent()
                ? open(
                                part.arrivals().get(),
                                session -> phases.isWarmUp() && due(session).compareTo(unmeasured) < 0,
                                silent,
                                WARM_UP_ITERATION)
                        // An arrival of the warm-up that no user took in time does not count for the measured time.
                        .exec(asLongAs(session -> due(session).compareTo(unmeasured) < 0)
                                .on(take(part.arrivals().get())))
                        .exec(open(
                                part.arrivals().get(),
                                session -> phases.isMeasured() && due(session).compareTo(end) < 0,
                                measured,
                                ITERATION))
                : closed(session -> phases.isWarmUp(), silent, WARM_UP_ITERATION)
                        .exec(closed(session -> phases.isMeasured(), measured, ITERATION));
        return scenario(part.name())
                .exec(prepare(part, true))
                .exec(session -> {
                    onReady.accept(session);
                    phases.userIsReady().ifPresent(onBegin);
                    return session.set(NUMBER, numbers.getAndIncrement());
                })
                .exec(asLongAs(session -> phases.isWaiting()).on(pause(LOOK_AGAIN)))
                .exec(stopLoadGeneratorIf(
                        session -> phases.failure().orElse(""),
                        session -> phases.failure().isPresent()))
                .exec(pause(session ->
                        notNegative(part.load().begin(session.getInt(NUMBER)).minus(phases.sinceBegin()))))
                .exec(part.arrivals().map(this::take).orElse(ChainBuilder.EMPTY))
                .exec(load)
                // A user whose next arrival is after the end stays: Gatling would replace it if it left.
                .exec(asLongAs(session -> phases.isMeasured()).on(pause(LONGEST_WAIT)))
                .pause(part.load().stay());
    }

    /** Returns a scenario for the preflight: one user walks through it once, measured, before the load. */
    ScenarioBuilder trying(Part part, Consumer<Session> onVisited, Function<ChainBuilder, ChainBuilder> trial) {
        ChainBuilder visited = exec(session -> {
            onVisited.accept(session);
            return session;
        });
        return scenario(part.name())
                .exec(prepare(part, false))
                .exec(trial.apply(
                        exec(session -> session.set(ITERATION, 0)).exec(iteration(part, false, ITERATION, visited))));
    }

    private ChainBuilder prepare(Part part, boolean silent) {
        ChainBuilder user = accounts.become();
        if (isPaired()) {
            user = user.exec(session -> {
                SessionState state = SessionState.of(session);
                for (Side side : sides) {
                    session = session.set(side.attribute(), state);
                }
                return session.set(Api.Rows.ATTRIBUTE, new Api.Rows());
            });
        }
        for (Side side : sides) {
            user = user.exec(visit(side, part.prepare(side, silent)));
        }
        return user;
    }

    /** Returns an iteration whose end a look can wait for. */
    private ChainBuilder watched(Part part, ChainBuilder iteration) {
        if (part.load().least().isEmpty()) {
            return iteration;
        }
        return exec(session -> {
                    underWay.begin(session.userId());
                    return session;
                })
                .exec(iteration)
                .exec(session -> {
                    underWay.end(session.userId());
                    return session;
                });
    }

    /** Closed load: each user begins its next iteration when the previous one has ended. */
    private static ChainBuilder closed(Predicate<Session> goesOn, ChainBuilder iteration, String counter) {
        return asLongAs(goesOn::test, counter, false).on(iteration);
    }

    /** Open load: iterations begin at the arrivals that the user takes. */
    private ChainBuilder open(Arrivals arrivals, Predicate<Session> goesOn, ChainBuilder iteration, String counter) {
        return asLongAs(goesOn::test, counter, false)
                .on(asLongAs(session -> goesOn.test(session) && isEarly(session))
                        .on(pause(session -> min(LONGEST_WAIT, due(session).minus(phases.sinceBegin()))))
                        .doIf(goesOn::test)
                        .then(exec(session -> {
                                    arrivals.began(phases.sinceBegin());
                                    return session;
                                })
                                .exec(iteration)
                                .exec(session -> {
                                    if (phases.isMeasured()) {
                                        arrivals.ended(phases.sinceBegin());
                                    }
                                    return session;
                                })
                                .exec(take(arrivals))));
    }

    private boolean isEarly(Session session) {
        return due(session).compareTo(phases.sinceBegin()) > 0;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? notNegative(a) : notNegative(b);
    }

    private ChainBuilder take(Arrivals arrivals) {
        return exec(session -> session.set(DUE, arrivals.take(phases.sinceBegin())));
    }

    private static Duration due(Session session) {
        return session.get(DUE);
    }

    private static Duration notNegative(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    /** Returns one iteration. A failure in the previous one does not fail it, and leaving it early does not end the user. */
    private ChainBuilder iteration(Part part, boolean silent, String counter) {
        return iteration(part, silent, counter, ChainBuilder.EMPTY);
    }

    private ChainBuilder iteration(Part part, boolean silent, String counter, ChainBuilder afterVisit) {
        if (!isPaired()) {
            return exec(session -> session.isFailed() ? session.markAsSucceeded() : session)
                    .exec(EarlyExit.endsOnly(part.iteration(sides.get(0), silent)))
                    .exec(afterVisit);
        }
        List<ChainBuilder> visits = sides.stream()
                .map(side -> visit(
                        side, EarlyExit.endsOnly(part.iteration(side, silent)).exec(afterVisit)))
                .toList();
        return exec(session -> {
                    session.<Api.Rows>get(Api.Rows.ATTRIBUTE).clear();
                    return session;
                })
                .exec(doIfOrElse((Session session) ->
                                PairOrder.candidateFirst(session.userId(), session.getInt(counter)))
                        .then(visits.get(1), visits.get(0))
                        .orElse(visits.get(0), visits.get(1)));
    }

    /** Returns steps with one target, in which the user has the state of that target alone. */
    private ChainBuilder visit(Side side, ChainBuilder steps) {
        return isPaired()
                ? exec(session -> enter(session, side)).exec(steps).exec(session -> leave(session, side))
                : steps;
    }

    private static Session enter(Session session, Side side) {
        SessionState outer = SessionState.of(session);
        Api.Rows rows = session.get(Api.Rows.ATTRIBUTE);
        rows.rewind();
        return session.<SessionState>get(side.attribute())
                .in(session.isFailed() ? session.markAsSucceeded() : session)
                .set(OUTER, outer)
                .set(Api.Rows.ATTRIBUTE, rows);
    }

    private static Session leave(Session session, Side side) {
        SessionState outer = session.get(OUTER);
        SessionState inner = SessionState.of(session.remove(OUTER));
        return outer.in(session).set(side.attribute(), inner);
    }

    private boolean isPaired() {
        return sides.size() > 1;
    }

    /** Returns the sides of a run, the base first, as {@link #iteration} requires. */
    static List<Side> sides(Side candidate, Optional<Side> base) {
        return base.map(other -> List.of(other, candidate)).orElse(List.of(candidate));
    }
}
