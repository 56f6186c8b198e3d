package simulations.scenario;

import io.gatling.http.response.Response;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.function.BiFunction;
import simulations.run.SlowestRequests;

/** The steps of a simulation, for a benchmark that takes them apart. */
public final class Steps {

    private Steps() {}

    /** What each user does once. */
    public static ChainBuilder toPrepare(ApiSimulation scenario, Api api) {
        return scenario.prepare(api);
    }

    /** What each user repeats. */
    public static ChainBuilder toIterate(ApiSimulation scenario, Api api) {
        return scenario.iteration(api);
    }

    /** What each answer goes through for the slowest to be known. */
    public static BiFunction<Response, Session, Response> toObserve(SlowestRequests slowest) {
        return LoadSimulation.observing(slowest);
    }
}
