package analyzer.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.TestTargets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerTimeTest {

    private static final String LATENCY = "http_request_latency_seconds";

    /** This amount per request, in batches of 100 and of 300 requests. */
    private static PerRequest each(double amount) {
        List<PerRequest.Batch> batches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int requests = i % 2 == 0 ? 100 : 300;
            batches.add(new PerRequest.Batch(amount * requests, requests));
        }
        return new PerRequest(batches, 0);
    }

    private static Map<String, PerRequest> histogram(String name, double seconds, double count) {
        return Map.of(name + "_sum", each(seconds * count), name + "_count", each(count));
    }

    private static Optional<HandlerTime> of(Map<String, PerRequest> counters) {
        return HandlerTime.of(TestTargets.counting(counters));
    }

    @Test
    void theMeanIsThatOfWhatItCounted() {
        HandlerTime time = of(histogram(LATENCY, 0.0312, 1.007)).orElseThrow();

        assertEquals(LATENCY, time.metric());
        assertEquals(31.2, time.millis().value(), 1e-9);
        assertTrue(time.millis().halfWidth() < 1e-9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http_server_request_duration_seconds",
                "http_server_requests_seconds",
                "grpc_server_handling_seconds",
                "starlette_request_duration_seconds"
            })
    void theUsualNamesAreKnown(String name) {
        assertEquals(name, of(histogram(name, 0.01, 1)).orElseThrow().metric());
    }

    @Test
    void someClientsCountMilliseconds() {
        HandlerTime time =
                of(histogram("http_server_duration_milliseconds", 31.2, 1)).orElseThrow();

        assertEquals(31.2, time.millis().value(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db_query_duration_seconds",
                "http_client_request_duration_seconds",
                "grpc_client_handling_seconds",
                "jvm_gc_pause_seconds",
                "http_request_size_bytes"
            })
    void whatIsNoTimeOfAnAnsweredRequestIsNone(String name) {
        assertEquals(Optional.empty(), of(histogram(name, 0.01, 1)));
    }

    @Test
    void oneThatCountsOthersIsNone() {
        assertEquals(Optional.empty(), of(histogram(LATENCY, 0.01, 1.2)));
        assertEquals(Optional.empty(), of(histogram(LATENCY, 0.01, 0.5)));
        assertEquals(Optional.empty(), of(Map.of(LATENCY + "_sum", each(0.01))));
        assertEquals(Optional.empty(), of(Map.of()));
    }

    @Test
    void ofSeveralTheOneWhoseCountIsNearestToWhatWasSentCounts() {
        Map<String, PerRequest> both = new HashMap<>(histogram("a_http_request_duration_seconds", 0.01, 1.05));
        both.putAll(histogram(LATENCY, 0.02, 1.01));

        assertEquals(LATENCY, of(both).orElseThrow().metric());
    }
}
