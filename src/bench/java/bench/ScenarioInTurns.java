package bench;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;
import simulations.scenario.Steps;

/** A scenario. In slices in which it is off, its users run a bare loop of {@link BareRequest its request} instead. */
public final class ScenarioInTurns extends ApiSimulation {

    /** System property for the class of the scenario. */
    static final String SCENARIO = "bench.scenario";

    private final ApiSimulation scenario = newScenario();
    private final SlicesOfLoad slices = new SlicesOfLoad(Scenario::new, () -> 0);

    /** On from the start, because the preflight walks through the scenario. */
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

    /** Whether users run the bare loop. They do not after the last slice, because the load ends at the end of an iteration. */
    private boolean isBare() {
        return !isOn && !slices.areOver();
    }
}
