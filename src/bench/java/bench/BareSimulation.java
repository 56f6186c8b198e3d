package bench;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The least that Gatling can do: users that repeat one request, with one check of its status, at first without counting it,
 * and leave out what Gatling does for browsers only, as the simulations leave it out.
 * Takes the settings of the same names as the simulations do.
 */
public final class BareSimulation extends Simulation {

    /** System property that names the file for the moment, in milliseconds since 1970, from which on requests count. */
    static final String WINDOW = "bench.window";

    /** System property that names the file of the {@link SentRequest request} to send; without it, the one that costs least. */
    static final String REQUEST = "bench.request";

    private volatile long measuredFrom;
    private volatile long measuredTo;

    private final HttpProtocolBuilder protocol = http.baseUrl(System.getProperty("BASE_URL"))
            .disableFollowRedirect()
            .disableCaching()
            .disableAutoReferer()
            .disableAutoOrigin()
            .disableWarmUp();

    private final ScenarioBuilder bare = scenario("bare")
            .exec(this::begin)
            .asLongAs(session -> System.currentTimeMillis() < measuredFrom, "warm-up", false)
            .on(request().silent())
            .asLongAs(session -> System.currentTimeMillis() < measuredTo, "measured", false)
            .on(request());

    public BareSimulation() {
        setUp(bare.injectOpen(atOnceUsers(Integer.getInteger("CONCURRENCY")))).protocols(protocol);
    }

    @Override
    public void after() {
        try {
            Files.writeString(Path.of(System.getProperty(WINDOW)), Long.toString(measuredFrom));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Session begin(Session session) {
        if (measuredFrom == 0) {
            measuredFrom = System.currentTimeMillis() + seconds("WARMUP").toMillis();
            measuredTo = measuredFrom + seconds("DURATION").toMillis();
        }
        return session;
    }

    /** The request, with nothing in it that is not the same each time. */
    static HttpRequestActionBuilder request() {
        try {
            String file = System.getProperty(REQUEST, "");
            SentRequest sent =
                    file.isEmpty() ? new SentRequest("GET", Nginx.PATH, Map.of(), "") : SentRequest.read(Path.of(file));
            HttpRequestActionBuilder request = http(sent.path())
                    .httpRequest(sent.method(), sent.path())
                    .headers(sent.headers())
                    .check(status().is(200));
            return sent.body().isEmpty()
                    ? request
                    : request.body(ByteArrayBody(sent.body().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Duration seconds(String setting) {
        return Duration.parse("PT" + System.getProperty(setting));
    }
}
