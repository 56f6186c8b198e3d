package analyzer.selfcheck;

import java.util.SplittableRandom;

/**
 * A kind of noise: how response times scatter within a run, and how runs differ from each other.
 *
 * <p>All but {@link #CLIFF} are based on a log-normal distribution with a median of {@value #MEDIAN_MILLIS} ms and a 95th
 * percentile of about 97 ms. A slowdown multiplies every response time but not stalls, whose length does not depend on the
 * target.
 */
enum NoiseModel {
    /** Every request is independent of the others. */
    INDEPENDENT("independent", 0, true),
    /** Each response time is correlated with the one before: an AR(1) process of the logarithms, correlation 0.9. */
    AUTOCORRELATED("autocorrelated", 0, true),
    /** Whole runs are faster or slower: their level is log-normal with this standard deviation. */
    SHIFT_2("run-to-run 2 %", 0.02, true),
    SHIFT_5("run-to-run 5 %", 0.05, true),
    SHIFT_10("run-to-run 10 %", 0.10, true),
    /** All responses stall about three times per run, for up to 1.5 s. */
    STALLS("occasional stalls", 0, false),
    /** One request in ten is longer by a factor with a Pareto tail of index 1.5, whose variance is infinite. */
    HEAVY_TAIL("heavy tail", 0, true),
    /** The level changes linearly over each run, by about 10 % from end to end, up or down. */
    DRIFT("drift", 0, true),
    /** Most responses take 10 ms, one in twenty 200 ms: 4.6 to 5.4 % of a run, so P95 can be either. */
    CLIFF("cliff at P95", 0, true),
    /** A run is sometimes slower and rarely faster: its level is 1 plus an exponential part of mean 8 %. */
    SKEWED("run-to-run, skewed", 0, true),
    /** One run in four is 18 % slower. */
    TWO_LEVELS("two levels", 0, true),
    /** Levels of runs with outliers: Student's t with 3 degrees of freedom, scaled to 5 %. */
    STUDENT("run-to-run, t(3)", 0, true),
    /** The garbage collector stops everything about twenty times per run, for 100 to 300 ms; the number varies by chance. */
    PAUSES("GC pauses", 0, false),
    /** A cache fills during the first tenth of the run; a miss takes four times the usual time. */
    CACHE("cache warm-up", 0, true),
    /** Another process comes and goes, about twice per run each; while it runs, responses take 40 % longer. */
    NEIGHBOUR("noisy neighbour", 0, true);

    static final double MEDIAN_MILLIS = 50;

    /** Mean of the exponential part of a skewed level, relative. */
    static final double SKEW = 0.08;

    private static final double SIGMA = 0.4;
    private static final double AUTOCORRELATION = 0.9;
    private static final double STALLS_PER_REQUEST = 3.0 / 1850;
    private static final int STALLED_USERS = 10;
    private static final double LONGEST_STALL_MILLIS = 1500;
    private static final double TAIL_SHARE = 0.1;
    private static final double TAIL_INDEX = 1.5;
    private static final double DRIFT_SPREAD = 0.1;
    private static final double FAST_MILLIS = 10;
    private static final double SLOW_MILLIS = 200;
    private static final double FEWEST_SLOW = 0.046;
    private static final double MOST_SLOW = 0.054;
    private static final double MODE_SIGMA = 0.1;
    private static final double SLOW_RUNS = 0.25;
    private static final double SLOW_LEVEL = 1.18;
    private static final double STUDENT_SCALE = 0.05;
    private static final double PAUSES_PER_REQUEST = 20.0 / 1850;
    private static final int PAUSED_USERS = 4;
    private static final double SHORTEST_PAUSE_MILLIS = 100;
    private static final double LONGEST_PAUSE_MILLIS = 300;
    private static final double MISSES = 0.5;
    private static final double CACHE_FILLS_WITHIN = 0.03;
    private static final double MISS_FACTOR = 4;
    private static final double NEIGHBOUR_FACTOR = 1.4;
    private static final double NEIGHBOUR_TURNS_PER_REQUEST = 4.0 / 1850;

    private final String label;
    private final double shift;
    private final boolean scales;

    NoiseModel(String label, double shift, boolean scales) {
        this.label = label;
        this.shift = shift;
        this.scales = scales;
    }

    /** Whether a slowdown multiplies every percentile by the same factor, so that the true change is known. */
    boolean scales() {
        return scales;
    }

    /** Whether the study's tables show it at every slowdown; the others are shown at two, to keep the tables short. */
    boolean isShownInFull() {
        return compareTo(DRIFT) <= 0;
    }

    /** Standard deviation of a run's level, relative. */
    double shift() {
        return shift;
    }

    /** Returns a source of the response times of one new run. */
    Source source(SplittableRandom random) {
        return new Source(random);
    }

    @Override
    public String toString() {
        return label;
    }

    /** A standard normal deviate by the polar method of Marsaglia and Bray (SIAM Review 6, 1964). */
    static double gaussian(SplittableRandom random) {
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                return x * Math.sqrt(-2 * Math.log(square) / square);
            }
        }
    }

    /** The response times of one run, one after the other. */
    final class Source {
        private final SplittableRandom random;
        private final double level;
        private final double drift;
        private double state;
        private int stalled;
        private double stall;
        private final double slowShare;
        private boolean isNeighbourThere;

        private Source(SplittableRandom random) {
            this.random = random;
            level = Math.exp(shift * gaussian()) * level();
            drift = NoiseModel.this == DRIFT ? DRIFT_SPREAD * gaussian() : 0;
            state = gaussian();
            slowShare = NoiseModel.this == CLIFF ? FEWEST_SLOW + (MOST_SLOW - FEWEST_SLOW) * random.nextDouble() : 0;
            isNeighbourThere = NoiseModel.this == NEIGHBOUR && random.nextBoolean();
        }

        /** The level of a run where its logarithm is not normal; 1 for all other kinds of noise. */
        private double level() {
            return switch (NoiseModel.this) {
                case SKEWED -> 1 - SKEW * Math.log(1 - random.nextDouble());
                case TWO_LEVELS -> random.nextDouble() < SLOW_RUNS ? SLOW_LEVEL : 1;
                case STUDENT -> Math.exp(STUDENT_SCALE * gaussian() / Math.sqrt(chiSquared3() / 3));
                default -> 1;
            };
        }

        private double chiSquared3() {
            double a = gaussian();
            double b = gaussian();
            double c = gaussian();
            return a * a + b * b + c * c;
        }

        /**
         * The next response time.
         *
         * @param factor factor by which the target is slower than the baseline; 1 is unchanged
         * @param elapsed elapsed share of the run, 0 to 1
         * @return milliseconds, before truncation to whole ones
         */
        double next(double factor, double elapsed) {
            if (NoiseModel.this == CLIFF) {
                double mode = random.nextDouble() < slowShare ? SLOW_MILLIS : FAST_MILLIS;
                return mode * Math.exp(MODE_SIGMA * gaussian()) * factor;
            }
            double millis = MEDIAN_MILLIS * level * (1 + drift * (elapsed - 0.5)) * Math.exp(SIGMA * deviate());
            return millis * tail() * miss(elapsed) * neighbour() * factor + stall();
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

        private double miss(double elapsed) {
            return NoiseModel.this == CACHE && random.nextDouble() < MISSES * Math.exp(-elapsed / CACHE_FILLS_WITHIN)
                    ? MISS_FACTOR
                    : 1;
        }

        private double neighbour() {
            if (NoiseModel.this != NEIGHBOUR) {
                return 1;
            }
            if (random.nextDouble() < NEIGHBOUR_TURNS_PER_REQUEST) {
                isNeighbourThere = !isNeighbourThere;
            }
            return isNeighbourThere ? NEIGHBOUR_FACTOR : 1;
        }

        /** A stall delays one request of each user by a random part of its length. */
        private double stall() {
            if (NoiseModel.this == PAUSES && stalled == 0 && random.nextDouble() < PAUSES_PER_REQUEST) {
                stalled = PAUSED_USERS;
                stall = SHORTEST_PAUSE_MILLIS + (LONGEST_PAUSE_MILLIS - SHORTEST_PAUSE_MILLIS) * random.nextDouble();
            }
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
            return NoiseModel.gaussian(random);
        }
    }
}
