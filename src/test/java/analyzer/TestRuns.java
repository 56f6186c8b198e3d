package analyzer;

import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.RunInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Run records, for tests. */
public final class TestRuns {

    public static final Machine MACHINE = new Machine("Some CPU", 2, "Linux 6 amd64", "OpenJDK 17");

    private TestRuns() {}

    public static LoadProfile profile(Duration duration, Duration warmUp) {
        return new LoadProfile("simulations.LiveSimulation", "stand-in", 10, duration, warmUp, "");
    }

    /** A run that started at {@code start} and measured after the warm-up. */
    public static RunInfo info(Instant start, Duration duration, Duration warmUp, String... endpoints) {
        return new RunInfo(
                profile(duration, warmUp), List.of(endpoints), start.plus(warmUp), MACHINE, "abc123", Optional.empty());
    }

    public static RunInfo failedInfo(String failure, String... endpoints) {
        return new RunInfo(
                profile(Duration.ofSeconds(30), Duration.ofSeconds(5)),
                List.of(endpoints),
                Instant.EPOCH,
                MACHINE,
                "",
                Optional.of(failure));
    }
}
