package analyzer.verdict;

import analyzer.metrics.EndpointResult;
import java.util.OptionalDouble;

/**
 * The result of a look at one endpoint while its run is in progress.
 *
 * @param verdict the verdict on the run so far; final if {@link #isDecided}
 * @param hopeless whether even the longest possible run is unlikely to decide
 * @param precise whether there is nothing to compare with and the figures are precise enough for a baseline
 * @param times factor by which the measured time must grow to decide, if the figures stay the same; empty if the endpoint is
 *     decided or more time does not help
 */
public record Outlook(Verdict verdict, boolean hopeless, boolean precise, OptionalDouble times) {

    /** The outlook of an endpoint that is decided, or that more time does not help. */
    static Outlook of(Verdict verdict) {
        return new Outlook(verdict, false, false, OptionalDouble.empty());
    }

    /**
     * Whether the endpoint needs no more time. Failures alone do not decide a run without a base: their count is exact, and a
     * rate above the allowed one so far can still end below it.
     */
    public boolean isDecided() {
        boolean isCounted = verdict.isFailing()
                && !verdict.violatesLimit()
                && !verdict.isWorse()
                && verdict.result().flatMap(EndpointResult::base).isEmpty();
        return verdict.outcome() != Outcome.CANNOT_JUDGE && !isCounted;
    }
}
