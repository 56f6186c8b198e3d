package analyzer;

import analyzer.verdict.Outcome;
import analyzer.verdict.Verdict;
import java.util.List;

/** Exit statuses of the program. */
final class ExitCode {

    /** Every endpoint judged, no regression. */
    static final int OK = 0;
    /** At least one regression. */
    static final int REGRESSION = 1;
    /** Wrong usage or unusable input: nothing was judged. */
    static final int BAD_INPUT = 2;
    /** At least one endpoint could not be judged, and none regressed. */
    static final int CANNOT_JUDGE = 3;

    private ExitCode() {}

    static int of(List<Verdict> verdicts) {
        if (any(verdicts, Outcome.REGRESSION)) {
            return REGRESSION;
        }
        return any(verdicts, Outcome.CANNOT_JUDGE) ? CANNOT_JUDGE : OK;
    }

    private static boolean any(List<Verdict> verdicts, Outcome outcome) {
        return verdicts.stream().anyMatch(verdict -> verdict.outcome() == outcome);
    }
}
