package bench;

/** How much a benchmark measures. */
enum Size {
    /** Enough for figures that can be kept. */
    FULL,

    /** A few seconds that show that the benchmark works; its figures mean nothing. */
    SMOKE;

    /** One of two values: that of the full size, or that of the smoke test. */
    <T> T of(T full, T smoke) {
        return this == FULL ? full : smoke;
    }
}
