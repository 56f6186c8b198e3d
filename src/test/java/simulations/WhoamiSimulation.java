package simulations;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.status;
import static simulations.scenario.Api.field;

import io.gatling.javaapi.core.ChainBuilder;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;

/** A logged-in user asks who they are, over and over, with the token in the header. */
public final class WhoamiSimulation extends ApiSimulation {

    @Override
    protected ChainBuilder prepare(Api api) {
        return api.logIn();
    }

    @Override
    protected ChainBuilder iteration(Api api) {
        return exec(api.get("/v1/whoami")
                .header("Authorization", "Bearer #{accessToken}")
                .check(status().is(200), field("is_authenticated", "true")));
    }
}
