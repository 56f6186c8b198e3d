package analyzer.verdict;

import analyzer.metrics.Batches;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Estimate;
import analyzer.metrics.Metric;
import analyzer.metrics.PerRequest;
import analyzer.metrics.RankInterval;
import analyzer.metrics.Source;
import analyzer.metrics.TargetFigures;
import analyzer.metrics.WithinRun;
import analyzer.verdict.Reason.Code;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A limit checked against a run. It is met or violated if the whole 95 % interval of the run's own figure is on one side of it.
 * Otherwise it cannot be judged.
 *
 * <p>The interval of a percentile is its {@link RankInterval}; that of another metric comes from the error that
 * {@link WithinRun} estimates. Both are widened by the clock resolution on either side. The interval of an error rate is the
 * exact one of Clopper and Pearson (Biometrika 26, 1934), which assumes independent failures. That of the growth of the target's
 * memory is that of {@link PerRequest}. The memory at the end of the run was read, not estimated, so it has no interval.
 *
 * @param value the figure, in the unit of the limit's bound; NaN if there is none
 * @param range its 95 % interval; empty if there are no samples
 * @param outcome PASS if the limit is met, REGRESSION if it is violated
 */
public record LimitCheck(Limit limit, double value, Optional<Interval> range, Outcome outcome, List<Reason> reasons) {

    /** Megabytes per 1000 requests in one byte per request. */
    private static final double MB_PER_1000 = 1e-3;

    public LimitCheck {
        reasons = List.copyOf(reasons);
    }

    static LimitCheck of(Limit limit, EndpointResult result) {
        return switch (limit.name()) {
            case Limit.ERRORS -> ofErrors(limit, result);
            case Limit.MEMORY -> ofMemory(limit, result);
            case Limit.GROWTH -> ofMemoryGrowth(limit, result);
            default -> ofMetric(limit, limit.metric().orElseThrow(), result);
        };
    }

    private static LimitCheck ofMemory(Limit limit, EndpointResult result) {
        OptionalLong bytes = result.target().map(TargetFigures::residentBytes).orElse(OptionalLong.empty());
        if (bytes.isEmpty()) {
            return memoryUnknown(limit, result);
        }
        double megabytes = bytes.getAsLong() / 1e6;
        return judged(
                limit, megabytes, Optional.empty(), megabytes < limit.bound() ? Outcome.PASS : Outcome.REGRESSION);
    }

    private static LimitCheck ofMemoryGrowth(Limit limit, EndpointResult result) {
        return result.target()
                .flatMap(TargetFigures::growthBytes)
                .map(growth -> byRange(
                        limit,
                        growth.value() * MB_PER_1000,
                        new Interval(
                                (growth.value() - growth.halfWidth()) * MB_PER_1000,
                                (growth.value() + growth.halfWidth()) * MB_PER_1000)))
                .orElseGet(() -> memoryUnknown(limit, result));
    }

    private static LimitCheck memoryUnknown(Limit limit, EndpointResult result) {
        return unknown(limit, new Reason.UnknownUsage(Code.MEMORY_UNKNOWN, result.target()));
    }

    private static LimitCheck ofErrors(Limit limit, EndpointResult result) {
        if (result.source() == Source.CSV) {
            return unknown(limit, Code.FAILURES_UNKNOWN);
        }
        // All requests of several runs together make the rate more precise.
        double failed = result.runs().stream().mapToLong(EndpointResult::failed).sum();
        double succeeded =
                result.runs().stream().mapToLong(EndpointResult::succeeded).sum();
        double tail = tail(result);
        double low = failed == 0 ? 0 : quantile(failed, succeeded + 1, tail);
        double high = succeeded == 0 ? 1 : quantile(failed + 1, succeeded, 1 - tail);
        return byRange(limit, result.errorRateOfAll(), new Interval(low, high));
    }

    private static double quantile(double alpha, double beta, double probability) {
        return new BetaDistribution(null, alpha, beta).inverseCumulativeProbability(probability);
    }

    private static LimitCheck ofMetric(Limit limit, Metric metric, EndpointResult result) {
        if (metric == Metric.THROUGHPUT && result.base().isPresent()) {
            return unknown(limit, Code.PAIRED_THROUGHPUT);
        }
        double figure = result.figure(metric);
        if (Double.isNaN(figure)) {
            return unknown(limit, new Reason.OfMetric(Code.RESULT_LACKS_METRIC, metric, figure));
        }
        Optional<Reason> tooFew = ResultComparison.tooFew(metric, result.succeeded());
        if (tooFew.isPresent()) {
            return unknown(limit, tooFew.get());
        }
        Optional<Batches> batches = result.batches().filter(all -> all.count() > 1);
        if (batches.isEmpty()) {
            return byFigure(limit, figure, result.source());
        }
        Estimate estimate = result.estimate(metric).orElseThrow();
        double standardErrors =
                new TDistribution(null, batches.get().count() - 1.0).inverseCumulativeProbability(1 - tail(result));
        Interval range = metric.percent().isPresent()
                ? byRanks(batches.get(), metric.percent().getAsDouble(), standardErrors)
                : byError(estimate, standardErrors);
        return byRange(
                limit,
                estimate.value(),
                new Interval(Math.max(0, range.low() - estimate.resolution()), range.high() + estimate.resolution()));
    }

    private static Interval byRanks(Batches batches, double percent, double standardErrors) {
        RankInterval ranks =
                RankInterval.of(batches.pooled(), percent, WithinRun.shareError(batches, percent), standardErrors);
        return new Interval(ranks.low(), ranks.high());
    }

    private static Interval byError(Estimate estimate, double standardErrors) {
        double halfWidth = standardErrors * estimate.standardError();
        return new Interval(estimate.value() - halfWidth, estimate.value() + halfWidth);
    }

    private static double tail(EndpointResult result) {
        return Looks.of(result).nominal(Change.TAIL);
    }

    /** This check for one of several runs: a reason names the run. */
    LimitCheck in(String run) {
        Reason named = new Reason.Text(Code.IN_RUN, run);
        return new LimitCheck(
                limit,
                value,
                range,
                outcome,
                Stream.concat(reasons.stream(), Stream.of(named)).toList());
    }

    private static LimitCheck byRange(Limit limit, double value, Interval range) {
        boolean kept = limit.isUpper() ? range.high() < limit.bound() : range.low() > limit.bound();
        boolean broken = limit.isUpper() ? range.low() >= limit.bound() : range.high() <= limit.bound();
        Outcome outcome = kept ? Outcome.PASS : broken ? Outcome.REGRESSION : Outcome.CANNOT_JUDGE;
        return judged(limit, value, Optional.of(range), outcome);
    }

    private static LimitCheck byFigure(Limit limit, double value, Source source) {
        boolean kept = limit.isUpper() ? value < limit.bound() : value > limit.bound();
        return judged(
                limit,
                value,
                Optional.empty(),
                kept ? Outcome.PASS : Outcome.REGRESSION,
                new Reason.OfSource(Code.LIMIT_WITHOUT_SAMPLES, source));
    }

    private static LimitCheck judged(
            Limit limit, double value, Optional<Interval> range, Outcome outcome, Reason... more) {
        Code code = switch (outcome) {
            case PASS -> Code.LIMIT_MET;
            case REGRESSION -> Code.LIMIT_VIOLATED;
            case CANNOT_JUDGE -> Code.LIMIT_UNCERTAIN;
        };
        Reason first = new Reason.OfLimit(code, limit, value, range);
        return new LimitCheck(
                limit,
                value,
                range,
                outcome,
                Stream.concat(Stream.of(first), Stream.of(more)).toList());
    }

    private static LimitCheck unknown(Limit limit, Reason why) {
        Reason open = new Reason.OfLimit(Code.LIMIT_INCONCLUSIVE, limit, Double.NaN, Optional.empty());
        return new LimitCheck(limit, Double.NaN, Optional.empty(), Outcome.CANNOT_JUDGE, List.of(open, why));
    }
}
