package analyzer.verdict;

import java.util.OptionalDouble;

/**
 * What a look at a run that is still under way says of one endpoint.
 *
 * @param verdict what the judge says of the run so far, which is final unless it is CANNOT_JUDGE
 * @param hopeless whether the longest that the run can become would hardly decide it
 * @param times how many times as much measured time would decide it, if its figures stay as they are; empty where it is decided,
 *     or where time does not tell
 */
public record Outlook(Verdict verdict, boolean hopeless, OptionalDouble times) {

    /** Whether the endpoint needs no more time. */
    public boolean isDecided() {
        return verdict.outcome() != Outcome.CANNOT_JUDGE;
    }
}
