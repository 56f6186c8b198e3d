package simulations.scenario;

import io.gatling.javaapi.core.ChainBuilder;

/** The steps of a scenario, for a benchmark that takes them apart. */
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
}
