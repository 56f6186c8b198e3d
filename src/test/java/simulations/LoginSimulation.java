package simulations;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.status;
import static simulations.scenario.Api.field;

import io.gatling.javaapi.core.ChainBuilder;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;

/** A user logs in, over and over, each time as a new client without cookies. */
public final class LoginSimulation extends ApiSimulation {

    /** Logs each user in once before the load, so that a backend that creates unknown users does so before the measured time. */
    @Override
    protected ChainBuilder prepare(Api api) {
        return api.logIn();
    }

    @Override
    protected ChainBuilder iteration(Api api) {
        return exec(api.newClient())
                .exec(api.post("/v1/auth/login")
                        .body(StringBody(
                                "{\"username\":#{username.jsonStringify()},\"password\":#{password.jsonStringify()}}"))
                        .asJson()
                        .check(status().is(200), field("access_token")));
    }
}
