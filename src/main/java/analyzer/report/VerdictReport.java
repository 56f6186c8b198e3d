package analyzer.report;

import analyzer.verdict.Comparison;
import analyzer.verdict.LimitCheck;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Renders the comparisons of every metric, the table of verdicts, worst first, and the conclusion. */
public final class VerdictReport {

    private static final int MAX_ENDPOINT_COLUMNS = 17;

    private static final int OUTCOME_COLUMNS = 12;

    private VerdictReport() {}

    /** Renders the verdicts as {@link SafeText#printable} text. */
    public static String render(List<Verdict> verdicts) {
        return render(verdicts, false);
    }

    /**
     * Renders the verdicts as {@link SafeText#printable} text.
     *
     * @param coloured whether the words of verdicts are coloured
     */
    public static String render(List<Verdict> verdicts, boolean coloured) {
        List<Verdict> worstFirst = WorstFirst.sorted(verdicts);
        return SafeText.printable(comparisons(worstFirst))
                + table(worstFirst, coloured)
                + conclusion(worstFirst, coloured);
    }

    /** The conclusion begins with the word of the worst verdict. */
    private static String conclusion(List<Verdict> worstFirst, boolean coloured) {
        String text = SafeText.printable(Wrap.lines(Conclusion.of(worstFirst), 0, 0));
        Outcome worst = worstFirst.isEmpty() ? Outcome.PASS : worstFirst.get(0).outcome();
        String word = worst.toString();
        return word(worst, word, coloured) + text.substring(word.length());
    }

    private static String word(Outcome outcome, String word, boolean coloured) {
        return coloured ? coloured(outcome, word) : word;
    }

    /** A verdict's word in red, yellow or green. */
    static String coloured(Outcome outcome, String word) {
        int colour = switch (outcome) {
            case REGRESSION -> 31;
            case PASS -> 32;
            case CANNOT_JUDGE -> 33;
        };
        return "\u001b[1;" + colour + "m" + word + "\u001b[0m";
    }

    private static String comparisons(List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder("Comparison\n");
        for (Verdict verdict : verdicts) {
            text.append("  ").append(SafeText.name(verdict.endpoint())).append('\n');
            PairedText.sameRun(verdict).ifPresent(words -> text.append(Wrap.lines(words, 4, 6)));
            Deciding.basis(verdict)
                    .ifPresent(basis -> text.append("    ").append(basis).append('\n'));
            Deciding.rule(verdict).ifPresent(rule -> text.append(Wrap.lines(rule, 4, 6)));
            if (verdict.comparisons().isEmpty() && verdict.limits().isEmpty()) {
                text.append("    nothing to compare\n");
            }
            for (Comparison comparison : verdict.comparisons()) {
                text.append(String.format(
                        Locale.ROOT,
                        "    %-10s %9s -> %-9s %9s  %-18s %s\n",
                        comparison.metric(),
                        Figures.of(comparison.metric(), comparison.baseline()),
                        Figures.of(comparison.metric(), comparison.candidate()),
                        Figures.change(comparison.change()),
                        Figures.interval(comparison.interval()),
                        comparison.gated() ? "gated" : "shown"));
            }
            verdict.limits().forEach(check -> text.append(limit(check)));
        }
        return text.append('\n').toString();
    }

    private static String limit(LimitCheck check) {
        Deciding limit = Deciding.of(check);
        return String.format(
                Locale.ROOT,
                "    %-10s %9s    %-9s %9s  %-18s %s\n",
                limit.name(),
                narrow(limit.candidate()),
                narrow(limit.baseline()),
                "",
                narrow(limit.interval()),
                switch (check.outcome()) {
                    case PASS -> "met";
                    case REGRESSION -> "violated";
                    case CANNOT_JUDGE -> "inconclusive";
                });
    }

    private static String table(List<Verdict> verdicts, boolean coloured) {
        int width = verdicts.stream()
                .mapToInt(verdict -> verdict.endpoint().length())
                .max()
                .orElse(0);
        String name = "%-" + Math.max(8, Math.min(width, MAX_ENDPOINT_COLUMNS)) + "s ";
        String figures = " %-10s %9s %9s %8s %8s\n";
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                name + "%-" + OUTCOME_COLUMNS + "s" + figures,
                "Endpoint",
                "Verdict",
                "Decided by",
                PairedText.heading(verdicts),
                "Candidate",
                "Change",
                "Failed"));
        for (Verdict verdict : verdicts) {
            Optional<Deciding> decided = Deciding.of(verdict);
            String endpoint = SafeText.name(verdict.endpoint());
            String outcome = verdict.outcome().toString();
            // A longer name has a separate line, so that the columns stay aligned.
            boolean fits = verdict.endpoint().length() <= MAX_ENDPOINT_COLUMNS;
            text.append(SafeText.printable(
                    (fits ? "" : endpoint + "\n") + String.format(Locale.ROOT, name, fits ? endpoint : "")));
            text.append(word(verdict.outcome(), outcome, coloured))
                    .append(" ".repeat(OUTCOME_COLUMNS - outcome.length()));
            text.append(SafeText.printable(String.format(
                    Locale.ROOT,
                    figures,
                    decided.map(Deciding::name).orElse("-"),
                    decided.map(Deciding::baseline).map(VerdictReport::narrow).orElse("-"),
                    decided.map(Deciding::candidate).map(VerdictReport::narrow).orElse("-"),
                    decided.map(Deciding::change).orElse("-"),
                    verdict.result()
                            .map(result -> Figures.share(result.errorRateOfAll()))
                            .orElse("-"))));
            text.append(SafeText.printable(Wrap.lines(ReasonText.of(verdict.reasons()), 2, 2)));
            SlowdownText.of(verdict).forEach(words -> text.append(SafeText.printable(Wrap.lines(words, 2, 2))));
        }
        return text.append('\n').toString();
    }

    /** Removes what the columns have no room for: the space before the unit, and what growth is per. */
    private static String narrow(String figure) {
        return figure.replace(" ms", "ms").replace(" MB", "MB").replace(" per 1000 requests", "");
    }
}
