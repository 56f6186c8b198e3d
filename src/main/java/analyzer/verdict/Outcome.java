package analyzer.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of verdict. */
public enum Outcome {
    /** Compared, and no slower than the threshold allows. */
    PASS,
    /** Slower than the threshold allows, or failing too often. */
    REGRESSION,
    /** No comparison was possible, or it supports no conclusion. Never a pass. */
    CANNOT_JUDGE;

    /** Orders outcomes from best to worst: a regression is worse than CANNOT_JUDGE. */
    public static final Comparator<Outcome> WORST_LAST =
            Comparator.comparing(List.of(PASS, CANNOT_JUDGE, REGRESSION)::indexOf);

    /** The worst of several outcomes; PASS if there are none. */
    static Outcome worst(Stream<Outcome> outcomes) {
        return outcomes.max(WORST_LAST).orElse(PASS);
    }
}
