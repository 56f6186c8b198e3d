package analyzer.pool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the workflow carries from its injectors to the job that judges. */
class DistributedWorkflowTest {

    @Test
    void allThatIsReadOfAnInjectorIsCarried() throws IOException {
        String workflow = Files.readString(Path.of(".github/workflows/distributed.yml"));
        for (String file : List.of("simulation.log", RunInfo.FILE_NAME, GeneratorHealth.FILE_NAME)) {
            assertTrue(workflow.contains("            target/gatling/*/" + file + "\n"), file);
        }
    }
}
