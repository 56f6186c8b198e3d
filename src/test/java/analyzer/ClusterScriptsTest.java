package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs of the image, with a {@code java} that only ends. */
@Timeout(60)
class ClusterScriptsTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void prepare() {
        environment.put("PATH", folder + ":" + System.getenv("PATH"));
        environment.put("RESULTS", folder.resolve("results").toString());
        environment.put("INJECTORS", "2");
        environment.put("WAIT", "0");
    }

    /** A simulation that no injector could start is in no verdict, and the others can pass. */
    @ParameterizedTest
    @CsvSource({
        "0 of 2 simulations failed, 0, 0",
        "1 of 2 simulations failed, 0, 3",
        "stopped by a signal in simulations.A; 0 of 1 earlier simulations failed, 0, 3",
        ", 0, 3",
        "1 of 2 simulations failed, 1, 1",
        ", 2, 2"
    })
    void aPassCountsOnlyIfAllInjectorsRanAllSimulations(String second, int analyzer, int expected) throws Exception {
        java("exit " + analyzer);
        status(0, "0 of 2 simulations failed");
        if (second != null) {
            status(1, second);
        }

        TestShell.Ended ended = run("collector");

        assertEquals(expected, ended.status(), ended.text());
        assertEquals(expected + "\n", Files.readString(results("reports/status")));
        String told =
                "CANNOT_JUDGE: 1 of 2 injectors did not run all simulations, so the verdicts above may be incomplete;"
                        + " see their logs\n";
        assertEquals(expected == 3, ended.text().endsWith(told), ended.text());
        assertEquals(expected == 3 ? told : "", Files.readString(results("reports/console.txt")));
    }

    /** Gatling ends with 2 if assertions failed. The analyzer judges that run. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 2", "2, 0", "3, 2", "137, 2"})
    void onlyFailedAssertionsLeaveAWholeRun(int gatling, int failed) throws Exception {
        java("exit " + gatling);

        assertEquals(0, inject().status());

        assertEquals(failed + " of 2 simulations failed\n", Files.readString(results("injector-1/status")));
    }

    /** With it, the collector would judge the earlier load. */
    @Test
    void theStatusOfAnEarlierLoadIsGoneDuringTheNext() throws Exception {
        java("test ! -e " + results("injector-1/status"));
        status(1, "0 of 2 simulations failed");

        assertEquals(0, inject().status());

        assertEquals("0 of 2 simulations failed\n", Files.readString(results("injector-1/status")));
    }

    /** The analyzer finds it in its working directory. If it were named by --policy, a rule for no endpoint would be an error. */
    @Test
    void thePolicyOfTheImageApplies() throws Exception {
        java("echo \"policy: $(cat perf_policy.conf), $*\"");
        Path collector = Files.copy(Path.of("deploy/bin/collector"), folder.resolve("collector"));
        Files.writeString(folder.resolve("perf_policy.conf"), "threshold = 10");

        String text = TestShell.run(environment, List.of(collector.toString())).text();

        assertTrue(text.contains("policy: threshold = 10, "), text);
        assertFalse(text.contains("--policy"), text);
    }

    @Test
    void theImageContainsThePolicy() throws Exception {
        for (String file : List.of(".containerignore", "Containerfile.dockerignore")) {
            assertTrue(Files.readAllLines(Path.of(file)).contains("!perf_policy.conf"), file);
        }
        java("");
        Files.copy(folder.resolve("java"), folder.resolve("mvn"), StandardCopyOption.COPY_ATTRIBUTES);
        Path assemble = folder.resolve("repository/deploy/assemble");
        Files.createDirectories(assemble.resolveSibling("bin"));
        Files.copy(Path.of("deploy/assemble"), assemble);
        for (String name : List.of("deploy/bin/injector", "deploy/bin/collector", "deploy/bin/stand-in")) {
            Files.createFile(folder.resolve("repository").resolve(name));
        }
        for (String name : List.of("target/classes", "target/test-classes")) {
            Files.createDirectories(folder.resolve("repository").resolve(name));
        }
        Files.createFile(folder.resolve("repository/target/perf-analyzer.jar"));
        List<String> command =
                List.of(assemble.toString(), folder.resolve("image").toString());

        TestShell.Ended ended = TestShell.run(environment, command);
        assertEquals(0, ended.status(), ended.text());
        Files.writeString(folder.resolve("repository/perf_policy.conf"), "threshold = 10");
        ended = TestShell.run(environment, command);

        assertEquals(0, ended.status(), ended.text());
        assertEquals("threshold = 10", Files.readString(folder.resolve("image/perf_policy.conf")));
    }

    @Test
    void settingsOfTheAnalyzerReachTheCluster() throws Exception {
        Path run = kubernetes();
        environment.putAll(Map.of(
                "IMAGE", "registry/gate:1",
                "SIMULATIONS", "simulations.A",
                "KUSTOMIZE", "true",
                "THRESHOLD", "10",
                "MAX_ERROR_RATE", "0.1"));

        TestShell.Ended ended = TestShell.run(environment, List.of(run.toString(), "--render"));

        assertEquals(0, ended.status(), ended.text());
        String rendered = Files.readString(folder.resolve("target/kubernetes/kustomization.yaml"));
        assertTrue(rendered.contains("- 'THRESHOLD=10'\n"), rendered);
        assertTrue(rendered.contains("- 'MAX_ERROR_RATE=0.1'\n"), rendered);
    }

    /** The Jobs of all runs in a namespace have the same names. */
    @ParameterizedTest
    @CsvSource({"i1, c1, 1", "i2, c2, 2", "i1, c2, 2"})
    void theVerdictOfAnotherRunIsNotTaken(String injectors, String collector, int expected) throws Exception {
        Path run = kubernetes();
        environment.putAll(Map.of("IMAGE", "registry/gate:1", "SIMULATIONS", "simulations.A"));
        program("kubectl", """
                case "$*" in
                  "get job"*jsonpath*) echo i1 c1 ;;
                  "get job"*) printf 'injectors|%s|Complete \\ncollector|%s|Failed \\n' ;;
                  "get pods"*jsonpath*) echo 1 ;;
                esac
                """.formatted(injectors, collector));

        TestShell.Ended ended = TestShell.run(environment, List.of(run.toString()));

        assertEquals(expected, ended.status(), ended.text());
        assertEquals(
                expected == 2, ended.text().contains("another run has replaced the Jobs of this one"), ended.text());
    }

    /** A copy of the script in the test's folder, into which it writes. */
    private Path kubernetes() throws IOException {
        List<String> files = List.of("deploy/kubernetes/run", "deploy/kubernetes/base/settings.env", "bin/lib/common");
        for (String file : files) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(Path.of(file), folder.resolve(file));
        }
        return folder.resolve(files.get(0));
    }

    private TestShell.Ended inject() throws Exception {
        environment.put("INJECTOR", "1");
        environment.put("START_AT", "2026-11-25T10:00:00Z");
        environment.put("BASE_URL", "http://127.0.0.1:1");
        environment.put("SIMULATIONS", "simulations.A simulations.B");
        return run("injector");
    }

    private TestShell.Ended run(String program) throws Exception {
        return TestShell.run(environment, List.of("deploy/bin/" + program));
    }

    private Path results(String file) {
        return folder.resolve("results").resolve(file);
    }

    private void status(int injector, String text) throws Exception {
        Path file = results("injector-" + injector + "/status");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }

    private void java(String script) throws Exception {
        program("java", script);
    }

    private void program(String name, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }
}
