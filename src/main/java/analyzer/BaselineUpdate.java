package analyzer;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Quantity;
import analyzer.metrics.Source;
import analyzer.report.ReasonText;
import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Saves judged runs as baselines. This happens after the judgement, so that no result is compared with itself. */
final class BaselineUpdate {

    /**
     * The effect of an update.
     *
     * @param saved endpoints whose run is kept
     * @param lines for each endpoint what was saved, or why nothing was; also a note if the folder could not be locked
     */
    record Update(Set<String> saved, List<String> lines) {}

    private BaselineUpdate() {}

    /**
     * Saves runs that passed, inconclusive runs within the threshold, and sound runs without a baseline. Inconclusive runs must be
     * kept: keeping only runs that lie close together would make a noisy target look quiet.
     *
     * @param judgedBy the baselines that the verdicts rest on. Another analysis may have changed the folder since; what it
     *     saved stays
     * @param acceptRegression whether to save sound runs that did not pass as well. Their baseline then starts again, because
     *     runs of two levels or two load profiles have no common median
     */
    static Update apply(BaselineFolder judgedBy, List<Verdict> verdicts, boolean acceptRegression) {
        if (verdicts.stream()
                .allMatch(
                        verdict -> updated(judgedBy, verdict, acceptRegression).isEmpty())) {
            return new Update(
                    Set.of(),
                    verdicts.stream()
                            .map(verdict -> notSaved(judgedBy, verdict))
                            .toList());
        }
        return judgedBy.exclusively((now, obstacle) -> apply(judgedBy, now, obstacle, verdicts, acceptRegression));
    }

    private static Update apply(
            BaselineFolder judgedBy,
            BaselineFolder now,
            Optional<String> obstacle,
            List<Verdict> verdicts,
            boolean acceptRegression) {
        List<String> lines = new ArrayList<>();
        List<Baseline> updates = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            boolean changed = isChanged(judgedBy.of(verdict.endpoint()), now.of(verdict.endpoint()));
            Optional<Baseline> updated = changed ? Optional.empty() : updated(now, verdict, acceptRegression);
            if (updated.isPresent() && !now.takesFileFor(verdict.endpoint())) {
                lines.add("Not saved: " + verdict.endpoint()
                        + ": other endpoints use both of its possible file names; rename the request");
                continue;
            }
            updated.ifPresent(updates::add);
            if (updated.isEmpty()) {
                lines.add(
                        changed
                                ? "Not saved: " + verdict.endpoint()
                                        + ": its baseline was changed while this run was judged; judge the run again"
                                : notSaved(now, verdict));
            }
        }
        List<Path> files = now.save(updates);
        for (int i = 0; i < files.size(); i++) {
            int runs = updates.get(i).runs().size();
            lines.add("Saved: " + files.get(i) + " (" + Quantity.of(runs, "run") + ")");
        }
        obstacle.ifPresent(why -> lines.add(
                "Note: the baseline folder could not be locked (" + why + "); save from one analysis at a time"));
        return new Update(updates.stream().map(Baseline::endpoint).collect(Collectors.toUnmodifiableSet()), lines);
    }

    private static boolean isChanged(Optional<Baseline> then, Optional<Baseline> now) {
        return then.isEmpty() || now.isEmpty()
                ? then.isPresent() || now.isPresent()
                : !now.get().continues(then.get());
    }

    private static String notSaved(BaselineFolder baselines, Verdict verdict) {
        return "Not saved: " + verdict.endpoint() + ": "
                + obstacle(baselines, verdict)
                        .orElse("it did not pass; to save it on purpose, run perf-analyzer --save-baselines"
                                + " --accept-regression");
    }

    private static Optional<Baseline> updated(BaselineFolder baselines, Verdict verdict, boolean acceptRegression) {
        if (obstacle(baselines, verdict).isPresent()) {
            return Optional.empty();
        }
        EndpointResult result = verdict.result().orElseThrow();
        KeptRun run = KeptRun.of(result);
        Optional<Baseline> present = baselines.of(result.endpoint());
        if (verdict.isWorthKeeping() || consistsOf(present, result)) {
            return Optional.of(present.orElseThrow().plus(run));
        }
        if (present.isEmpty() && (acceptRegression || verdict.outcome() != Outcome.REGRESSION)) {
            return Optional.of(Baseline.of(result.endpoint(), List.of(run)));
        }
        return acceptRegression && present.isPresent()
                ? Optional.of(present.get().restartedWith(run))
                : Optional.empty();
    }

    /** Whether the result's own run is the whole baseline, which then cannot judge it and stays as it is. */
    private static boolean consistsOf(Optional<Baseline> baseline, EndpointResult result) {
        return baseline.isPresent() && baseline.get().toJudge(result).isEmpty();
    }

    /** Why a verdict has no run that a baseline can keep, even one that passed or is accepted on purpose; empty if it has one. */
    private static Optional<String> obstacle(BaselineFolder baselines, Verdict verdict) {
        if (verdict.result().isEmpty()) {
            return Optional.of("it was not measured");
        }
        EndpointResult result = verdict.result().get();
        if (result.source() == Source.CSV) {
            // It records no failures either, and not always the endpoint.
            return Optional.of("a CSV file does not record its load profile; save from a run");
        }
        if (result.base().isPresent()) {
            return Optional.of("a paired run shares its load with the base; save from a run without BASELINE_URL");
        }
        if (result.source() == Source.STATS_JSON
                && result.run().isEmpty()
                && baselines.of(result.endpoint()).flatMap(Baseline::profile).isPresent()) {
            return Optional.of(
                    "a stats.json does not record its load profile, which its baseline does; to start again from"
                            + " this run, delete the baseline");
        }
        if (!verdict.sound()) {
            return Optional.of("the measurement is not sound: " + ReasonText.of(verdict.reasons()));
        }
        // The interval of a limit on errors can include the limit, but does not make the failures usual.
        return result.errorRate() > verdict.policy().maxErrorRate()
                ? Optional.of("too many of its requests failed")
                : Optional.empty();
    }
}
