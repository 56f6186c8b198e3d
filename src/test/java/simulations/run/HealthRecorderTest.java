package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.io.BadInputException;
import analyzer.metrics.GeneratorHealth;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthRecorderTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<GeneratorHealth> recorded = new ArrayList<>();

    private static HealthRecorder recorder(Consumer<GeneratorHealth> sink) {
        return new HealthRecorder(URI.create("http://127.0.0.1:9"), sink);
    }

    @Test
    void reportsAfterTheMeasuredTime() throws Exception {
        CompletableFuture<GeneratorHealth> future = new CompletableFuture<>();
        HealthRecorder recorder = recorder(future::complete);
        recorder.watch(Runnable::run);
        recorder.start(Duration.ofMillis(50), Duration.ofMillis(200));
        GeneratorHealth health = future.get(30, TimeUnit.SECONDS);
        assertTrue(health.measured().toMillis() >= 200, health.toString());
        assertTrue(health.hiccups().isPresent(), health.toString());
        assertTrue(health.loopDelays().isPresent(), health.toString());
        assertTrue(health.gcPauses().isPresent(), health.toString());
        assertTrue(health.processCpuShare().isPresent(), health.toString());
    }

    @Test
    void reportsARunThatEndsEarlyUpToItsEnd() {
        HealthRecorder recorder = recorder(recorded::add);
        recorder.start(Duration.ZERO, LONG);
        recorder.finish();
        assertEquals(1, recorded.size());
        assertTrue(recorded.get(0).measured().compareTo(LONG) < 0);
    }

    @Test
    void theWarmUpIsNotRecorded() {
        HealthRecorder recorder = recorder(recorded::add);
        recorder.start(LONG, LONG);
        recorder.finish();
        assertEquals(List.of(), recorded);
    }

    @Test
    void doesNotWaitForARunThatNeverBegan() {
        recorder(recorded::add).finish();
        assertEquals(List.of(), recorded);
    }

    @Test
    void anUnwritableFileIsReportedInOneLine() {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            HealthRecorder recorder = recorder(health -> {
                throw new BadInputException("x/health.json: cannot be written (permission denied)");
            });
            recorder.start(Duration.ZERO, LONG);
            recorder.finish();
        } finally {
            System.setErr(before);
        }
        assertEquals(
                "warning: health.json is not written, so the analyzer judges this run without it: x/health.json: cannot be"
                        + " written (permission denied)",
                err.toString(StandardCharsets.UTF_8).strip());
    }
}
