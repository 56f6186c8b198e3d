package simulations.scenario;

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

    /** The API as the scenario meets it. */
    Api api(Side side, boolean silent) {
        return new Api(common, side, silent);
    }
}
