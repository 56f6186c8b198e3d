package simulations;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import simulations.config.Endpoint;
import simulations.config.Load;
import simulations.config.Plan;

/** The same music command over and over, from users who logged in before the load. */
public final class MusicCommandSimulation extends ApiSimulation {

    private final Load load = plan().load();

    private final HttpProtocolBuilder protocol = protocol();

    private final ScenarioBuilder music = scenarios().music(load.concurrency());

    private final Assertion fewErrors = fewErrors();

    public MusicCommandSimulation() {
        super((self, config) -> Plan.of(self, config, Endpoint.MUSIC));
        setUp(music.injectClosed(constantConcurrentUsers(load.concurrency()).during(load.injectionTime())))
                .protocols(protocol)
                .assertions(fewErrors);
    }
}
