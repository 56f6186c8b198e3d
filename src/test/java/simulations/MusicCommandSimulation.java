package simulations;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.status;
import static simulations.scenario.Api.field;

import io.gatling.javaapi.core.ChainBuilder;
import simulations.scenario.Api;
import simulations.scenario.ApiSimulation;

/** A logged-in user sends the player one command, over and over: play, or the value of MUSIC_COMMAND, such as volume:40. */
public final class MusicCommandSimulation extends ApiSimulation {

    @Override
    protected ChainBuilder prepare(Api api) {
        return api.logIn();
    }

    @Override
    protected ChainBuilder iteration(Api api) {
        return exec(api.post("/v1/music/command")
                .header("Authorization", "Bearer #{accessToken}")
                .body(StringBody(body(api.setting("MUSIC_COMMAND", "play"))))
                .asJson()
                .check(status().is(200), field("status", "ok")));
    }

    private static String body(String command) {
        String[] nameAndVolume = command.split(":", 2);
        String volume = nameAndVolume.length == 1 ? "" : ",\"volume\":" + nameAndVolume[1];
        return "{\"command\":\"" + nameAndVolume[0] + "\"" + volume + "}";
    }
}
