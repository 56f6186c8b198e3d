package bench;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The minimum work for Gatling: one request, with a check of its status. A loop of it is the reference for all comparisons. */
final class BareRequest {

    /** System property for the file of the {@link SentRequest request} to send. Without it, the cheapest request is sent. */
    static final String REQUEST = "bench.request";

    private BareRequest() {}

    /** The request, in which only the user's token varies. */
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
}
