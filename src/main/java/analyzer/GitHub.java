package analyzer;

import analyzer.io.BadInputException;
import analyzer.report.MarkdownReport;
import analyzer.report.Report;
import analyzer.report.WorkflowCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Shows an analysis as annotations in a GitHub Actions job, and in the file that {@code GITHUB_STEP_SUMMARY} names, if it is set. */
final class GitHub {

    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    private final boolean isJob;
    private final String summary;

    private GitHub(boolean isJob, String summary) {
        this.isJob = isJob;
        this.summary = summary;
    }

    static GitHub of(Map<String, String> environment) {
        return new GitHub("true".equals(environment.get("GITHUB_ACTIONS")), environment.getOrDefault(SUMMARY, ""));
    }

    /** Console lines that create annotations; empty outside a job. */
    String annotations(Report report, boolean unjudgedIsError) {
        return isJob ? WorkflowCommands.render(report, unjudgedIsError) : "";
    }

    /** Console line that creates an annotation with the reason why nothing was judged; empty outside a job. */
    String annotation(String message) {
        return isJob ? WorkflowCommands.error("Nothing was judged", message) : "";
    }

    /**
     * Appends the report to the job summary, below what other steps wrote.
     *
     * @throws BadInputException if the summary cannot be written
     */
    void summarize(Report report) {
        append(MarkdownReport.render(report));
    }

    /** Appends to the job summary why nothing was judged. */
    void summarizeFailure(String message) {
        append(MarkdownReport.notJudged(message));
    }

    private void append(String markdown) {
        if (summary.isEmpty()) {
            return;
        }
        try {
            Path file = Path.of(summary);
            if (Files.exists(file)
                    && !Files.isRegularFile(file)
                    && !Files.isDirectory(file)
                    && !file.startsWith("/dev")) {
                // Opening a pipe would block.
                throw new BadInputException(
                        SUMMARY + "=" + summary + ": is not a regular file; unset it, or specify a file");
            }
            // Not writeString: it rejects half of a surrogate pair, which a name from outside can contain.
            byte[] text = (markdown + "\n").getBytes(StandardCharsets.UTF_8);
            Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BadInputException(
                    SUMMARY + "=" + summary + ": cannot be written (" + BadInputException.reason(e)
                            + "); unset it, or specify a file",
                    e);
        } catch (InvalidPathException e) {
            throw new BadInputException(SUMMARY + ": " + BadInputException.reason(e), e);
        }
    }
}
