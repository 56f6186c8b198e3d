package analyzer.report;

import analyzer.verdict.Comparison;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The comparison of every metric, then the table of verdicts, worst first, then the sentence that sums it up. */
public final class VerdictReport {

    private static final int MAX_ENDPOINT_COLUMNS = 27;

    private VerdictReport() {}

    public static String render(List<Verdict> verdicts) {
        List<Verdict> worstFirst = verdicts.stream()
                .sorted(Comparator.comparing(VerdictReport::severity).thenComparing(Verdict::endpoint))
                .toList();
        return comparisons(worstFirst) + table(worstFirst) + conclusion(worstFirst);
    }

    private static int severity(Verdict verdict) {
        return switch (verdict.outcome()) {
            case REGRESSION -> 0;
            case CANNOT_JUDGE -> 1;
            case PASS -> 2;
        };
    }

    private static String comparisons(List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder("Comparison with the baselines\n");
        for (Verdict verdict : verdicts) {
            text.append("  ").append(verdict.endpoint()).append('\n');
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
            text.append(fits ? "" : verdict.endpoint() + "\n");
            text.append(String.format(
                    Locale.ROOT,
                    row,
                    // A longer name stands in a line of its own, or the columns would not.
                    fits ? verdict.endpoint() : "",
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

    private static String conclusion(List<Verdict> verdicts) {
        List<Verdict> regressed = of(verdicts, Outcome.REGRESSION);
        List<Verdict> unjudged = of(verdicts, Outcome.CANNOT_JUDGE);
        StringBuilder text = new StringBuilder();
        if (!regressed.isEmpty()) {
            text.append("REGRESSION: ").append(names(regressed));
        }
        if (!unjudged.isEmpty()) {
            text.append(regressed.isEmpty() ? "" : ". ")
                    .append("CANNOT JUDGE: ")
                    .append(names(unjudged));
        }
        if (text.isEmpty()) {
            text.append("PASS: ").append(verdicts.size()).append(" of ").append(verdicts.size());
            text.append(" endpoints judged, no regression");
        }
        return Wrap.lines(text.toString(), 0, 0);
    }

    private static List<Verdict> of(List<Verdict> verdicts, Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).toList();
    }

    private static String names(List<Verdict> verdicts) {
        return verdicts.stream().map(Verdict::endpoint).collect(Collectors.joining(", "));
    }
}
