package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import java.util.OptionalDouble;

/**
 * What a look at a run that is still under way says of one endpoint.
 *
 * @param verdict what the judge says of the run so far, which is final unless it is CANNOT_JUDGE
 * @param hopeless whether the longest that the run can become would hardly decide it
 * @param precise whether there is nothing to compare it with, and its figures are exact enough for a baseline
 * @param times how many times as much measured time would decide it, if its figures stay as they are; empty where it is decided,
 *     or where time does not tell
 */
public record Outlook(Verdict verdict, boolean hopeless, boolean precise, OptionalDouble times) {

    /** Of what is decided, or waits for something else than time. */
    static Outlook of(Verdict verdict) {
        return new Outlook(verdict, false, false, OptionalDouble.empty());
    }

    /**
     * Whether the endpoint needs no more time. Failures in a run without a base are counted and not estimated: more than allowed
     * so far can still be fewer than allowed in the end.
     */
    public boolean isDecided() {
        boolean isCounted = verdict.isFailing()
                && !verdict.breaksLimit()
                && !verdict.isWorse()
                && verdict.result().flatMap(EndpointResult::base).isEmpty();
        return verdict.outcome() != Outcome.CANNOT_JUDGE && !isCounted;
    }
}
