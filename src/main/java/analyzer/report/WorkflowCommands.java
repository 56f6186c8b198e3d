package analyzer.report;

import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Annotations for GitHub Actions: lines on the console that the runner shows beside the job (its documentation: "Workflow
 * commands for GitHub Actions").
 */
public final class WorkflowCommands {

    /** The runner shows ten annotations of a kind per step and drops the others. */
    private static final int MAX_OF_A_KIND = 10;

    private static final int MAX_NAME = 200;
    private static final int MAX_REASON = 1000;

    private WorkflowCommands() {}

    /** An error for what regressed, and one for what could not be judged: a warning where that is allowed. */
    public static String render(Report report, boolean unjudgedIsError) {
        return annotations(report, Outcome.REGRESSION, "error", "Regression")
                + annotations(report, Outcome.CANNOT_JUDGE, unjudgedIsError ? "error" : "warning", "Cannot judge");
    }

    /** An error with a message. */
    public static String error(String title, String message) {
        return command("error", title, message);
    }

    /**
     * The text without lines that a runner would take for a command, be it of GitHub Actions or of Azure Pipelines: messages come
     * from outside.
     */
    public static String defused(String text) {
        return text.replaceAll("(?m)^(\\s*):(?=:)", "$1: ")
                .replace("##[", "## [")
                .replace("##vso[", "## vso[");
    }

    private static String annotations(Report report, Outcome outcome, String kind, String title) {
        List<Verdict> all = report.verdicts().stream()
                .filter(verdict -> verdict.outcome() == outcome)
                .toList();
        int shown = all.size() <= MAX_OF_A_KIND ? all.size() : MAX_OF_A_KIND - 1;
        StringBuilder text = new StringBuilder();
        all.stream()
                .limit(shown)
                .forEach(verdict -> text.append(command(
                        kind,
                        title + ": " + Cut.to(MAX_NAME, verdict.endpoint()),
                        Cut.to(MAX_REASON, verdict.reason()))));
        if (all.size() > shown) {
            text.append(
                    command(kind, title, "and " + (all.size() - shown) + " other endpoints; see the job's summary"));
        }
        return text.toString();
    }

    private static String command(String kind, String title, String message) {
        return "::" + kind + " title=" + escaped(title).replace(":", "%3A").replace(",", "%2C") + "::"
                + escaped(message) + "\n";
    }

    private static String escaped(String text) {
        String readable = text.lines().map(Terminal::safe).collect(Collectors.joining("\n"));
        return readable.replace("%", "%25").replace("\n", "%0A");
    }
}
