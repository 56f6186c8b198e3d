package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import analyzer.io.JsonFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class RepeatCommandTest {

    @TempDir
    Path folder;

    private String out;
    private String err;

    @Test
    void everyRunIsKeptAndTheRestIsForetold() {
        assertEquals(0, repeat(3, "20,20,20"), err);

        assertEquals(3, keptRuns());
        assertTrue(out.startsWith("Repeating 3 times: "), out);
        assertTrue(out.contains("Run 2 of 3: Saved:\n"), out);
        assertTrue(out.contains("\n3 of 3 runs are kept\n"), out);
        assertTrue(out.matches("(?s).*Run 1 of 3 took \\d+s; 2 more take about \\d+s, until \\d\\d:\\d\\d\n.*"), out);
        assertTrue(out.contains("PASS: 1 of 1 endpoint judged"), out);
        assertTrue(Files.exists(folder.resolve("results/TEST-performance.xml")));
    }

    @Test
    void aRunThatIsSlowerThanThoseBeforeIsNotKeptAndIsNoSuccess() {
        assertEquals(1, repeat(3, "20,40,20"));

        assertEquals(2, keptRuns());
        assertTrue(out.contains("Run 2 of 3: Not saved: /v1/whoami: it did not pass;"), out);
        assertTrue(out.contains("\n2 of 3 runs are kept\n"), out);
    }

    @Test
    void onlyWhatWasSavedIsReportedAsKept() {
        assertEquals(2, repeat(3, "20,40,0"));

        assertEquals(1, keptRuns());
        assertTrue(err.contains("1 finished run is kept"), err);
    }

    @Test
    void aPolicyThatCannotBeUsedIsFoundBeforeTheFirstLoad() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.conf"), "treshold = 10");
        List<String> command = new ArrayList<>(List.of("--policy", policy.toString()));
        command.addAll(FakeLoad.command(folder.resolve("gatling"), "20"));

        assertEquals(2, call(1, command));

        assertTrue(err.contains("treshold"), err);
        assertFalse(Files.exists(folder.resolve("gatling")), err);
    }

    /** They can contain passwords and tokens in any form. */
    @Test
    void theArgumentsOfTheCommandAreNotShown() {
        assertEquals(2, call(1, List.of("no-such-program", "-DLOGIN_PASSWORD=hunter2", "-u", "me:hunter2")));

        assertTrue(out.startsWith("Repeating 1 time: no-such-program ...\n"), out);
        assertTrue(err.contains("'no-such-program ...' cannot be started"), err);
        assertFalse((out + err).contains("hunter2"), out + err);
    }

    /** Opening a pipe would block, also for Ctrl-C. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeInPlaceOfItsOutputIsRefused() throws Exception {
        Path pipe = Files.createDirectories(folder.resolve("results")).resolve("repeat_1.log");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        assertEquals(2, call(1, List.of("true")));

        assertTrue(err.contains(pipe + ": is not a regular file; move it away"), err);
    }

    @Test
    void aLoadThatFailsEndsItAndWhatWasFinishedIsKept() throws Exception {
        assertEquals(2, repeat(3, "20,0,20"));

        assertEquals(1, keptRuns());
        assertTrue(err.contains("run 2 of 3: '"), err);
        assertTrue(err.contains("ended with exit status 1; see " + folder.resolve("results/repeat_2.log")), err);
        assertTrue(err.contains("1 finished run is kept"), err);
        assertEquals(1, err.lines().count(), err);
        assertEquals("the target does not answer\n", Files.readString(folder.resolve("results/repeat_2.log")));
    }

    /** As when the simulation that measures it could not be set up. */
    @Test
    void anEndpointThatWasAskedForAndNotMeasuredIsNoSuccess() throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("baselines")).resolve("v1_auth_login_baseline.json"),
                "{\"endpoint\": \"/v1/auth/login\", \"timestamp\": \"20250801_120000\", \"metrics\": {}}");
        assertEquals(0, repeat(1, "20,20,20"), "that endpoint was not requested");

        List<String> load = new ArrayList<>(List.of("--endpoint", "/v1/auth/login"));
        load.addAll(FakeLoad.command(folder.resolve("gatling"), "20,20,20"));
        assertEquals(3, call(1, load));
        assertTrue(out.contains("CANNOT_JUDGE: /v1/auth/login"), out);
        assertFalse(out.contains("PASS: 0 of 0"), out);
        load.addAll(0, List.of("--endpoint", "/v1/whoami"));
        assertEquals(3, call(1, load));
        assertTrue(out.contains("\n1 of 1 run is kept, but not for every endpoint\n"), out);
    }

    @Test
    void aLoadThatLeavesNoRunIsRefused() {
        assertEquals(2, call(2, List.of(javaCommand(), "-version")));
        assertTrue(err.contains("left no run in " + folder.resolve("gatling") + "; check --gatling-dir"), err);

        assertEquals(2, call(2, List.of("no-such-command-at-all")));
        assertTrue(err.contains("'no-such-command-at-all' cannot be started"), err);

        assertEquals(2, call(0, List.of(javaCommand())));
        assertTrue(err.contains("--runs must be at least 1"), err);
        assertEquals(0, folder.resolve("baselines").toFile().list().length);
    }

    /** A load that ends with the verdict reads the baselines. */
    @Test
    void theLoadKnowsTheBaselinesThatJudgeIt() throws Exception {
        Path file = Files.writeString(
                folder.resolve("Told.java"),
                "class Told { public static void main(String[] args) {"
                        + " System.out.println(System.getenv(\"BASELINE_DIR\")); } }");

        assertEquals(2, call(1, List.of(javaCommand(), file.toString())));

        assertEquals(
                folder.resolve("baselines").toAbsolutePath() + "\n",
                Files.readString(folder.resolve("results/repeat_1.log")));
    }

    @Test
    void aFolderThatCannotBeMadeIsFoundBeforeTheLoad() throws Exception {
        Files.createFile(folder.resolve("baselines"));

        assertEquals(2, call(2, FakeLoad.command(folder.resolve("gatling"), "20,20")));

        assertTrue(err.contains("baselines: cannot be created ("), err);
        assertFalse(Files.exists(folder.resolve("gatling")));
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void ctrlCEndsTheLoadAndKeepsWhatWasFinished() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                javaCommand(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "analyzer.Main"));
        command.addAll(arguments(3, FakeLoad.command(folder.resolve("gatling"), "20,-1")));
        Path console = folder.resolve("console");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
        Path pid = folder.resolve("gatling/pid");
        while (!Files.exists(pid) && process.isAlive()) {
            Thread.sleep(20);
        }
        ProcessHandle load =
                ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();

        process.destroy();
        process.waitFor();
        load.onExit().get();

        assertEquals(1, keptRuns());
        String shown = Files.readString(console);
        assertTrue(shown.contains("perf-analyzer: stopped; 1 finished run is kept"), shown);
        assertFalse(shown.contains("ended with exit status"), shown);
    }

    private int keptRuns() {
        return JsonFile.readObject(folder.resolve("baselines/v1_whoami_baseline.json"))
                .path("runs")
                .size();
    }

    @Test
    void optionsOfTheLoadAreNotThoseOfTheCommand() {
        CommandSpec spec = new CommandLine(new RepeatCommand(GitHub.of(Map.of()))).getCommandSpec();
        assertNotEquals(
                Optional.of(Path.of("other")),
                ResultsOptions.of(spec, List.of("repeat", "--", "load", "--results-dir", "other")));
        assertEquals(
                Optional.of(Path.of("mine")),
                ResultsOptions.of(spec, List.of("repeat", "--results-dir", "mine", "--", "load")));
    }

    private static String javaCommand() {
        return FakeLoad.command(Path.of(""), "").get(0);
    }

    private int repeat(int runs, String times) {
        return call(runs, FakeLoad.command(folder.resolve("gatling"), times));
    }

    private List<String> arguments(int runs, List<String> load) {
        List<String> all = new ArrayList<>(List.of(
                "repeat",
                "--runs",
                String.valueOf(runs),
                "--gatling-dir",
                folder.resolve("gatling").toString(),
                "--results-dir",
                folder.resolve("results").toString(),
                "--baseline-dir",
                folder.resolve("baselines").toString()));
        all.addAll(load);
        return all;
    }

    private int call(int runs, List<String> load) {
        StringWriter outWriter = new StringWriter();
        StringWriter errWriter = new StringWriter();
        int exitCode = Main.run(
                Map.of(),
                new PrintWriter(outWriter),
                new PrintWriter(errWriter),
                arguments(runs, load).toArray(String[]::new));
        out = outWriter.toString();
        err = errWriter.toString();
        return exitCode;
    }
}
