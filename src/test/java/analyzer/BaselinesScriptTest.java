package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that commits baselines to the repository, with runs that save at the same time, each in its own clone. */
class BaselinesScriptTest {

    private static final String LIVE = "perf_baselines/live_baseline.json";
    private static final String WHOAMI = "perf_baselines/backend/who am i_baseline.json";

    @TempDir
    Path folder;

    private Path origin;

    @BeforeEach
    void start() throws Exception {
        origin = folder.resolve("origin.git");
        TestShell.git(folder, "init", "--quiet", "--bare", "--initial-branch=main", origin.toString());
        Path seed = folder.resolve("seed");
        TestShell.git(folder, "clone", "--quiet", origin.toString(), seed.toString());
        write(seed, LIVE, "live 1");
        write(seed, "code", "code 1");
        push(seed);
    }

    @Test
    void neitherOfTwoRunsLosesWhatTheOtherSaved() throws Exception {
        Path first = clone("first");
        Path second = clone("second");
        write(first, LIVE, "live 2");
        write(second, WHOAMI, "whoami 1");
        pack(first);
        pack(second);

        assertEquals(0, commit(clone("a"), first).status());
        TestShell.Ended ended = commit(clone("b"), second);

        assertEquals(0, ended.status(), ended.text());
        assertEquals("live 2", saved(LIVE));
        assertEquals("whoami 1", saved(WHOAMI));
    }

    /** The branch changes between fetch and push: a hook of the first push pushes another run. */
    @Test
    void aSecondPushIsRetriedOnTopOfTheFirst() throws Exception {
        Path mine = clone("mine");
        write(mine, WHOAMI, "whoami 1");
        pack(mine);
        Path other = clone("other");
        write(other, LIVE, "live 2");
        write(other, "code", "code 2");
        Path job = clone("job");
        Path hook = Files.writeString(job.resolve(".git/hooks/pre-push"), """
                #!/bin/sh
                cd '%s' || exit
                unset GIT_DIR GIT_INDEX_FILE
                git commit --quiet --all -m other && git push --quiet
                exit 0
                """.formatted(other));
        assertTrue(hook.toFile().setExecutable(true));

        TestShell.Ended ended = commit(job, mine);

        assertEquals(0, ended.status(), ended.text());
        assertTrue(ended.text().contains("trying again"), ended.text());
        assertEquals("whoami 1", saved(WHOAMI));
        assertEquals("live 2", saved(LIVE));
        assertEquals("code 2", saved("code"));
    }

    @Test
    void aFileChangedByAnotherRunIsKeptAndReportedAndTheOthersAreSaved() throws Exception {
        Path mine = clone("mine");
        write(mine, LIVE, "live mine");
        write(mine, WHOAMI, "whoami 1");
        pack(mine);
        Path other = clone("other");
        write(other, LIVE, "live other");
        push(other);

        TestShell.Ended ended = commit(clone("job"), mine);

        assertEquals(1, ended.status());
        assertTrue(
                ended.text().contains("Not saved: " + LIVE + ", which another run changed on branch main"),
                ended.text());
        assertEquals("live other", saved(LIVE));
        assertEquals("whoami 1", saved(WHOAMI));
    }

    @Test
    void onlyBaselinesAreMovedAndTheCommitStartsNoRun() throws Exception {
        Path mine = clone("mine");
        write(mine, LIVE, "live 2");
        write(mine, "code", "not to be saved");
        write(mine, "perf_baselines/.lock", "");
        pack(mine);

        assertEquals(0, commit(clone("job"), mine).status());

        assertEquals(LIVE, TestShell.git(origin, "show", "--format=", "--name-only", "main"));
        assertEquals(
                "Save performance baselines [skip ci]", TestShell.git(origin, "show", "-s", "--format=%s", "main"));
    }

    /** The job that packs also runs the code of the backend, which could add another file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "perf_policy.conf",
                "perf_baselines/../perf_policy.conf",
                "perf_baselines/../src/x_baseline.json",
                "perf_baselines/v1_who"
            })
    void anythingButABaselineIsRefused(String file) throws Exception {
        Path mine = clone("mine");
        write(mine, WHOAMI, "whoami 1");
        pack(mine);
        Path packed = packed(mine);
        Path added = packed.resolve(file);
        Files.createDirectories(added.getParent());
        Files.writeString(added, "threshold = 900");
        // A truncated file lacks the end of its last entry.
        Files.writeString(packed.resolve("was"), "none " + file, StandardOpenOption.APPEND);

        TestShell.Ended ended = commit(clone("job"), mine);

        assertEquals(2, ended.status(), ended.text());
        assertTrue(ended.text().contains("lists '" + file + "', which is not a baseline"), ended.text());
        assertFalse(Files.exists(clone("after").resolve(WHOAMI)));
    }

    @Test
    void nothingToSaveIsAFailure() throws Exception {
        TestShell.Ended ended = script("pack", clone("mine"), folder.resolve("packed"), Map.of());

        assertEquals(1, ended.status());
        assertTrue(ended.text().startsWith("No baseline was saved"), ended.text());
    }

    @Test
    void aRejectedPushIsReportedOnce() throws Exception {
        Path mine = clone("mine");
        write(mine, LIVE, "live 2");
        pack(mine);
        Path hook = Files.writeString(origin.resolve("hooks/pre-receive"), "#!/bin/sh\nexit 1\n");
        assertTrue(hook.toFile().setExecutable(true));

        TestShell.Ended ended = commit(clone("job"), mine);

        assertEquals(1, ended.status());
        assertTrue(
                ended.text().contains("if it is protected, set the variable BASELINE_BRANCH to an unprotected branch"),
                ended.text());
        assertEquals("live 1", saved(LIVE));
    }

    @Test
    void anotherBranchCanBeSet() throws Exception {
        TestShell.git(origin, "branch", "kept", "main");
        Path mine = clone("mine");
        write(mine, LIVE, "live 2");
        pack(mine);

        TestShell.Ended ended = script(
                "commit", clone("job"), packed(mine), Map.of("BASELINE_BRANCH", "kept", "GITHUB_REF_NAME", "main"));

        assertEquals(0, ended.status(), ended.text());
        assertEquals("live 1", saved(LIVE));
        assertEquals("live 2", TestShell.git(origin, "show", "kept:" + LIVE));
        assertThrows(IOException.class, () -> TestShell.git(origin, "rev-parse", "--verify", "refs/heads/none"));
    }

    private void pack(Path clone) throws Exception {
        TestShell.Ended ended = script("pack", clone, packed(clone), Map.of());
        assertEquals(0, ended.status(), ended.text());
    }

    private TestShell.Ended commit(Path job, Path clone) throws Exception {
        return script("commit", job, packed(clone), Map.of("GITHUB_REF_NAME", "main"));
    }

    private static Path packed(Path clone) {
        return clone.resolveSibling(clone.getFileName() + "-packed");
    }

    private static TestShell.Ended script(String command, Path checkout, Path packed, Map<String, String> environment)
            throws Exception {
        return TestShell.run(
                environment,
                List.of("bash", ".github/scripts/baselines", command, checkout.toString(), packed.toString()));
    }

    /** Creates a clone that is as shallow as the one in the workflow. */
    private Path clone(String name) throws Exception {
        Path clone = folder.resolve(name);
        TestShell.git(folder, "clone", "--quiet", "--depth=1", "file://" + origin, clone.toString());
        return clone;
    }

    private static void write(Path clone, String file, String text) throws IOException {
        Files.createDirectories(clone.resolve(file).getParent());
        Files.writeString(clone.resolve(file), text);
    }

    private static void push(Path clone) throws Exception {
        TestShell.git(clone, "add", "--all");
        TestShell.git(clone, "commit", "--quiet", "-m", "change");
        TestShell.git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/main");
    }

    private String saved(String file) throws Exception {
        return TestShell.git(origin, "show", "main:" + file);
    }
}
