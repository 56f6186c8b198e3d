package bench;

/** Size of a benchmark. */
enum Size {
    /** Enough for figures that can be published. */
    FULL,

    /** A few seconds, to check that the benchmark works; its figures are meaningless. */
    SMOKE;

    /** Returns one of two values, for the full size or for the smoke test. */
    <T> T of(T full, T smoke) {
        return this == FULL ? full : smoke;
    }
}
