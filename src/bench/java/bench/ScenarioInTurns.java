package bench;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;
import simulations.scenario.Steps;

/** A scenario whose users leave it, in the slices in which it is off, for a bare loop of {@link BareRequest its request}. */
public final class ScenarioInTurns extends ApiSimulation {

    /** System property that names the class of the scenario. */
    static final String SCENARIO = "bench.scenario";

    private final ApiSimulation scenario = newScenario();
    private final SlicesOfLoad slices = new SlicesOfLoad(Scenario::new, () -> 0);

    /** From the start, for the preflight walks through the scenario. */
    private volatile boolean isOn = true;

    private final class Scenario implements SlicesOfLoad.Switch {

        @Override
        public void on() {
            isOn = true;
        }

        @Override
        public void off() {
            isOn = false;
        }
    }

    private static ApiSimulation newScenario() {
        try {
            return (ApiSimulation) Class.forName(System.getProperty(SCENARIO))
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected ChainBuilder prepare(Api api) {
        return Steps.toPrepare(scenario, api);
    }

    @Override
    protected ChainBuilder iteration(Api api) {
        return exec(doIfOrElse(session -> isBare())
                .then(asLongAs(session -> isBare(), "bare", false)
                        .on(exec(BareRequest.request()).exec(slices::count)))
                .orElse(Steps.toIterate(scenario, api).exec(slices::count)));
    }

    /** Not when all slices are taken, for the load ends when an iteration does. */
    private boolean isBare() {
        return !isOn && !slices.areOver();
    }
}
