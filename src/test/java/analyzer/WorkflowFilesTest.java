package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.metrics.GeneratorHealth;
import analyzer.metrics.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of the workflows that {@code .ci/workflows} cannot check by running them on one machine. */
class WorkflowFilesTest {

    @TempDir
    Path folder;

    @Test
    void everyFileOfAnInjectorIsUploaded() throws IOException {
        String workflow = read("distributed.yml");
        for (String file : List.of("simulation.log", RunInfo.FILE_NAME, GeneratorHealth.FILE_NAME)) {
            assertTrue(workflow.contains("            target/gatling/*/" + file + "\n"), file);
        }
    }

    /** GitHub accepts letters, digits and underscores in names of secrets, and shows them in upper case. */
    @ParameterizedTest
    @ValueSource(strings = {"performance.yml", "distributed.yml"})
    void aRepositoryCanHaveTheSecretsThatAreRead(String file) throws IOException {
        assertEquals(Set.of("LOGIN_USERNAME", "LOGIN_PASSWORD"), found("secrets\\.([\\w-]+)", code(file)));
        assertEquals(
                Set.of("LOGIN_USERNAME", "LOGIN_PASSWORD"),
                found("(?m)^      ([\\w-]+):\n        required: false$", code(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"performance.yml", "distributed.yml"})
    void twoCallsInOneRunNeitherShareAnArtifactNorCancelEachOther(String file) throws IOException {
        String kind = file.substring(0, file.indexOf('.'));
        for (String name :
                found("(?m)artifact@.*\n(?:.*\n)*?(?:          #.*\n)?          (?:name|pattern): (.*)$", code(file))) {
            assertTrue(name.startsWith("${{ inputs.name || '" + kind + "' }}"), name);
        }
        String group =
                found("\nconcurrency:\n  group: (.*)\n", code(file)).iterator().next();
        // Runs of distributed.yml with the same target must not load it at the same time.
        assertTrue(group.contains(kind.equals("performance") ? "inputs.name" : "inputs.base-url"), group);
    }

    /** A job that a newer push has cancelled must not continue with upload, verdict and comment. */
    @ParameterizedTest
    @ValueSource(strings = {"ci.yml", "performance.yml", "distributed.yml"})
    void nothingContinuesAfterACancellation(String file) throws IOException {
        assertFalse(code(file).contains("always()"));
    }

    /** GitHub counts a required job that was skipped as passed. */
    @Test
    void theRequiredJobIsNeverSkipped() throws IOException {
        assertEquals(Set.of("    runs-on: ubuntu-24.04"), found("\n  load:\n(.*)\n", code("performance.yml")));
        String judge = "\n  judge:\n(?:    .*\n)*?";
        assertEquals(Set.of("${{ !cancelled() }}"), found(judge + "    if: (.*)\n", code("distributed.yml")));
        assertEquals(
                Set.of("needs.plan.result != 'success'"),
                found(
                        judge
                                + "    steps:\n      - name: .*\n        if: (.*)\n        run: .*\n.*\n          exit 2\n",
                        code("distributed.yml")));
    }

    /** Another repository has its limits next to its baselines, but the analyzer reads them from the folder of the gate. */
    @ParameterizedTest
    @ValueSource(strings = {"performance.yml", "distributed.yml"})
    void thePolicyIsThatOfTheCallingRepository(String file) throws Exception {
        String step = "\n      - name: Apply the policy of the calling repository\n        if: inputs.gate-repository"
                + " && inputs.gate-repository != github.repository\n        run: (.*)\n";
        String command = found(step, code(file)).iterator().next();
        Path own = Files.writeString(folder.resolve("perf_policy.conf"), "threshold = 10");
        Path kept = Files.createDirectory(folder.resolve("kept")).resolve("perf_policy.conf");

        assertEquals(0, run(command));
        assertEquals("threshold = 10", Files.readString(own));
        Files.writeString(kept, "threshold = 5");
        assertEquals(0, run(command));
        assertEquals("threshold = 5", Files.readString(own));
        // A broken link is not an absent policy.
        Files.delete(kept);
        Files.createSymbolicLink(kept, Path.of("nowhere"));
        assertNotEquals(0, run(command));
    }

    private int run(String command) throws Exception {
        return TestShell.run(folder, Map.of(), List.of("bash", "-e", "-c", command))
                .status();
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    /** Returns a workflow without its comments. */
    private static String code(String file) throws IOException {
        return read(file).lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(".github/workflows", file));
    }
}
