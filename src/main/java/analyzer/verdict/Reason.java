package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import analyzer.metrics.LoadProfile;
import analyzer.metrics.Machine;
import analyzer.metrics.Metric;
import analyzer.metrics.Source;
import analyzer.metrics.Starvation;
import analyzer.metrics.TargetFigures;
import analyzer.metrics.Uptime;
import java.util.Optional;
import java.util.Set;

/**
 * A fact that explains an outcome: a code and its figures. The reports put it into words. A code without figures is a reason on
 * its own. The others belong to the record under whose name they are listed.
 */
public sealed interface Reason {

    Code code();

    /** Every reason there is. The JSON report contains these names. */
    enum Code implements Reason {
        // Without figures: the run.
        NOTHING_MEASURED,
        NOT_MEASURED,
        ONLY_BASE_MEASURED,
        ONLY_CANDIDATE_MEASURED,
        TOO_SHORT,
        STARVED_ALIKE,
        // Without figures: the baseline.
        NO_CRITERION,
        NO_BASELINE,
        ALTERED_BASELINE,
        OWN_BASELINE,
        NO_KEPT_SAMPLES,
        ONLY_BASE_RECORDS_LOAD,
        ONLY_CANDIDATE_RECORDS_LOAD,
        // Without figures: metrics and limits.
        NO_GATED_METRIC,
        CPU_NOT_KEPT,
        CPU_OF_ALL_REQUESTS,
        MEAN_DECIDES,
        CHANCE,
        FAILURES_UNKNOWN,
        PAIRED_THROUGHPUT,
        // Without figures: remedies.
        LOAD_LONGER,
        KEPT_RUNS_DIFFER,
        // Count
        CHANCE_AMONG_MANY,
        FEW_KEPT_RUNS,
        FEW_KEPT_RUNS_OR_TIME,
        // Text
        FLAW,
        BASE_NOTHING_MEASURED,
        UNFIT_BASE,
        IN_RUN,
        // OfSource
        NO_SAMPLES,
        LOAD_UNKNOWN,
        LIMIT_WITHOUT_SAMPLES,
        // Requests
        TOO_FEW_REQUESTS,
        TOO_FEW_REQUESTS_TO_BASE,
        TOO_FEW_FOR_METRIC,
        TOO_FEW_KEPT_FOR_METRIC,
        // Failures
        TOO_MANY_FAILED,
        BASE_TOO_MANY_FAILED,
        FAILURES_BY_CHANCE,
        // Share
        UNSTEADY,
        UNSTEADY_AGAINST_BASE,
        WAITED_FOR_CANDIDATE,
        WAITED_FOR_BASE,
        // Starved
        STARVED,
        STARVED_BOTH,
        // UnknownUsage
        CPU_UNKNOWN,
        CPU_OF_BASE_UNKNOWN,
        MEMORY_UNKNOWN,
        // Uptimes, Loads, Machines, Simulations
        OTHER_UPTIME,
        OTHER_UPTIME_THAN_BASE,
        OTHER_LOAD,
        OTHER_MACHINE,
        OTHER_SIMULATION,
        // OfChange
        ABOVE_THRESHOLD,
        TOO_UNCERTAIN,
        IMPROVED,
        WITHIN_THRESHOLD,
        WITHIN_CLOCK,
        // OfMetric
        RESULT_LACKS_METRIC,
        BASELINE_LACKS_METRIC,
        BASELINE_UNUSABLE,
        BASELINE_BELOW_CLOCK,
        BASE_BELOW_CLOCK,
        CLOCK_TOO_COARSE,
        // OfCliff
        AT_A_CLIFF,
        // OfLimit
        LIMIT_MET,
        LIMIT_VIOLATED,
        LIMIT_UNCERTAIN,
        LIMIT_INCONCLUSIVE;

        @Override
        public Code code() {
            return this;
        }
    }

    /** @param count number of comparisons, or of kept runs */
    record Count(Code code, int count) implements Reason {}

    /** @param text a flaw in the words of the reader that found it, the address of the base, or the origin of a run */
    record Text(Code code, String text) implements Reason {}

    /** @param source source of the result */
    record OfSource(Code code, Source source) implements Reason {}

    /**
     * @param metric the metric that needs the requests
     * @param succeeded number of successful requests
     * @param needed number of successful requests that the metric needs
     */
    record Requests(Code code, Metric metric, long succeeded, long needed) implements Reason {}

    /**
     * @param result the result, with its base if the run was paired
     * @param allowed allowed error rate; 0.01 is 1 %
     */
    record Failures(Code code, EndpointResult result, double allowed) implements Reason {}

    /** @param share change of the mean over the run, or share of the time that users waited for one target; 0.1 is 10 % */
    record Share(Code code, double share) implements Reason {}

    /** @param starvation the starvation of the load generator */
    record Starved(Code code, Starvation starvation) implements Reason {}

    /** @param target what is known of the target; empty if it was not observed */
    record UnknownUsage(Code code, Optional<TargetFigures> target) implements Reason {}

    /** Uptimes of the target, or of candidate and base. */
    record Uptimes(Code code, Uptime mine, Uptime theirs) implements Reason {}

    /** @param mine load profile of the result; empty if it is unknown */
    record Loads(Code code, Optional<LoadProfile> mine, LoadProfile theirs) implements Reason {}

    /** Machines of the result and of its baseline. */
    record Machines(Code code, Machine mine, Machine theirs) implements Reason {}

    /** Simulations of the candidate and of the base. */
    record Simulations(Code code, Set<String> mine, Set<String> theirs) implements Reason {}

    /**
     * The figures of a {@link Comparison}.
     *
     * @param bound the threshold, or the change that the interval does not exclude; 0.2 is 20 % worse
     */
    record OfChange(
            Code code,
            Metric metric,
            double baseline,
            double candidate,
            Optional<Interval> interval,
            int keptRuns,
            double bound)
            implements Reason {}

    /** @param figure figure of the baseline or base, in the unit of the metric; NaN if there is none */
    record OfMetric(Code code, Metric metric, double figure) implements Reason {}

    /**
     * @param low lower end of the range in which chance moves the percentile, milliseconds
     * @param high upper end
     */
    record OfCliff(Code code, Metric metric, double low, double high) implements Reason {}

    /** The figures of a {@link LimitCheck}. */
    record OfLimit(Code code, Limit limit, double value, Optional<Interval> range) implements Reason {}
}
