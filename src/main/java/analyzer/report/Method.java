package analyzer.report;

import analyzer.verdict.Policy;
import java.util.Locale;
import java.util.stream.Collectors;

/** Explains in words how verdicts are reached. */
public final class Method {

    private Method() {}

    /** The method of an analysis, including that of paired runs if there are any. */
    public static String of(Report report) {
        boolean paired = report.verdicts().stream()
                .anyMatch(verdict -> SameRunText.beside(verdict).isPresent());
        return paired
                ? of(report.policy())
                        + " An endpoint marked as same-run is compared with a base that the same users loaded in the same"
                        + " run, slice of time by slice of time, instead of with kept runs; its throughput is that of the"
                        + " time that a user waited for it."
                : of(report.policy());
    }

    private static String of(Policy policy) {
        String gated = policy.gated().stream().sorted().map(Object::toString).collect(Collectors.joining(", "));
        String limits = policy.limits().isEmpty()
                ? ""
                : " A limit is kept, or broken, where the whole 95 % interval of the run's own figure is on one side of it.";
        if (policy.limitsAlone()) {
            return "Limits decide alone; nothing is compared." + limits;
        }
        return String.format(
                        Locale.ROOT,
                        "Each of %s is compared with the endpoint's kept runs. A regression is worse by more than %s, its 95 %%"
                                + " interval excludes no change, and chance explains it in at most 1 %% of comparisons; or more"
                                + " than %s of the requests failed. A pass excludes a slow-down of %s. All else cannot be judged.",
                        gated,
                        Figures.roundShare(policy.threshold()),
                        Figures.roundShare(policy.maxErrorRate()),
                        Figures.roundShare(policy.threshold() * Policy.EXCLUDED_BY_A_PASS))
                + limits;
    }
}
