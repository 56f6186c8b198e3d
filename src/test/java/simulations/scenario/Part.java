package simulations.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.Optional;
import simulations.config.Load;
import simulations.run.Arrivals;

/**
 * A scenario and the share of the load that it gets.
 *
 * @param name its name in Gatling's report
 * @param scenario what its users do
 * @param load its share
 * @param arrivals when its iterations begin under an open load
 * @param common what its requests have in common
 */
record Part(String name, ApiSimulation scenario, Load load, Optional<Arrivals> arrivals, Api.Common common) {

    /** What a user does before. */
    ChainBuilder prepare(Side side, boolean silent) {
        Api api = Api.toPrepare(common, side, silent);
        return api.protect().exec(scenario.prepare(api));
    }

    /** What is repeated. */
    ChainBuilder iteration(Side side, boolean silent) {
        return scenario.iteration(Api.toIterate(common, side, silent));
    }
}
