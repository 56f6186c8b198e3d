package simulations;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.status;
import static simulations.scenario.Api.field;

import io.gatling.javaapi.core.ChainBuilder;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;

/** The liveness endpoint: no login, no body, almost no work. Its response times are the minimum for target and network. */
public final class LiveSimulation extends ApiSimulation {

    @Override
    protected ChainBuilder iteration(Api api) {
        return exec(api.get("/v1/healthz/live").check(status().is(200), field("status", "ok")));
    }
}
