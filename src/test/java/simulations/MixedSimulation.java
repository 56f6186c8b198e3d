package simulations;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.util.List;
import simulations.config.Endpoint;
import simulations.config.Load;
import simulations.config.Plan;

/** All endpoints at once, for a realistic mix: the users are split by the configured weights. */
public final class MixedSimulation extends ApiSimulation {

    private final Load load = plan().load();

    private final HttpProtocolBuilder protocol = protocol();

    private final List<PopulationBuilder> scenarios =
            plan().endpoints().stream().map(this::population).toList();

    private final Assertion fewErrors = fewErrors();

    public MixedSimulation() {
        super(Plan::mixed);
        setUp(scenarios).protocols(protocol).assertions(fewErrors);
    }

    private PopulationBuilder population(Endpoint endpoint) {
        int users = plan().users().get(endpoint);
        return scenarios()
                .of(endpoint, users)
                .injectClosed(constantConcurrentUsers(users).during(load.injectionTime()));
    }
}
