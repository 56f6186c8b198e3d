package analyzer.report;

import analyzer.verdict.Comparison;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Locale;

/** The comparison of every metric, then the table of verdicts, worst first, then the sentence that sums it up. */
public final class VerdictReport {

    private static final int MAX_ENDPOINT_COLUMNS = 27;

    private VerdictReport() {}

    public static String render(List<Verdict> verdicts) {
        List<Verdict> worstFirst = WorstFirst.sorted(verdicts);
        return comparisons(worstFirst) + table(worstFirst) + Wrap.lines(Conclusion.of(worstFirst), 0, 0);
    }

    private static String comparisons(List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder("Comparison with the baselines\n");
        for (Verdict verdict : verdicts) {
            text.append("  ").append(Terminal.name(verdict.endpoint())).append('\n');
            SameRunText.beside(verdict).ifPresent(words -> text.append(Wrap.lines(words, 4, 6)));
            Basis.of(verdict)
                    .ifPresent(basis -> text.append("    ").append(basis).append('\n'));
            if (verdict.comparisons().isEmpty()) {
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
        }
        return text.append('\n').toString();
    }

    private static String table(List<Verdict> verdicts) {
        int width = verdicts.stream()
                .mapToInt(verdict -> verdict.endpoint().length())
                .max()
                .orElse(0);
        String row = "%-" + Math.max(8, Math.min(width, MAX_ENDPOINT_COLUMNS)) + "s %-12s %9s %9s %9s  %s\n";
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, row, "Endpoint", "Verdict", "P95 was", "P95 is", "Change", "Errors"));
        for (Verdict verdict : verdicts) {
            Comparison p95 = verdict.comparisons().isEmpty()
                    ? null
                    : verdict.comparisons().get(0);
            boolean fits = verdict.endpoint().length() <= MAX_ENDPOINT_COLUMNS;
            text.append(fits ? "" : Terminal.name(verdict.endpoint()) + "\n");
            text.append(String.format(
                    Locale.ROOT,
                    row,
                    // A longer name stands in a line of its own, or the columns would not.
                    fits ? Terminal.name(verdict.endpoint()) : "",
                    verdict.outcome(),
                    p95 == null ? "-" : Figures.millis(p95.baseline()),
                    p95 == null
                            ? verdict.result()
                                    .map(result ->
                                            Figures.millis(result.metrics().p95Millis()))
                                    .orElse("-")
                            : Figures.millis(p95.candidate()),
                    p95 == null ? "-" : Figures.change(p95.change()),
                    verdict.result()
                            .map(result -> Figures.share(result.errorRate()))
                            .orElse("-")));
            text.append(Wrap.lines(verdict.reason(), 2, 2));
        }
        return text.append('\n').toString();
    }
}
