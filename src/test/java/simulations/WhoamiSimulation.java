package simulations;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import simulations.config.Endpoint;
import simulations.config.Load;
import simulations.config.Plan;

/** Who am I, asked by users who logged in before the load and show their token in the header. */
public final class WhoamiSimulation extends ApiSimulation {

    private final Load load = plan().load();

    private final HttpProtocolBuilder protocol = protocol();

    private final ScenarioBuilder whoami = scenarios().whoami(load.concurrency());

    private final Assertion fewErrors = fewErrors();

    public WhoamiSimulation() {
        super((self, config) -> Plan.of(self, config, Endpoint.WHOAMI));
        setUp(whoami.injectClosed(constantConcurrentUsers(load.concurrency()).during(load.injectionTime())))
                .protocols(protocol)
                .assertions(fewErrors);
    }
}
