package analyzer;

import analyzer.report.ReasonText;
import analyzer.verdict.Comparison;
import analyzer.verdict.LimitCheck;
import analyzer.verdict.Verdict;

/** What the reports say about verdicts. */
public final class TestTexts {

    private TestTexts() {}

    public static String reason(Verdict verdict) {
        return ReasonText.of(verdict.reasons());
    }

    public static String reason(Comparison comparison) {
        return ReasonText.of(comparison.reasons());
    }

    public static String reason(LimitCheck check) {
        return ReasonText.of(check.reasons());
    }
}
