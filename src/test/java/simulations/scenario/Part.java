package simulations.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.Optional;
import simulations.config.InvalidConfigException;
import simulations.config.Load;
import simulations.config.LoadConfig;
import simulations.config.Settings;
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

    /** The same with one target alone, to be read. */
    Part unpaired(LoadConfig config) {
        Api.Common alone = new Api.Common(config, Settings.scenarioName(scenario.getClass()), false);
        // What comes first in an iteration is known before anything else is built.
        scenario.iteration(Api.toIterate(alone, new Side("", false, Optional.empty()), true));
        return new Part(name, scenario, load, arrivals, alone);
    }

    /** What a user does before. */
    ChainBuilder prepare(Side side, boolean silent) {
        Api api = Api.toPrepare(common, side, silent);
        return api.protect().exec(given("prepare", scenario.prepare(api)));
    }

    /** What is repeated. */
    ChainBuilder iteration(Side side, boolean silent) {
        return given("iteration", scenario.iteration(Api.toIterate(common, side, silent)));
    }

    private ChainBuilder given(String method, ChainBuilder chain) {
        if (chain == null) {
            throw new InvalidConfigException(scenario.getClass().getSimpleName() + "." + method
                    + "() returns null; return a chain, ChainBuilder.EMPTY for nothing");
        }
        return chain;
    }
}
