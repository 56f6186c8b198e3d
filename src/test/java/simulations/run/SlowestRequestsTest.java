package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.SlowRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlowestRequestsTest {

    private static final long FROM = Instant.parse("2026-11-23T14:30:00Z").toEpochMilli();

    private final SlowestRequests slowest = new SlowestRequests(List.of("X-Request-ID", "traceparent"));

    private void answered(String name, long at, long millis, Map<String, String> headers) {
        if (slowest.isSlow(name, FROM + at, FROM + at + millis)) {
            slowest.keep(name, FROM + at, FROM + at + millis, headers::get);
        }
    }

    private List<SlowRequest> kept(String name) {
        return slowest.all().getOrDefault(name, List.of());
    }

    @Test
    void keepsTheSlowestOfEachName() {
        slowest.begin(Instant.ofEpochMilli(FROM));
        List<Integer> millis = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            int took = random.nextInt(1, 100_000);
            millis.add(took);
            answered("/a", i, took, Map.of("X-Request-ID", "r" + i));
            answered("/b", i, 5, Map.of());
        }
        List<Integer> expected =
                millis.stream().sorted((a, b) -> b - a).limit(SlowRequest.MOST).toList();
        assertEquals(expected, kept("/a").stream().map(SlowRequest::millis).toList());
        SlowRequest first = kept("/a").get(0);
        assertEquals(millis.indexOf(first.millis()), first.atMillis());
        assertEquals(Map.of("X-Request-ID", "r" + first.atMillis()), first.ids());
        assertEquals(SlowRequest.MOST, kept("/b").size());
    }

    @Test
    void keepsNothingBeforeTheMeasuredTime() {
        answered("/a", 0, 1000, Map.of());
        slowest.begin(Instant.ofEpochMilli(FROM));
        answered("/a", -1, 1000, Map.of());
        assertEquals(Map.of(), slowest.all());
        answered("/a", 0, 0, Map.of());
        assertEquals(List.of(new SlowRequest(0, 0, Map.of())), kept("/a"));
    }

    /** The response also carries a cookie, a token and an invalid id. */
    @Test
    void keepsOnlyValidValuesOfTheNamedHeaders() {
        slowest.begin(Instant.ofEpochMilli(FROM));
        Map<String, String> headers = new HashMap<>();
        headers.put("Set-Cookie", "session=secret");
        headers.put("X-Request-ID", "4f\u001b[31m");
        headers.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        answered("/a", 1, 9, headers);
        headers.put("X-Request-ID", "x".repeat(129));
        answered("/a", 2, 8, headers);
        headers.put("X-Request-ID", "x".repeat(128));
        headers.put("traceparent", "");
        answered("/a", 3, 7, headers);

        assertEquals(
                List.of(
                        Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                        Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                        Map.of("X-Request-ID", "x".repeat(128))),
                kept("/a").stream().map(SlowRequest::ids).toList());
    }

    @Test
    void limitsTheNumberOfNames() {
        slowest.begin(Instant.ofEpochMilli(FROM));
        for (int i = 0; i < 3000; i++) {
            answered("/" + i, 0, 1, Map.of());
        }
        assertEquals(1000, slowest.all().size());
    }

    @Test
    void severalThreadsLoseNothing() throws Exception {
        slowest.begin(Instant.ofEpochMilli(FROM));
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(number -> new Thread(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        answered("/a", i, i * 4L + number, Map.of());
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(
                IntStream.range(0, SlowRequest.MOST).mapToObj(i -> 79_999 - i).toList(),
                kept("/a").stream().map(SlowRequest::millis).toList());
        assertTrue(slowest.isSlow("/a", FROM, FROM + 80_000));
        assertFalse(slowest.isSlow("/a", FROM, FROM + 79_990));
    }
}
