package analyzer.selfcheck;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.SummaryStatistics;
import analyzer.verdict.Comparison;
import analyzer.verdict.Interval;
import analyzer.verdict.Judge;
import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges one candidate and compares the verdict with the truth. */
final class Trial {

    static final Judge JUDGE = new Judge(Policy.standard());
    private static final double NAIVE_THRESHOLD = 0.2;

    private Trial() {}

    /**
     * Judges a candidate against kept runs.
     *
     * @param change true relative change of P95; NaN if unknown
     */
    static Tally judge(List<KeptRun> kept, EndpointResult candidate, double change) {
        Verdict verdict = JUDGE.judge(candidate, Optional.of(Baseline.of(candidate.endpoint(), kept)));
        return tally(verdict, kept, candidate, change);
    }

    /** Tallies a verdict on a candidate against kept runs. */
    static Tally tally(Verdict verdict, List<KeptRun> kept, EndpointResult candidate, double change) {
        return tally(verdict, candidate, kept.get(kept.size() - 1).metrics(), change);
    }

    /** Judges a candidate against the base of its paired run. */
    static Tally judge(EndpointResult candidate, double change) {
        Verdict verdict = JUDGE.judge(candidate, Optional.empty());
        return tally(verdict, candidate, change);
    }

    /** Tallies a verdict on a candidate against the base of its paired run. */
    static Tally tally(Verdict verdict, EndpointResult candidate, double change) {
        return tally(verdict, candidate, candidate.base().orElseThrow().metrics(), change);
    }

    private static Tally tally(Verdict verdict, EndpointResult candidate, SummaryStatistics before, double change) {
        Optional<Interval> interval =
                verdict.comparison(Metric.P95).flatMap(Comparison::interval).filter(known -> !Double.isNaN(change));
        boolean covered = interval.filter(range -> range.low() <= change && change <= range.high())
                .isPresent();
        boolean naive = candidate.metrics().p95Millis() / before.p95Millis() - 1 > NAIVE_THRESHOLD;
        return new Tally(Map.of(verdict.outcome(), 1), naive ? 1 : 0, covered ? 1 : 0, interval.isPresent() ? 1 : 0);
    }
}
