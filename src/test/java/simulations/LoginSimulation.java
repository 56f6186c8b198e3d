package simulations;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import simulations.config.Endpoint;
import simulations.config.Load;
import simulations.config.Plan;

/** Logging in over and over, each time as a new client without cookies. */
public final class LoginSimulation extends ApiSimulation {

    private final Load load = plan().load();

    private final HttpProtocolBuilder protocol = protocol();

    private final ScenarioBuilder login = scenarios().login(load.concurrency());

    private final Assertion fewErrors = fewErrors();

    public LoginSimulation() {
        super((self, config) -> Plan.of(self, config, Endpoint.LOGIN));
        setUp(login.injectClosed(constantConcurrentUsers(load.concurrency()).during(load.injectionTime())))
                .protocols(protocol)
                .assertions(fewErrors);
    }
}
