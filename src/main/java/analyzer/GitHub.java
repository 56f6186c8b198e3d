package analyzer;

import analyzer.io.BadInputException;
import analyzer.io.Reason;
import analyzer.report.MarkdownReport;
import analyzer.report.Report;
import analyzer.report.WorkflowCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What a job of GitHub Actions shows of an analysis: its summary, and annotations. Outside of a job it does nothing. */
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

    /** The text as the job's console can show it: without lines that its runner would obey. */
    String console(String text) {
        return isJob ? WorkflowCommands.defused(text) : text;
    }

    /** Lines for the console that make annotations. */
    String annotations(Report report, boolean unjudgedIsError) {
        return isJob ? WorkflowCommands.render(report, unjudgedIsError) : "";
    }

    /** The line for the console that makes an annotation of why nothing was judged. */
    String annotation(String message) {
        return isJob ? WorkflowCommands.error("Nothing was judged", message) : "";
    }

    /**
     * Adds to the job's summary, below what other steps wrote.
     *
     * @throws BadInputException if it cannot be written
     */
    void summarize(Report report) {
        append(MarkdownReport.render(report));
    }

    /** Says in the job's summary why nothing was judged. */
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
                // A pipe would be waited for.
                throw new BadInputException(SUMMARY + "=" + summary + ": is no regular file; unset it, or name a file");
            }
            Files.writeString(file, markdown + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BadInputException(
                    SUMMARY + "=" + summary + ": cannot be written (" + Reason.of(e) + "); unset it, or name a file",
                    e);
        } catch (InvalidPathException e) {
            throw new BadInputException(SUMMARY + ": " + Reason.of(e), e);
        }
    }
}
