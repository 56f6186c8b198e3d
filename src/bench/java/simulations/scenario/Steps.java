package simulations.scenario;

import io.gatling.http.response.Response;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.function.BiFunction;
import simulations.run.SlowestRequests;

/** Access to the steps of a simulation, for benchmarks. */
public final class Steps {

    private Steps() {}

    /** Returns what each user does once. */
    public static ChainBuilder toPrepare(ApiSimulation scenario, Api api) {
        return scenario.prepare(api);
    }

    /** Returns what each user repeats. */
    public static ChainBuilder toIterate(ApiSimulation scenario, Api api) {
        return scenario.iteration(api);
    }

    /** Returns the hook that collects the slowest responses. */
    public static BiFunction<Response, Session, Response> toObserve(SlowestRequests slowest) {
        return LoadSimulation.observing(slowest);
    }
}
