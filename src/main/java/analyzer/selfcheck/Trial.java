package analyzer.selfcheck;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.verdict.Comparison;
import analyzer.verdict.Interval;
import analyzer.verdict.Judge;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One candidate judged by kept runs, and what the judge should have said. */
final class Trial {

    static final Judge JUDGE = new Judge(Policy.standard());
    private static final double NAIVE_THRESHOLD = 0.2;

    private Trial() {}

    /** @param change the true relative change of P95; NaN when it is not known */
    static Tally judge(List<KeptRun> kept, EndpointResult candidate, double change) {
        Verdict verdict = JUDGE.judge(candidate, Optional.of(Baseline.of(candidate.endpoint(), kept)));
        Optional<Interval> interval = verdict.comparisons().stream()
                .filter(comparison -> comparison.metric() == Metric.P95)
                .findFirst()
                .flatMap(Comparison::interval)
                .filter(known -> !Double.isNaN(change));
        boolean covered = interval.filter(range -> range.low() <= change && change <= range.high())
                .isPresent();
        double before = kept.get(kept.size() - 1).metrics().p95Millis();
        boolean naive = candidate.metrics().p95Millis() / before - 1 > NAIVE_THRESHOLD;
        return new Tally(Map.of(verdict.outcome(), 1), naive ? 1 : 0, covered ? 1 : 0, interval.isPresent() ? 1 : 0);
    }
}
