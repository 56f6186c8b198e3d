package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import simulations.run.MetricsPage.Series;
import simulations.target.FakeApi;

class MetricsPageTest {

    private static MetricsPage page(String text) {
        return new MetricsPage(text, Instant.EPOCH);
    }

    @Test
    void labelsAreSummedAndNotKept() {
        List<Series> series = page("""
                # HELP db_queries_total Queries, by what they ask.
                # TYPE db_queries_total counter
                db_queries_total{statement="SELECT \\"a}\\" FROM b",ok="yes"} 12.0
                db_queries_total{statement="INSERT"} 3 1795514400000
                # TYPE pool_size gauge
                pool_size 5
                # TYPE request_seconds histogram
                request_seconds_bucket{le="0.1"} 7
                request_seconds_bucket{le="+Inf"} 9
                request_seconds_sum 1.5
                request_seconds_count 9
                request_seconds_created 1.7e9
                # TYPE wait_seconds summary
                wait_seconds{quantile="0.5"} 0.2
                wait_seconds_sum 2e-1
                wait_seconds_count 4
                untyped_thing 4
                """).series();

        assertEquals(
                List.of(
                        new Series("db_queries_total", true, 15),
                        new Series("pool_size", false, 5),
                        new Series("request_seconds_count", true, 9),
                        new Series("request_seconds_sum", true, 1.5),
                        new Series("wait_seconds_count", true, 4),
                        new Series("wait_seconds_sum", true, 0.2)),
                series);
        assertTrue(!series.toString().contains("SELECT"), series.toString());
    }

    /** The type line names a counter without the suffix of its samples. */
    @Test
    void readsOpenMetrics() {
        assertEquals(
                List.of(new Series("http_requests_total", true, 4)), page("""
                        # TYPE http_requests counter
                        # UNIT http_requests requests
                        http_requests_total{path="/a"} 4 # {trace_id="abc"} 1 1.5e9
                        http_requests_created{path="/a"} 1.5e9
                        # EOF
                        """).series());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>not found</html>",
                "# TYPE a counter\na NaN\n",
                "# TYPE a gauge\na +Inf\n",
                "# TYPE a counter\na{b=\"c} 1\n",
                "# TYPE a counter\n",
                "# TYPE 9a counter\n9a 1\n",
                "a 1\n"
            })
    void otherThanCountersAndGaugesIsLeftOut(String text) {
        assertEquals(List.of(), page(text).series());
    }

    @Test
    void withoutATypeTheNameShowsACounter() {
        assertEquals(
                List.of(new Series("a_total", true, 3), new Series("b_total", true, 4)),
                page("a_total{c=\"d\"} 1\na_total{c=\"e\"} 2\n# TYPE b unknown\nb_total 4\nb_sum 1\n")
                        .series());
    }

    /** Labels that a client adds to all of its metrics do not hide any. */
    @Test
    void theValueOfAMetricIsTheSumOfItsSamples() {
        MetricsPage page = page("a_total{b=\"c\"} 1\nx_a_total 5\na_total 12.5\na_total_more 7\n"
                + "process_cpu_seconds_total{app=\"shop\"} 5.2e-05\n");
        assertEquals(OptionalDouble.of(13.5), page.value("a_total"));
        assertEquals(OptionalDouble.of(0.000052), page.value("process_cpu_seconds_total"));
        assertEquals(OptionalDouble.empty(), page.value("b_total"));
    }

    /** On a persistent connection one worker of several would respond to all readings. */
    @Test
    void eachPageHasItsOwnConnection() {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        try (FakeApi api = new FakeApi()) {
            api.answering("/metrics", exchange -> {
                ports.add(exchange.getRemoteAddress().getPort());
                FakeApi.send(exchange, 200, "a_total 1\n");
            });
            for (int i = 0; i < 3; i++) {
                assertTrue(MetricsPage.fetch(URI.create(api.url() + "/metrics")).isPresent());
            }
        }
        assertEquals(3, ports.size(), ports.toString());
    }

    /** Such as a stream of events, which begins to respond immediately. */
    @Test
    void aPageThatDoesNotEndInTimeIsNone() {
        try (FakeApi api = new FakeApi()) {
            api.answering("/metrics", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                for (int i = 0; i < 500; i++) {
                    exchange.getResponseBody().write('\n');
                    exchange.getResponseBody().flush();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                }
                exchange.close();
            });
            assertEquals(Optional.empty(), MetricsPage.fetch(URI.create(api.url() + "/metrics")));
        }
    }

    @Test
    void aMissingPageIsEmpty() {
        try (FakeApi api = new FakeApi().answering("/metrics", 500, "a 1\n").answering("/m", 200, "a 1\n")) {
            assertEquals(Optional.empty(), MetricsPage.fetch(URI.create(api.url() + "/metrics")));
            assertEquals(
                    "a 1\n",
                    MetricsPage.fetch(URI.create(api.url() + "/m"))
                            .orElseThrow()
                            .text());
        }
        assertEquals(Optional.empty(), MetricsPage.fetch(URI.create("http://127.0.0.1:9/metrics")));
    }
}
