package analyzer;

import analyzer.baseline.Baseline;
import analyzer.baseline.BaselineFolder;
import analyzer.baseline.KeptRun;
import analyzer.metrics.EndpointResult;
import analyzer.metrics.Source;
import analyzer.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Saves what was judged as baselines, after the judgement, so that no result is compared with itself. */
final class BaselineUpdate {

    /**
     * What became of one endpoint.
     *
     * @param saved whether its run is kept
     * @param text the same in a line, and why
     */
    record Line(boolean saved, String text) {}

    private BaselineUpdate() {}

    /**
     * Saves what passed, what is within the threshold and yet too uncertain to pass, and what is sound and has no baseline.
     * The uncertain ones must be kept: to keep only those that lie close together would make a noisy target look quiet.
     *
     * @param acceptRegression save also what is sound and yet did not pass; its baseline then starts anew, because runs
     *     of two levels or two load profiles have no common median
     * @return what was saved and what was not, one line each
     */
    static List<Line> apply(BaselineFolder baselines, List<Verdict> verdicts, boolean acceptRegression) {
        List<Line> lines = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Optional<Baseline> updated = updated(baselines, verdict, acceptRegression);
            if (updated.isPresent()) {
                Path file = baselines.save(updated.get());
                int runs = updated.get().runs().size();
                lines.add(new Line(true, "Saved: " + file + " (" + runs + (runs == 1 ? " run" : " runs") + ")"));
            } else {
                lines.add(new Line(false, "Not saved: " + verdict.endpoint() + ", " + whyNot(verdict)));
            }
        }
        return lines;
    }

    private static Optional<Baseline> updated(BaselineFolder baselines, Verdict verdict, boolean acceptRegression) {
        if (!verdict.sound() || verdict.result().isEmpty() || isCsv(verdict) || isPaired(verdict)) {
            return Optional.empty();
        }
        EndpointResult result = verdict.result().get();
        KeptRun run = KeptRun.of(result);
        Optional<Baseline> present = baselines.of(result.endpoint());
        if (verdict.isWorthKeeping() || consistsOf(present, result)) {
            return Optional.of(present.orElseThrow().plus(run));
        }
        if (present.isEmpty()) {
            return Optional.of(Baseline.of(result.endpoint(), List.of(run)));
        }
        return acceptRegression ? Optional.of(present.get().startedAnewBy(run)) : Optional.empty();
    }

    /** A baseline that consists of the result's own run had nothing to judge it by, and stays as it is. */
    private static boolean consistsOf(Optional<Baseline> baseline, EndpointResult result) {
        return baseline.isPresent() && baseline.get().toJudge(result).isEmpty();
    }

    /** A CSV file tells neither its load profile nor what failed, and sometimes not even its endpoint. */
    private static boolean isCsv(Verdict verdict) {
        return verdict.result().filter(result -> result.source() == Source.CSV).isPresent();
    }

    private static boolean isPaired(Verdict verdict) {
        return verdict.result().flatMap(EndpointResult::base).isPresent();
    }

    private static String whyNot(Verdict verdict) {
        if (verdict.result().isEmpty()) {
            return "it was not measured";
        }
        if (isCsv(verdict)) {
            return "a CSV file does not tell its load profile; save from a run";
        }
        if (isPaired(verdict)) {
            return "a paired run shares its load with the base; save from a run without BASELINE_URL";
        }
        return verdict.sound()
                ? "it did not pass; to save it on purpose add --accept-regression"
                : "the measurement is not sound: " + verdict.reason();
    }
}
