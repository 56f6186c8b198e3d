package simulations.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.Optional;
import simulations.config.InvalidConfigException;
import simulations.config.Load;
import simulations.config.LoadConfig;
import simulations.config.Settings;
import simulations.run.Arrivals;

/**
 * A scenario and its share of the load.
 *
 * @param name name of the scenario in Gatling's report
 * @param arrivals when its iterations begin under an open load
 * @param common state that its requests share
 */
record Part(String name, ApiSimulation scenario, Load load, Optional<Arrivals> arrivals, Api.Common common) {

    /** Returns the same scenario with one target, to read its steps. */
    Part unpaired(LoadConfig config) {
        Api.Common alone = new Api.Common(config, Settings.scenarioName(scenario.getClass()), false);
        // Built first: the first path of an iteration must be known before anything else is built.
        scenario.iteration(Api.toIterate(alone, new Side("", false, Optional.empty()), true));
        return new Part(name, scenario, load, arrivals, alone);
    }

    /** Returns the steps of the preparation. */
    ChainBuilder prepare(Side side, boolean silent) {
        Api api = Api.toPrepare(common, side, silent);
        return api.protect().exec(given("prepare", scenario.prepare(api)));
    }

    /** Returns the steps of an iteration. */
    ChainBuilder iteration(Side side, boolean silent) {
        return given("iteration", scenario.iteration(Api.toIterate(common, side, silent)));
    }

    private ChainBuilder given(String method, ChainBuilder chain) {
        if (chain == null) {
            throw new InvalidConfigException(scenario.getClass().getSimpleName() + "." + method
                    + "() returns null; return a chain, or ChainBuilder.EMPTY for no steps");
        }
        return chain;
    }
}
