package analyzer.report.html;

import analyzer.report.Cut;
import analyzer.report.Deciding;
import analyzer.report.Figures;
import analyzer.report.ReasonText;
import analyzer.verdict.Verdict;
import java.util.Optional;

/**
 * An endpoint in the table of verdicts.
 *
 * @param anchor anchor of its details; empty if it has none
 * @param figures the metric that decided; empty if nothing was compared
 * @param failed share of failed requests
 * @param failing whether that is more than allowed
 */
public record Row(
        String endpoint,
        String anchor,
        Badge badge,
        Optional<MetricRow> figures,
        String failed,
        boolean failing,
        String reason) {

    private static final int MAX_REASON = 600;

    static Row of(Verdict verdict, String anchor, Forest.Scale scale) {
        return new Row(
                Cut.name(verdict.endpoint()),
                anchor,
                Badge.of(verdict.outcome()),
                Deciding.of(verdict).map(decided -> MetricRow.of(decided, scale, "yes")),
                verdict.result()
                        .map(result -> Figures.share(result.errorRateOfAll()))
                        .orElse("-"),
                verdict.result()
                        .filter(result -> result.errorRate() > verdict.policy().maxErrorRate())
                        .isPresent(),
                Cut.to(MAX_REASON, ReasonText.of(verdict.reasons())));
    }
}
