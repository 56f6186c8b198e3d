package analyzer.report;

import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Annotations for GitHub Actions: console lines that the runner shows with the job (documented as "Workflow commands for GitHub
 * Actions").
 */
public final class WorkflowCommands {

    /** The runner shows ten annotations of a kind per step and drops the rest. */
    private static final int MAX_OF_A_KIND = 10;

    private static final int MAX_REASON = 1000;

    private WorkflowCommands() {}

    /** An error per regression, and an error per endpoint that could not be judged, or a warning if that is allowed. */
    public static String render(Report report, boolean unjudgedIsError) {
        return annotations(report, Outcome.REGRESSION, "error", "Regression")
                + annotations(report, Outcome.CANNOT_JUDGE, unjudgedIsError ? "error" : "warning", "Cannot judge");
    }

    public static String error(String title, String message) {
        return command("error", title, message);
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
                        title + ": " + Cut.name(verdict.endpoint()),
                        Cut.to(MAX_REASON, ReasonText.of(verdict.reasons())))));
        if (all.size() > shown) {
            text.append(command(kind, title, "and " + (all.size() - shown) + " other endpoints; see the job summary"));
        }
        return text.toString();
    }

    private static String command(String kind, String title, String message) {
        return "::" + kind + " title=" + escaped(title).replace(":", "%3A").replace(",", "%2C") + "::"
                + escaped(message) + "\n";
    }

    private static String escaped(String text) {
        String readable = text.lines().map(SafeText::of).collect(Collectors.joining("\n"));
        return readable.replace("%", "%25").replace("\n", "%0A");
    }
}
