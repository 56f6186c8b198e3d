package analyzer.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.RunInfo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one run in Gatling's results folder. */
abstract class TestRunFolder {

    @TempDir
    Path gatlingDir;

    final Path runFolder() {
        return gatlingDir.resolve(RunName.of("simulations.LiveSimulation", LogBuilder.START));
    }

    final RunFolder theRun() {
        return RunSearch.newestOfEach(gatlingDir).get(0);
    }

    final EndpointResult onlyResult(LogBuilder log) {
        log.writeInto(runFolder());
        List<EndpointResult> results = RunReader.read(theRun()).results();
        assertEquals(1, results.size());
        return results.get(0);
    }

    final RunInfo.Left left() {
        return RunReader.left(runFolder()).orElseThrow();
    }
}
