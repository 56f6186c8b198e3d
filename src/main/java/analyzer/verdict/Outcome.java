package analyzer.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a verdict says. */
public enum Outcome {
    /** Compared, and no slower than the threshold allows. */
    PASS,
    /** Slower than the threshold allows, or failing too often. */
    REGRESSION,
    /** No comparison was possible, or it supports no conclusion. Never a pass. */
    CANNOT_JUDGE;

    /** A regression is worse than what cannot be judged. */
    static final Comparator<Outcome> WORST_LAST =
            Comparator.comparing(List.of(PASS, CANNOT_JUDGE, REGRESSION)::indexOf);

    /** The worst of several; PASS of none. */
    static Outcome worst(Stream<Outcome> outcomes) {
        return outcomes.max(WORST_LAST).orElse(PASS);
    }
}
