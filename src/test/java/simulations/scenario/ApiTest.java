package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatling.core.config.GatlingConfiguration;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import simulations.config.LoadConfig;
import simulations.config.Settings;

class ApiTest {

    private static final String URL = "http://127.0.0.1:8000";

    /** Outside a run the DSL has no configuration. */
    @BeforeAll
    static void configureGatling() {
        io.gatling.core.Predef$.MODULE$._configuration_$eq(GatlingConfiguration.load());
    }

    private static Api api() {
        LoadConfig config = LoadConfig.of(Settings.of(Map.of(), Map.of()));
        return Api.toIterate(new Api.Common(config, "WHOAMI", false), new Side(URL, false, Optional.empty()), false);
    }

    @Test
    void anExpressionInANameStandsForAllItsValues() {
        assertEquals("/orders/{id}", name(api().get("/orders/#{id}?now=#{now}")));
        assertEquals("command {i}", name(api().named("command #{i}").post("/v1/music/command")));
        assertEquals("music play", name(api().named("music play").post("/v1/music/command")));
    }

    private static String name(HttpRequestActionBuilder request) {
        Set<String> names = Script.of(exec(request), URL).measured();
        assertEquals(1, names.size(), names.toString());
        return names.iterator().next();
    }
}
