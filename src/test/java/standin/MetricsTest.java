package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void exposesResponsesAndCollections() {
        StandInConfig config = Client.FAST.withErrorRate(Map.of(Endpoint.WHOAMI, 1.0));
        try (StandIn standIn = StandIn.start(config)) {
            Client client = new Client(standIn);
            client.get("/v1/healthz/live");
            client.get("/v1/whoami");
            client.get("/v1/unknown");

            String page = client.get("/metrics").body();

            assertTrue(
                    page.contains(
                            "# TYPE http_request_duration_seconds summary\nhttp_request_duration_seconds_count 2\n"),
                    page);
            double seconds =
                    Double.parseDouble(page.replaceFirst("(?s).*http_request_duration_seconds_sum (\\S+).*", "$1"));
            assertTrue(seconds > 0 && seconds < 60, page);
            assertTrue(
                    page.matches(
                            "(?s).*\njvm_gc_collection_seconds_count \\d+\njvm_gc_collection_seconds_sum \\d+\\.\\d+\n"),
                    page);
            assertEquals(405, client.post("/metrics", "").statusCode());
        }
    }
}
