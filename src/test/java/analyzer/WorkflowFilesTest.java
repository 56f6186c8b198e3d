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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Properties of the workflows that {@code .ci/workflows} cannot check by running them on one machine. */
class WorkflowFilesTest {

    @TempDir
    Path folder;

    @Test
    void everyFileOfAnInjectorIsUploaded() throws IOException {
        JsonNode upload = steps("distributed.yml").stream()
                .filter(step -> step.at("/with/name").asString("").contains(".injector-"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("simulation.log", RunInfo.FILE_NAME, GeneratorHealth.FILE_NAME).stream()
                        .map(file -> "target/gatling/*/" + file)
                        .toList(),
                upload.at("/with/path").asString().lines().toList());
    }

    /** GitHub accepts letters, digits and underscores in names of secrets, and shows them in upper case. */
    @ParameterizedTest
    @ValueSource(strings = {"performance.yml", "distributed.yml"})
    void aRepositoryCanHaveTheSecretsThatAreRead(String file) throws IOException {
        JsonNode workflow = workflow(file);
        assertEquals(
                Set.of("LOGIN_USERNAME", "LOGIN_PASSWORD"),
                Pattern.compile("secrets\\.([\\w-]+)")
                        .matcher(workflow.toString())
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toSet()));
        JsonNode secrets = workflow.at("/on/workflow_call/secrets");
        assertEquals(Set.of("LOGIN_USERNAME", "LOGIN_PASSWORD"), Set.copyOf(secrets.propertyNames()));
        secrets.forEach(secret -> assertFalse(secret.path("required").asBoolean()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"performance.yml", "distributed.yml"})
    void twoCallsInOneRunNeitherShareAnArtifactNorCancelEachOther(String file) throws IOException {
        String kind = file.substring(0, file.indexOf('.'));
        List<String> names = steps(file).stream()
                .filter(step -> step.path("uses").asString("").contains("artifact@"))
                .map(step -> step.path("with"))
                .map(with -> with.path(with.has("name") ? "name" : "pattern").asString())
                .toList();
        assertFalse(names.isEmpty());
        names.forEach(name -> assertTrue(name.startsWith("${{ inputs.name || '" + kind + "' }}"), name));
        String group = workflow(file).at("/concurrency/group").asString();
        // Runs of distributed.yml with the same target must not load it at the same time.
        assertTrue(group.contains(kind.equals("performance") ? "inputs.name" : "inputs.base-url"), group);
    }

    /** A job that a newer push has cancelled must not continue with upload, verdict and comment. A required one ends with an error. */
    @ParameterizedTest
    @ValueSource(strings = {"ci.yml", "performance.yml", "distributed.yml"})
    void nothingContinuesAfterACancellation(String file) throws IOException {
        String jobs = workflow(file).toString();
        assertEquals(
                file.equals("distributed.yml") ? jobs.indexOf("\"${{ always() }}\"") + 5 : -1,
                jobs.lastIndexOf("always()"));
    }

    /** GitHub counts a required job that was skipped as passed. */
    @Test
    void theRequiredJobIsNeverSkipped() throws IOException {
        JsonNode load = workflow("performance.yml").at("/jobs/load");
        assertFalse(load.has("if") || load.has("needs"));
        JsonNode judge = workflow("distributed.yml").at("/jobs/judge");
        assertEquals("${{ always() }}", judge.path("if").asString());
        JsonNode first = judge.at("/steps/0");
        assertEquals(
                "needs.plan.result != 'success' || cancelled()",
                first.path("if").asString());
        assertTrue(first.path("run").asString().endsWith("\nexit 2\n"));
    }

    /** An unset variable of the caller must not let the stand-in pass in place of its API. */
    @Test
    void anotherRepositoryMustNameItsTarget() throws Exception {
        JsonNode step = step("performance.yml", "Refuse a call without a target");
        assertEquals(
                "inputs.gate-repository && inputs.gate-repository != github.repository && !inputs.base-url"
                        + " && !env.BACKEND_REPOSITORY",
                step.path("if").asString());
        assertEquals(2, run(step.path("run").asString()));
    }

    /** Another repository has its limits next to its baselines, but the analyzer reads them from the folder of the gate. */
    @ParameterizedTest
    @ValueSource(strings = {"performance.yml", "distributed.yml"})
    void thePolicyIsThatOfTheCallingRepository(String file) throws Exception {
        JsonNode step = step(file, "Apply the policy of the calling repository");
        assertEquals(
                "inputs.gate-repository && inputs.gate-repository != github.repository",
                step.path("if").asString());
        String command = step.path("run").asString();
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

    private static JsonNode step(String file, String name) throws IOException {
        return steps(file).stream()
                .filter(step -> step.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> steps(String file) throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        workflow(file).path("jobs").forEach(job -> job.path("steps").forEach(steps::add));
        return steps;
    }

    private static JsonNode workflow(String file) throws IOException {
        return YAMLMapper.shared().readTree(Files.readString(Path.of(".github/workflows", file)));
    }
}
