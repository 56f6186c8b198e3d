package analyzer.selfcheck;

import java.util.SplittableRandom;

/**
 * A kind of noise: how response times scatter within a run, and how runs differ from each other.
 *
 * <p>All of them scatter around a log-normal distribution with a median of {@value #MEDIAN_MILLIS} ms and a 95th percentile of
 * about 97 ms; a slow-down multiplies every response time but not the stalls, whose length is not the server's doing.
 */
enum NoiseModel {
    /** Every request independent of the others. */
    INDEPENDENT("independent", 0, true),
    /** Each response time resembles the one before: an AR(1) process of the logarithms, correlation 0.9. */
    AUTOCORRELATED("autocorrelated", 0, true),
    /** Whole runs are faster or slower: their level is log-normal with this standard deviation. */
    SHIFT_2("run-to-run 2 %", 0.02, true),
    SHIFT_5("run-to-run 5 %", 0.05, true),
    SHIFT_10("run-to-run 10 %", 0.10, true),
    /** Now and then everything waits: about three times a run, for up to 1.5 s. */
    STALLS("occasional stalls", 0, false),
    /** One request in ten is longer by a factor with a Pareto tail of index 1.5, whose variance is infinite. */
    HEAVY_TAIL("heavy tail", 0, true),
    /** The level changes steadily over each run, by about 10 % from end to end, up or down. */
    DRIFT("drift", 0, true);

    static final double MEDIAN_MILLIS = 50;

    private static final double SIGMA = 0.4;
    private static final double AUTOCORRELATION = 0.9;
    private static final double STALLS_PER_REQUEST = 3.0 / 1850;
    private static final int STALLED_USERS = 10;
    private static final double LONGEST_STALL_MILLIS = 1500;
    private static final double TAIL_SHARE = 0.1;
    private static final double TAIL_INDEX = 1.5;
    private static final double DRIFT_SPREAD = 0.1;

    private final String label;
    private final double shift;
    private final boolean scales;

    NoiseModel(String label, double shift, boolean scales) {
        this.label = label;
        this.shift = shift;
        this.scales = scales;
    }

    /** Whether a slow-down multiplies every percentile by the same factor, so that the true change is known. */
    boolean scales() {
        return scales;
    }

    /** Standard deviation of a run's level, relative. */
    double shift() {
        return shift;
    }

    /** The response times of one run to come. */
    Source source(SplittableRandom random) {
        return new Source(random);
    }

    @Override
    public String toString() {
        return label;
    }

    /** The response times of one run, one after the other. */
    final class Source {
        private final SplittableRandom random;
        private final double level;
        private final double drift;
        private double state;
        private int stalled;
        private double stall;

        private Source(SplittableRandom random) {
            this.random = random;
            level = Math.exp(shift * gaussian());
            drift = NoiseModel.this == DRIFT ? DRIFT_SPREAD * gaussian() : 0;
            state = gaussian();
        }

        /**
         * The next response time.
         *
         * @param factor how much slower than the baseline the server is, 1 for not at all
         * @param elapsed share of the run that is over, 0 to 1
         * @return milliseconds, not yet cut to whole ones
         */
        double next(double factor, double elapsed) {
            double millis = MEDIAN_MILLIS * level * (1 + drift * (elapsed - 0.5)) * Math.exp(SIGMA * deviate());
            return millis * tail() * factor + stall();
        }

        private double deviate() {
            double innovation = gaussian();
            state = NoiseModel.this == AUTOCORRELATED
                    ? AUTOCORRELATION * state + Math.sqrt(1 - AUTOCORRELATION * AUTOCORRELATION) * innovation
                    : innovation;
            return state;
        }

        private double tail() {
            return NoiseModel.this == HEAVY_TAIL && random.nextDouble() < TAIL_SHARE
                    ? Math.pow(1 - random.nextDouble(), -1 / TAIL_INDEX)
                    : 1;
        }

        /** A stall meets one request of each user, each somewhere in its middle. */
        private double stall() {
            if (NoiseModel.this == STALLS && stalled == 0 && random.nextDouble() < STALLS_PER_REQUEST) {
                stalled = STALLED_USERS;
                stall = LONGEST_STALL_MILLIS * random.nextDouble();
            }
            if (stalled == 0) {
                return 0;
            }
            stalled--;
            return stall * random.nextDouble();
        }

        private double gaussian() {
            return Gaussian.next(random);
        }
    }
}
