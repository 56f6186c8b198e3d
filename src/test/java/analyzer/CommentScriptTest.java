package analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that comments on a pull request, with a {@code gh} that only records its calls. */
class CommentScriptTest {

    @TempDir
    Path folder;

    @BeforeEach
    void install() throws Exception {
        Path gh = Files.writeString(folder.resolve("gh"), """
                #!/usr/bin/env bash
                printf '%s\\n' "$*" >>"$0.calls"
                for word in "$@"; do
                  if [[ $word == body=@* ]]; then cp "${word#body=@}" "$0.body"; fi
                done
                case $* in *--jq*) printf '%s' "${PRESENT:-}" ;; esac
                """);
        assertTrue(gh.toFile().setExecutable(true));
    }

    @Test
    void theNewestReportBecomesAComment() throws Exception {
        Files.writeString(folder.resolve("report_20261123_143000.md"), "older\n");
        Files.writeString(folder.resolve("report_20261123_150000.md"), "### REGRESSION\n");

        assertEquals(0, comment(""));

        assertTrue(calls().contains("--method POST repos/owner/api/issues/7/comments"), calls());
        String body = Files.readString(folder.resolve("gh.body"));
        assertTrue(body.startsWith("<!-- performance gate -->\n### REGRESSION\n"), body);
        assertTrue(body.contains("(https://github.example/owner/api/actions/runs/42)"), body);
    }

    @Test
    void repeatedRunsUpdateOneComment() throws Exception {
        Files.writeString(folder.resolve("report_20261123_143000.md"), "### PASS\n");

        assertEquals(0, comment("1001\n1002\n"));

        assertTrue(calls().contains("--method PATCH repos/owner/api/issues/comments/1001 "), calls());
        assertFalse(calls().contains("POST"), calls());
    }

    /** Any part of the folder of reports may be missing, as after a failed build. */
    @Test
    void withoutAReportThereIsNoComment() throws Exception {
        assertEquals(0, comment(""));
        assertEquals(0, comment("", folder.resolve("none"), ""));

        assertFalse(calls().contains("--method"), calls());
    }

    @Test
    void withoutAReportAnEarlierCommentIsReplaced() throws Exception {
        assertEquals(0, comment("1001\n", folder.resolve("none"), ""));

        assertTrue(calls().contains("--method PATCH repos/owner/api/issues/comments/1001 "), calls());
        assertEquals(
                "<!-- performance gate -->\nNothing was judged: [the last"
                        + " run](https://github.example/owner/api/actions/runs/42) failed before it wrote a report.\n",
                Files.readString(folder.resolve("gh.body")));
    }

    /** As when the job summary could not be written. */
    @Test
    void aPassOfAJobThatFailedIsNotShownAlone() throws Exception {
        Files.writeString(folder.resolve("report_20261123_143000.md"), "### x PASS: 1 of 1 endpoint judged\n");
        String failed = "<!-- performance gate -->\n**The job failed after it wrote this report:** see [the"
                + " run](https://github.example/owner/api/actions/runs/42).\n\n### x PASS";

        assertEquals(0, comment("", folder, "", "failure"));
        assertTrue(Files.readString(folder.resolve("gh.body")).startsWith(failed));
        assertEquals(0, comment("", folder, "", "success"));
        assertFalse(Files.readString(folder.resolve("gh.body")).contains("failed"));
        Files.writeString(folder.resolve("report_20261123_143000.md"), "### x REGRESSION: /v1/whoami\n");
        assertEquals(0, comment("", folder, "", "failure"));
        assertFalse(Files.readString(folder.resolve("gh.body")).contains("failed"));
    }

    @Test
    void eachCallOfARunHasACommentOfItsOwn() throws Exception {
        Files.writeString(folder.resolve("report_20261123_143000.md"), "### PASS\n");

        assertEquals(0, comment("", folder, "search"));

        assertTrue(calls().contains("startswith(\"<!-- performance gate: search -->\")"), calls());
        String body = Files.readString(folder.resolve("gh.body"));
        assertTrue(body.startsWith("<!-- performance gate: search -->\n**search**\n\n### PASS\n"), body);
    }

    private int comment(String present) throws Exception {
        return comment(present, folder, "");
    }

    private int comment(String present, Path reports, String name) throws Exception {
        return comment(present, reports, name, "success");
    }

    private int comment(String present, Path reports, String name, String result) throws Exception {
        TestShell.Ended ended = TestShell.run(
                Map.of(
                        "PATH",
                        folder + ":" + System.getenv("PATH"),
                        "PRESENT",
                        present,
                        "NAME",
                        name,
                        "LOAD_RESULT",
                        result,
                        "PULL_REQUEST",
                        "7",
                        "GITHUB_REPOSITORY",
                        "owner/api",
                        "GITHUB_SERVER_URL",
                        "https://github.example",
                        "GITHUB_RUN_ID",
                        "42"),
                List.of("bash", ".github/scripts/comment", reports.toString()));
        return ended.status();
    }

    private String calls() throws Exception {
        return Files.readString(folder.resolve("gh.calls"));
    }
}
