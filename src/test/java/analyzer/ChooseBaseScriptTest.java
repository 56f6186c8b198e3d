package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that chooses the base of a backend. */
class ChooseBaseScriptTest {

    private static final String ZEROS = "0".repeat(40);

    @TempDir
    Path folder;

    private Path backend;
    private String old;
    private String base;
    private String head;
    private String merge;

    /** main has new commits since the pull request began, and the pull request has two commits. */
    @BeforeEach
    void start() throws Exception {
        backend = folder.resolve("backend");
        TestShell.git(folder, "init", "--quiet", "--initial-branch=main", backend.toString());
        old = commit();
        base = commit();
        TestShell.git(backend, "checkout", "--quiet", "-b", "feature", old);
        commit();
        head = commit();
        TestShell.git(backend, "checkout", "--quiet", "--detach", base);
        TestShell.git(backend, "merge", "--quiet", "--no-ff", "-m", "merge", head);
        merge = TestShell.git(backend, "rev-parse", "HEAD");
    }

    /** The event still names the head of main at the last push to the pull request. */
    @Test
    void aPullRequestIsComparedWithTheCommitItIsMergedWith() throws Exception {
        assertEquals(base, chosen(merge, pullRequest(merge)));
    }

    @Test
    void theHeadOfAPullRequestAloneIsComparedWithTheBaseOfTheEvent() throws Exception {
        assertEquals(old, chosen(head, pullRequest(merge)));
    }

    @Test
    void aPushIsComparedWithWhatTheBranchHad() throws Exception {
        assertEquals(old, chosen(head, push(old)));
    }

    @Test
    void aPushWithoutAPreviousHeadIsComparedWithItsParent() throws Exception {
        String parent = TestShell.git(backend, "rev-parse", head + "^1");

        assertEquals(parent, chosen(head, push(ZEROS)), "a new branch");
        Map<String, String> forced = push(old);
        forced.put("FORCED", "true");
        assertEquals(parent, chosen(head, forced), "the old commit may be gone");
    }

    /** The event names commits of its own repository, not of the backend's. */
    @Test
    void anotherRepositorysBackendIsComparedWithItsParent() throws Exception {
        String parent = TestShell.git(backend, "rev-parse", head + "^1");
        Map<String, String> push = push(old);
        push.put("OWN", "false");
        Map<String, String> pullRequest = pullRequest(merge);
        pullRequest.put("OWN", "false");

        assertEquals(parent, chosen(head, push));
        assertEquals(parent, chosen(head, pullRequest));
    }

    @Test
    void aBaseOrKeptBaselinesCanBeSet() throws Exception {
        Map<String, String> named = pullRequest(merge);
        named.put("BASE", "v1");
        assertEquals("v1", chosen(merge, named));
        named.put("BASE", "kept");
        assertEquals("", chosen(merge, named));
        named.put("BOOTSTRAP", "true");
        assertEquals("", chosen(merge, named));
    }

    @Test
    void refusesToSaveBaselinesThatAreNotUsed() throws Exception {
        for (String named : List.of("", "v1")) {
            Map<String, String> bootstrap = new HashMap<>(
                    Map.of("EVENT", "workflow_dispatch", "GITHUB_SHA", head, "BOOTSTRAP", "true", "BASE", named));
            TestShell.Ended ended = choose(head, bootstrap);
            assertEquals(2, ended.status());
            assertTrue(ended.text().contains("BACKEND_BASE_REF to kept"), ended.text());
        }
    }

    @Test
    void aFirstCommitHasNoBase() throws Exception {
        TestShell.Ended ended = choose(old, push(ZEROS));

        assertEquals(2, ended.status());
        assertEquals(
                "choose-base: the backend's commit " + old + " has no parent to compare it with; set backend-base-ref"
                        + " or BACKEND_BASE_REF to another commit\n",
                ended.text());
    }

    private Map<String, String> pullRequest(String sha) {
        return new HashMap<>(
                Map.of("OWN", "true", "EVENT", "pull_request", "GITHUB_SHA", sha, "PULL_REQUEST_BASE", old));
    }

    private Map<String, String> push(String before) {
        return new HashMap<>(Map.of("OWN", "true", "EVENT", "push", "GITHUB_SHA", head, "BEFORE", before));
    }

    private String chosen(String commit, Map<String, String> environment) throws Exception {
        TestShell.Ended ended = choose(commit, environment);
        assertEquals(0, ended.status(), ended.text());
        return Files.readString(folder.resolve("output")).strip().substring("ref=".length());
    }

    private TestShell.Ended choose(String commit, Map<String, String> environment) throws Exception {
        TestShell.git(backend, "checkout", "--quiet", "--detach", commit);
        Path output = folder.resolve("output");
        Files.deleteIfExists(output);
        environment.put("GITHUB_OUTPUT", output.toString());
        return TestShell.run(environment, List.of("bash", ".github/scripts/choose-base", backend.toString()));
    }

    private int commits;

    private String commit() throws Exception {
        Files.writeString(backend.resolve("file" + ++commits), "");
        TestShell.git(backend, "add", "--all");
        TestShell.git(backend, "commit", "--quiet", "-m", "commit " + commits);
        return TestShell.git(backend, "rev-parse", "HEAD");
    }
}
