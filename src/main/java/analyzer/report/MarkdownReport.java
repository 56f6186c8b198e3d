package analyzer.report;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.Quantity;
import analyzer.metrics.RunInfo;
import analyzer.verdict.Comparison;
import analyzer.verdict.LimitCheck;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Renders the verdicts as Markdown, for a job summary and for a comment on a pull request. */
public final class MarkdownReport {

    /** GitHub limits a comment to 65 536 characters. */
    private static final int MAX_LENGTH = 65_000;

    private static final int MAX_ROWS = 60;
    private static final int MAX_NAMES = 10;
    private static final int MAX_INJECTORS = 20;
    private static final int MAX_REASON = 600;

    private MarkdownReport() {}

    /** Renders the worst endpoints, as many as fit in a comment. */
    public static String render(Report report) {
        int rows = MAX_ROWS;
        String text = render(report, rows);
        while (text.length() > MAX_LENGTH && rows > 1) {
            rows /= 2;
            text = render(report, rows);
        }
        return text;
    }

    private static String render(Report report, int rows) {
        List<Verdict> shown = report.verdicts().stream().limit(rows).toList();
        StringBuilder text = new StringBuilder();
        line(text, "### %s %s", symbol(report.outcome()), MarkdownText.of(Conclusion.of(report.verdicts(), MAX_NAMES)));
        line(text, "");
        table(text, shown);
        if (report.verdicts().size() > shown.size()) {
            line(text, "");
            line(
                    text,
                    "For %s, see the HTML report or the JSON file.",
                    Quantity.of(report.verdicts().size() - shown.size(), "more endpoint"));
        }
        slowdowns(text, shown);
        notes(text, report.notes());
        metrics(text, shown);
        background(text, shown, report);
        report.injectors().stream()
                .limit(MAX_NAMES)
                .forEach(run -> text.append("\n<details><summary>Injectors</summary>\n\n<pre>\n")
                        .append(MarkdownText.pre(InjectorReport.render(run, MAX_INJECTORS)))
                        .append("</pre>\n\n</details>\n"));
        return text.toString();
    }

    /** The job summary of an analysis that judged nothing. */
    public static String notJudged(String message) {
        return "### " + symbol(Outcome.CANNOT_JUDGE) + " Nothing was judged\n\n" + MarkdownText.of(message) + "\n";
    }

    private static void notes(StringBuilder text, List<String> notes) {
        notes.stream().limit(MAX_NAMES).forEach(note -> line(text, "\nNote: %s", reason(note)));
        if (notes.size() > MAX_NAMES) {
            line(text, "\nFor %s, see the JSON file.", Quantity.of(notes.size() - MAX_NAMES, "more note"));
        }
    }

    private static String name(Verdict verdict) {
        return MarkdownText.code(Cut.name(verdict.endpoint()));
    }

    private static String reason(String text) {
        return MarkdownText.of(Cut.to(MAX_REASON, text));
    }

    private static void table(StringBuilder text, List<Verdict> verdicts) {
        line(
                text,
                "| | Endpoint | Verdict | Metric | %s | Candidate | Change | 95 %% interval | Failed | Why |",
                PairedText.heading(verdicts));
        line(text, "|---|---|---|---|--:|--:|--:|--:|--:|---|");
        for (Verdict verdict : verdicts) {
            Optional<Deciding> decided = Deciding.of(verdict);
            line(
                    text,
                    "| %s | %s | %s | %s | %s | %s |",
                    symbol(verdict.outcome()),
                    name(verdict),
                    verdict.outcome().toString(),
                    decided.map(MarkdownReport::figures).orElse("- | - | - | - | -"),
                    verdict.result()
                            .map(result -> Figures.share(result.errorRateOfAll()))
                            .orElse("-"),
                    reason(ReasonText.of(verdict.reasons())));
        }
    }

    private static String figures(Deciding decided) {
        return String.join(
                " | ",
                decided.name(),
                MarkdownText.of(decided.baseline()),
                MarkdownText.of(decided.candidate()),
                decided.change(),
                decided.interval());
    }

    private static void slowdowns(StringBuilder text, List<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            String words = String.join(" ", SlowdownText.of(verdict));
            if (!words.isEmpty()) {
                line(text, "\n%s: %s", name(verdict), MarkdownText.of(words));
            }
        }
    }

    private static void metrics(StringBuilder text, List<Verdict> verdicts) {
        List<Verdict> compared = verdicts.stream()
                .filter(verdict ->
                        !verdict.comparisons().isEmpty() || !verdict.limits().isEmpty())
                .toList();
        if (compared.isEmpty()) {
            return;
        }
        line(text, "");
        line(text, "<details><summary>All metrics</summary>");
        line(text, "");
        line(
                text,
                "| Endpoint | Metric | %s | Candidate | Change | 95 %% interval | Decides |",
                PairedText.heading(compared));
        line(text, "|---|---|--:|--:|--:|--:|---|");
        for (Verdict verdict : compared) {
            for (Comparison comparison : verdict.comparisons()) {
                line(
                        text,
                        "| %s | %s | %s |",
                        name(verdict),
                        figures(Deciding.of(comparison)),
                        comparison.gated() ? "yes" : "no");
            }
            for (LimitCheck check : verdict.limits()) {
                line(text, "| %s | %s | limit |", name(verdict), figures(Deciding.of(check)));
            }
        }
        line(text, "");
        line(text, "</details>");
    }

    private static void background(StringBuilder text, List<Verdict> verdicts, Report report) {
        line(text, "");
        line(text, "<details><summary>Load profile, machine, method</summary>");
        line(text, "");
        distinct(text, "Load", verdicts, run -> run.profile().toString());
        distinct(text, "Base in the same run", verdicts, run -> run.baseTarget().orElse(""));
        pairedRun(text, verdicts);
        distinct(text, "Machine", verdicts, run -> run.machine().toString());
        distinct(text, "Duration", verdicts, run -> MeasuredTime.text(run).orElse(""));
        distinct(text, "Commit", verdicts, RunInfo::commit);
        verdicts.forEach(verdict -> Deciding.basis(verdict)
                .ifPresent(basis -> line(text, "- %s: %s", MarkdownText.code(verdict.endpoint()), basis)));
        verdicts.forEach(verdict ->
                Deciding.rule(verdict).ifPresent(rule -> line(text, "- %s: %s", name(verdict), MarkdownText.of(rule))));
        verdicts.forEach(verdict -> verdict.result()
                .flatMap(EndpointResult::health)
                .ifPresent(health -> line(
                        text,
                        "- Load generator of %s: %s",
                        name(verdict),
                        MarkdownText.of(GeneratorText.items(health)))));
        verdicts.forEach(verdict -> verdict.result().map(TargetText::lines).orElse(List.of()).stream()
                .forEach(words -> line(text, "- %s: %s", name(verdict), MarkdownText.of(words))));
        line(text, "- Measured: %s by %s", report.time(), report.tool());
        line(text, "- Method: %s", MarkdownText.of(Method.of(report)));
        line(text, "");
        line(text, "</details>");
    }

    private static void pairedRun(StringBuilder text, List<Verdict> verdicts) {
        verdicts.forEach(verdict -> verdict.result()
                .flatMap(PairedText::split)
                .ifPresent(split -> line(
                        text,
                        "- Users of %s waited %s",
                        MarkdownText.code(verdict.endpoint()),
                        MarkdownText.of(split))));
        verdicts.forEach(verdict -> verdict.result()
                .flatMap(PairedText::failures)
                .ifPresent(words -> line(
                        text, "- Failures of %s: %s", MarkdownText.code(verdict.endpoint()), MarkdownText.of(words))));
    }

    private static void distinct(
            StringBuilder text, String name, List<Verdict> verdicts, Function<RunInfo, String> value) {
        verdicts.stream()
                .map(Verdict::result)
                .flatMap(Optional::stream)
                .map(EndpointResult::run)
                .flatMap(Optional::stream)
                .map(value)
                .filter(words -> !words.isEmpty())
                .distinct()
                .limit(MAX_NAMES)
                .forEach(words -> line(text, "- %s: %s", name, MarkdownText.of(words)));
    }

    private static String symbol(Outcome outcome) {
        return switch (outcome) {
            case REGRESSION -> "\u274C";
            case CANNOT_JUDGE -> "\u2754";
            case PASS -> "\u2705";
        };
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
