package simulations;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import simulations.config.Endpoint;
import simulations.config.Load;
import simulations.config.Plan;

/** The liveness endpoint: no log-in, no body, next to no work; what server and network cost at least. */
public final class LiveSimulation extends ApiSimulation {

    private final Load load = plan().load();

    private final HttpProtocolBuilder protocol = protocol();

    private final ScenarioBuilder live = scenarios().live(load.concurrency());

    private final Assertion fewErrors = fewErrors();

    public LiveSimulation() {
        super((self, config) -> Plan.of(self, config, Endpoint.LIVE));
        setUp(live.injectClosed(constantConcurrentUsers(load.concurrency()).during(load.injectionTime())))
                .protocols(protocol)
                .assertions(fewErrors);
    }
}
