package analyzer.report.html;

import analyzer.baseline.Baseline;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Metric;
import analyzer.metrics.RunInfo;
import analyzer.report.Cut;
import analyzer.report.SlowdownText;
import analyzer.report.TargetText;
import analyzer.report.WorstFirst;
import analyzer.verdict.Comparison;
import analyzer.verdict.CounterChange;
import analyzer.verdict.Outcome;
import analyzer.verdict.Slowdown;
import analyzer.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where to look next if an endpoint did not pass: only what the figures show about the kind of trouble. */
final class NextSteps {

    /** Share of the change of P95 from which the median counts as having moved with it. */
    private static final double ALONG = 0.5;

    private static final Set<Slowdown.Kind> COMPUTING = Set.of(Slowdown.Kind.COMPUTES, Slowdown.Kind.MAY_QUEUE);
    private static final Set<Slowdown.Kind> EXPLAINED =
            Set.of(Slowdown.Kind.COMPUTES, Slowdown.Kind.MAY_QUEUE, Slowdown.Kind.WAITS);

    private static final int MAX_MESSAGE = 200;
    private static final int MOST_COUNTERS = 3;

    private NextSteps() {}

    static List<String> of(Verdict verdict) {
        List<String> steps = new ArrayList<>();
        if (verdict.outcome() == Outcome.PASS || verdict.result().isEmpty()) {
            return steps;
        }
        EndpointResult result = verdict.result().get();
        steps.addAll(SlowdownText.of(verdict));
        counters(verdict, result).ifPresent(steps::add);
        if (verdict.outcome() == Outcome.REGRESSION) {
            verdict.baseline()
                    .flatMap(baseline -> shape(verdict, result, baseline))
                    .ifPresent(steps::add);
            // A violated limit alone does not show that anything changed.
            verdict.baseline()
                    .filter(baseline -> verdict.isWorse() || verdict.isFailing())
                    .flatMap(baseline -> commits(result, baseline))
                    .ifPresent(steps::add);
            // Many failures are the reason and come first; a few come last.
            mostFrequentError(result).ifPresent(step -> steps.add(verdict.isFailing() ? 0 : steps.size(), step));
        }
        return steps;
    }

    /** The counters that changed most, without those that show that the target allocates more. */
    private static Optional<String> counters(Verdict verdict, EndpointResult result) {
        List<CounterChange> changes = new ArrayList<>(CounterChange.of(result));
        changes.removeAll(Slowdown.of(verdict).map(Slowdown::collections).orElse(List.of()));
        return TargetText.counters(changes, MOST_COUNTERS).map(named -> named + ".");
    }

    private static Optional<String> mostFrequentError(EndpointResult result) {
        return result.commonErrors().stream()
                .findFirst()
                .map(error -> "The most frequent failure, " + error.getValue() + " of " + result.failed()
                        + ", is \u201c" + Cut.to(MAX_MESSAGE, error.getKey())
                        + "\u201d: look for it in the log of the target.");
    }

    private static Optional<String> shape(Verdict verdict, EndpointResult result, Baseline baseline) {
        Optional<Comparison> decisive = WorstFirst.decisive(verdict);
        Optional<Comparison> p95 = verdict.comparison(Metric.P95);
        if (decisive.isEmpty() || p95.isEmpty() || decisive.get().outcome() != Outcome.REGRESSION) {
            return Optional.empty();
        }
        double tail = p95.get().change();
        double median = result.metrics().p50Millis() / baseline.metrics().p50Millis() - 1;
        if (decisive.get().metric() == Metric.THROUGHPUT && p95.get().outcome() != Outcome.REGRESSION) {
            return Optional.of("Throughput fell although most requests were not slower, which under a closed load is"
                    + " typical of stalls. Look for gaps in \u201cThroughput over time\u201d.");
        }
        if (Double.isNaN(median) || !(tail > 0)) {
            return Optional.empty();
        }
        String numbers = String.format(Locale.ROOT, "P50 %+.1f %%, P95 %+.1f %%", median * 100, tail * 100);
        return Optional.of(
                median >= ALONG * tail
                        ? "The whole distribution moved (" + numbers + "): "
                                + (isExplainedBy(verdict, EXPLAINED)
                                        ? "all requests are slower, not only some."
                                        : "every request does more work or waits for the same thing. Look at what they"
                                                + " have in common.")
                        : "The slow tail moved more than the median (" + numbers + "): "
                                + (isExplainedBy(verdict, COMPUTING)
                                        ? "some requests became much slower than others."
                                        : "some requests wait. Look for locks, pauses, cache misses or an exhausted"
                                                + " pool."));
    }

    private static boolean isExplainedBy(Verdict verdict, Set<Slowdown.Kind> kinds) {
        return Slowdown.of(verdict).map(Slowdown::kind).filter(kinds::contains).isPresent();
    }

    private static Optional<String> commits(EndpointResult result, Baseline baseline) {
        String now = result.run().map(RunInfo::commit).orElse("");
        String before = baseline.newest().map(KeptRun::commit).orElse("");
        if (now.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                now.equals(before)
                        ? "The newest kept run has the same commit, " + Cut.commit(now)
                                + ": probably the machine or the environment of the target changed, not the code."
                        : "What changed since the newest kept run: git log " + Cut.commit(before) + ".."
                                + Cut.commit(now));
    }
}
