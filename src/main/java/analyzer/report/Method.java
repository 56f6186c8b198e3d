package analyzer.report;

import analyzer.verdict.Policy;
import analyzer.verdict.Verdict;
import java.util.Locale;
import java.util.stream.Collectors;

/** Explains in words how verdicts are reached. */
public final class Method {

    private Method() {}

    /** The method of an analysis, including that of paired runs if there are any. */
    public static String of(Report report) {
        boolean paired = report.verdicts().stream().anyMatch(Verdict::isPaired);
        return paired
                ? of(report.policy())
                        + " An endpoint of a paired run is compared, batch by batch, with a base that the same users"
                        + " loaded in the same run, instead of with kept runs; its throughput counts only the time that"
                        + " users waited for it."
                : of(report.policy());
    }

    private static String of(Policy policy) {
        String gated = policy.gated().stream().sorted().map(Object::toString).collect(Collectors.joining(", "));
        String limits = policy.limits().isEmpty()
                ? ""
                : " A limit is met or violated if the whole 95 % interval of the run's figure is on one side of it.";
        if (policy.limitsAlone()) {
            return "Only limits decide; nothing is compared." + limits;
        }
        return String.format(
                        Locale.ROOT,
                        "Gated metrics, each compared with the endpoint's kept runs: %s. A regression is a change for the"
                                + " worse by more than %s whose 95 %% interval excludes 0, that occurs by chance in at most"
                                + " 1 %% of comparisons, and that neither differences between runs nor the number of"
                                + " comparisons can explain; or an error rate above %s. A pass excludes a slowdown of %s."
                                + " Anything else cannot be judged.",
                        gated,
                        Words.share(policy.threshold()),
                        Words.share(policy.maxErrorRate()),
                        Words.share(policy.threshold() * Policy.EXCLUDED_BY_A_PASS))
                + limits;
    }
}
