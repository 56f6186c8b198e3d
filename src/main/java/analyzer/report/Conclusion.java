package analyzer.report;

import analyzer.metrics.Quantity;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** The sentence that summarizes an analysis. */
final class Conclusion {

    private Conclusion() {}

    /** {@code REGRESSION: /a. CANNOT_JUDGE: /b}, or that all passed. */
    static String of(List<Verdict> verdicts) {
        return of(verdicts, Integer.MAX_VALUE);
    }

    /** The same with at most {@code names} names of each kind. */
    static String of(List<Verdict> verdicts, int names) {
        List<String> regressed = endpoints(verdicts, Outcome.REGRESSION);
        List<String> unjudged = endpoints(verdicts, Outcome.CANNOT_JUDGE);
        StringBuilder text = new StringBuilder();
        if (!regressed.isEmpty()) {
            text.append("REGRESSION: ").append(joined(regressed, names));
        }
        if (!unjudged.isEmpty()) {
            text.append(regressed.isEmpty() ? "" : ". ")
                    .append("CANNOT_JUDGE: ")
                    .append(joined(unjudged, names));
        }
        if (text.isEmpty()) {
            text.append("PASS: ")
                    .append(verdicts.size())
                    .append(" of ")
                    .append(Quantity.of(verdicts.size(), "endpoint"))
                    .append(" judged, no regression");
        }
        return text.toString();
    }

    private static List<String> endpoints(List<Verdict> verdicts, Outcome outcome) {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() == outcome)
                .map(Verdict::endpoint)
                .toList();
    }

    private static String joined(List<String> endpoints, int names) {
        String shown = endpoints.stream().limit(names).map(Cut::name).collect(Collectors.joining(", "));
        return endpoints.size() <= names ? shown : shown + " and " + (endpoints.size() - names) + " more";
    }
}
