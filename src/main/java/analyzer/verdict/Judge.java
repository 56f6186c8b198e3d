package analyzer.verdict;

import analyzer.baseline.Baseline;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.RunInfo;
import analyzer.metrics.Source;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says of a result what a policy makes of it beside its baseline. A pure function: no files, no clock.
 *
 * <p>The order of the questions matters. A measurement that is not whole says nothing. One with too many errors is a
 * regression whatever the baseline says, for fast failures must not hide behind fast answers. Only then are response
 * times compared, and only with a baseline of the same load profile.
 */
public final class Judge {

    /** A change of just the threshold, 100 ms to 105 ms at 5 %, must not exceed it by the rounding of binary fractions. */
    private static final double ROUNDING = 1e-9;

    private final Policy policy;

    public Judge(Policy policy) {
        this.policy = policy;
    }

    /** Judges a result. */
    public Verdict judge(EndpointResult result, Optional<Baseline> baseline) {
        if (!result.flaws().isEmpty()) {
            return cannotJudge(result, baseline, false, String.join("; ", result.flaws()));
        }
        if (result.metrics().totalRequests() == 0) {
            return cannotJudge(result, baseline, false, "no request was measured");
        }
        if (result.errorRate() > policy.maxErrorRate()) {
            return new Verdict(
                    result.endpoint(),
                    Outcome.REGRESSION,
                    tooManyErrors(result),
                    false,
                    compare(
                            result,
                            baseline.filter(
                                    known -> differingProfile(result, known).isEmpty())),
                    Optional.of(result),
                    baseline);
        }
        if (result.succeeded() < Policy.MIN_SAMPLES) {
            String reason = result.succeeded() + " successful requests are too few for a 95th percentile, which needs "
                    + Policy.MIN_SAMPLES + "; load longer";
            return cannotJudge(result, baseline, false, reason);
        }
        return compareWithBaseline(result, baseline);
    }

    /** The verdict on an endpoint that has a baseline but no result. */
    public static Verdict notMeasured(Baseline baseline) {
        return new Verdict(
                baseline.endpoint(),
                Outcome.CANNOT_JUDGE,
                "it has a baseline but no result; run its simulation, or leave it out with --endpoint",
                false,
                List.of(),
                Optional.empty(),
                Optional.of(baseline));
    }

    private Verdict compareWithBaseline(EndpointResult result, Optional<Baseline> baseline) {
        Optional<Baseline> others = baseline.flatMap(all -> all.toJudge(result));
        if (others.isEmpty()) {
            String reason = baseline.isEmpty()
                    ? "no baseline; save one with --save-baselines"
                    : "its baseline consists of this very run; run the simulation again";
            return cannotJudge(result, others, true, reason);
        }
        String difference = differingProfile(result, others.get());
        if (!difference.isEmpty()) {
            return cannotJudge(
                    result, others, true, "measured under another load profile than the baseline: " + difference);
        }
        List<Comparison> comparisons = compare(result, others);
        Optional<String> lost = lostThroughput(result, others.get());
        Outcome outcome = lost.isPresent() ? Outcome.REGRESSION : worst(comparisons);
        String reason = Stream.concat(
                        comparisons.stream()
                                .filter(comparison -> comparison.gated() && comparison.outcome() == outcome)
                                .map(Comparison::reason),
                        lost.stream())
                .collect(Collectors.joining("; "))
                .concat(loadIsUnknown(result) ? "; a " + result.source() + " does not tell its load profile" : "");
        return new Verdict(result.endpoint(), outcome, reason, true, comparisons, Optional.of(result), others);
    }

    private static String differingProfile(EndpointResult result, Baseline baseline) {
        Optional<LoadProfile> theirs = baseline.profile();
        if (theirs.isEmpty() || loadIsUnknown(result)) {
            // A baseline of the three documented keys says nothing of its load, and neither do CSV and stats.json.
            return "";
        }
        return result.run()
                .map(RunInfo::profile)
                .map(mine -> String.join(", ", mine.differencesFrom(theirs.get())))
                .orElse("unknown, not " + theirs.get());
    }

    private static boolean loadIsUnknown(EndpointResult result) {
        return result.source() != Source.LOG && result.run().isEmpty();
    }

    private List<Comparison> compare(EndpointResult result, Optional<Baseline> baseline) {
        return baseline.stream()
                .flatMap(with -> Stream.of(Metric.values()).map(metric -> compare(metric, result, with)))
                .toList();
    }

    private Comparison compare(Metric metric, EndpointResult result, Baseline baseline) {
        double before = metric.millisOf(baseline.metrics());
        double now = metric.millisOf(result.metrics());
        boolean gated = policy.gated().contains(metric);
        if (!(before > 0) || Double.isInfinite(before)) {
            String what = Double.isNaN(before) ? "has no " + metric : "says " + metric + " " + millis(before);
            return new Comparison(
                    metric, before, now, gated, Outcome.CANNOT_JUDGE, "the baseline " + what + "; save a new one");
        }
        if (!(now >= 0) || Double.isInfinite(now)) {
            return new Comparison(metric, before, now, gated, Outcome.CANNOT_JUDGE, "the result has no " + metric);
        }
        double change = now / before - 1;
        String numbers = metric + " " + millis(before) + " -> " + millis(now) + " (" + percent(change) + ")";
        if (change <= policy.threshold() + ROUNDING) {
            return new Comparison(
                    metric, before, now, gated, Outcome.PASS, numbers + ", within the threshold of " + threshold());
        }
        if (now - before <= Policy.CLOCK_RESOLUTION_MILLIS) {
            return new Comparison(
                    metric, before, now, gated, Outcome.PASS, numbers + ", no more than the clock's 1 ms can explain");
        }
        return new Comparison(
                metric, before, now, gated, Outcome.REGRESSION, numbers + ", above the threshold of " + threshold());
    }

    /**
     * Why the throughput is a regression. At constant concurrency a server that stalls shows up as fewer requests, not as
     * slow ones: each user waits for one answer, and those few hardly move a percentile.
     */
    private Optional<String> lostThroughput(EndpointResult result, Baseline baseline) {
        OptionalDouble before = baseline.throughputPerSecond();
        OptionalDouble now = result.throughputPerSecond();
        if (before.isEmpty() || now.isEmpty() || before.getAsDouble() <= 0) {
            return Optional.empty();
        }
        double change = now.getAsDouble() / before.getAsDouble() - 1;
        if (change >= -policy.threshold() - ROUNDING) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "throughput %.1f/s -> %.1f/s (%s), lost more than %s",
                before.getAsDouble(),
                now.getAsDouble(),
                percent(change),
                threshold()));
    }

    private static Outcome worst(List<Comparison> comparisons) {
        List<Outcome> gated = comparisons.stream()
                .filter(Comparison::gated)
                .map(Comparison::outcome)
                .toList();
        return Stream.of(Outcome.REGRESSION, Outcome.CANNOT_JUDGE)
                .filter(gated::contains)
                .findFirst()
                .orElse(Outcome.PASS);
    }

    private Verdict cannotJudge(EndpointResult result, Optional<Baseline> baseline, boolean sound, String reason) {
        return new Verdict(
                result.endpoint(), Outcome.CANNOT_JUDGE, reason, sound, List.of(), Optional.of(result), baseline);
    }

    private String tooManyErrors(EndpointResult result) {
        String most = result.errors().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(error -> "; mostly: " + error.getKey())
                .orElse("");
        return result.failed() + " of " + result.metrics().totalRequests() + " requests failed ("
                + share(result.errorRate()) + "), more than " + share(policy.maxErrorRate()) + most;
    }

    private String threshold() {
        return share(policy.threshold());
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.4g %%", share * 100).replaceAll("\\.?0+ %", " %");
    }

    private static String percent(double change) {
        return String.format(Locale.ROOT, "%+.1f %%", change * 100);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis == Math.rint(millis) ? "%.0f ms" : "%.1f ms", millis);
    }
}
