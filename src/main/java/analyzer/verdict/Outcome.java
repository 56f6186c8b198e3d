package analyzer.verdict;

/** What a verdict says. */
public enum Outcome {
    /** Compared, and no slower than the threshold allows. */
    PASS,
    /** Slower than the threshold allows, or failing too often. */
    REGRESSION,
    /** No comparison was possible, or it supports no conclusion. Never a pass. */
    CANNOT_JUDGE
}
