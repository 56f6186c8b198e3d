package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {

    private static final int DRAWS = 200_000;

    @ParameterizedTest
    @CsvSource({"LIVE, 10, 20", "WHOAMI, 30, 60", "LOGIN, 60, 120", "MUSIC_COMMAND, 40, 80"})
    void drawsTheDocumentedPercentiles(Endpoint endpoint, double p50, double p95) {
        Random random = new Random(1);
        double[] millis = new double[DRAWS];
        Arrays.setAll(millis, i -> endpoint.latency().drawNanos(random) / 1e6);
        Arrays.sort(millis);
        // The standard error of the 95th percentile of this many draws is 0.2 %.
        assertEquals(p50, millis[DRAWS / 2], 0.01 * p50);
        assertEquals(p95, millis[DRAWS * 95 / 100], 0.01 * p95);
    }

    @Test
    void isLogNormal() {
        Random random = new Random(2);
        Latency latency = new Latency(40, 80);
        double[] logs = new double[DRAWS];
        Arrays.setAll(logs, i -> Math.log(latency.drawNanos(random) / 40e6));
        double mean = Arrays.stream(logs).average().orElseThrow();
        double variance =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum() / DRAWS;
        double skew = Arrays.stream(logs)
                        .map(log -> Math.pow((log - mean) / Math.sqrt(variance), 3))
                        .sum()
                / DRAWS;
        assertEquals(Math.log(2) / 1.6449, latency.sigma(), 1e-4);
        assertEquals(latency.sigma(), Math.sqrt(variance), 0.003);
        assertEquals(0, skew, 0.03);
    }
}
